// What units hand in, from its receipt to the figures: read from where it was stored, by whichever
// runner is there.
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunProgress } from '#lib/domain/run-progress.ts';
import type { OpenDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import { parseSources, type SourceInputOf } from '#lib/server/sources/source.ts';
import {
  type Delivery,
  readIntake,
  receiveIntake,
  type Receipt,
} from '#lib/server/store/intakes.ts';
import { listenForProgress } from '#lib/server/store/run-progress.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { retryRun } from '#lib/server/store/waiting-runs.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { startScheduler } from '../../jobs/schedule.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { serviceRow } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const NOW = '2020-10-14T20:00:00Z';
const TOKEN = '00000000-0000-7000-8000-000000000001';

const world = catalogueWorld('for each');
let keys = 0;

const source = (change: Partial<SourceInputOf<'push'>> = {}) =>
  parseSources([
    {
      id: 'push-68',
      unit: 'p-68',
      kind: 'push',
      origin: 'counted',
      nameVi: 'Cổng thử gửi số liệu',
      nameEn: 'Pushing test portal',
      mapping: { produces: 'services' },
      schedule: '0 6 15 1,4,7,10 *',
      missedPolicy: 'all',
      firstSlot: '2020-10-15T06:00+07:00',
      frequency: 'quarter',
      reckoning: 'calendar',
      timeoutMs: 2_000,
      maxAttempts: 3,
      illustrative: false,
      indicators: ['share_l4'],
      ...change,
    },
  ]);

beforeEach(() => upsertSources(world.db, source()));

async function push(post: unknown, change: Partial<Delivery> = {}): Promise<Receipt> {
  keys += 1;
  const { intake } = await receiveIntake(world.db, {
    source: { id: 'push-68', unit: 'p-68' },
    period: '2020-Q3',
    kind: 'push',
    idempotencyKey: String(keys),
    body: new TextEncoder().encode(typeof post === 'string' ? post : JSON.stringify(post)),
    contentType: 'application/json',
    fileName: null,
    tokenId: TOKEN,
    now: new Date(NOW),
    ...change,
  } as Delivery);
  return intake;
}

const post = (...rows: unknown[]) => ({ period: '2020-Q3', unit: '68', rows });
const takeIn = (now = NOW) => runWaiting(jobContext(world.db, now), { client: quickClient() });
const outcomeOf = ({ number }: Receipt) => readIntake(world.db, number);
const figures = () => world.db.sql`
  select numerator, denominator, missing from observation
  where source_id = 'push-68' order by version`;

describe('a push', () => {
  it('becomes service rows and shares, once, and its receipt says so', async () => {
    const receipt = await push(post(serviceRow('a', { level: 4 }), serviceRow('b')));
    expect(await takeIn()).toMatchObject({ due: 1, outcomes: { done: 1 } });
    expect(await outcomeOf(receipt)).toMatchObject({ state: 'recorded', rowsAccepted: 2 });
    expect(await figures()).toEqual([{ numerator: 1, denominator: 2, missing: null }]);
    expect(await takeIn()).toMatchObject({ due: 0 });
  });

  it('of the same rows again is recorded and writes nothing', async () => {
    await push(post(serviceRow('a')));
    await takeIn();
    const again = await push(post(serviceRow('a')));
    expect(await takeIn()).toMatchObject({ outcomes: { unchanged: 1 }, written: 0 });
    expect(await outcomeOf(again)).toMatchObject({ state: 'recorded', versionsWritten: 0 });
  });

  it('with one row that breaks a rule is returned whole, with the place, and nothing counts', async () => {
    const receipt = await push(post(serviceRow('a'), serviceRow('b', { level: 9 })));
    expect(await takeIn()).toMatchObject({ outcomes: { failed: 1 }, written: 0 });
    expect(await outcomeOf(receipt)).toMatchObject({
      state: 'returned',
      errorCode: 'returned',
      rowsQuarantined: 1,
      findings: [{ rule: 'level', severity: 'refuse', place: '/rows/1/level' }],
    });
    expect(await figures()).toEqual([]);
    const [rows] = await world.db.sql`select count(*)::int as services from service_row`;
    expect(rows).toEqual({ services: 0 });
  });

  it('with fewer than half of the services sent last is returned until its sender confirms it', async () => {
    const LATER = '2020-10-14T20:05:00Z';
    const minute = (at: number) => new Date(Date.parse(NOW) + at * 60_000);
    const all = Array.from({ length: 20 }, (_, at) => serviceRow(String(at)));
    await push(post(...all), { now: minute(0) });
    await takeIn(LATER);
    const short = post(...all.slice(0, 9));
    const receipt = await push(short, { now: minute(1) });
    await takeIn(LATER);
    expect(await outcomeOf(receipt)).toMatchObject({
      ...{ state: 'returned', errorCode: 'returned', rowsAccepted: 0, rowsQuarantined: 0 },
      findings: [
        {
          ...{ rule: 'shorter-push', severity: 'refuse', place: 'whole reply' },
          messageVi: expect.stringContaining('20 dịch vụ, lần này có 9') as string,
        },
      ],
    });
    expect(await figures()).toMatchObject([{ denominator: 20 }]);
    const confirmed = await push(short, { now: minute(2), isShorterMeant: true });
    await takeIn(LATER);
    expect(await outcomeOf(confirmed)).toMatchObject({
      ...{ state: 'recorded', rowsAccepted: 9 },
      findings: [{ rule: 'shorter-list', severity: 'flag' }],
    });
    expect(await figures()).toMatchObject([{ denominator: 20 }, { denominator: 9 }]);
  });

  it('that is confirmed later needs a key of its own', async () => {
    const sent = post(serviceRow('a'));
    await push(sent, { idempotencyKey: 'one' });
    const again = push(sent, { idempotencyKey: 'one', isShorterMeant: true });
    await expect(again).rejects.toThrow('for something else');
  });

  it('of units by indicator becomes observations of the sender alone', async () => {
    const mapping: SourceInputOf<'push'>['mapping'] = {
      produces: 'observations',
      measures: [{ indicator: 'lgsp_present', value: 'present' }],
    };
    await upsertSources(world.db, source({ mapping, indicators: ['lgsp_present'] }));
    await push(post({ unit: '68', present: 1 }));
    expect(await takeIn()).toMatchObject({ outcomes: { done: 1 }, written: 1 });
  });

  it.each([
    ['of another unit', { ...post(serviceRow('a')), unit: '48' }, 'wrong-unit'],
    ['about another period', { ...post(serviceRow('a')), period: '2020-Q2' }, 'wrong-period'],
    ['with a field that nobody knows', { ...post(serviceRow('a')), more: 1 }, 'shape'],
    ['without rows', post(), 'empty'],
    ['that is no JSON', '{"period"', 'bad-json'],
  ])('%s is returned at once, and leaves no figure missing', async (_what, body, code) => {
    const receipt = await push(body);
    await takeIn();
    expect(await outcomeOf(receipt)).toMatchObject({ state: 'returned', errorCode: code });
    expect(await figures()).toEqual([]);
  });

  it('that we failed to read is tried again, and a person can have it tried at once', async () => {
    await world.db.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'this database takes no rows'; end $$;
      create trigger refuse before insert on service_row execute function refuse()`);
    const receipt = await push(post(serviceRow('a')));
    expect(await takeIn()).toMatchObject({ outcomes: { retry: 1 } });
    await world.db.sql`drop function refuse cascade`;
    expect(await takeIn()).toMatchObject({ due: 0 });
    const retry = { by: 'someone', reason: 'mended', now: new Date(NOW) };
    expect(await inTransaction(world.db, (tx) => retryRun(tx, receipt.runId, retry))).toBe(true);
    expect(await takeIn()).toMatchObject({ outcomes: { done: 1 } });
    expect(await inTransaction(world.db, (tx) => retryRun(tx, receipt.runId, retry))).toBe(false);
  });
});

/** The database, refusing the first statement that holds a text, as where it is away for a moment. */
function refusingOnce(text: string): OpenDb {
  let left = 1;
  const sql = new Proxy(world.db.sql, {
    apply(target, self, args: [{ raw?: readonly string[] }]) {
      if (left === 0 || !args[0].raw?.join('?').includes(text)) {
        return Reflect.apply(target, self, args) as unknown;
      }
      left -= 1;
      return Promise.reject(Object.assign(new Error('away for a moment'), { code: '57P01' }));
    },
  });
  return { ...world.db, sql };
}

describe('a push that is tried again', () => {
  it('is read as it was sent, and not as the one before it, where the database was away', async () => {
    await push(post(serviceRow('a', { level: 4 })));
    await takeIn();
    const second = await push(post(serviceRow('a', { level: 4 }), serviceRow('b')));
    const away = jobContext(refusingOnce('r.source_version as'), NOW);
    expect(await runWaiting(away, { client: quickClient() })).toMatchObject({
      outcomes: { retry: 1 },
    });
    await takeIn('2020-10-15T06:00:00Z');
    expect(await outcomeOf(second)).toMatchObject({ state: 'recorded', rowsAccepted: 2 });
    expect((await figures()).at(-1)).toMatchObject({ numerator: 1, denominator: 2 });
  });
});

describe('a push that we failed to read', () => {
  it('is told as our failure, and tried once more where it is sent again as it was', async () => {
    const body = post(serviceRow('a'));
    const receipt = await push(body);
    const fail = (step: string) => {
      if (step === 'observe') throw new SourceError('too-slow', 'busy', { retryable: true });
    };
    for (const day of ['15', '16', '17']) {
      const ctx = jobContext(world.db, `2020-10-${day}T00:00:00Z`, { trace: fail });
      await runWaiting(ctx, { client: quickClient() });
    }
    expect(await outcomeOf(receipt)).toMatchObject({ state: 'failed', errorCode: 'too-slow' });
    keys -= 1;
    expect(await push(body)).toMatchObject({ number: receipt.number });
    expect(await takeIn('2020-10-18T00:00:00Z')).toMatchObject({ outcomes: { done: 1 } });
    expect(await outcomeOf(receipt)).toMatchObject({ state: 'recorded' });
    keys -= 1;
    await push(body);
    expect(await takeIn('2020-10-18T00:00:00Z')).toMatchObject({ due: 0 });
  });
});

describe('the slot of a source that hands in', () => {
  const slot = () =>
    runDueSlots(jobContext(world.db, '2020-10-15T00:00:00Z'), {
      until: new Date('2020-10-15T00:00:00Z'),
      client: quickClient(),
    });

  it('finds what came in time, and asks nobody', async () => {
    await push(post(serviceRow('a')));
    await takeIn();
    expect(await slot()).toMatchObject({ due: 1, outcomes: { unchanged: 1 } });
  });

  it('leaves the figures missing where nothing came', async () => {
    expect(await slot()).toMatchObject({ outcomes: { failed: 1 } });
    expect(await figures()).toMatchObject([{ missing: 'no-reply' }]);
  });
});

describe('the scheduler', () => {
  it('takes in what is handed in while it runs, and tells that it is done', async () => {
    const done = Promise.withResolvers<RunProgress>();
    const endListening = await listenForProgress(world.db, (progress) => {
      if (progress.step === 'done') done.resolve(progress);
    });
    const scheduler = startScheduler(jobContext(world.db, NOW));
    const receipt = await push(post(serviceRow('a')));
    expect(await done.promise).toMatchObject({ runId: receipt.runId, pages: 1, rows: 1 });
    await scheduler.stop();
    await endListening();
    expect(await outcomeOf(receipt)).toMatchObject({ state: 'recorded' });
  });
});
