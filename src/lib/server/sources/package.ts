// Opens an index package, a folder or a .zip of one, and splits its CSV files into cells. Nothing is
// written to disk and nothing outside the package is read. What is wrong with a file is a fault of
// the package, not an error. For jobs/load-package.ts, the package kind of
// source, its task in a child process and tests.
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, stat as statOf } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { faultAt, wholeFile, type Fault } from '#lib/domain/package/fault.ts';
import {
  isPackageFile,
  MANIFEST,
  type PackageFile,
  type RawTable,
} from '#lib/domain/package/files.ts';
import type { RawPackage } from '#lib/domain/package/read-package.ts';
import { UsageError } from '../errors.ts';
import { readText, splitCsv } from './package-csv.ts';
import { readChecksums } from './zip-checksums.ts';

/** What one package may hold. It is read whole: half a million service rows take some 1.5 GB. */
export interface PackageLimits {
  files: number;
  /** Of all files together, unpacked. */
  bytes: number;
  /** Of one file, the header counted; four quarters of all ministries and provinces have fewer. */
  rows: number;
}

export const PACKAGE_LIMITS: PackageLimits = { files: 64, bytes: 256 * 1024 * 1024, rows: 500_000 };

type Files = ReadonlyMap<string, Uint8Array>;

interface Opened {
  files: Files;
  /** Names of everything that lies in the package, read or not. */
  names: Set<string>;
  faults: Fault[];
}

export interface OpenedPackage {
  raw: RawPackage;
  /** The package as one .zip whose bytes depend on names and contents alone. */
  archive: Uint8Array;
  /** SHA-256 of `archive`, hex. */
  hash: string;
}

/** Faults of size, found before anything is read or inflated. */
function checkSize(name: string, sizes: readonly number[], limits: PackageLimits): Fault[] {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const faults: Fault[] = [];
  if (sizes.length > limits.files) {
    const words = { value: sizes.length, limit: limits.files };
    faults.push(faultAt(wholeFile(name), 'too-many-files', words));
  }
  if (bytes > limits.bytes) {
    faults.push(faultAt(wholeFile(name), 'too-large', { value: bytes, limit: limits.bytes }));
  }
  return faults;
}

async function openFolder(folder: string, limits: PackageLimits): Promise<Opened> {
  // Hidden files (.DS_Store, .git) belong to the reader's machine, not to the package.
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const entries = await Promise.all(
    names.map(async (name) => ({ name, stat: await lstat(join(folder, name)) })),
  );
  const plain = entries.filter(({ stat }) => stat.isFile());
  const faults = entries
    .filter(({ stat }) => !stat.isFile())
    .map(({ name }) => faultAt(wholeFile(name), 'not-a-plain-file', { value: name }));
  faults.push(
    ...checkSize(
      basename(folder),
      plain.map(({ stat }) => stat.size),
      limits,
    ),
  );
  const isTooLarge = faults.some((fault) => fault.rule !== 'not-a-plain-file');
  const files = new Map<string, Uint8Array>();
  if (isTooLarge) return { files, names: new Set(), faults };
  for (const { name } of plain) files.set(name, await readFile(join(folder, name)));
  return { files, names: new Set(plain.map(({ name }) => name)), faults };
}

interface ZipEntry {
  name: string;
  originalSize: number;
  /** CRC-32 of the content, as the zip's directory has it. */
  checksum: number | undefined;
}

/** The list of a zip's entries; nothing is inflated. */
function listZip(bytes: Uint8Array): ZipEntry[] {
  const checksums = readChecksums(bytes);
  const entries: ZipEntry[] = [];
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      entries.push({ name, originalSize, checksum: checksums[entries.length] });
      return false;
    },
  });
  return entries;
}

const isOutside = (name: string): boolean =>
  name.startsWith('/') ||
  name.includes('\\') ||
  /^[a-z]:/i.test(name) ||
  name.split('/').includes('..');

/** Folders, and what macOS and hidden files leave beside the content. */
const isIgnored = (name: string): boolean =>
  name.endsWith('/') ||
  name.startsWith('__MACOSX/') ||
  name.split('/').some((part) => part.startsWith('.'));

