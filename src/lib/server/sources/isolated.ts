// Runs a parser in a child process of its own, bounded in time, memory and answer, so that a file
// made to harm harms nobody but the child. The child sees no environment (so no secret), may read
// the product's own files and may write, spawn and load add-ons nowhere. Jobs import it, by way of the
// kinds of source, and the trial of a push: the web process itself never parses what it is sent.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pLimit from 'p-limit';
import { SourceError } from '../errors.ts';
import { PROJECT_FOLDER } from '../project-folder.ts';
import type { TaskAnswers, TaskName, TaskSettings } from './isolated-tasks.ts';

/** Limits of one run in a child. Every one is a setting; these are the defaults. */
export const ISOLATION_DEFAULTS = {
  /** The largest report seen in practice takes a tenth of it on a slow machine. */
  timeoutMs: 10_000,
  /** Of the child's memory as a whole, buffers outside the heap included. */
  memoryMb: 256,
  /** Of what the child may answer. */
  maxAnswerBytes: 16_777_216,
};

type FullLimits = typeof ISOLATION_DEFAULTS & { signal: AbortSignal | undefined };

export type IsolationLimits = Partial<FullLimits> & {
  /** Another table of tasks, by address of its module: what a test has a child do. */
  tasks?: URL;
};

/** Longest that a limit may be set to: nobody waits half a minute for a file. */
const MAX_TIMEOUT_MS = 30_000;
/** Children in their first two seconds, within which nearly every file is read; more wait their turn. */
const turns = pLimit(4);
const TURN_MS = 2_000;
/** Children that take longer and have given their turn to the next; any more keep it to their end. */
const MAX_SLOW = 3;
let slow = 0;

const ROOT = `${PROJECT_FOLDER}/`;
const CHILD = join(ROOT, 'src/lib/server/sources/isolated-child.ts');
const TASKS = pathToFileURL(join(ROOT, 'src/lib/server/sources/isolated-tasks.ts'));

/** What the child says last, as JSON on its output. */
export type Answer = { ok: true; value: unknown } | { ok: false; code: string; message: string };

const tooSlow = (timeoutMs: number): SourceError =>
  new SourceError('too-slow', `the file could not be read within ${timeoutMs / 1000} s`, {
    retryable: true,
  });

const tooLarge = (message: string): SourceError => new SourceError('too-large', message);

const crashed = (message: string, cause?: unknown): SourceError =>
  new SourceError('parser-crashed', message, { retryable: true, cause });

function start(memoryMb: number): ChildProcessWithoutNullStreams {
  const flags = [
    `--max-old-space-size=${memoryMb}`,
    '--permission',
    `--allow-fs-read=${ROOT}`,
    // The task runs in a worker, the main thread of the child watches it.
    '--allow-worker',
    '--no-warnings',
  ];
  return spawn(process.execPath, [...flags, CHILD, String(memoryMb)], {
    cwd: ROOT,
    env: {},
    stdio: 'pipe',
  });
}

/** Header and content as the child reads them: the header's length in 4 bytes, the header, the rest. */
function frame(task: string, settings: unknown, tasks: URL): Buffer {
  const header = Buffer.from(JSON.stringify({ task, settings, tasks: tasks.href }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.byteLength);
  return Buffer.concat([length, header]);
}

interface Ending {
  /** All that the child wrote. */
  text: string;
  exitCode: number | null;
  /** The end of what it complained of. */
  complaint: string;
}

function readAnswer({ text, exitCode, complaint }: Ending): unknown {
  if (text === '') {
    // V8 ends the process where one single object is larger than the heap.
    if (/out of memory/i.test(complaint)) throw tooLarge('the file takes too much memory to read');
    throw crashed(`the parser ended with ${exitCode ?? 'a signal'} and no answer`);
  }
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch (cause) {
    throw crashed('the parser broke off', cause);
  }
  if (answer.ok) return answer.value;
  throw answer.code === 'parser-crashed'
    ? crashed(answer.message)
    : new SourceError(answer.code, answer.message);
}

interface Conversation {
  child: ChildProcessWithoutNullStreams;
  ending: Promise<Ending>;
}

function converse(header: Buffer, content: Uint8Array, limits: FullLimits): Conversation {
  const { timeoutMs, memoryMb, maxAnswerBytes, signal } = limits;
  signal?.throwIfAborted();
  const child = start(memoryMb);
  const ending = new Promise<Ending>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let cut: Error | null = null;
    const kill = (reason: Error): void => {
      cut ??= reason;
      child.kill('SIGKILL');
    };
    const onAbort = (): void => kill(signal?.reason as Error);
    const timer = setTimeout(() => kill(tooSlow(timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxAnswerBytes) kill(tooLarge('the file holds more than a report may hold'));
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-4_000);
    });
    // A child that is gone before it has read all: its exit says why.
    child.stdin.on('error', () => undefined);
    child.on('error', kill);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (cut) reject(cut);
      else resolve({ text: Buffer.concat(chunks).toString('utf8'), exitCode, complaint });
    });
    child.stdin.write(header);
    child.stdin.end(content);
  });
  return { child, ending };
}

/** Has one who takes long work behind the others until its end. */
function letOthersPass({ child, ending }: Conversation): void {
  slow += 1;
  const back = (): void => void (slow -= 1);
  ending.then(back, back);
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has just ended.
  }
}

/** Resolves with the child's end once it has given its turn to the next. */
async function takeTurn(begin: () => Conversation): Promise<{ ending: Promise<Ending> }> {
  const conversation = begin();
  const { ending } = conversation;
  const ended = ending.then(
    () => true,
    () => true,
  );
  const isQuick = await Promise.race([ended, pause(TURN_MS, false, { ref: false })]);
  if (!isQuick && slow < MAX_SLOW) letOthersPass(conversation);
  else await ended;
  return { ending };
}

/**
 * Has a named task read `content` in a child process and gives its answer. Waits its turn where
 * several are under way; the time counts from its start.
 *
 * @throws SourceError what the task says is wrong with the file, or `too-large` (memory or answer),
 * or `too-slow` and `parser-crashed`, which are retryable: a busy machine may be to blame.
 * Throws the signal's reason where it was stopped.
 */
export async function runIsolated<Name extends TaskName>(
  task: Name,
  input: { settings: TaskSettings[Name]; content: Uint8Array },
  limits: IsolationLimits = {},
): Promise<TaskAnswers[Name]> {
  const { tasks = TASKS, ...set } = limits;
  const full: FullLimits = { ...ISOLATION_DEFAULTS, signal: undefined, ...set };
  full.timeoutMs = Math.min(full.timeoutMs, MAX_TIMEOUT_MS);
  const header = frame(task, input.settings, tasks);
  const { ending } = await turns(takeTurn, () => converse(header, input.content, full));
  // The child is the same code of the same build: its answer has the form that its task gives.
  return readAnswer(await ending) as TaskAnswers[Name];
}
