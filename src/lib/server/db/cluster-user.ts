// The system user that PostgreSQL runs as. It refuses to run as root, so that root hands it to the
// user `postgres`, who must be able to reach data and binaries. Only the cluster files import it.
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../errors.ts';

const run = promisify(execFile);
const USER = 'postgres';

/** Ids to run child processes under; null where they run as ourselves. */
export type SystemUser = { uid: number; gid: number } | null;

export const isRoot = (): boolean => process.getuid?.() === 0;

async function lookUp(name: string): Promise<SystemUser> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createUser(): Promise<SystemUser> {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  try {
    await run('useradd', [...flags, USER]);
  } catch (cause) {
    throw new UsageError(
      `PostgreSQL does not run as root, and a system user "${USER}" could not be created. ` +
        'Create it, run this program as another user, or set DATABASE_URL to a database of yours.',
      { cause },
    );
  }
  return lookUp(USER);
}

/** The owner of a folder that exists; root runs the server as whoever owns its data. */
async function ownerOf(folder: string): Promise<SystemUser> {
  const entry = await stat(folder).catch(() => null);
  return entry === null || entry.uid === 0 ? null : { uid: entry.uid, gid: entry.gid };
}

/**
 * Whom to run the server of `dataFolder` as: ourselves, or as root the owner of the data, else the
 * user `postgres`, created where it is absent.
 *
 * @throws UsageError where root has nobody to hand the server to
 */
export async function serverUser(dataFolder: string): Promise<SystemUser> {
  if (!isRoot()) return null;
  return (await ownerOf(dataFolder)) ?? (await lookUp(USER)) ?? (await createUser());
}

/** Every folder from the root down to `path` itself. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function isClosed(folder: string, user: { uid: number; gid: number }): Promise<boolean> {
  const entry = await stat(folder).catch(() => null);
  if (entry === null) return false;
  const bit = entry.uid === user.uid ? 0o100 : entry.gid === user.gid ? 0o010 : 0o001;
  return (entry.mode & bit) === 0;
}

/** The first folder on the way to `path` that `user` may not pass, or null where the way is open. */
export async function closedFolder(path: string, user: SystemUser): Promise<string | null> {
  if (user === null) return null;
  for (const folder of ancestors(path)) {
    if (await isClosed(folder, user)) return folder;
  }
  return null;
}

/** Makes `path` and what is missing above it. Folders made on the way can be passed by anyone. */
export async function makeFolder(path: string, mode = 0o755): Promise<void> {
  for (const folder of ancestors(path)) {
    const made = await mkdir(folder).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) await chmod(folder, folder === path ? mode : 0o755);
  }
}

/** Hands a file or folder to the server's user, where that is not ourselves. */
export async function giveTo(user: SystemUser, path: string): Promise<void> {
  if (user !== null) await chown(path, user.uid, user.gid);
}
