// The scheduler: what one look at the ledger does, and that it ends when it is told to.
import { beforeEach, describe, expect, it } from 'vitest';
import { listReleases } from '#lib/server/store/releases.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { publishByHand } from '../../jobs/publish-by-hand.ts';
import { startScheduler, tick } from '../../jobs/schedule.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { answerRows, sendStatus, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const NOW = '2020-04-15T00:00:00Z';

const world = portalWorld('for each', answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]));
beforeEach(() => upsertSources(world.db, [smallSource('portal-68', 'p-68', world.portal.url)]));

const released = async () => (await listReleases(world.db, 'dvc')).map((head) => head.period);

describe('a look at the ledger', () => {
  it('gathers what is due and publishes the period that is complete', async () => {
    await tick(jobContext(world.db, NOW), quickClient());
    expect(await released()).toEqual(['2020-Q1']);
  });

  it('publishes nothing while a slot of the period waits for another try', async () => {
    world.portal.answer = sendStatus(503);
    await tick(jobContext(world.db, NOW), quickClient());
    expect(await released()).toEqual([]);
  });

  it('publishes nothing again when nothing has changed', async () => {
    await tick(jobContext(world.db, NOW), quickClient());
    await tick(jobContext(world.db, '2020-04-15T00:01:00Z'), quickClient());
    expect(await released()).toEqual(['2020-Q1']);
  });
});

describe('publishing by hand', () => {
  const lines = async (period?: string): Promise<string[]> => {
    const told: string[] = [];
    await publishByHand(jobContext(world.db, '2020-04-15T00:01:00Z'), {
      period,
      print: (line) => told.push(line),
    });
    return told;
  };
  const ask = (asOf: Date, leaseMs: number) =>
    claimSlot(
      world.db,
      {
        job: 'gather',
        sourceId: 'portal-68',
        unitId: 'p-68',
        slotAt: asOf,
        period: '2020-Q1',
        trigger: 'manual',
      },
      { asOf, dueBy: asOf, leaseMs },
    );

  beforeEach(() =>
    runDueSlots(jobContext(world.db, NOW), { until: new Date(NOW), client: quickClient() }),
  );

  it('leaves a period that is being gathered for later, and refuses it where it is asked for', async () => {
    await ask(new Date('2020-04-15T00:00:30Z'), 60_000);
    expect(await lines()).toEqual(['dvc 2020-Q1: left for later, being gathered from portal-68']);
    await expect(lines('2020-Q1')).rejects.toThrow(/dvc 2020-Q1 is being gathered from portal-68/);
    expect(await released()).toEqual([]);
  });

  it('does not wait for a run whose lease is over', async () => {
    await ask(new Date('2020-04-15T00:00:30Z'), 0);
    expect(await lines()).toEqual([expect.stringMatching(/^dvc 2020-Q1: done, \d+ rows$/)]);
    expect(await lines()).toEqual(['dvc: nothing has changed']);
    expect(await released()).toEqual(['2020-Q1']);
  });
});

describe('the scheduler', () => {
  it('looks at once, and gives back what is under way when it is stopped', async () => {
    let wasAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (wasAsked = resolve));
    world.portal.answer = () => wasAsked();
    const scheduler = startScheduler(jobContext(world.db, NOW), { spreadMs: 0 });
    await asked;
    await scheduler.stop();
    const runs = await world.db.sql`select state, attempt from job_run`;
    expect(runs).toEqual([{ state: 'waiting', attempt: 0 }]);
  });
});
