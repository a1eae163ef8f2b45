// The lock that builds take turns by, on real files and with real processes.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../jobs/build-lock.js';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiendo-lock-'));
  lock = join(folder, 'build.lock');
});
afterEach(() => rm(folder, { recursive: true }));

/** Adds a line when it begins and one when it ends, a child process's life apart. */
async function writeTurn(file: string): Promise<void> {
  await writeFile(file, 'begin\n', { flag: 'a' });
  await promisify(execFile)(process.execPath, ['-e', '']);
  await writeFile(file, 'end\n', { flag: 'a' });
}

/** The number of a process that is no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

const turns = async (file: string) => (await readFile(file, 'utf8')).trim().split('\n');
const inTurn = (count: number) => Array.from({ length: count }, () => ['begin', 'end']).flat();

describe('the lock of builds', () => {
  it('lets one in at a time, also processes', async () => {
    const log = join(folder, 'log');
    const program = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      import { withLock } from ${JSON.stringify(join(process.cwd(), 'jobs/build-lock.js'))};
      await withLock(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(log)}, 'begin\\n');
        await setTimeout(30);
        appendFileSync(${JSON.stringify(log)}, 'end\\n');
      });`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    await Promise.all([run(), run(), run(), run()]);
    expect(await turns(log)).toEqual(inTurn(4));
  });

  it('is taken over from an owner that was killed, by one of those who wait', async () => {
    const log = join(folder, 'log');
    await writeFile(lock, `${await deadPid()} 1 0`);
    await Promise.all([1, 2, 3].map(() => withLock(lock, () => writeTurn(log))));
    expect(await turns(log)).toEqual(inTurn(3));
  });

  it('shows whoever waited what was done meanwhile', async () => {
    const stamp = join(folder, 'stamp');
    let built = 0;
    const buildWhereStale = () =>
      withLock(lock, async () => {
        if ((await readFile(stamp, 'utf8').catch(() => null)) === 'fresh') return;
        built += 1;
        await writeTurn(join(folder, 'log'));
        await writeFile(stamp, 'fresh');
      });
    await Promise.all([buildWhereStale(), buildWhereStale(), buildWhereStale()]);
    expect(built).toBe(1);
  });

  it('is given back where the work fails, and leaves no file behind', async () => {
    const fail = () => Promise.reject(new Error('the build failed'));
    await expect(withLock(lock, fail)).rejects.toThrow('the build failed');
    expect(await withLock(lock, () => Promise.resolve('built'))).toBe('built');
    expect(await readdir(folder)).toEqual([]);
  });
});
