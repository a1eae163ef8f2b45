// Releases: written once, whole, then pointed at. One pointer a series and period says which is
// current; when each became current stands in the release itself. Publishing writes; the web reads.
import {
  and,
  desc,
  eq,
  getTableColumns,
  getTableName,
  isNotNull,
  lte,
  max,
  min,
  sql,
  type AnyColumn,
} from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';
import { strikingOf, type GuardRule, type ToldFinding } from '#lib/domain/guard.ts';
import type {
  Release,
  ReleaseContent,
  ReleaseStatus,
  Rules,
  ScoreRow,
  Summary,
} from '#lib/domain/release.ts';
import type { Reporting } from '#lib/domain/reporting.ts';
import type { Db } from '../db/client.ts';
import { publishedScore } from '../db/schema/catalogue.ts';
import { release, releasePointer, releaseRow, releaseSummary } from '../db/schema/releases.ts';
import { invariant, UsageError } from '../errors.ts';

/** A release without what fills it; for lists. */
export interface ReleaseHead extends Omit<Release, 'rules' | 'rows' | 'summaries'> {
  seriesId: string;
  methodVersion: string;
  /** Whether it is the one that readers of its period get now. */
  current: boolean;
  /** When it was built, by the database's clock. */
  builtAt: Date;
  /** Over the nation; nobody is expected in an index that its owner publishes. */
  reporting: Reporting;
  /** Set where the guard had held it and a person let it through, when it became current. */
  letThrough: LetThrough | null;
}

/** What readers are told of a release that was held first. */
export interface LetThrough {
  /** ISO time. */
  heldAt: string;
  rules: GuardRule[];
  /** Of each rule what it found furthest off; the release is public, and so is what is said of it. */
  found: ToldFinding[];
  /** In the words of the person who decided. */
  reason: string;
}

/** A release that is built but not yet current. */
export interface ReleaseDraft {
  /** UUIDv7. */
  id: string;
  content: ReleaseContent;
  status: ReleaseStatus;
  hash: string;
  periodStart: string;
  periodEnd: string;
  knownAt: Date;
  previousReleaseId: string | null;
}

/** The order of the engine, whatever the database's own collation. */
const byBytes = (column: AnyColumn) => sql`${column} collate "C"`;

/** A stored release, with the moment at which the first of its series and period became current. */
type HeadRow = typeof release.$inferSelect & { firstReleasedAt: Date | null };

/** Text columns hold only what `writeRelease` put there, so that they are narrowed without a check. */
const headOf = (row: HeadRow): Omit<Release, 'rules' | 'rows' | 'summaries'> => ({
  id: row.id,
  number: row.number,
  period: row.period,
  periodStart: row.periodStart,
  periodEnd: row.periodEnd,
  status: row.status as ReleaseStatus,
  illustrative: row.illustrative,
  hash: row.hash,
  knownAt: row.knownAt.toISOString(),
  releasedAt: (row.releasedAt ?? row.knownAt).toISOString(),
  firstReleasedAt: (row.firstReleasedAt ?? row.knownAt).toISOString(),
  previousReleaseId: row.previousReleaseId,
});

/**
 * A release with everything in it, its rows and summaries by measure, group and unit; null where
 * there is none. One that is not yet current bears the moment it is known at as its time of release,
 * and as that of the first one where no other is current.
 */
export async function readRelease(db: Db, id: string): Promise<Release | null> {
  const [head] = await db.orm.select().from(release).where(eq(release.id, id));
  if (!head) return null;
  const [firstReleasedAt, rows, summaries] = await Promise.all([
    readFirstReleasedAt(db, head),
    readRows(db, id),
    readSummaries(db, id),
  ]);
  return { ...headOf({ ...head, firstReleasedAt }), rules: head.rules as Rules, rows, summaries };
}

/** When the first release of a series and period became current; null where none has been. */
export async function readFirstReleasedAt(
  db: Db,
  { seriesId, period }: { seriesId: string; period: string },
): Promise<Date | null> {
  const [first] = await db.orm
    .select({ at: min(release.releasedAt) })
    .from(release)
    .where(and(eq(release.seriesId, seriesId), eq(release.period, period)));
  return first?.at ?? null;
}

async function readRows(db: Db, id: string): Promise<ScoreRow[]> {
  const { releaseId: _, ...columns } = getTableColumns(releaseRow);
  const rows = await db.orm
    .select(columns)
    .from(releaseRow)
    .where(eq(releaseRow.releaseId, id))
    .orderBy(byBytes(releaseRow.measure), byBytes(releaseRow.groupId), byBytes(releaseRow.unitId));
  return rows as ScoreRow[];
}

