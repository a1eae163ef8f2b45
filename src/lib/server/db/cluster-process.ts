// Who is who among the operating system's processes: a process id is used again after its process
// has gone, so a process is named by id and start time. Only the cluster files import it.
import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process named so that another with the same id is not mistaken for it. */
export interface ProcessName {
  pid: number;
  /** Opaque; equal for the same process only. */
  started: string;
}

const textOrNull = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch(() => null);

async function startOnLinux(pid: number): Promise<string | null> {
  const stat = await textOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command's name stands in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return null;
  const boot = await textOrNull('/proc/sys/kernel/random/boot_id');
  return `${boot?.trim() ?? ''}:${fields[19]}`;
}

async function startElsewhere(pid: number): Promise<string | null> {
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim() || null;
}

/** When a process started, as an opaque text; null where no such process lives. */
export function processStart(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
}

/** Names this process. */
export async function nameSelf(): Promise<ProcessName> {
  return { pid: process.pid, started: (await processStart(process.pid)) ?? '' };
}

/** Whether the process that bore this name still lives. */
export async function isAlive(name: ProcessName): Promise<boolean> {
  return (await processStart(name.pid)) === name.started;
}

/**
 * Whether process `pid` is the PostgreSQL server of `dataFolder`: a server works in its data folder.
 * Unknown counts as yes, so that nobody's lock is removed on a guess.
 */
export async function isPostmasterOf(pid: number, dataFolder: string): Promise<boolean> {
  if ((await processStart(pid)) === null) return false;
  if (process.platform !== 'linux') return true;
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => dataFolder);
  return workingFolder === dataFolder;
}
