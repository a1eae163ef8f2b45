// Reports of a small world, recorded as the gather job records what a source said, or that it stayed
// silent; and what must come of them by a model that knows neither SQL nor versions. Used by the cases
// on late reports and on what was known when.
import fc from 'fast-check';
import { indicatorId } from '#lib/domain/indicator.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { isOvertaken } from '#lib/server/store/late.ts';
import { readObservations } from '#lib/server/store/observations-read.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { claimSlot, failRun, finishRun, type Claim } from '#lib/server/store/runs.ts';

export const PERIODS = ['2020-Q1', '2020-Q2'] as const;
const UNITS = ['p-a', 'p-b', 'p-c'] as const;
const SOURCE = 'portal';
const MINUTE_MS = 60_000;
const EPOCH_MS = Date.parse('2020-07-01T00:00:00Z');

/** Services at level 4 out of `OF`, or null: it answered without the figure. */
type Said = number | null;
const OF = 3;

/** One answer of the source about a period, or its silence. */
export interface Report {
  /** Minutes after the beginning of the world; the run's own "now". Distinct within a period. */
  at: number;
  period: (typeof PERIODS)[number];
  /** What it said of each unit, in the order of the units; or why nothing came. */
  said: Said[] | 'no-reply' | 'gathering-failed';
}

/** A figure as the model and the store tell it: "2", "not-reported", "no-reply". */
export type Told = string;

const momentOf = (minute: number): Date => new Date(EPOCH_MS + minute * MINUTE_MS);

const saidArbitrary: fc.Arbitrary<Report['said']> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.option(fc.nat(2)), { minLength: 3, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('no-reply' as const) },
  { weight: 1, arbitrary: fc.constant('gathering-failed' as const) },
);

/** Reports in the order in which they come in, which is not that of their moments. */
export const reportsArbitrary = (count: number): fc.Arbitrary<Report[]> =>
  fc.uniqueArray(
    fc.record({ at: fc.nat(500), period: fc.constantFrom(...PERIODS), said: saidArbitrary }),
    {
      minLength: count,
      maxLength: count,
      selector: ({ at, period }) => `${period} ${at}`,
    },
  );

/** Minutes before, within and after the reports. */
export const minuteArbitrary = fc.integer({ min: -1, max: 501 });

/** The catalogue that the reports are about, in an empty database. */
export async function layCatalogue(db: Db): Promise<void> {
  await db.sql.unsafe(`
    insert into series values ('dvc', 'dvc', 'dvc', 'quarter', 'gathered', 1);
    insert into indicator (id, series_id, code, name_vi, name_en, measure, direction, unit, decimals,
        frequency, numerator_vi, numerator_en, denominator_vi, denominator_en, source_vi, source_en,
        legal_basis_vi, legal_basis_en, verification, sort)
      values ('share_l4', 'dvc', 'share_l4', 'm', 'm', 'share', 'higher', 'percent', 1, 'quarter',
        '', '', '', '', '', '', '', '', '', 1)`);
}

/** Takes back all that was reported. */
export async function clearReports(db: Db): Promise<void> {
  await db.sql`delete from observation`;
  await db.sql`delete from job_run`;
}

type Measured = Pick<NewObservation, 'value' | 'numerator' | 'denominator' | 'missing'>;

const absence = (missing: MissingReason): Measured => ({
  value: null,
  numerator: null,
  denominator: null,
  missing,
});
const measured = (said: Said): Measured =>
  said === null
    ? absence('not-reported')
    : { value: said / OF, numerator: said, denominator: OF, missing: null };

function batchOf({ period, said }: Report, claim: Claim): NewObservation[] {
  const { start, end } = periodOf(period);
  return UNITS.map((unit, at) => ({
    unitId: unitId(unit),
    indicatorId: indicatorId('share_l4'),
    period,
    periodStart: start,
    periodEnd: end,
    ...(typeof said === 'string' ? absence(said) : measured(said[at] ?? null)),
    missingNote: null,
    status: 'A',
    qualifier: null,
    illustrative: true,
    sourceId: SOURCE,
    origin: 'counted',
    runId: claim.runId,
  }));
}

