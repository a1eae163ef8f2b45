// A province's own index in the demo. Somebody loaded its first quarters by hand, as the first package of a
// series must be; since then a source of kind `package` asks the province's server every quarter.
// demo-world.ts imports it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import { slotsUntil } from '#lib/server/sources/slots.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import type { DemoStage } from './demo-past.ts';
import { runDueSlots } from './ledger.ts';
import { loadPackage } from './load-package.ts';

const SERIES = 'lam-dong-ict';
const PATH = `/packages/${SERIES}.zip?period=`;
/** The quarters up to this one were loaded by hand, on this morning. */
const FIRST = { period: '2021-Q2', at: new Date('2021-07-20T09:00+07:00') };
const LAST_SLOT = '2022-01-20T06:00+07:00';

const sourceOf = (controlUrl: string): SourceConfig[] => {
  const { origin: address, hostname: host, port } = new URL(controlUrl);
  return parseSources([
    {
      id: 'package-68',
      unit: 'p-68',
      series: SERIES,
      kind: 'package',
      origin: 'package',
      nameVi: 'Chỉ số ứng dụng công nghệ thông tin của tỉnh Lâm Đồng (minh họa)',
      nameEn: 'Lam Dong, index of IT application of its bodies (illustrative)',
      address,
      allow: [{ host, port: Number(port), addresses: [host] }],
      mapping: { produces: 'package', path: `${PATH}{period}` },
      schedule: '0 6 20 1,4,7,10 *',
      missedPolicy: 'all',
      firstSlot: '2021-10-20T06:00+07:00',
      lastSlot: LAST_SLOT,
      frequency: 'quarter',
      reckoning: 'calendar',
      timeoutMs: 4_000,
      maxAttempts: 2,
      illustrative: true,
      indicators: ['docs_signed_own', 'proc_l4'],
    },
  ]);
};

async function loadFirst(ctx: JobContext, controlUrl: string): Promise<void> {
  const response = await fetch(new URL(PATH + FIRST.period, controlUrl), { signal: ctx.signal });
  invariant(response.ok, 'the stand-in of the province gives out its package');
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-demo-'));
  try {
    const path = join(folder, `${SERIES}.zip`);
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
    const { faults } = await loadPackage({ ...ctx, now: () => FIRST.at }, { path });
    invariant(faults.length === 0, 'the package of the province keeps the rules');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Gathers the quarters that are not there yet, each as if it were the day on which it fell due. */
export async function gatherBodies(ctx: JobContext, { controlUrl }: DemoStage): Promise<void> {
  const isKnown = (await readAllSeries(ctx.db)).some(({ id }) => id === SERIES);
  if (!isKnown) await loadFirst(ctx, controlUrl);
  const sources = sourceOf(controlUrl);
  await upsertSources(ctx.db, sources);
  for (const at of sources.flatMap((source) => slotsUntil(source, { until: ctx.now() }))) {
    const ids = sources.map(({ id }) => id);
    const due = { until: at, sources: ids, clock: 'simulated' } as const;
    await runDueSlots({ ...ctx, now: () => at }, due);
  }
}
