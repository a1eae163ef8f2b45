// Which processes serve the built pages, so that nobody builds them anew under one of them: a file for
// each, beside the lock of builds, named by its process id. Plain JavaScript, since jobs/bootstrap.js
// asks before anything is built; mark-serving.ts is the other that imports it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isAlive, isCode } from './build-lock.js';

/** Of this checkout. */
export const SERVING = fileURLToPath(new URL('../.svelte-kit/serving', import.meta.url));

/**
 * Says that this process serves the pages, until it ends. A checkout that it may not write to is served
 * all the same.
 *
 * @param {string} folder
 * @param {string} address where it serves, for whoever is told of it
 */
export function markServing(folder, address) {
  const file = join(folder, String(process.pid));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, address);
  } catch (error) {
    if (isCode(error, 'EACCES') || isCode(error, 'EROFS')) return;
    throw error;
  }
  process.once('exit', () => rmSync(file, { force: true }));
}

/** @param {string} folder */
function listMarks(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * The process that serves the pages; null where none does. Marks of processes that were killed are
 * cleared away.
 *
 * @param {string} folder
 * @returns {{ pid: number, address: string, file: string } | null}
 */
export function findServing(folder) {
  for (const name of listMarks(folder)) {
    const file = join(folder, name);
    const pid = Number(name);
    if (isAlive(pid)) return { pid, address: readFileSync(file, 'utf8'), file };
    rmSync(file, { force: true });
  }
  return null;
}
