// What Lighthouse says of a page on its simulated slow phone and slow 4G. Only the bench imports it.
import { launch } from 'chrome-launcher';
import lighthouse, { type Result } from 'lighthouse';
import { ensureChromium } from '../helpers/chromium.ts';
import { median } from './telling.ts';

export interface Audit {
  /** Of 100, by category. */
  scores: Record<string, number>;
  /** When the largest text or picture is there. */
  paintMs: number;
  /** Lighthouse's own measure of the machine: it reckons with a phone four times as slow, whatever this is. */
  machine: number;
}

/** Now and then it misses the beginning of a visit, which says nothing of the page. */
const MOST_VISITS = 3;

async function visit(address: string): Promise<Result> {
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
    const result = await lighthouse(address, { port: chrome.port, logLevel: 'error' });
    if (!result) throw new Error(`Lighthouse says nothing of ${address}`);
    return result.lhr;
  } finally {
    chrome.kill();
  }
}

async function auditOnce(address: string, visits = MOST_VISITS): Promise<Audit> {
  const { audits, categories, environment, runtimeError } = await visit(address);
  if (runtimeError) {
    if (visits > 1) return auditOnce(address, visits - 1);
    throw new Error(`${address}: ${runtimeError.message}`);
  }
  const scores = Object.entries(categories).map(([name, { score }]) => [name, 100 * (score ?? 0)]);
  return {
    scores: Object.fromEntries(scores) as Record<string, number>,
    paintMs: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    machine: environment.benchmarkIndex,
  };
}

/** Medians of several visits, each by a browser of its own. */
export async function audit(address: string, rounds: number): Promise<Audit> {
  const audits: Audit[] = [];
  for (let round = 0; round < rounds; round += 1) audits.push(await auditOnce(address));
  const categories = Object.keys(audits[0]?.scores ?? {});
  return {
    scores: Object.fromEntries(
      categories.map((name) => [name, median(audits.map(({ scores }) => scores[name] ?? 0))]),
    ),
    paintMs: median(audits.map(({ paintMs }) => paintMs)),
    machine: median(audits.map(({ machine }) => machine)),
  };
}
