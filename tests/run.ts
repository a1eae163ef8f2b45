// `npm test`: every check and every test, one runner after the other; at the end what failed, each by
// its name, and one line that adds all up. A runner that fails does not keep the next from running.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { ensureChromium } from './helpers/chromium.ts';

interface Outcome {
  passed: number;
  /** What failed, by name. */
  failed: string[];
}

const PROJECT = join(import.meta.dirname, '..');
const bin = (path: string): string => join(PROJECT, 'node_modules', path);

const ESLINT = bin('eslint/bin/eslint.js');
const COMPONENTS = '**/*.svelte';

/**
 * Each is one check: it passes or fails as a whole. Two run side by side, the longest first, and ESLint goes
 * through components apart. There is no tsc, for svelte-check tells what is wrong with types in every file.
 */
const CHECKS: [name: string, script: string, ...args: string[]][] = [
  ['eslint', ESLINT, '.', '--ignore-pattern', COMPONENTS, '--max-warnings', '0'],
  ['svelte-check', bin('svelte-check/bin/svelte-check'), '--fail-on-warnings', '--output', 'human'],
  ['eslint of components', ESLINT, COMPONENTS, '--max-warnings', '0'],
  ['prettier', bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ['knip', bin('knip/bin/knip.js')],
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (sinceMs: number): string => ((performance.now() - sinceMs) / 1000).toFixed(0);

/** Runs a script under this Node to its end. Its output comes as a whole where `quiet`. */
function runScript(args: string[], options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {}) {
  return new Promise<{ ok: boolean; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function check([name, ...args]: (typeof CHECKS)[number]): Promise<Outcome> {
  const begun = performance.now();
  const { ok, output } = await runScript(args, { quiet: true });
  say(`${ok ? 'passed' : 'FAILED'}: ${name} (${seconds(begun)} s)`);
  if (!ok) say(output.trimEnd());
  return ok ? { passed: 1, failed: [] } : { passed: 0, failed: [name] };
}

const addUp = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.flatMap(({ failed }) => failed),
});

async function runChecks(): Promise<Outcome> {
  await runScript([bin('@sveltejs/kit/svelte-kit.js'), 'sync'], { quiet: true });
  const waiting = [...CHECKS];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await check(next));
  };
  await Promise.all([work(), work()]);
  return addUp(outcomes);
}

/** What a runner wrote down; a failure of its own where it wrote nothing, or failed beyond its tests. */
async function readOutcome(
  file: string,
  ok: boolean,
  read: (report: unknown) => Outcome & { skipped: number },
): Promise<Outcome> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { passed: 0, failed: ['the runner, which wrote no report'] };
  const { passed, failed, skipped } = read(JSON.parse(text));
  if (skipped > 0) say(`${skipped} tests were left out on this machine (see above)`);
  const isBeyond = !ok && failed.length === 0;
  return { passed, failed: isBeyond ? ['the runner, beyond its tests (see above)'] : failed };
}

const vitestReport = v.pipe(
  v.object({
    numPassedTests: v.number(),
    numPendingTests: v.number(),
    numTodoTests: v.number(),
    testResults: v.array(
      v.object({
        name: v.string(),
        status: v.string(),
        assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
      }),
    ),
  }),
  v.transform((report) => ({
    passed: report.numPassedTests,
    failed: report.testResults.flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((each) => each.status === 'failed');
      const where = relative(PROJECT, name);
      // A file that cannot be loaded has no tests.
      if (failed.length === 0 && status === 'failed') return [where];
      return failed.map(({ fullName }) => `${where}: ${fullName}`);
    }),
    skipped: report.numPendingTests + report.numTodoTests,
  })),
);

interface Suite {
  specs: { ok: boolean; title: string; file: string; line: number }[];
  suites?: Suite[] | undefined;
}
const suite: v.GenericSchema<Suite> = v.object({
  specs: v.array(
    v.object({ ok: v.boolean(), title: v.string(), file: v.string(), line: v.number() }),
  ),
  suites: v.optional(v.array(v.lazy(() => suite))),
});
const specsIn = ({ specs, suites = [] }: Suite): Suite['specs'] => [
  ...specs,
  ...suites.flatMap(specsIn),
];

const playwrightReport = v.pipe(
  v.object({
    stats: v.object({ expected: v.number(), skipped: v.number() }),
    suites: v.array(suite),
  }),
  v.transform(({ stats, suites }) => ({
    passed: stats.expected,
    failed: suites
      .flatMap(specsIn)
      .filter(({ ok }) => !ok)
      .map(({ file, line, title }) => `${file}:${line}: ${title}`),
    skipped: stats.skipped,
  })),
);

async function runVitest(folder: string): Promise<Outcome> {
  const file = join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok } = await runScript([bin('vitest/vitest.mjs'), 'run', ...reporters]);
  return readOutcome(file, ok, (report) => v.parse(vitestReport, report));
}

async function runPlaywright(folder: string): Promise<Outcome> {
  const file = join(folder, 'playwright.json');
  try {
    const { ok } = await runScript(
      [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      {
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, TIENDO_CHROMIUM: ensureChromium() },
      },
    );
    return await readOutcome(file, ok, (report) => v.parse(playwrightReport, report));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: ['the browser, which did not start'] };
  }
}

async function runBuild(): Promise<Outcome> {
  const { ok, output } = await runScript([join(PROJECT, 'jobs/bootstrap.js'), 'build'], {
    quiet: true,
  });
  if (ok) return { passed: 1, failed: [] };
  say(output);
  return { passed: 0, failed: ['vite build'] };
}

async function runAll(folder: string): Promise<Outcome> {
  const runners: [string, () => Promise<Outcome>][] = [
    ['Checks', runChecks],
    // Before the tests: those of the API start the built server.
    ['Build', runBuild],
    ['Tests', () => runVitest(folder)],
    ['Browser tests', () => runPlaywright(folder)],
  ];
  const outcomes: Outcome[] = [];
  for (const [name, run] of runners) {
    const begun = performance.now();
    say(`\n== ${name}`);
    const outcome = await run();
    const { passed, failed } = outcome;
    say(`== ${name}: ${passed} passed, ${failed.length} failed in ${seconds(begun)} s`);
    outcomes.push(outcome);
  }
  return addUp(outcomes);
}

const folder = await mkdtemp(join(tmpdir(), 'tiendo-reports-'));
const { passed, failed } = await runAll(folder);
await rm(folder, { recursive: true, force: true });
process.exitCode = failed.length === 0 ? 0 : 1;
for (const name of failed) say(`FAILED: ${name}`);
say(`${passed} passed, ${failed.length} failed`);