async function readSummaries(db: Db, id: string): Promise<Summary[]> {
  const { releaseId: _, ...columns } = getTableColumns(releaseSummary);
  const summaries = await db.orm
    .select(columns)
    .from(releaseSummary)
    .where(eq(releaseSummary.releaseId, id))
    .orderBy(byBytes(releaseSummary.measure), byBytes(releaseSummary.groupId));
  return summaries.map((each) => ({ ...each, groupId: each.groupId || null }) as Summary);
}

/**
 * The release that readers of a period get: the current one, or, with `asOf`, the one that was
 * current at that moment (the latest that had been released by then). Null where there was none.
 */
export async function findReleaseId(
  db: Db,
  { seriesId, period, asOf }: { seriesId: string; period: string; asOf?: Date | undefined },
): Promise<string | null> {
  if (!asOf) {
    const [pointer] = await db.orm
      .select({ id: releasePointer.releaseId })
      .from(releasePointer)
      .where(and(eq(releasePointer.seriesId, seriesId), eq(releasePointer.period, period)));
    return pointer?.id ?? null;
  }
  const [found] = await db.orm
    .select({ id: release.id })
    .from(release)
    .where(
      and(
        eq(release.seriesId, seriesId),
        eq(release.period, period),
        lte(release.releasedAt, asOf),
      ),
    )
    .orderBy(desc(release.releasedAt), desc(release.number))
    .limit(1);
  return found?.id ?? null;
}

const FIRST_RELEASED_AT =
  sql`min(${release.releasedAt}) over (partition by ${release.seriesId}, ${release.period})`.mapWith(
    release.releasedAt,
  );

/** Of the shares of a gathered series, that which most units of the nation have. */
const REPORTING = sql<Reporting | null>`(
  select json_build_object('counted', s.counted, 'expected', s.expected)
  from release_summary s
  join indicator i on i.series_id = ${release.seriesId} and i.code = s.measure
  join series of_series on of_series.id = i.series_id
  where s.release_id = ${release.id} and s.group_id = '' and i.measure = 'share'
    and of_series.kind = 'gathered'
  order by s.counted desc, s.expected desc limit 1)`;

const LET_THROUGH = sql<LetThrough | null>`(
  select json_build_object('reason', h.reason,
    'heldAt', to_char(h.held_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'rules', (select json_agg(distinct f ->> 'rule') from jsonb_array_elements(h.findings) f),
    'found', (select coalesce(json_agg((f - 'units' - 'againstId')
        || jsonb_build_object('nameVi', i.name_vi, 'nameEn', i.name_en)), '[]')
      from jsonb_array_elements(h.findings) f
      left join indicator i on i.series_id = ${release.seriesId} and i.code = f ->> 'measure'))
  from release_hold h where h.release_id = ${release.id} and h.state = 'published')`;

const NOBODY_EXPECTED: Reporting = { counted: 0, expected: 0 };

/** Every release that is or has been current, of one series or of all; the latest period first. */
export async function listReleases(db: Db, seriesId?: string): Promise<ReleaseHead[]> {
  const { rules: _, ...columns } = getTableColumns(release);
  const rows = await db.orm
    .select({
      ...columns,
      pointedAt: releasePointer.releaseId,
      firstReleasedAt: FIRST_RELEASED_AT,
      reporting: REPORTING,
      letThrough: LET_THROUGH,
    })
    .from(release)
    .leftJoin(releasePointer, eq(releasePointer.releaseId, release.id))
    .where(
      and(isNotNull(release.releasedAt), seriesId ? eq(release.seriesId, seriesId) : undefined),
    )
    .orderBy(
      desc(release.periodEnd),
      desc(release.releasedAt),
      byBytes(release.seriesId),
      desc(release.number),
    );
  return rows.map((row) => ({
    ...headOf({ ...row, rules: null }),
    seriesId: row.seriesId,
    methodVersion: row.methodVersion,
    current: row.pointedAt !== null,
    builtAt: row.builtAt,
    reporting: row.reporting ?? NOBODY_EXPECTED,
    letThrough: row.letThrough && { ...row.letThrough, found: strikingOf(row.letThrough.found) },
  }));
}

/**
 * Lets publishers of one series take turns, until the transaction ends. No run of the series is kept
 * meanwhile (see `finishRun`), so that a release built under this lock holds all of a run that was
 * kept before it was built, and nothing of one that was kept after.
 */
export async function lockSeries(tx: Db, seriesId: string): Promise<void> {
  await tx.sql`select from series where id = ${seriesId} for no key update`;
}

/**
 * Writes a release whole, not yet current, and returns its number: 1 for the first of its series and
 * period. Must be called inside the transaction that locked the series before the release was built.
 */
