// What happens in the demo after its portals were gathered from: people decide on rows that were set
// aside, two quarters are told anew, units hand in reports and lists, a portal is paused. All of it in
// February 2022 by a clock of its own, and never about the quarters of 2019 and 2020. demo-world.ts
// imports it.
import type { Db } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import { listRuns } from '#lib/server/store/run-views.ts';
import { readServiceRecords } from '#lib/server/store/service-records.ts';
import { pauseSource } from '#lib/server/store/source-changes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { repeatRun, retryRun } from '#lib/server/store/waiting-runs.ts';
import { decideRows } from './demo-decisions.ts';
import { disputeRows } from './demo-lists.ts';
import { type Cast, grantRoles, hasRoles, makeCast } from './demo-people.ts';
import { handIn, reportSources } from './demo-reports.ts';
import { runDueSlots } from './ledger.ts';
import { runWaiting } from './waiting.ts';

/** Everything happens on this morning, and is published the next day. */
const HAPPENED_AT = new Date('2022-02-14T09:00+07:00');
export const PAST_PUBLISHED_AT = new Date('2022-02-15T09:00+07:00');

export interface DemoStage {
  /** The stand-ins' control address. */
  controlUrl: string;
  /** Portals, platforms and whatever else the stand-ins listed. */
  sources: readonly SourceConfig[];
  /** Scheme and host that readers type. */
  origin: string;
}

const isPortal = ({ id }: SourceConfig): boolean => id.startsWith('portal-');

async function put(controlUrl: string, path: string, body: object, ctx: JobContext): Promise<void> {
  const request = { method: 'PUT', body: JSON.stringify(body), signal: ctx.signal };
  const response = await fetch(new URL(path, controlUrl), request);
  invariant(response.ok, `the stand-ins take ${path}`);
}

/** What a unit itself knows of its services, whatever its portal said. */
async function knownToUnit(controlUrl: string, code: string, period: string) {
  const response = await fetch(new URL(`services/${code}?period=${period}`, controlUrl));
  invariant(response.ok, `the stand-ins list the services of ${code}`);
  return (await response.json()) as ServiceRecord[];
}

async function lastRunOf(db: Db, sourceId: string, period: string): Promise<string> {
  const { runs } = await listRuns(db, { sourceId, period }, null);
  invariant(runs[0], `${sourceId} was asked for ${period}`);
  return runs[0].id;
}

/** A portal that said nothing of a quarter is asked again a year later, and answers. */
async function askTheSilent(ctx: JobContext, by: string, { controlUrl }: DemoStage): Promise<void> {
  const [portal, period] = ['portal-83', '2021-Q1'];
  await put(controlUrl, 'behaviours', { portal, period, behaviour: 'answer' }, ctx);
  const runId = await lastRunOf(ctx.db, portal, period);
  const said = { by, reason: 'Cổng đã hoạt động trở lại (minh họa)', now: ctx.now() };
  await inTransaction(ctx.db, (tx) => retryRun(tx, runId, said));
}

/** A portal has put right three levels of a quarter that it told long ago. */
async function askTheRevised(
  ctx: JobContext,
  by: string,
  { controlUrl }: DemoStage,
): Promise<void> {
  const subject = { unitId: 'p-06', sourceId: 'portal-06', period: '2021-Q2' };
  const services = await readServiceRecords(ctx.db, subject);
  const raised = services.filter(({ level, eligible }) => level === 3 && eligible).slice(0, 3);
  for (const { code } of raised) {
    const change = { from: subject.period, level: 4 };
    await put(controlUrl, `services/06/${encodeURIComponent(code)}`, change, ctx);
  }
  const runId = await lastRunOf(ctx.db, subject.sourceId, subject.period);
  const said = { by, reason: 'Đơn vị báo đã sửa số trên cổng (minh họa)', now: ctx.now() };
  await inTransaction(ctx.db, (tx) => repeatRun(tx, runId, 'retry', said));
}

/** One report fills a quarter that no portal told; one comes back with what must be mended. */
async function handInReports(
  ctx: JobContext,
  cast: Cast,
  { controlUrl }: DemoStage,
  reports: readonly SourceConfig[],
): Promise<void> {
  const sourceOf = (id: string): SourceConfig => {
    const found = reports.find((source) => source.id === id);
    invariant(found, `${id} is among the sources of reports`);
    return found;
  };
  await handIn(ctx, {
    source: sourceOf('report-25'),
    period: '2021-Q1',
    unit: { code: '25', nameVi: 'Ủy ban nhân dân tỉnh Phú Thọ' },
    services: await knownToUnit(controlUrl, '25', '2021-Q1'),
    ...{ personId: cast.reporterOf25, signer: 'Nguyễn Văn Bình', isHasty: false },
  });
  await handIn(ctx, {
    source: sourceOf('report-24'),
    period: '2021-Q4',
    unit: { code: '24', nameVi: 'Ủy ban nhân dân tỉnh Bắc Giang' },
    services: await knownToUnit(controlUrl, '24', '2021-Q4'),
    ...{ personId: cast.reporterOf24, signer: 'Vũ Đức Long', isHasty: true },
  });
}

/**
 * Tells the past once; a second start leaves it as it is. What a start broke off is told again from its
 * beginning: rows that were decided on stay so, and a report or list comes in once more.
 *
 * @returns whether there is anything new to publish
 */
export async function tellPast(given: JobContext, stage: DemoStage): Promise<boolean> {
  const ctx = { ...given, now: () => HAPPENED_AT };
  const cast = await makeCast(ctx.db, HAPPENED_AT);
  if (await hasRoles(ctx.db, cast)) return false;
  const reports = reportSources(stage.sources.filter(isPortal));
  const registered = { by: null, reason: 'registered', now: HAPPENED_AT };
  await upsertSources(ctx.db, reports, registered);
  await decideRows(ctx, cast.publisher);
  await askTheSilent(ctx, cast.publisher, stage);
  await askTheRevised(ctx, cast.publisher, stage);
  await handInReports(ctx, cast, stage, reports);
  await disputeRows(ctx, cast, stage.origin);
  await runWaiting(ctx, { clock: 'simulated' });
  // Slots of reports that nobody handed in are let go.
  await runDueSlots(ctx, { until: HAPPENED_AT, clock: 'simulated' });
  const reason = 'Cổng đang chuyển sang máy chủ mới (minh họa)';
  await pauseSource(ctx.db, 'portal-93', { by: cast.publisher, reason, now: HAPPENED_AT });
  await grantRoles(ctx.db, cast, HAPPENED_AT);
  return true;
}
