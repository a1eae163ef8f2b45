// Whether pages are built under a process that serves them: a copy of the commands without any pages,
// and real processes that say that they serve them, or were killed.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const COMMANDS = ['bootstrap.js', 'build-lock.js', 'mend-packages.js', 'serving.js'];

let checkout: string;
let serving: ChildProcess | null = null;

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'tiendo-serving-'));
  for (const folder of ['jobs', 'src/lib/messages', 'static']) {
    await mkdir(join(checkout, folder), { recursive: true });
  }
  for (const file of [...COMMANDS, 'mark-serving.ts']) {
    await cp(join('jobs', file), join(checkout, 'jobs', file));
  }
  await cp('package-lock.json', join(checkout, 'package-lock.json'));
  await symlink(join(process.cwd(), 'node_modules'), join(checkout, 'node_modules'));
  for (const file of ['svelte.config.js', 'vite.config.ts']) {
    await writeFile(join(checkout, file), '');
  }
  await writeFile(join(checkout, 'package.json'), '{ "type": "module" }');
});
afterEach(async () => {
  serving?.kill('SIGKILL');
  serving = null;
  await rm(checkout, { recursive: true });
});

/** A process that serves, as the web server says it, and answers nobody. */
async function serve(): Promise<number> {
  const mark = join(checkout, 'jobs/mark-serving.ts');
  const wait =
    'process.stdin.resume().once("end", () => undefined); process.stdout.write("ready\\n")';
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '4100' };
  const child = spawn(process.execPath, ['--import', mark, '-e', wait], { env });
  serving = child;
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const marks = () => readdir(join(checkout, '.svelte-kit/serving'));

/** What a build says; without pages to build it fails in any case. */
async function build(): Promise<string> {
  const file = join(checkout, 'jobs/bootstrap.js');
  const failure = await promisify(execFile)(process.execPath, [file, 'build']).then(
    () => null,
    (error: unknown) => error as { stderr: string },
  );
  return failure?.stderr ?? 'it was built';
}

describe('a build', () => {
  it('is refused while a process serves what was built before, naming it', async () => {
    const pid = await serve();
    const said = await build();
    expect(said).toContain(`process ${pid} (127.0.0.1:4100) serves the pages`);
    expect(said).toContain('Stop it first, or work in another checkout.');
    expect(said).not.toContain('Building the pages');
  });

  it('begins once that process has ended, which takes its mark along', async () => {
    await serve();
    serving?.stdin?.end();
    if (serving) await once(serving, 'exit');
    expect(await marks()).toEqual([]);
    expect(await build()).toContain('Building the pages');
  });

  it('begins where that process was killed', async () => {
    await serve();
    serving?.kill('SIGKILL');
    if (serving) await once(serving, 'exit');
    expect(await marks()).toHaveLength(1);
    expect(await build()).toContain('Building the pages');
    expect(await marks()).toEqual([]);
  });
});