/** Takes one report in, in a run and a transaction of its own. */
export async function takeIn(db: Db, report: Report): Promise<void> {
  const at = momentOf(report.at);
  const slot = {
    job: 'gather' as const,
    sourceId: SOURCE,
    unitId: 'vn',
    // Slots of the two periods must not coincide: a source has one slot a moment.
    slotAt: new Date(at.getTime() + PERIODS.indexOf(report.period)),
    period: report.period,
    trigger: 'schedule' as const,
  };
  const claim = await claimSlot(db, slot, { asOf: at, dueBy: at, leaseMs: MINUTE_MS });
  if (!claim) throw new Error('a report of its own moment has a slot of its own');
  const batch = batchOf(report, claim);
  const nothing = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };
  await inTransaction(db, async (tx) => {
    if (typeof report.said === 'string') {
      await recordObservations(tx, batch, at, { keepStanding: true });
      const failure = { code: report.said, text: '', nextAttemptAt: null, wasAsked: true };
      await failRun(tx, claim, { ...failure, ...nothing });
      return;
    }
    if (!(await isOvertaken(tx, claim, at))) await recordObservations(tx, batch, at);
    await finishRun(tx, claim, { ...nothing, rowsAccepted: UNITS.length });
  });
}

const toldOf = (figure: { numerator: number | null; missing: string | null }): Told =>
  figure.missing ?? String(figure.numerator);

/** By "period unit", what the store says as known at a minute; without one, what stands. */
export async function readTold(db: Db, minute?: number): Promise<Record<string, Told>> {
  const at = minute === undefined ? new Date('2999-01-01') : momentOf(minute);
  const known = await readObservations(db, 'dvc', periodOf('2020-Q4'), at);
  return Object.fromEntries(
    known.map((each) => [`${each.period} ${each.unitId}`, toldOf(each)] as const).sort(),
  );
}

/** What a report says of each unit. */
const wordsOf = ({ said }: Report): Told[] =>
  UNITS.map((_, at) => (typeof said === 'string' ? said : String(said[at] ?? 'not-reported')));

/**
 * What must stand in the end, in whatever order the reports came in: what the source said last; where
 * it never said anything, its last silence.
 */
export function lastWords(reports: readonly Report[]): Record<string, Told> {
  const stands: [string, Told][] = PERIODS.flatMap((period) => {
    const own = reports.filter((report) => report.period === period);
    const spoken = own.filter(({ said }) => typeof said !== 'string');
    const last = (spoken.length > 0 ? spoken : own).toSorted((a, b) => a.at - b.at).at(-1);
    if (!last) return [];
    return wordsOf(last).map((told, at): [string, Told] => [`${period} ${UNITS[at] ?? ''}`, told]);
  });
  return Object.fromEntries(stands.sort());
}

interface Entry {
  told: Told;
  isSilence: boolean;
  /** The minute from which it was known. */
  from: number;
}

/**
 * What must be answered as known at a minute: the log played again, report by report as they came in,
 * up to that minute.
 */
export function replay(reports: readonly Report[], minute: number): Record<string, Told> {
  const log = new Map<string, Entry[]>();
  const spokenAt = new Map<string, number>();
  for (const report of reports) {
    const isSilence = typeof report.said === 'string';
    const latest = spokenAt.get(report.period) ?? -1;
    if (!isSilence && report.at < latest) continue;
    if (!isSilence) spokenAt.set(report.period, report.at);
    wordsOf(report).forEach((told, at) => {
      const key = `${report.period} ${UNITS[at] ?? ''}`;
      const entries = log.get(key) ?? [];
      const standing = entries.at(-1);
      if (!isNews(standing, told, isSilence, report.at)) return;
      const from = Math.max(report.at, standing?.from ?? -1);
      log.set(key, [...entries, { told, isSilence, from }]);
    });
  }
  const known = [...log].flatMap(([key, entries]): [string, Told][] => {
    const found = entries.findLast(({ from }) => from <= minute);
    return found ? [[key, found.told]] : [];
  });
  return Object.fromEntries(known.sort());
}

function isNews(standing: Entry | undefined, told: Told, isSilence: boolean, at: number): boolean {
  if (!standing) return true;
  if (standing.told === told) return false;
  return isSilence ? standing.isSilence && standing.from <= at : true;
}
