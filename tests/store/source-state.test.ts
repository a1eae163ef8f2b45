// What readers are told of the gatherers, from a real PostgreSQL, the newest and the oldest.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { claimSlot, failRun, finishRun, skipSlots, type Slot } from '#lib/server/store/runs.ts';
import {
  readSourceNames,
  readSourceStates,
  type SourceState,
} from '#lib/server/store/source-state.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { unitId } from '#lib/domain/unit.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { smallSource } from '../helpers/small-portal.ts';

const NOBODY = 'http://127.0.0.1:9';
const slot = (sourceId: string, day: string, period: string): Slot => ({
  job: 'gather',
  sourceId,
  unitId: unitId('p-68'),
  slotAt: new Date(`${day}T06:00:00Z`),
  period,
  trigger: 'schedule',
});

describe.each(['18', '15'] as const)('sources on PostgreSQL %s', (server) => {
  let test: TestDatabase;
  let states: SourceState[];

  /** Runs a slot to its end; returns the run's id. */
  async function run(of: Slot, fault: { code: string; again: Date | null } | null) {
    const options = { asOf: of.slotAt, dueBy: of.slotAt, leaseMs: 60_000 };
    const claim = await claimSlot(test.db, of, options);
    if (!claim) throw new Error('nobody else claims slots here');
    await inTransaction(test.db, (tx) =>
      fault
        ? failRun(tx, claim, {
            code: fault.code,
            text: 'it took too long',
            nextAttemptAt: fault.again,
            wasAsked: true,
            repliesStored: 0,
            rowsQuarantined: 0,
            versionsWritten: 0,
          })
        : finishRun(tx, claim, {
            repliesStored: 1,
            rowsAccepted: 7,
            rowsQuarantined: 2,
            versionsWritten: 7,
          }),
    );
    return claim.runId;
  }

  beforeAll(async () => {
    test = await testDatabase({ server });
    await loadCatalogue(test.db, 'drizzle/catalogue');
    await upsertSources(test.db, [
      smallSource('sound', 'p-68', NOBODY),
      smallSource('silent', 'p-48', NOBODY),
      smallSource('never', 'p-01', NOBODY),
    ]);
    await run(slot('sound', '2020-04-15', '2020-Q1'), null);
    await run(slot('sound', '2020-07-15', '2020-Q2'), null);
    // What a person corrects, and nobody has read yet.
    const corrected = slot('sound', '2020-07-16', '2020-Q2');
    const options = { asOf: corrected.slotAt, dueBy: corrected.slotAt, leaseMs: 60_000 };
    await claimSlot(test.db, { ...corrected, trigger: 'correction' }, options);
    await run(slot('silent', '2020-04-15', '2020-Q1'), null);
    await run(slot('silent', '2020-07-15', '2020-Q2'), { code: 'timeout', again: null });
    await skipSlots(test.db, [slot('silent', '2020-10-15', '2020-Q3')], new Date());
    await run(slot('silent', '2021-01-15', '2020-Q4'), {
      code: 'http-503',
      again: new Date('2021-01-15T06:10:00Z'),
    });
    states = await readSourceStates(test.db, 'dvc');
  });
  afterAll(() => test.drop());

  const stateOf = (id: string) => states.find((state) => state.id === id);

  it('puts sources at fault, and those never asked, before those that are sound', () => {
    expect(states.at(-1)?.id).toBe('sound');
  });

  it('tells the latest success with its period, and counts rows over all runs', () => {
    expect(stateOf('sound')).toMatchObject({
      lastSuccessAt: new Date('2020-07-15T06:00:00Z'),
      lastSuccessPeriod: '2020-Q2',
      lastRun: { state: 'done', period: '2020-Q2' },
      missedPeriods: [],
      rowsAccepted: 14,
      rowsQuarantined: 4,
    });
  });

  it('takes a correction that is under way for no word of the source', () => {
    expect(stateOf('sound')?.lastRun?.at).toEqual(new Date('2020-07-15T06:00:00Z'));
  });

  it('keeps the last success of a source that fails now, and says why and when again', () => {
    expect(stateOf('silent')).toMatchObject({
      lastSuccessPeriod: '2020-Q1',
      lastRun: {
        state: 'waiting',
        period: '2020-Q4',
        errorCode: 'http-503',
        nextAttemptAt: new Date('2021-01-15T06:10:00Z'),
      },
    });
  });

  it('counts as missed what was given up or let go, not what will be tried again', () => {
    expect(stateOf('silent')?.missedPeriods).toEqual(['2020-Q2', '2020-Q3']);
  });

  it('has nothing to tell of a source that was never asked', () => {
    expect(stateOf('never')).toMatchObject({
      lastSuccessAt: null,
      lastRun: null,
      missedPeriods: [],
      rowsAccepted: 0,
    });
  });

  it('names the indicators that a source feeds, in the order of the catalogue', () => {
    expect(stateOf('sound')?.indicators).toEqual(['share_l4', 'share_l3_plus', 'dossiers_on_time']);
  });

  it('leaves out names of what is not known', async () => {
    expect([...(await readSourceNames(test.db, ['sound', 'nobody'])).keys()]).toEqual(['sound']);
  });
});
