// Why a run behind a figure was: what was handed in, what a person decided, who asked for it.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { decide } from '#lib/server/store/decisions.ts';
import { receiveIntake } from '#lib/server/store/intakes.ts';
import { readRunBehind } from '#lib/server/store/provenance.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { repeatRun, retryRun } from '#lib/server/store/waiting-runs.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { smallSource } from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const NOW = new Date('2020-05-01T00:00:00Z');
const SUBJECT = { unitId: 'p-68', sourceId: 'push-p-68', period: '2020-Q1' };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await loadCatalogue(database.db, CATALOGUE);
  await registerPushSource(database.db, 'p-68');
});
afterAll(() => database.drop());

const receive = (key: string) =>
  receiveIntake(database.db, {
    source: { id: SUBJECT.sourceId, unit: SUBJECT.unitId },
    ...{ period: SUBJECT.period, kind: 'push', idempotencyKey: key, body: Buffer.from(key) },
    ...{ contentType: 'application/json', fileName: null, tokenId: crypto.randomUUID(), now: NOW },
  });

const behind = (runId: string, isStaff = true) => readRunBehind(database.db, runId, { isStaff });

describe('the run behind a figure', () => {
  it('bears the number of the receipt of what was handed in', async () => {
    const { intake } = await receive('one');
    expect(await behind(intake.runId)).toMatchObject({
      trigger: 'push',
      receipt: intake.number,
      askedBecause: null,
      decisions: [],
    });
  });

  it('tells the decisions that it applied, with their reasons', async () => {
    const said = { reason: 'đơn vị xác nhận', by: 'somebody', at: NOW, changesFigures: true };
    const decision = {
      ...SUBJECT,
      ...said,
      originalHash: 'a'.repeat(64),
      decision: 'reject',
    } as const;
    const runId = await inTransaction(database.db, (tx) => decide(tx, decision));
    expect(await behind(runId ?? '')).toMatchObject({
      trigger: 'correction',
      receipt: null,
      decisions: [{ decision: 'reject', reason: said.reason, decidedAt: NOW }],
    });
  });

  it('tells staff, and nobody else, why somebody had it read again, or tried again', async () => {
    const { intake } = await receive('two');
    const said = { by: 'somebody', reason: 'cổng đã sửa', now: NOW };
    const again = await inTransaction(database.db, (tx) =>
      repeatRun(tx, intake.runId, 'correction', said),
    );
    expect(await behind(again ?? '')).toMatchObject({
      askedBecause: said.reason,
    });
    await inTransaction(database.db, (tx) =>
      retryRun(tx, intake.runId, { ...said, reason: 'thử' }),
    );
    expect(await behind(intake.runId)).toMatchObject({ askedBecause: 'thử' });
    expect(await behind(intake.runId, false)).toMatchObject({ askedBecause: null });
  });

  it('judges a reply by what its source might reach as the run read it', async () => {
    const { db } = database;
    const pinned = [{ host: 'portal.gov.vn', port: 443, addresses: ['10.1.2.3'] }];
    const inside = smallSource('moved', 'p-68', 'https://portal.gov.vn', { allow: pinned });
    await upsertSources(db, [inside]);
    const { intake } = await receive('three');
    await db.sql`update job_run set source_id = 'moved', source_version = 1 where id = ${intake.runId}`;
    await db.sql`update run_reply set source_id = 'moved' where run_id = ${intake.runId}`;
    await db.sql`update reply set source_id = 'moved' where hash = ${intake.hash}`;
    await upsertSources(db, [{ ...inside, allow: [] }]);
    expect((await behind(intake.runId))?.replies).toMatchObject([{ allow: pinned }]);
  });
});
