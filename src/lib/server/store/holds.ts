// Releases that the guard held: which wait, what was found, and what staff decided. A held release is
// written whole like any other and is current only once somebody publishes it. Publishing, the pages of
// staff and the public list of corrections import it.
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { GuardFinding } from '#lib/domain/guard.ts';
import { NATION } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { person, release, releaseHold } from '../db/schema/index.ts';
import { recordEvent } from './audit.ts';
import { lockSeries, movePointer, type ReleaseDraft, type Verification } from './releases.ts';

export const HOLD_STATES = ['held', 'published', 'refused', 'superseded'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** What the guard found beside one release, or in a release by itself. */
export interface HeldFinding extends GuardFinding {
  /** Null in the first release of a series. */
  againstId: string | null;
}

export interface Hold {
  releaseId: string;
  /** The first release that something was found beside; null for the first of a series. */
  againstId: string | null;
  seriesId: string;
  period: string;
  /** Of the release within its series and period. */
  number: number;
  findings: HeldFinding[];
  heldAt: Date;
  state: HoldState;
  /** Name of the person who decided; null while nobody did. */
  decidedBy: string | null;
  /** When it was decided, or a newer draft took its place. */
  decidedAt: Date | null;
  reason: string | null;
}

/** Writes down that a release is held. Must be called in the transaction that wrote it. */
export async function writeHold(
  tx: Db,
  hold: Pick<Hold, 'releaseId' | 'againstId' | 'findings' | 'heldAt'>,
): Promise<void> {
  await tx.orm.insert(releaseHold).values({ ...hold, state: 'held' });
}

/** A newer draft of the period took the place of what waits. Must be called under the series' lock. */
export async function supersedeHolds(
  tx: Db,
  { seriesId, period }: { seriesId: string; period: string },
  at: Date,
): Promise<void> {
  await tx.sql`
    update release_hold h set state = 'superseded', decided_at = ${at.toISOString()}
    from release r
    where r.id = h.release_id and r.series_id = ${seriesId} and r.period = ${period}
      and h.state = 'held'`;
}

/** A hold as those see it who wonder whether to draft its period anew. */
export interface StandingHold extends Verification {
  period: string;
  /** When the held release was built, by the database's clock. */
  builtAt: Date;
  /** What was known then. */
  builtKnownAt: Date;
  /** The release of the period before that it was built against. */
  builtAgainst: string | null;
}

/**
 * Of each period of a series the latest draft that was held or refused, where nothing was published
 * after it: what would be drafted anew may say the same.
 */
export async function readStandingHolds(db: Db, seriesId: string): Promise<StandingHold[]> {
  const rows = await db.orm
    .select({
      releaseId: release.id,
      period: release.period,
      builtAt: release.builtAt,
      builtKnownAt: release.knownAt,
      builtAgainst: release.previousReleaseId,
      knownAt: releaseHold.verifiedKnownAt,
      at: releaseHold.verifiedAt,
      against: releaseHold.verifiedAgainst,
    })
    .from(releaseHold)
    .innerJoin(release, eq(release.id, releaseHold.releaseId))
    .where(
      and(
        eq(release.seriesId, seriesId),
        sql`${releaseHold.state} in ('held', 'refused')`,
        sql`not exists (select from release later where later.series_id = ${release.seriesId}
          and later.period = ${release.period} and later.number > ${release.number})`,
      ),
    );
  return rows.map((row) => ({
    ...row,
    // Never verified since: as it was built.
    knownAt: row.knownAt ?? row.builtKnownAt,
    at: row.at ?? row.builtAt,
    against: row.at === null ? row.builtAgainst : row.against,
  }));
}

/** Notes that a held or refused release, built anew, says the same: see `noteVerified`. */
export async function noteHoldVerified(
  tx: Db,
  releaseId: string,
  { knownAt, previousReleaseId }: Pick<ReleaseDraft, 'knownAt' | 'previousReleaseId'>,
): Promise<void> {
  await tx.orm
    .update(releaseHold)
    .set({
      verifiedKnownAt: knownAt,
      verifiedAt: sql`clock_timestamp()`,
      verifiedAgainst: previousReleaseId,
    })
    .where(eq(releaseHold.releaseId, releaseId));
}

/**
 * The releases that a new one of a period is held against: the current one of the period, and the one
 * that stays where it is while corrections follow one another, so that many small steps are not walked
 * past it: the last of the period that a person let through, or else the current one of the latest
 * period before, or else the first of the period itself. None for the first of a series, which is
 * judged by what it says itself.
 */
export async function findReferenceIds(
  db: Db,
  { seriesId, period, periodEnd }: { seriesId: string; period: string; periodEnd: string },
): Promise<string[]> {
  const [found] = await db.sql<Record<'current' | 'fixed', string | null>[]>`
    with own as (select * from release where series_id = ${seriesId} and period = ${period})
    select
      (select release_id from release_pointer
        where series_id = ${seriesId} and period = ${period}) as current,
      coalesce(
        (select own.id from own join release_hold h on h.release_id = own.id
          where h.state = 'published' order by own.number desc limit 1),
        (select r.id from release_pointer p join release r on r.id = p.release_id
          where r.series_id = ${seriesId} and r.period <> ${period} and r.period_end < ${periodEnd}
          order by r.period_end desc limit 1),
        (select id from own where released_at is not null order by number limit 1)) as fixed`;
  const ids = [found?.current, found?.fixed].filter((id) => typeof id === 'string');
  return [...new Set(ids)];
}

const selectHolds = (db: Db) => {
  const {
    decidedBy: _,
    verifiedAt: _a,
    verifiedKnownAt: _k,
    verifiedAgainst: _v,
    ...columns
  } = getTableColumns(releaseHold);
  const { seriesId, period, number } = getTableColumns(release);
  return db.orm
    .select({ ...columns, seriesId, period, number, decidedBy: person.name })
    .from(releaseHold)
    .innerJoin(release, eq(release.id, releaseHold.releaseId))
    .leftJoin(person, eq(person.id, releaseHold.decidedBy));
};

/** Text and jsonb columns hold only what `writeHold` put there, so that they are narrowed unchecked. */
type HoldRow = Omit<Hold, 'findings' | 'state'> & { findings: unknown; state: string };
const holdOf = (row: HoldRow): Hold => {
  const { againstId } = row;
  // Holds of earlier days compared with that one release alone.
  const findings = (row.findings as GuardFinding[]).map((each) => ({ againstId, ...each }));
  return { ...(row as Hold), findings };
};

/** Holds in one state, or of one series, or all, the latest first. */
export async function readHolds(
  db: Db,
  { state, seriesId }: { state?: HoldState | undefined; seriesId?: string | undefined },
  limit: number,
): Promise<Hold[]> {
  const rows = await selectHolds(db)
    .where(
      and(
        state && eq(releaseHold.state, state),
        seriesId === undefined ? undefined : eq(release.seriesId, seriesId),
      ),
    )
    .orderBy(desc(releaseHold.heldAt), desc(release.periodEnd))
    .limit(limit);
  return rows.map(holdOf);
}

/** What the guard said of a release; null where it let it through. */
export async function readHold(db: Db, releaseId: string): Promise<Hold | null> {
  const [row] = await selectHolds(db).where(eq(releaseHold.releaseId, releaseId));
  return row ? holdOf(row) : null;
}

/** How many wait for a decision. */
export const countHeld = (db: Db): Promise<number> =>
  db.orm.$count(releaseHold, eq(releaseHold.state, 'held'));

export interface HoldDecision {
  releaseId: string;
  verdict: 'publish' | 'refuse';
  reason: string;
  /** Id of the person. */
  by: string;
  at: Date;
}

/**
 * Publishes or refuses a held release and records who did, in one transaction with the pointer.
 *
 * @returns false where it no longer waits: somebody decided, or a newer draft took its place
 * @throws UsageError where a release of its period became current after `at`
 */
export async function decideHold(tx: Db, decision: HoldDecision): Promise<boolean> {
  const { releaseId, verdict, reason, by, at } = decision;
  const found = await readHold(tx, releaseId);
  if (!found) return false;
  const { seriesId, period, number } = found;
  // Publishers hold this lock while they build, so that no newer draft comes in between.
  await lockSeries(tx, seriesId);
  const state = verdict === 'publish' ? ('published' as const) : ('refused' as const);
  const decided = await tx.orm
    .update(releaseHold)
    .set({ state, decidedBy: by, decidedAt: at, reason })
    .where(and(eq(releaseHold.releaseId, releaseId), eq(releaseHold.state, 'held')))
    .returning({ releaseId: releaseHold.releaseId });
  if (decided.length === 0) return false;
  if (verdict === 'publish') await movePointer(tx, releaseId, at);
  const details = { reason, seriesId, period, number };
  const action = `release.${verdict}` as const;
  await recordEvent(tx, { unitId: NATION, personId: by, action, subject: releaseId, details }, at);
  return true;
}
