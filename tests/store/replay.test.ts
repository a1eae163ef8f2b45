// What is known at a moment, held against the log: figures, corrections, silences and late reports are
// written to the database one after another, and read as of every moment; beside it the same log is
// played from its beginning in plain code, which knows nothing of versions that end.
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { indicatorId } from '#lib/domain/indicator.ts';
import type { Observation, RevisionReason } from '#lib/domain/observation.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { readObservations } from '#lib/server/store/observations-read.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const LOGS = 1000;
/** Fixed, so that a log that fails is found again. */
const SEED = 20_200_425;
const STEPS = 24;
/** The period that is read, one before it, and one after it, which is never known of it. */
const PERIODS = ['2019-Q4', '2020-Q1', '2020-Q2'] as const;
const READ = periodOf('2020-Q1');

/** Some reports come in late: as of a moment before what was written down already. */
const minuteOf = (step: number): number => (step % 5 === 4 ? step - 3 : step);
const timeOf = (minute: number): Date => new Date(Date.UTC(2020, 3, 25, 0, minute));

/** One thing written down: a figure, or why there is none. */
interface Entry {
  step: number;
  unit: string;
  source: string;
  period: (typeof PERIODS)[number];
  said: readonly [number, number] | 'rejected' | 'no-reply' | 'gathering-failed';
  reason: RevisionReason | undefined;
}

/** Whether it is a silence: it takes back nothing that was said. */
const isSilence = ({ said }: Pick<Entry, 'said'>): boolean =>
  said === 'no-reply' || said === 'gathering-failed';

const figureOf = ({ unit, source, period }: Entry): string => [unit, source, period].join(' ');

const anEntry: fc.Arbitrary<Entry> = fc.record({
  step: fc.nat({ max: STEPS - 1 }),
  unit: fc.constantFrom('p-01', 'p-48'),
  source: fc.constantFrom('portal', 'push'),
  period: fc.constantFrom(...PERIODS),
  said: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.nat({ max: 2 }), fc.constantFrom(4, 5)) },
    { weight: 2, arbitrary: fc.constantFrom('no-reply' as const, 'gathering-failed' as const) },
    { weight: 1, arbitrary: fc.constant('rejected' as const) },
  ),
  reason: fc.option(fc.constantFrom('C' as const, 'R3' as const), { nil: undefined }),
});

/** In the order in which it was written; a batch names each figure once. */
const aLog = fc
  .uniqueArray(anEntry, {
    minLength: 10,
    maxLength: 60,
    selector: (entry) => `${entry.step} ${figureOf(entry)}`,
  })
  .map((entries) => entries.toSorted((a, b) => a.step - b.step));

const logs = fc.sample(aLog, { numRuns: LOGS, seed: SEED });
/** Each log has an indicator of its own, so that all of them are written at once. */
const idOf = (at: number) => indicatorId(`log-${at}`);

const valuesOf = ({ said }: Entry) =>
  typeof said === 'string'
    ? { value: null, numerator: null, denominator: null, missing: said }
    : { value: said[0] / said[1], numerator: said[0], denominator: said[1], missing: null };

type Known = Pick<
  Observation,
  'value' | 'numerator' | 'denominator' | 'missing' | 'version' | 'reason'
>;

/** The last word on each figure, of what was written down and holds at a minute. */
function replay(log: readonly Entry[], minute: number): Map<string, Known> {
  const known = new Map<string, Known>();
  const current = new Map<string, Entry & { from: number; version: number }>();
  for (const entry of log) {
    const figure = figureOf(entry);
    const standing = current.get(figure);
    const at = minuteOf(entry.step);
    if (standing && String(standing.said) === String(entry.said)) continue;
    if (standing && isSilence(entry) && !(isSilence(standing) && standing.from <= at)) continue;
    // Nothing is taken back before the moment from which it was known.
    const from = Math.max(at, standing?.from ?? at);
    const version = (standing?.version ?? 0) + 1;
    current.set(figure, { ...entry, from, version });
    if (from > minute || entry.period > READ.code) continue;
    const usual = typeof standing?.said === 'string' ? 'R2' : 'R1';
    const reason = standing ? (entry.reason ?? usual) : null;
    known.set(figure, { ...valuesOf(entry), version, reason });
  }
  return known;
}

const world = catalogueWorld('for all');

/** Writes one step of all logs, what was said before what was not. */
async function write(step: number): Promise<void> {
  const entries = logs.flatMap((log, at) =>
    log.filter((entry) => entry.step === step).map((entry) => ({ entry, at })),
  );
  const batch = (wanted: boolean): NewObservation[] =>
    entries
      .filter(({ entry }) => isSilence(entry) === wanted)
      .map(({ entry, at }) => ({
        ...valuesOf(entry),
        ...{ unitId: unitId(entry.unit), indicatorId: idOf(at), sourceId: entry.source },
        ...{ period: entry.period, periodStart: periodOf(entry.period).start },
        periodEnd: periodOf(entry.period).end,
        ...{ missingNote: null, status: 'A', qualifier: null, illustrative: true },
        ...{ origin: 'counted', runId: newId() },
        ...(entry.reason && { reason: entry.reason }),
      }));
  const at = timeOf(minuteOf(step));
  await inTransaction(world.db, async (tx) => {
    await recordObservations(tx, batch(false), at);
    await recordObservations(tx, batch(true), at, { keepStanding: true });
  });
}

describe('what was known at a moment', () => {
  beforeAll(async () => {
    await world.db.sql`
      insert into indicator
      select (jsonb_populate_record(i, jsonb_build_object('id', 'log-' || n, 'code', 'log-' || n))).*
      from indicator i, generate_series(0, ${LOGS - 1}::int) n where i.id = 'share_l4'`;
    for (let step = 0; step < STEPS; step += 1) await write(step);
  }, 120_000);

  it(`is what the log says that is played again up to it, of ${LOGS} logs at every minute`, async () => {
    for (let minute = -1; minute <= STEPS; minute += 1) {
      const read = await readObservations(world.db, 'dvc', READ, timeOf(minute));
      const byLog = Map.groupBy(read, ({ indicatorId: id }) => id);
      logs.forEach((log, at) => {
        const found = (byLog.get(idOf(at)) ?? []).map(
          ({ unitId: unit, sourceId, period, ...own }): [string, Known] => {
            const { value, numerator, denominator, missing, version, reason } = own;
            const figure = [unit, sourceId, period].join(' ');
            return [figure, { value, numerator, denominator, missing, version, reason }];
          },
        );
        const wanted = replay(log, minute);
        expect(found, `log ${at} at minute ${minute}`).toHaveLength(wanted.size);
        expect(new Map(found), `log ${at} at minute ${minute}`).toEqual(wanted);
      });
    }
  }, 120_000);
});
