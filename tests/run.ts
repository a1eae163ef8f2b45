// `npm test`: every check and every test, one runner after the other, and at the end one line that
// adds them all up. A runner that fails does not keep the next from running.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { ensureChromium } from './helpers/chromium.ts';

interface Count {
  passed: number;
  failed: number;
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

async function check([name, ...args]: (typeof CHECKS)[number]): Promise<boolean> {
  const begun = performance.now();
  const { ok, output } = await runScript(args, { quiet: true });
  say(`${ok ? 'passed' : 'FAILED'}: ${name} (${seconds(begun)} s)`);
  if (!ok) say(output.trimEnd());
  return ok;
}

async function runChecks(): Promise<Count> {
  await runScript([bin('@sveltejs/kit/svelte-kit.js'), 'sync'], { quiet: true });
  const waiting = [...CHECKS];
  const results: boolean[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await check(next));
  };
  await Promise.all([work(), work()]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/** What a runner wrote down; one failure where it wrote nothing, or failed beyond its tests. */
async function readCount(
  file: string,
  ok: boolean,
  read: (report: unknown) => Count & { skipped: number },
): Promise<Count> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { passed: 0, failed: 1 };
  const { passed, failed, skipped } = read(JSON.parse(text));
  if (skipped > 0) say(`${skipped} tests were left out on this machine (see above)`);
  return { passed, failed: ok ? failed : Math.max(1, failed) };
}

const vitestReport = v.pipe(
  v.object({
    numPassedTests: v.number(),
    numFailedTests: v.number(),
    numPendingTests: v.number(),
    numTodoTests: v.number(),
  }),
  v.transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })),
);

const playwrightReport = v.pipe(
  v.object({
    stats: v.object({
      expected: v.number(),
      unexpected: v.number(),
      flaky: v.number(),
      skipped: v.number(),
    }),
  }),
  // A test that passes only now and then does not pass.
  v.transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  })),
);

async function runVitest(folder: string): Promise<Count> {
  const file = join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok } = await runScript([bin('vitest/vitest.mjs'), 'run', ...reporters]);
  return readCount(file, ok, (report) => v.parse(vitestReport, report));
}

async function runPlaywright(folder: string): Promise<Count> {
  const file = join(folder, 'playwright.json');
  try {
    const { ok } = await runScript(
      [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      {
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, TIENDO_CHROMIUM: ensureChromium() },
      },
    );
    return await readCount(file, ok, (report) => v.parse(playwrightReport, report));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  }
}

async function runBuild(): Promise<Count> {
  const { ok, output } = await runScript([join(PROJECT, 'jobs/bootstrap.js'), 'build'], {
    quiet: true,
  });
  if (!ok) say(output);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

async function runAll(folder: string): Promise<Count> {
  const runners: [string, () => Promise<Count>][] = [
    ['Checks', runChecks],
    // Before the tests: those of the API start the built server.
    ['Build', runBuild],
    ['Tests', () => runVitest(folder)],
    ['Browser tests', () => runPlaywright(folder)],
  ];
  const total = { passed: 0, failed: 0 };
  for (const [name, run] of runners) {
    const begun = performance.now();
    say(`\n== ${name}`);
    const { passed, failed } = await run();
    say(`== ${name}: ${passed} passed, ${failed} failed in ${seconds(begun)} s`);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

const folder = await mkdtemp(join(tmpdir(), 'tiendo-reports-'));
const { passed, failed } = await runAll(folder);
await rm(folder, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
say(`${passed} passed, ${failed} failed`);