export async function writeRelease(tx: Db, draft: ReleaseDraft): Promise<number> {
  const { id, content, ...marks } = draft;
  const seriesId = content.rules.series.id;
  await lockSeries(tx, seriesId);
  const [last] = await tx.orm
    .select({ number: max(release.number) })
    .from(release)
    .where(and(eq(release.seriesId, seriesId), eq(release.period, content.period)));
  const number = (last?.number ?? 0) + 1;
  await tx.orm.insert(release).values({
    ...marks,
    id,
    seriesId,
    period: content.period,
    number,
    builtAt: sql`clock_timestamp()`,
    illustrative: content.illustrative,
    methodVersion: content.rules.methodVersion,
    rules: content.rules,
  });
  await insertAll(
    tx,
    releaseRow,
    content.rows.map((row) => ({ ...row, releaseId: id })),
  );
  await insertAll(
    tx,
    releaseSummary,
    content.summaries.map((each) => ({ ...each, groupId: each.groupId ?? '', releaseId: id })),
  );
  return number;
}

/**
 * Makes a written release the current one of its series and period, from `at` on. Must be called
 * inside a transaction. Time never runs backwards here: `at` may not lie before the moment at which
 * the release that is replaced became current.
 *
 * @throws UsageError where it would
 */
export async function movePointer(tx: Db, id: string, at: Date): Promise<void> {
  const [head] = await tx.orm
    .select({ seriesId: release.seriesId, period: release.period })
    .from(release)
    .where(eq(release.id, id));
  invariant(head, `release ${id} is written before the pointer moves to it`);
  await lockSeries(tx, head.seriesId);
  const [latest] = await tx.orm
    .select({ at: max(release.releasedAt) })
    .from(release)
    .where(and(eq(release.seriesId, head.seriesId), eq(release.period, head.period)));
  if (latest?.at && latest.at > at) {
    throw new UsageError(
      `The release of ${head.seriesId} ${head.period} became current at ` +
        `${latest.at.toISOString()}; another cannot at ${at.toISOString()}, before it.`,
    );
  }
  await tx.orm.update(release).set({ releasedAt: at }).where(eq(release.id, id));
  await tx.orm
    .insert(releasePointer)
    .values({ ...head, releaseId: id })
    .onConflictDoUpdate({
      target: [releasePointer.seriesId, releasePointer.period],
      set: { releaseId: id, verifiedKnownAt: null, verifiedAt: null, verifiedAgainst: null },
    });
}

/** Until when a current release is known to say what would be published anew. */
export interface Verification {
  releaseId: string;
  /** What was recorded by then was looked at. */
  knownAt: Date;
  /** When it was, by the database's clock. */
  at: Date;
  /** The release of the period before that it was compared with; null where there was none. */
  against: string | null;
}

/**
 * Notes that a release, built anew from what `draft` was built from, says the same: so that it need
 * not be built each time that something is recorded which changes nothing. Must be called inside the
 * transaction that locked the series before the draft was built. A release that is no longer current
 * is left as it is.
 */
export async function noteVerified(
  tx: Db,
  releaseId: string,
  { knownAt, previousReleaseId }: Pick<ReleaseDraft, 'knownAt' | 'previousReleaseId'>,
): Promise<void> {
  await tx.orm
    .update(releasePointer)
    .set({
      verifiedKnownAt: knownAt,
      verifiedAt: sql`clock_timestamp()`,
      verifiedAgainst: previousReleaseId,
    })
    .where(eq(releasePointer.releaseId, releaseId));
}

/** By release, when those of a series that are current were last verified, if they were. */
export async function readVerifications(
  db: Db,
  seriesId: string,
): Promise<Map<string, Verification>> {
  const rows = await db.orm
    .select()
    .from(releasePointer)
    .where(and(eq(releasePointer.seriesId, seriesId), isNotNull(releasePointer.verifiedAt)));
  return new Map(
    rows.flatMap(({ releaseId, verifiedKnownAt: knownAt, verifiedAt: at, verifiedAgainst }) =>
      knownAt && at ? [[releaseId, { releaseId, knownAt, at, against: verifiedAgainst }]] : [],
    ),
  );
}

/** Whether the owner of an index published scores of their own for the series. */
export async function hasPublishedScores(db: Db, seriesId: string): Promise<boolean> {
  const found = await db.orm
    .select({ seriesId: publishedScore.seriesId })
    .from(publishedScore)
    .where(eq(publishedScore.seriesId, seriesId))
    .limit(1);
  return found.length > 0;
}

/** Inserts any number of rows in one statement with one parameter: their JSON, spread by PostgreSQL. */
async function insertAll<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table));
  // Named as the client's casing names them.
  const into = columns.map(([key]) => `"${toSnakeCase(key)}"`);
  const fields = columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`);
  await tx.sql.unsafe(
    `insert into ${getTableName(table)} (${into.join(', ')})
     select ${columns.map(([key]) => `"${key}"`).join(', ')}
     from json_to_recordset($1::text::json) as given(${fields.join(', ')})`,
    [JSON.stringify(rows)],
  );
}
