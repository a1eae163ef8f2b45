// What Lighthouse says of a page on its simulated slow phone and slow 4G. Only the bench imports it.
import { launch } from 'chrome-launcher';
import lighthouse, { type Result } from 'lighthouse';
import { ensureChromium } from '../helpers/chromium.ts';
import { median } from '../helpers/median.ts';

/**
 * Lighthouse takes what it runs on for a machine of this index (the middle of its range of desktops) and
 * slows it four times to be the phone that it means. On a slower machine the same four times are a slower
 * phone, so they are brought down by as much as the machine is slower:
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown
 */
const MEANT_MACHINE = 1750;
const USUAL_SLOWDOWN = 4;

export interface Audit {
  /** Of 100, by category, on the phone that Lighthouse means. */
  scores: Record<string, number>;
  /** When the largest text or picture is there. */
  paintMs: number;
  /** How much slower than this machine that phone is. */
  slowdown: number;
  /** Lighthouse's own measure of the machine. */
  machine: number;
  /** Performance with the usual slowdown, whatever the machine. */
  usualScore: number;
}

/** Now and then it misses the beginning of a visit, which says nothing of the page. */
const MOST_VISITS = 3;

async function visitOnce(address: string, cpuSlowdownMultiplier: number): Promise<Result> {
  const chrome = await launch({
    chromePath: ensureChromium(),
    chromeFlags: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
    ],
  });
  try {
    const throttling = { cpuSlowdownMultiplier };
    const flags = { port: chrome.port, logLevel: 'error', throttling } as const;
    const result = await lighthouse(address, flags);
    if (!result) throw new Error(`Lighthouse says nothing of ${address}`);
    return result.lhr;
  } finally {
    chrome.kill();
  }
}

async function visit(address: string, slowdown: number, visits = MOST_VISITS): Promise<Result> {
  const result = await visitOnce(address, slowdown);
  if (!result.runtimeError) return result;
  if (visits > 1) return visit(address, slowdown, visits - 1);
  throw new Error(`${address}: ${result.runtimeError.message}`);
}

const scoresOf = ({ categories }: Result): Record<string, number> =>
  Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, 100 * (score ?? 0)]),
  );

/** The machine is measured anew before each visit: what else runs on it changes from minute to minute. */
async function auditOnce(address: string): Promise<Audit> {
  const usual = await visit(address, USUAL_SLOWDOWN);
  const machine = usual.environment.benchmarkIndex;
  const slowdown = USUAL_SLOWDOWN * Math.min(1, machine / MEANT_MACHINE);
  const meant = await visit(address, slowdown);
  return {
    scores: scoresOf(meant),
    paintMs: meant.audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    slowdown,
    machine,
    usualScore: scoresOf(usual).performance ?? Number.NaN,
  };
}

/** Medians of several visits, each by a browser of its own. */
export async function audit(address: string, rounds: number): Promise<Audit> {
  const audits: Audit[] = [];
  for (let round = 0; round < rounds; round += 1) audits.push(await auditOnce(address));
  const middle = (of: (audit: Audit) => number): number => median(audits.map(of));
  const categories = Object.keys(audits[0]?.scores ?? {});
  return {
    scores: Object.fromEntries(
      categories.map((name) => [name, middle(({ scores }) => scores[name] ?? 0)]),
    ),
    paintMs: middle(({ paintMs }) => paintMs),
    slowdown: middle(({ slowdown }) => slowdown),
    machine: middle(({ machine }) => machine),
    usualScore: middle(({ usualScore }) => usualScore),
  };
}
