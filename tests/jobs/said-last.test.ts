// What a source said last stands, whatever order its runs end in: hand-ins by when they were received,
// what is read again by when it was said first.
import { expect, it } from 'vitest';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import type { GatheredSource } from '../../jobs/gathering.ts';
import { outcomeOf } from '#lib/server/push/receipt.ts';
import { decide } from '#lib/server/store/decisions.ts';
import { readIntake, receiveIntake } from '#lib/server/store/intakes.ts';
import { hashOriginal } from '#lib/server/store/quarantine.ts';
import { claimSlot, type RunTrigger } from '#lib/server/store/runs.ts';
import { readSources, upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { createReference } from '../../jobs/reference.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { answerRows, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const ONE_SHARE = { indicators: ['share_l4'] };

const world = portalWorld('for each', answerRows([]));

const standing = (source: string) => world.db.sql`
  select numerator, denominator from observation
  where source_id = ${source} and superseded_at is null`;

let keys = 0;
async function push(rows: unknown[], now: string): Promise<string> {
  keys += 1;
  const { intake } = await receiveIntake(world.db, {
    source: { id: 'push-p-68', unit: 'p-68' },
    period: '2020-Q3',
    kind: 'push',
    idempotencyKey: String(keys),
    body: new TextEncoder().encode(JSON.stringify({ period: '2020-Q3', unit: '68', rows })),
    contentType: 'application/json',
    fileName: null,
    tokenId: '00000000-0000-7000-8000-000000000001',
    now: new Date(now),
  });
  return intake.number;
}

const takeIn = (now: string, change: Partial<JobContext> = {}, underWay = new Set<string>()) =>
  runWaiting(jobContext(world.db, now, change), { client: quickClient(), underWay });

async function gather(
  source: GatheredSource,
  now: string,
  { trigger = 'schedule', slotAt = new Date(now) }: { trigger?: RunTrigger; slotAt?: Date } = {},
) {
  const slot = { job: 'gather' as const, sourceId: source.id, unitId: source.unit, slotAt };
  const claim = await claimSlot(
    world.db,
    { ...slot, period: '2020-Q1', trigger },
    { asOf: new Date(now), dueBy: new Date(now), leaseMs: 60_000 },
  );
  return gatherSource(jobContext(world.db, now), {
    source,
    period: '2020-Q1',
    claim: claim!,
    client: quickClient(),
    reference: createReference(world.db),
    leaseMs: 60_000,
    nextAttemptAt: () => new Date(now),
  });
}

/** A person puts the row right; what that opens waits to be run. */
const correctRow = (row: unknown, at: string) =>
  inTransaction(world.db, (tx) =>
    decide(tx, {
      unitId: 'p-68',
      sourceId: 'small',
      period: '2020-Q1',
      originalHash: hashOriginal(JSON.stringify(row)),
      decision: 'correct',
      corrected: { level: '2' },
      reason: 'mistyped',
      by: 'someone',
      at: new Date(at),
      changesFigures: true,
    }),
  );

async function runCorrection(source: GatheredSource, now: string) {
  const [waiting] = await world.db.sql<{ slot: string }[]>`
    select to_json(slot_at) #>> '{}' as slot from job_run
    where trigger = 'correction' and state = 'waiting'`;
  return gather(source, now, { trigger: 'correction', slotAt: new Date(waiting!.slot) });
}

it('an older push that is tried again takes no place of a newer one', async () => {
  await registerPushSource(world.db, 'p-68');
  await push([serviceRow('a')], '2020-10-14T20:00:00Z');
  const fail = (step: string) => {
    if (step === 'observe') throw new Error('a passing fault of ours');
  };
  expect(await takeIn('2020-10-14T20:00:01Z', { trace: fail })).toMatchObject({
    outcomes: { retry: 1 },
  });
  const mended = [serviceRow('a', { level: 4 }), serviceRow('b', { level: 4 })];
  await push(mended, '2020-10-14T20:00:10Z');
  await takeIn('2020-10-14T20:00:11Z');
  await takeIn('2020-10-14T23:00:00Z');
  expect(await standing('push-p-68')).toEqual([{ numerator: 2, denominator: 2 }]);
});

it('a reply that was asked for before a correction of an older one is not lost', async () => {
  const source = smallSource('small', 'p-68', world.portal.url, ONE_SHARE);
  await upsertSources(world.db, [source]);
  const wrong = serviceRow('c', { level: 'x' });
  world.portal.answer = answerRows([serviceRow('a'), serviceRow('b'), wrong]);
  await gather(source, '2020-04-15T06:00:00Z');
  const gate = Promise.withResolvers<null>();
  const asked = Promise.withResolvers<null>();
  const fresh = answerRows(['a', 'b', 'c'].map((code) => serviceRow(code, { level: 4 })));
  world.portal.answer = (request, response) => {
    asked.resolve(null);
    void gate.promise.then(() => fresh(request, response));
  };
  const slow = gather(source, '2020-05-15T06:00:00Z');
  await asked.promise;
  await correctRow(wrong, '2020-05-15T06:00:01Z');
  expect(await runCorrection(source, '2020-05-15T06:00:02Z')).toMatchObject({ outcome: 'done' });
  gate.resolve(null);
  expect(await slow).toMatchObject({ outcome: 'done' });
  expect(await standing('small')).toEqual([{ numerator: 3, denominator: 3 }]);
});

it('bytes that are known are read anew once their source is read otherwise', async () => {
  const before = smallSource('small', 'p-68', world.portal.url, ONE_SHARE);
  world.portal.answer = answerRows([{ ...serviceRow('a'), muc: 4 }]);
  await upsertSources(world.db, [before]);
  const registered = async (): Promise<GatheredSource> =>
    (await readSources(world.db, ['small']))[0]!;
  await gather(await registered(), '2020-04-15T06:00:00Z');
  expect(await standing('small')).toEqual([{ numerator: 0, denominator: 1 }]);
  const { mapping } = before;
  if (mapping.produces !== 'services') throw new Error('a portal of services');
  const fields = { ...mapping.fields, level: 'muc' };
  const changed = smallSource('small', 'p-68', world.portal.url, {
    ...ONE_SHARE,
    mapping: { ...mapping, fields },
  });
  await upsertSources(world.db, [changed]);
  expect(await gather(await registered(), '2020-05-15T06:00:00Z')).toMatchObject({
    outcome: 'done',
  });
  expect(await standing('small')).toEqual([{ numerator: 1, denominator: 1 }]);
});

it('of pushes none is taken in while another look is at its source, so that the first is read first', async () => {
  await registerPushSource(world.db, 'p-68');
  const wrong = await push([serviceRow('a', { level: 9 })], '2020-10-20T00:00:00Z');
  const mended = await push([serviceRow('a', { level: 4 })], '2020-10-20T00:00:01Z');
  const states = async () =>
    (await Promise.all([wrong, mended].map((number) => readIntake(world.db, number)))).map(
      (intake) => intake?.state,
    );
  const underWay = new Set(['push-p-68']);
  await takeIn('2020-10-20T00:00:02Z', {}, underWay);
  expect(await states()).toEqual(['received', 'received']);
  underWay.clear();
  const seen = new Set<string>();
  const trace = (): void => underWay.forEach((source) => seen.add(source));
  await takeIn('2020-10-20T00:00:02Z', { trace }, underWay);
  expect(seen).toEqual(new Set(['push-p-68']));
  expect(underWay).toEqual(new Set());
  expect(await states()).toEqual(['returned', 'recorded']);
});

it('a push that was overtaken is told to be replaced, since nobody read it', async () => {
  await registerPushSource(world.db, 'p-68');
  const slow = await push([serviceRow('a', { level: 9 })], '2020-10-20T00:00:00Z');
  await push([serviceRow('a', { level: 4 })], '2020-10-20T00:00:01Z');
  await world.db.sql`update job_run set next_attempt_at = '2020-10-21'
    where id = (select run_id from intake where number = ${slow})`;
  await takeIn('2020-10-20T00:00:02Z');
  await takeIn('2020-10-21T00:00:00Z');
  const intake = await readIntake(world.db, slow);
  expect(intake && outcomeOf(intake, 'https://tiendo.test')).toMatchObject({
    ...{ state: 'recorded', error: 'overtaken', rowsAccepted: 0, changes: 0 },
    message: {
      vi: expect.stringMatching(/^Đã được thay bằng số liệu cung cấp sau/) as string,
      en: expect.stringMatching(/^Replaced by what was said later/) as string,
    },
  });
});
