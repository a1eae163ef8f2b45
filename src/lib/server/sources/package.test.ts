import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { openPackage, PACKAGE_LIMITS, type PackageLimits } from './package.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiendo-package-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Rule, file and line of every fault of what lies at `path`. */
async function faultsOf(path: string, limits?: PackageLimits) {
  const { raw } = await openPackage(path, limits);
  return raw.faults.map(({ rule, file, line }) => [rule, file, line]);
}

async function writeZip(files: Zippable): Promise<string> {
  const path = join(folder, 'test.zip');
  await writeFile(path, zipSync(files));
  return path;
}

describe('openPackage', () => {
  it('tells on which line each record begins, with line feeds, CRLF and empty lines between', async () => {
    await writeFile(
      join(folder, 'missing.csv'),
      '\uFEFFunit,reason\r\n\r\na,"hai\r\ndòng"\nb,"nói ""không"""\n',
    );
    const { raw } = await openPackage(folder);
    expect(raw.faults).toEqual([]);
    expect(raw.tables.get('missing.csv')?.records).toEqual([
      { line: 1, cells: ['unit', 'reason'] },
      { line: 3, cells: ['a', 'hai\r\ndòng'] },
      { line: 5, cells: ['b', 'nói "không"'] },
    ]);
  });

  it('names the line of the first byte that is not UTF-8', async () => {
    const latin = Buffer.from('unit\na\nHà Nội\n', 'latin1');
    await writeFile(join(folder, 'units.csv'), Buffer.concat([Buffer.from('mã\n'), latin]));
    expect(await faultsOf(folder)).toEqual([['not-utf8', 'units.csv', 4]]);
  });

  it('names the line of a quote that is opened and never closed', async () => {
    await writeFile(join(folder, 'units.csv'), 'code\n1\n"2\n3\n');
    const { raw } = await openPackage(folder);
    expect(raw.faults).toMatchObject([{ rule: 'csv-unreadable', file: 'units.csv' }]);
    expect(raw.tables.has('units.csv')).toBe(false);
  });

  it('reads the same package from a folder, a zip of its files and a zip of the folder', async () => {
    const files = { 'datapackage.json': strToU8('{}'), 'units.csv': strToU8('code\n1\n') };
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content);
    const fromFolder = await openPackage(folder);
    const flat = await openPackage(await writeZip(files));
    const nested = await openPackage(
      await writeZip({ papi: { ...files }, '__MACOSX/papi/._units.csv': strToU8('') }),
    );
    expect(fromFolder.raw.tables.get('units.csv')?.records).toHaveLength(2);
    expect(flat.raw).toEqual({ ...fromFolder.raw, names: flat.raw.names });
    expect(nested.raw.names).toEqual(flat.raw.names);
    expect([flat.hash, nested.hash]).toEqual([flat.hash, flat.hash]);
  });

  it.each(['../units.csv', '/etc/passwd', 'a\\..\\b.csv', 'C:/units.csv'])(
    'refuses a zip with the path %s and reads none of it',
    async (name) => {
      const path = await writeZip({ [name]: strToU8('code\n'), 'units.csv': strToU8('code\n') });
      const { raw } = await openPackage(path);
      expect(raw.faults).toMatchObject([{ rule: 'zip-path', file: 'test.zip' }]);
      expect(raw.names.size).toBe(0);
    },
  );

  it('refuses bytes that are no zip', async () => {
    const path = join(folder, 'test.zip');
    await writeFile(path, 'không phải zip');
    expect(await faultsOf(path)).toEqual([['zip-unreadable', 'test.zip', null]]);
  });

  it.each([
    ['stored', 0],
    ['deflated', 6],
  ] as const)('refuses a zip, %s, in which one byte of a figure is another', async (_, level) => {
    const path = join(folder, 'test.zip');
    const packed = zipSync({ 'units.csv': strToU8('code\n111\n') }, { level });
    // The content begins after the local header of 30 bytes and the name.
    const at = 30 + 'units.csv'.length + 6;
    packed[at] = (packed[at] ?? 0) ^ 1;
    await writeFile(path, packed);
    expect(await faultsOf(path)).toEqual([['zip-unreadable', 'test.zip', null]]);
  });

  it('refuses a zip that unpacks to more than the limit, from its list alone', async () => {
    const path = await writeZip({ 'units.csv': new Uint8Array(1_000_000) });
    expect(await faultsOf(path, { ...PACKAGE_LIMITS, bytes: 500_000 })).toEqual([
      ['too-large', 'test.zip', null],
    ]);
    await writeFile(join(folder, 'units.csv'), new Uint8Array(1_000_000));
    expect((await faultsOf(folder, { ...PACKAGE_LIMITS, bytes: 500_000 }))[0]?.[0]).toBe(
      'too-large',
    );
  });

  it('refuses more files and more rows than the limits', async () => {
    const path = await writeZip({
      'units.csv': strToU8('code\n1\n2\n3\n'),
      'README.md': strToU8(''),
    });
    expect(await faultsOf(path, { ...PACKAGE_LIMITS, files: 1 })).toEqual([
      ['too-many-files', 'test.zip', null],
    ]);
    expect(await faultsOf(path, { ...PACKAGE_LIMITS, rows: 3 })).toEqual([
      ['too-many-rows', 'units.csv', null],
    ]);
    expect(await faultsOf(path, { ...PACKAGE_LIMITS, rows: 4 })).toEqual([]);
  });

  it('refuses folders and links inside a package, and follows none', async () => {
    await mkdir(join(folder, 'more'));
    await symlink('/etc/passwd', join(folder, 'units.csv'));
    const { raw } = await openPackage(folder);
    expect(raw.faults.map(({ rule, file }) => [rule, file])).toEqual([
      ['not-a-plain-file', 'more'],
      ['not-a-plain-file', 'units.csv'],
    ]);
    expect(raw.tables.size).toBe(0);
  });

  it('says so where there is nothing at the path', async () => {
    await expect(openPackage(join(folder, 'none'))).rejects.toThrow(UsageError);
  });
});
