// Kills a gatherer with SIGKILL at seeded random moments, starts it again, and holds what is in the
// database against what the portals hold: after each kill no half batch, at the end every row once.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { randomFrom } from '../portals/seeded.ts';
import type { Portals } from '../portals/start.ts';
import { differencesFrom, halfBatches, smallestUnits } from './truth.ts';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The steps that stand between asking a portal and the commit. */
const INSIDE = [
  'fetch',
  'store-reply',
  'parse',
  'validate',
  'merge',
  'observe',
  'finish',
  'commit',
];
const STEPS = [...INSIDE, 'acknowledge'];
/**
 * A kill comes up to this long after its step was seen, which is longer than most steps take: it may
 * hit the step that it was aimed at anywhere, or one of those that follow. Sooner is likelier.
 */
const MAX_DELAY_MS = 24;
/** The same for the last steps, one statement each, so that most kills still come before the end. */
const LAST_DELAY_MS = 5;
const LAST_STEPS = ['finish', 'commit'];
/** The victim passes the step it is aimed at up to this many times before it is hit. */
const MAX_PASSES = 3;

export interface KillOptions {
  db: Db;
  databaseUrl: string;
  portals: Portals;
  kills: number;
  seed: number;
  units: number;
  /** Root of the project whose gatherer is killed: this one, or a copy of it. */
  project?: string;
  /** Steps to aim at; all by default. */
  aims?: readonly string[];
  /** Longest time from seeing the step to the kill, in ms; 24 by default. */
  maxDelayMs?: number;
  /** The victim halts at the step it is aimed at, so that the kill hits that one and no other. */
  halts?: boolean;
  onKill?: (line: string) => void;
}

export interface KillReport {
  /** The step that each kill hit: the last that the victim named before it died. */
  hits: string[];
  /** How many hit between fetch and commit. */
  inside: number;
  /** What was wrong after a kill, and at the end. Empty where nothing was lost, doubled or halved. */
  violations: string[];
  /** Longest time from a start to the first step, the wait for a dead runner's lease included. */
  slowestRestartMs: number;
}

/** Publishing comes last: the victims that are aimed at there have gathered everything. */
const isPublishing = (step: string): boolean => step.startsWith('publish:');

interface Aim {
  step: string;
  pass: number;
  delayMs: number;
}

/** What the victim is told; the last one, which nobody aims at, does all that is left. */
function wordsFor({ aims = STEPS, halts = false }: KillOptions, aim: Aim | null): string[] {
  const publishes = aim ? isPublishing(aim.step) : aims.some(isPublishing);
  const halt = aim && halts ? ['--halt', aim.step, '--pass', String(aim.pass)] : [];
  return [...(publishes ? ['--publish'] : []), ...halt];
}

/** Runs the victim until the aim is met, or to its end. Answers the last step that it announced. */
async function runVictim(options: KillOptions, aim: Aim | null) {
  const root = options.project ?? PROJECT;
  const begun = performance.now();
  const script = join(root, 'tests/faults/gatherer.ts');
  const words = wordsFor(options, aim);
  const victim = spawn(process.execPath, [script, options.databaseUrl, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => victim.once('close', resolve));
  let last = '';
  let passes = 0;
  let firstStepMs = 0;
  createInterface({ input: victim.stdout }).on('line', (line) => {
    if (last === '') firstStepMs = performance.now() - begun;
    last = line;
    if (line === aim?.step) passes += 1;
    if (line === aim?.step && passes === aim.pass) {
      setTimeout(() => victim.kill('SIGKILL'), aim.delayMs);
    }
  });
  const code = await ended;
  return { last, code, firstStepMs, wasKilled: victim.signalCode === 'SIGKILL' };
}

/** The server notices a dead client when it next talks to it; what it held is undone then. */
async function untilGone(db: Db): Promise<void> {
  for (;;) {
    const left = await db.sql`
      select from pg_stat_activity where application_name = 'tiendo-victim' and datname = current_database()`;
    if (left.length === 0) return;
    await pause(10);
  }
}

/** Loads the catalogue and registers some units' portals and the platforms. */
export async function register(
  { db, portals }: Pick<KillOptions, 'db' | 'portals'>,
  units: readonly string[],
): Promise<void> {
  await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
  const ids = new Set([...units.map((code) => `portal-${code}`), 'axis', 'npsp', 'ndxp']);
  await upsertSources(
    db,
    parseSources(portals.sources).filter((source) => ids.has(source.id)),
  );
}

/** Steps to aim at, in an order of chance, each as often as the next; those of publishing last. */
function drawAims(steps: readonly string[], count: number, random: () => number): string[] {
  const rounds = Array.from({ length: Math.ceil(count / steps.length) }, () => steps).flat();
  return rounds
    .map((step) => ({ step, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ step }) => step)
    .slice(0, count)
    .sort((a, b) => Number(isPublishing(a)) - Number(isPublishing(b)));
}

/** Which source and period a killed run was about. */
async function victimOf(db: Db): Promise<string> {
  const [row] = await db.sql`select source_id, period from job_run where state = 'running'`;
  return row ? `${String(row.source_id)} ${String(row.period)}` : 'no run under way';
}

/**
 * Registers the smallest units and the platforms, kills as often as asked, lets the gatherer finish,
 * and compares. Throws where the gatherer ends before it could be killed, or fails by itself.
 */
export async function killGatherer(options: KillOptions): Promise<KillReport> {
  const { db, kills, seed, aims = STEPS, maxDelayMs = MAX_DELAY_MS } = options;
  const truth = smallestUnits(options.units);
  const codes = truth.units.map((unit) => unit.code);
  await register(options, codes);
  const random = randomFrom(seed);
  const report: KillReport = { hits: [], inside: 0, violations: [], slowestRestartMs: 0 };
  for (const [place, step] of drawAims(aims, kills, random).entries()) {
    const kill = place + 1;
    const aim = {
      step,
      // Each pass of publishing uses up a period, of which there are few.
      pass: isPublishing(step) ? 1 : 1 + Math.floor(random() * MAX_PASSES),
      delayMs:
        random() ** 2 *
        (LAST_STEPS.includes(step) ? Math.min(LAST_DELAY_MS, maxDelayMs) : maxDelayMs),
    };
    const { last, wasKilled, firstStepMs } = await runVictim(options, aim);
    if (!wasKilled) throw new Error(`the gatherer ended at "${last}" before kill ${kill}`);
    await untilGone(db);
    const found = await halfBatches(db);
    report.hits.push(last);
    report.inside += INSIDE.includes(last) ? 1 : 0;
    report.slowestRestartMs = Math.max(report.slowestRestartMs, firstStepMs);
    report.violations.push(...found.map((fault) => `after kill ${kill} at ${last}: ${fault}`));
    const aimed = `aimed at ${step}, ${aim.delayMs.toFixed(1)} ms after it began`;
    options.onKill?.(`kill ${kill}: hit ${last} (${aimed}; ${await victimOf(db)})`);
  }
  const { code } = await runVictim(options, null);
  if (code !== 0) report.violations.push(`the gatherer ended with ${code}`);
  report.violations.push(...(await differencesFrom(db, truth)));
  return report;
}
