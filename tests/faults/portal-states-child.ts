// Asks the stand-ins in a process of its own, so that the memory measured is the client's alone: every
// state so many times, then the healthy portals with and without the faulty ones beside them.
// node tests/faults/portal-states-child.ts CONTROL-URL ROUNDS, prints one line of JSON.
import pLimit from 'p-limit';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { LEDGER_DEFAULTS } from '../../jobs/ledger.ts';
import type { Behaviour } from '../portals/behaviour.ts';
import { classifyAll, freshClient, NAMES, outcomeOf, readStandIns } from './portal-states.ts';

/** What the child prints. */
export interface StatesReport {
  /** How often each behaviour was named rightly. */
  right: Partial<Record<Behaviour, number>>;
  /** Names that were wrong. */
  wrong: string[];
  rssGrowthMb: number;
  /** Of each pair of rounds: the healthy portals' time beside faulty ones, by their time alone. */
  delays: number[];
}

const PAIRS = 11;
const WARM_UPS = 3;
/** The time that each faulty portal gets beside the healthy ones: most of what those take together. */
const FAULTY_MS = 4_000;
const SAMPLE_MS = 10;
const [controlUrl = '', rounds = '1'] = process.argv.slice(2);

/** Each of the others among the healthy ones, in equal distances. */
function mix(healthy: readonly SourceConfig[], others: readonly SourceConfig[]): SourceConfig[] {
  const mixed = [...healthy];
  const every = Math.floor(healthy.length / (others.length + 1)) + 1;
  others.forEach((source, at) => mixed.splice((at + 1) * every - 1, 0, source));
  return mixed;
}

/**
 * How long the healthy portals take, as many at once as the scheduler asks, through one client, beside
 * others that hold none of its lanes: what is timed is the client and the process that all share. How long
 * those that do not answer hold lanes is the case of dead portals.
 */
async function timeOf(healthy: SourceConfig[], others: SourceConfig[]): Promise<number> {
  const client = freshClient();
  const begun = performance.now();
  const lane = pLimit(LEDGER_DEFAULTS.concurrency);
  const beside: Promise<string>[] = [];
  const ask = async (source: SourceConfig): Promise<void> => {
    const outcome = outcomeOf(source, client);
    if (others.includes(source)) beside.push(outcome);
    else await outcome;
  };
  await Promise.all(mix(healthy, others).map((source) => lane(ask, source)));
  const tookMs = performance.now() - begun;
  await Promise.all(beside);
  return tookMs;
}

/** Every other pair the other way round, so that a machine that grows slower or faster favours neither. */
async function compare(healthy: SourceConfig[], faulty: SourceConfig[]): Promise<number[]> {
  const delays: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [first, second] = pair % 2 === 0 ? [[], faulty] : [faulty, []];
    const firstMs = await timeOf(healthy, first);
    const secondMs = await timeOf(healthy, second);
    delays.push(pair % 2 === 0 ? secondMs / firstMs : firstMs / secondMs);
  }
  return delays;
}

const sources = await readStandIns(controlUrl);
const healthy = sources.filter(({ id }) => id.startsWith('portal-') && id !== 'portal-bhxh');
const faulty = sources
  .filter(({ id }) => id.startsWith('faulty-'))
  .map((source) => ({ ...source, timeoutMs: FAULTY_MS }));
// What gathering from healthy portals needs is there before anything is measured.
for (let round = 0; round < WARM_UPS; round += 1) await timeOf(healthy, []);
const before = process.memoryUsage.rss();
let peak = before;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);
const report: StatesReport = { right: {}, wrong: [], rssGrowthMb: 0, delays: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [behaviour, code] of await classifyAll(controlUrl)) {
    if (code === NAMES[behaviour]) report.right[behaviour] = (report.right[behaviour] ?? 0) + 1;
    else report.wrong.push(`${behaviour} was called ${code}`);
  }
}
clearInterval(sampling);
report.rssGrowthMb = (peak - before) / 1_048_576;
report.delays = await compare(healthy, faulty);
process.stdout.write(`${JSON.stringify(report)}\n`);
