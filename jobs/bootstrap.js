// The first step of every npm command, in plain JavaScript for whatever Node (20 or later) is there:
// installs what package-lock.json asks for, builds the pages where they are stale, then runs the
// command's TypeScript under the Node that came with the packages.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withLock } from './build-lock.js';
import { mendPackages } from './mend-packages.js';
import { findServing, SERVING } from './serving.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const NODE = join(PROJECT, 'node_modules', 'node', 'bin', 'node');
const PARAGLIDE = join(PROJECT, 'node_modules/@inlang/paraglide-js/bin/run.js');
const VITE = join(PROJECT, 'node_modules/vite/bin/vite.js');

/** What each command runs, and what it needs made before. */
const COMMANDS = {
  demo: { file: 'jobs/demo.ts', needs: ['build'] },
  start: { file: 'jobs/main.ts', needs: ['build'] },
  load: { file: 'jobs/load.ts', needs: [] },
  jobs: { file: 'jobs/run.ts', needs: [] },
  dev: { file: 'jobs/dev.ts', needs: [] },
  test: { file: 'tests/run.ts', needs: ['messages'] },
  faults: { file: 'tests/faults/run.ts', needs: ['build'] },
  bench: { file: 'tests/bench/run.ts', needs: ['messages'] },
  looks: { file: 'tests/looks/run.ts', needs: ['messages'] },
  build: { file: null, needs: ['build'] },
  messages: { file: null, needs: ['messages'] },
};

/** What the pages are made of. */
const SOURCES = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
/** Parts of it that the build writes itself, or that no page is made of. */
const NOT_SOURCES = /\.test\.ts$|\/paraglide$|\/project\.inlang\/(?!settings\.json$)/;
const BUILD_STAMP = join(PROJECT, 'build', 'made-of.txt');
/** What the message functions are made of. Compiling them removes the stamp with all else there. */
const MESSAGE_SOURCES = ['src/lib/messages', 'package-lock.json'];
const MESSAGE_STAMP = join(PROJECT, 'src/lib/paraglide', 'made-of.txt');
/** Where Node keeps what it compiled: a command starts in two thirds of the time the next time. */
const COMPILE_CACHE = join(PROJECT, 'node_modules', '.cache', 'compiled');
const BUILD_LOCK = join(PROJECT, '.svelte-kit', 'build.lock');

/** Who started us: npm stops the shell between itself and us without a word to us. */
const PARENT = process.ppid;

const say = (text) => process.stderr.write(`${text}\n`);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Runs a program to its end. Its output goes to standard error; where `quiet`, only if it fails. */
function run(program, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => output.push(part));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(new Error(`${program} ${args[0]} ended with ${code ?? signal}`));
    });
  });
}

/**
 * Whether node_modules holds what the lock file asks for: npm writes down what it installed. Packages
 * for other machines are optional; those for tests alone may be absent in a real installation.
 */
function isInstalled() {
  const record = join(PROJECT, 'node_modules', '.package-lock.json');
  if (!existsSync(NODE) || !existsSync(record)) return false;
  const wanted = readJson(join(PROJECT, 'package-lock.json')).packages;
  const found = readJson(record).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional) return true;
    const installed = found[path];
    return installed ? installed.integrity === entry.integrity : entry.dev && isDevOmitted(found);
  });
}

/** Installed with --omit=dev: not one package of the tests is there. */
const isDevOmitted = (found) => !Object.values(found).some((entry) => entry.dev);

async function install() {
  if (isInstalled()) return;
  say('Installing packages (once, and whenever package-lock.json changes) …');
  // npm names itself to the scripts that it runs; without it the one on the PATH is used.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev'];
  if (npm?.endsWith('.js')) await run(process.execPath, [npm, ...args]);
  else await run('npm', args);
}

/** Files of a tree in a fixed order, without what is generated. */
function listFiles(path) {
  if (NOT_SOURCES.test(path)) return [];
  if (!statSync(join(PROJECT, path)).isDirectory()) return [path];
  const names = readdirSync(join(PROJECT, path)).sort();
  return names.flatMap((name) => listFiles(`${path}/${name}`));
}

function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(listFiles)) {
    hash.update(`${path}\0`).update(readFileSync(join(PROJECT, path)));
  }
  return hash.digest('hex');
}

const isMade = (stampFile, paths) =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashFiles(paths);

/** Whoever waited for another's build looks again: it may have been of the same sources. */
async function build() {
  if (isMade(BUILD_STAMP, SOURCES)) return;
  await withLock(BUILD_LOCK, buildWhereStale);
}

/** A web server reads its files as they are asked for: it would miss those that a build replaces. */
function refuseWhereServed() {
  const serving = findServing(SERVING);
  if (serving === null) return;
  const { pid, address, file } = serving;
  throw new Error(
    [
      `The sources have changed, and process ${pid} (${address}) serves the pages built in this checkout.`,
      'Stop it first, or work in another checkout.',
      `If that process is something else, remove ${file}.`,
    ].join('\n'),
  );
}

async function buildWhereStale() {
  if (isMade(BUILD_STAMP, SOURCES)) return;
  refuseWhereServed();
  const stamps = [hashFiles(SOURCES), hashFiles(MESSAGE_SOURCES)];
  say('Building the pages (once, and whenever their sources change) …');
  // Tests that build get the pages that everybody gets: vite.config.ts leaves a plugin out for their runner.
  await run(NODE, [VITE, 'build'], { env: { NODE_ENV: 'production', VITEST: '' }, quiet: true });
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  writeFileSync(BUILD_STAMP, stamps[0]);
  // The build compiled the messages as well.
  writeFileSync(MESSAGE_STAMP, stamps[1]);
}

/** Only where they changed: it takes the files away for a moment, also from a test run that reads them. */
async function compileMessages() {
  if (isMade(MESSAGE_STAMP, MESSAGE_SOURCES)) return;
  await withLock(BUILD_LOCK, compileWhereStale);
}

async function compileWhereStale() {
  if (isMade(MESSAGE_STAMP, MESSAGE_SOURCES)) return;
  const stamp = hashFiles(MESSAGE_SOURCES);
  await run(NODE, [
    ...[PARAGLIDE, 'compile', '--silent'],
    ...['--project', 'src/lib/messages/project.inlang', '--outdir', 'src/lib/paraglide'],
    ...['--strategy', 'url', 'baseLocale'],
  ]);
  writeFileSync(MESSAGE_STAMP, stamp);
}

/**
 * Hands over to the command: same output, same signals, same exit code. It has a session of its own,
 * so that Ctrl-C reaches it once, through us; the channel tells it when we are gone, even by kill -9.
 */
function runCommand(file, args) {
  const child = spawn(NODE, [join(PROJECT, file), ...args], {
    cwd: PROJECT,
    detached: true,
    env: process.env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  setInterval(() => process.ppid === PARENT || child.kill('SIGTERM'), 500).unref();
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  say(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}`);
  process.exit(2);
}
try {
  await install();
  mendPackages(PROJECT);
  process.env.PATH = [join(PROJECT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  process.env.NODE_COMPILE_CACHE ??= COMPILE_CACHE;
  if (command.needs.includes('build')) await build();
  if (command.needs.includes('messages')) await compileMessages();
  if (command.file !== null) runCommand(command.file, args);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
