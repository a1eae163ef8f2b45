// What the demo's world does while it serves, by the real clock: an address that is down, and portals
// that push over HTTP as a vendor's would. demo and dev import it.
import { inTransaction } from '#lib/server/db/client.ts';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { createToken, readTokens } from '#lib/server/store/tokens.ts';
import type { DemoStage } from './demo-past.ts';
import { handedInOf } from './demo-reports.ts';
import { runDueSlots } from './ledger.ts';

/** Who made the tokens, where a person would stand. */
const MADE_BY = 'demo';
const DAY_MS = 86_400_000;
/** Long enough for one slot of every quarter. */
const QUARTER_MS = 92 * DAY_MS;
/** Portals that push, and what: the second one errs first, and then sends what no portal had told. */
const PUSHES = [
  { unit: '68', period: '2021-Q4', sent: ['1'], errs: false },
  { unit: 'bca', period: '2021-Q1', sent: ['1', '2'], errs: true },
] as const;

/** "Cổng dịch vụ công tỉnh Lâm Đồng" → "… tự gửi số liệu". */
const pushSource = (portal: SourceConfig): SourceConfig[] =>
  parseSources([
    {
      ...handedInOf(portal),
      id: portal.id.replace(/^portal-/, 'push-'),
      kind: 'push',
      origin: 'push',
      nameVi: `${portal.nameVi} tự gửi`,
      nameEn: `${portal.nameEn}, pushing`,
    },
  ]);

/** An address that answers 503 for ever: a fault that has not ended, with the mail about it. */
const brokenSource = (controlUrl: string, now: Date): SourceConfig[] => {
  const { origin: address, hostname: host, port } = new URL(controlUrl);
  const firstSlot = new Date(now.getTime() - QUARTER_MS).toISOString();
  return parseSources([
    {
      id: 'package-25',
      unit: 'p-25',
      kind: 'package',
      origin: 'package',
      nameVi: 'Gói chỉ số cấp huyện của tỉnh Phú Thọ (minh họa)',
      nameEn: 'Phu Tho, index package of its districts (illustrative)',
      address,
      allow: [{ host, port: Number(port), addresses: [host] }],
      mapping: { produces: 'package', path: '/packages/25.zip' },
      schedule: '0 6 15 1,4,7,10 *',
      missedPolicy: 'latest',
      firstSlot,
      frequency: 'quarter',
      reckoning: 'calendar',
      timeoutMs: 4_000,
      maxAttempts: 1,
      illustrative: true,
      indicators: ['soc_present'],
    },
  ]);
};

/** Runs what is due of new sources at once, or lets it go, before the scheduler wonders about it. */
async function register(ctx: JobContext, sources: readonly SourceConfig[]): Promise<void> {
  await upsertSources(ctx.db, sources);
  await runDueSlots(ctx, { until: ctx.now(), sources: sources.map(({ id }) => id) });
}

/** Registers what is down, and asks it once. */
export const registerBroken = (ctx: JobContext, { controlUrl }: DemoStage): Promise<void> =>
  register(ctx, brokenSource(controlUrl, ctx.now()));

async function makeToken({ db, now }: JobContext, sourceId: string): Promise<string> {
  const expiresAt = new Date(now().getTime() + 365 * DAY_MS);
  const wanted = { sourceId, name: 'Cổng minh họa', scopes: ['push', 'read'], expiresAt } as const;
  const made = await inTransaction(db, (tx) => createToken(tx, wanted, MADE_BY, now()));
  invariant(made, `${sourceId} is registered`);
  return made.text;
}

/** Has the stand-in of a unit's portal post its services to the pages that serve. */
async function orderPush(ctx: JobContext, stage: DemoStage, order: object): Promise<void> {
  const request = { method: 'POST', body: JSON.stringify(order), signal: ctx.signal };
  const response = await fetch(new URL('pushes', stage.controlUrl), request);
  const { status } = (await response.json()) as { status?: number };
  invariant(status === 202, `the push of a stand-in is received (${status})`);
}

/** Lets the portals push, once; a second start leaves it at that. */
export async function pushFromPortals(ctx: JobContext, stage: DemoStage): Promise<void> {
  const known = new Set((await readTokens(ctx.db, 'all')).map(({ sourceId }) => sourceId));
  for (const { unit, period, sent, errs } of PUSHES) {
    const portal = stage.sources.find(({ id }) => id === `portal-${unit}`);
    invariant(portal, `the stand-ins have a portal of ${unit}`);
    const [source] = pushSource(portal);
    if (!source || known.has(source.id)) continue;
    await register(ctx, [source]);
    const token = await makeToken(ctx, source.id);
    const url = `${stage.origin}/api/v1/push/${source.id}`;
    for (const [at, turn] of sent.entries()) {
      const order = { unit, period, url, token, idempotencyKey: `${unit}-${period}-${turn}` };
      await orderPush(ctx, stage, { ...order, mistake: errs && at === 0 });
    }
  }
}
