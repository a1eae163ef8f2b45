// One at a time, across processes: a lock that is a file with the owner's process id in it. Plain
// JavaScript, since jobs/bootstrap.js needs it before anything is built.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;
/** Longer than any build takes; by then the process id belongs to somebody else. */
const MOST_MS = 15 * 60_000;

/** @param {unknown} error @param {string} code */
export const isCode = (error, code) =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * Whether there is a process of this id, be it of another user.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** @param {string} path */
function readOwner(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * A link appears at once and with its text, so that nobody reads half an owner.
 *
 * @param {string} path
 * @param {string} own a file of ours that names us
 */
function tryTake(path, own) {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Clears away the lock of a process that is no more. Whoever else saw the same may have cleared it and
 * taken it meanwhile: what was moved away by mistake is put back.
 *
 * @param {string} path
 * @param {string} owner what the lock was seen to say
 * @param {string} aside a name of ours alone
 */
function clearDead(path, owner, aside) {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== owner) tryTake(path, aside);
  rmSync(aside, { force: true });
}

/** @param {string} path @param {string} own */
async function take(path, own) {
  const since = Date.now();
  while (!tryTake(path, own)) {
    const owner = readOwner(path);
    if (owner === null) continue;
    if (!isAlive(Number.parseInt(owner, 10))) clearDead(path, owner, `${own}.aside`);
    else if (Date.now() - since > MOST_MS) {
      throw new Error(
        `somebody has held ${path} for too long: ${owner}. Remove it if nobody builds`,
      );
    } else await pause(LOOK_AGAIN_MS);
  }
}

let taken = 0;

/**
 * Does something while nobody else does, in this process or another. Waits for its turn; a lock whose
 * owner is gone is taken over.
 *
 * @template T
 * @param {string} path of the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  taken += 1;
  const own = `${path}.${process.pid}-${taken}`;
  writeFileSync(own, `${process.pid} ${taken} ${Date.now()}`);
  try {
    await take(path, own);
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}
