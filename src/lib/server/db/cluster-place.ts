// Where a cluster keeps its things, whom it runs as and with which binaries; settled before the
// server is touched. Only the cluster files import it.
import { randomBytes } from 'node:crypto';
import { link, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { findBinaries, type Binaries } from './cluster-binaries.ts';
import { closedFolder, giveTo, makeFolder, serverUser, type SystemUser } from './cluster-user.ts';

export interface ClusterPlace {
  /** FOLDER/postgres, holding all below. */
  folder: string;
  /** PostgreSQL's own data folder. */
  dataFolder: string;
  /** One file for each process that uses the server. */
  claimsFolder: string;
  logFile: string;
  /** Of the database user `tiendo`, who owns the cluster. */
  passwordFile: string;
  password: string;
  user: SystemUser;
  binaries: Binaries;
}

/** The password in the file, made on first use. Of two that make one at once, one wins. */
async function readPassword(file: string, user: SystemUser): Promise<string> {
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(own, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await giveTo(user, own);
  await link(own, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await rm(own);
  return (await readFile(file, 'utf8')).trim();
}

async function refuseClosed(folder: string, user: SystemUser): Promise<void> {
  const closed = await closedFolder(folder, user);
  if (closed === null) return;
  throw new UsageError(
    `The database cannot live in ${folder}: PostgreSQL does not run as root, and the user it runs ` +
      `as may not pass ${closed}. Choose another folder (--data, TIENDO_DATA) or open that one: ` +
      `chmod o+x ${closed}`,
  );
}

/** A data folder belongs to the major version that made it. */
async function refuseOtherVersion(place: ClusterPlace): Promise<void> {
  const made = await readFile(join(place.dataFolder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (made === null || Number(made) === place.binaries.major) return;
  throw new UsageError(
    `${place.folder} holds data of PostgreSQL ${made.trim()}; this program brings ` +
      `${place.binaries.major}. Choose another folder, or move the data with pg_dump and psql.`,
  );
}

/**
 * Settles a cluster's place in FOLDER/postgres and makes its folders and password.
 *
 * @throws UsageError where the folder is out of reach, another's, or of another version
 */
export async function preparePlace(parent: string, packageName: string): Promise<ClusterPlace> {
  await makeFolder(parent);
  const folder = join(await realpath(parent), 'postgres');
  const dataFolder = join(folder, 'cluster');
  const user = await serverUser(dataFolder);
  await makeFolder(folder);
  await refuseClosed(folder, user);
  const claimsFolder = join(folder, 'claims');
  const passwordFile = join(folder, 'password');
  try {
    await giveTo(user, folder);
    await makeFolder(claimsFolder, 0o700);
    const place = {
      folder,
      dataFolder,
      claimsFolder,
      passwordFile,
      logFile: join(folder, 'server.log'),
      password: await readPassword(passwordFile, user),
      user,
      binaries: await findBinaries(packageName, user),
    };
    await refuseOtherVersion(place);
    return place;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause;
    throw new UsageError(
      `${folder} belongs to another user of this machine. Run this program as that user, ` +
        'or choose another folder (--data, TIENDO_DATA).',
      { cause },
    );
  }
}
