// What the ledger makes of files that poison their parser: real children that throw, never end or eat
// memory, tried by a real ledger beside a sound source, on a clock that stands where it is put.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failureText } from '#lib/components/failure-words.ts';
import type { PortalClient } from '#lib/server/sources/fetch.ts';
import { runIsolated } from '#lib/server/sources/isolated.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runSlots } from '../../jobs/ledger.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const POISON = new URL('../helpers/poison-tasks.ts', import.meta.url);
const FIRST = Date.parse('2021-01-15T06:00:00Z');
const DAY_MS = 86_400_000;
const PERIODS = ['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4'];

/** Its portal is the poisoned source's; the sound one has its own. */
const world = portalWorld('for each', answerRows([serviceRow('A')]));
let soundPortal: SmallPortal;
let poisoned: SourceConfig;
let sound: SourceConfig;

beforeEach(async () => {
  soundPortal = await openSmallPortal(answerRows([serviceRow('A')]));
  const tries = { maxAttempts: 3 };
  poisoned = smallSource('poisoned', 'p-68', world.portal.url, tries);
  sound = smallSource('sound', 'p-01', soundPortal.url, tries);
  await upsertSources(world.db, [poisoned, sound]);
});
afterEach(() => soundPortal.close());

/** Has a child read what the poisoned portal answers, and do `task` instead. */
function clientOf(task: string): PortalClient {
  const client = quickClient();
  return {
    async ask(request) {
      const reply = await client.ask(request);
      if (!request.url.startsWith(world.portal.url)) return reply;
      const input = { settings: null, content: reply.body } as never;
      await runIsolated(task as never, input, { tasks: POISON, timeoutMs: 1_500, memoryMb: 128 });
      return reply;
    },
  };
}

/** One look of the ledger at the poisoned slot, and at a new slot of the sound source. */
function look(at: number, client: PortalClient) {
  const slotOf = (source: SourceConfig, number: number) => ({
    source,
    slot: {
      ...{ job: 'gather' as const, sourceId: source.id, unitId: source.unit },
      ...{ slotAt: new Date(FIRST + number), period: PERIODS[number] ?? '' },
      trigger: 'schedule' as const,
    },
  });
  // Each look is past any pause between tries.
  const now = new Date(FIRST + at * DAY_MS).toISOString();
  const slots = [slotOf(poisoned, 0), slotOf(sound, at - 1)];
  return runSlots(jobContext(world.db, now), slots, { client, concurrency: 1 });
}

const runs = (sourceId: string) =>
  world.db.sql`
    select state, attempt, error_code as code, next_attempt_at is null as "isLast"
    from job_run where source_id = ${sourceId} order by slot_at`;

it.each([
  ['throws', 'throw', 'parser-crashed'],
  ['never ends', 'loop', 'too-slow'],
])(
  'a file whose parser %s is set aside after three tries, and holds up nobody',
  async (_what, task, code) => {
    const client = clientOf(task);
    for (const attempt of [1, 2, 3]) {
      expect((await look(attempt, client)).outcomes).toMatchObject({
        ...(attempt < 3 ? { retry: 1, failed: 0 } : { retry: 0, failed: 1 }),
        done: 1,
      });
      const state = attempt < 3 ? 'waiting' : 'failed';
      expect(await runs('poisoned')).toEqual([{ state, attempt, code, isLast: attempt === 3 }]);
      expect(await runs('sound')).toHaveLength(attempt);
    }
    // Nobody tries a fourth time.
    expect((await look(4, client)).outcomes).toMatchObject({ done: 1, retry: 0, failed: 0 });
    expect(await runs('poisoned')).toMatchObject([{ state: 'failed', attempt: 3 }]);
    expect((await runs('sound')).map(({ state }) => state)).toEqual(Array(4).fill('done'));
    const missing = await world.db.sql`
    select distinct missing from observation where source_id = 'poisoned'`.values();
    expect(missing).toEqual([['gathering-failed']]);
    for (const language of ['vi', 'en'] as const) {
      expect(failureText(code, language)).not.toBe(code);
    }
  },
);

it('a file that takes too much memory is set aside at once: another try would take as much', async () => {
  expect((await look(1, clientOf('buffers'))).outcomes).toMatchObject({ failed: 1, done: 1 });
  expect(await runs('poisoned')).toMatchObject([
    { state: 'failed', attempt: 1, code: 'too-large' },
  ]);
});
