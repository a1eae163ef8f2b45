// Receipts: what is handed in is kept once, whole, with the run that will read it, or not at all.
import { zstdDecompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeyReused, readIntake, receiveIntake, type Delivery } from '#lib/server/store/intakes.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const NOW = new Date('2020-10-14T20:00:00Z');
const body = (text: string) => new TextEncoder().encode(text);

const world = catalogueWorld('for all');
let deliveries = 0;
let delivery: Delivery;

beforeEach(() => {
  deliveries += 1;
  delivery = {
    source: { id: `push-${deliveries}`, unit: 'p-68' },
    period: '2020-Q3',
    kind: 'push',
    idempotencyKey: 'first',
    body: body('{"rows":[]}'),
    contentType: 'application/json',
    fileName: null,
    tokenId: '00000000-0000-7000-8000-000000000001',
    now: NOW,
  };
});

const runsOfSource = () => world.db.sql`
  select job, trigger, state, attempt, period, next_attempt_at <= ${NOW.toISOString()} as "isDue" from job_run
  where source_id = ${delivery.source.id} order by slot_at`;

describe('what is handed in', () => {
  it('is kept as it came, with a run that waits for it and a number of the day in Hà Nội', async () => {
    const { intake, isNew } = await receiveIntake(world.db, delivery);
    expect(isNew).toBe(true);
    expect(intake.number).toMatch(/^20201015-[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(await runsOfSource()).toEqual([
      {
        job: 'gather',
        trigger: 'push',
        state: 'waiting',
        attempt: 0,
        period: '2020-Q3',
        isDue: true,
      },
    ]);
    const [stored] = await world.db.sql<{ body: Buffer; url: string }[]>`
      select body, url from run_reply join reply using (unit_id, source_id, hash)
      where run_id = ${intake.runId}`;
    expect(zstdDecompressSync(stored!.body).toString()).toBe('{"rows":[]}');
    expect(stored!.url).toBe('push:');
  });

  it('tells the scheduler at once', async () => {
    const told = Promise.withResolvers<string>();
    const listening = await world.db.sql.listen('tiendo_work', told.resolve);
    const { intake } = await receiveIntake(world.db, delivery);
    expect(await told.promise).toBe(intake.runId);
    await listening.unlisten();
  });

  it('is read back by its number, with what became of it so far', async () => {
    const { intake } = await receiveIntake(world.db, {
      ...delivery,
      kind: 'report',
      fileName: 'a.xlsx',
    });
    expect(await readIntake(world.db, intake.number)).toMatchObject({
      number: intake.number,
      kind: 'report',
      fileName: 'a.xlsx',
      state: 'received',
      receivedAt: NOW,
      findings: [],
    });
    expect(await readIntake(world.db, '20201015-NOBODY')).toBeNull();
  });

  it('gets a slot of its own, however fast deliveries follow each other', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map((idempotencyKey) =>
        receiveIntake(world.db, { ...delivery, idempotencyKey, body: body(idempotencyKey) }),
      ),
    );
    expect(await runsOfSource()).toHaveLength(3);
  });

  it('is a job of its own where it is a list to compare', async () => {
    await receiveIntake(world.db, { ...delivery, kind: 'compare', fileName: 'ours.xlsx' });
    expect(await runsOfSource()).toMatchObject([{ job: 'compare', state: 'waiting' }]);
  });
});

describe('the same key', () => {
  it('with the same bytes is one delivery: 1,000 at once are stored once, with one receipt', async () => {
    const all = await Promise.all(
      Array.from({ length: 1_000 }, () => receiveIntake(world.db, delivery)),
    );
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ intake }) => intake.number)).size).toBe(1);
    expect(await runsOfSource()).toHaveLength(1);
  });

  it('with other bytes is refused and names the receipt; nothing is kept', async () => {
    const { intake } = await receiveIntake(world.db, delivery);
    const other = receiveIntake(world.db, { ...delivery, body: body('{"rows":[1]}') });
    await expect(other).rejects.toThrow(KeyReused);
    await expect(other).rejects.toMatchObject({ receipt: { number: intake.number } });
    const [count] = await world.db.sql`
      select count(*)::int as replies from reply where source_id = ${delivery.source.id}`;
    expect(count).toEqual({ replies: 1 });
  });

  it('means another delivery to another source', async () => {
    await receiveIntake(world.db, delivery);
    const source = { ...delivery.source, id: `${delivery.source.id}-other` };
    expect(await receiveIntake(world.db, { ...delivery, source })).toMatchObject({ isNew: true });
  });
});