/** `papi/` where every entry lies in that one folder, as a zip of a folder has it; else `''`. */
function sharedFolder(names: readonly string[]): string {
  const folder = /^[^/]+\//.exec(names[0] ?? '')?.[0] ?? '';
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

/** Inflates these entries. Throws an Error where what comes out is not what was packed. */
function inflate(bytes: Uint8Array, entries: readonly ZipEntry[]): [string, Uint8Array][] {
  const checksums = new Map(entries.map(({ name, checksum }) => [name, checksum]));
  const contents = Object.entries(unzipSync(bytes, { filter: ({ name }) => checksums.has(name) }));
  // The unpacker checks none itself: a flipped digit would load as another figure.
  for (const [name, content] of contents) {
    if (crc32(content) !== checksums.get(name)) throw new Error(`${name}: CRC-32`);
  }
  return contents;
}

function openZip(path: string, bytes: Uint8Array, limits: PackageLimits): Opened {
  const nothing = { files: new Map<string, Uint8Array>(), names: new Set<string>() };
  const file = basename(path);
  try {
    const listed = listZip(bytes);
    const outside = listed.filter(({ name }) => isOutside(name));
    const entries = listed.filter(({ name }) => !isOutside(name) && !isIgnored(name));
    const faults = [
      ...outside.map(({ name }) => faultAt(wholeFile(file), 'zip-path', { value: name })),
      ...checkSize(
        file,
        entries.map((entry) => entry.originalSize),
        limits,
      ),
    ];
    if (faults.length > 0) return { ...nothing, faults };
    const folder = sharedFolder(entries.map(({ name }) => name));
    const contents = inflate(bytes, entries);
    const files = new Map(contents.map(([name, content]) => [name.slice(folder.length), content]));
    return { files, names: new Set(files.keys()), faults: [] };
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    return { ...nothing, faults: [faultAt(wholeFile(file), 'zip-unreadable', { value })] };
  }
}

function splitFiles({ files, names, faults }: Opened, limits: PackageLimits): RawPackage {
  const tables = new Map<PackageFile, RawTable>();
  let manifest: string | null = null;
  const found = [...faults];
  for (const [name, bytes] of files) {
    if (name !== MANIFEST && !isPackageFile(name)) continue;
    const text = readText(name, bytes, found);
    if (text === null) continue;
    if (name === MANIFEST) manifest = text;
    else {
      const table = splitCsv(name, text, limits.rows, found);
      if (table) tables.set(name, table);
    }
  }
  return { manifest, names, tables, faults: found };
}

/** One archive for the same contents, whatever folder, zip or order they came in. */
function archiveOf(files: Files): Uint8Array {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  // The earliest time that a zip can hold stands for "no time".
  return zipSync(Object.fromEntries(entries), { mtime: '1980-01-01T12:00:00' });
}

function finishOpening(opened: Opened, limits: PackageLimits): OpenedPackage {
  const archive = archiveOf(opened.files);
  const hash = createHash('sha256').update(archive).digest('hex');
  return { raw: splitFiles(opened, limits), archive, hash };
}

/**
 * Opens the package at `path`, a folder or a .zip. Faults of its files stand in `raw.faults`; sizes
 * are checked before anything is read or inflated.
 *
 * @throws UsageError where there is neither a folder nor a file at `path`
 */
export async function openPackage(
  path: string,
  limits: PackageLimits = PACKAGE_LIMITS,
): Promise<OpenedPackage> {
  const stat = await statOf(path).catch((cause: unknown) => {
    throw new UsageError(`${path}: there is no folder or .zip file here. Check the path.`, {
      cause,
    });
  });
  const opened = stat.isDirectory()
    ? await openFolder(path, limits)
    : stat.size > limits.bytes
      ? {
          files: new Map(),
          names: new Set<string>(),
          faults: checkSize(basename(path), [stat.size], limits),
        }
      : openZip(path, await readFile(path), limits);
  return finishOpening(opened, limits);
}

/**
 * A folder as one .zip whose bytes depend on names and contents alone; nothing of it is parsed.
 *
 * @throws UsageError where there is no folder, or where it holds too much or other than plain files
 */
export async function archiveFolder(
  folder: string,
  limits: PackageLimits = PACKAGE_LIMITS,
): Promise<Uint8Array> {
  const opened = await openFolder(folder, limits).catch((cause: unknown) => {
    throw new UsageError(`${folder}: there is no folder here. Check the path.`, { cause });
  });
  const [fault] = opened.faults;
  if (fault) throw new UsageError(`${folder}: ${fault.messageEn}`);
  return archiveOf(opened.files);
}

/** As `openPackage`, of a .zip that is here already; `name` is what its faults call it. */
export function openPackageBytes(
  name: string,
  bytes: Uint8Array,
  limits: PackageLimits = PACKAGE_LIMITS,
): OpenedPackage {
  return finishOpening(openZip(name, bytes, limits), limits);
}
