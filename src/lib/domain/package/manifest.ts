// Reads datapackage.json: the name of the series and what else the package says about itself.
// https://datapackage.org/standard/data-package/. Pure.
import type { ReleaseStatus, Series } from '../release.ts';
import { isDay, parsePeriod } from '../period.ts';
import { HASH_VERSIONS, type HashVersion } from '../scores-csv.ts';
import type { FaultRule, FaultWords, Report } from './fault.ts';
import { wholeFile } from './fault.ts';
import { MANIFEST } from './files.ts';

/** What an exported release says of itself, so that it can be built again. */
export interface ExportedRelease {
  /** The series that it is a release of. */
  series: string;
  kind: Series['kind'];
  /** SHA-256 of its scores.csv, hex. */
  hash: string;
  /** Which text scores.csv is; 1 where the package does not say. */
  hashVersion: HashVersion;
  /** ISO day from which days left to a target are counted. */
  releasedOn: string;
  /** Groups that its targets may name although nobody is in them. */
  groups: string[];
  /** Groups that count in the national figure; null in packages older than that hashes tell of it. */
  national: string[] | null;
}

export interface Manifest {
  /** Name of the series, and the package's id. */
  name: string;
  title: string;
  /** The title in English; the title itself where the package has none. */
  titleEn: string;
  /** Where the figures were published: title and, where given, address. */
  sources: { title: string; titleEn: string; path: string }[];
  /** Names of its own groups; those of the catalogue keep theirs. */
  groups: { id: string; title: string; titleEn: string }[];
  /** The following are set in exports. */
  period: string | null;
  asOf: string | null;
  status: ReleaseStatus | null;
  illustrative: boolean;
  methodVersion: string | null;
  /** Null for a package that is no export of a release. */
  release: ExportedRelease | null;
}

const NAME = /^[a-z0-9][a-z0-9._-]*$/;
const MAX_NAME_LENGTH = 64;
const STATUSES: readonly ReleaseStatus[] = ['provisional', 'final', 'withdrawn'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const textsOf = (value: unknown): string[] | null =>
  Array.isArray(value) ? value.map(textOf) : null;

/** `title` and `title_en`, the latter a field of ours that the standard leaves free. */
function titlesOf(fields: Fields, otherwise: string): { title: string; titleEn: string } {
  const title = textOf(fields['title']) || otherwise;
  return { title, titleEn: textOf(fields['title_en']) || title };
}

function parseFields(text: string, report: Report): Fields | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isFields(parsed)) return parsed;
    report({ file: MANIFEST, line: 1, column: null }, 'manifest-unreadable', { value: '' });
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(said)?.[1];
    const before = position === undefined ? '' : text.slice(0, Number(position));
    const line = before.split('\n').length;
    report({ file: MANIFEST, line, column: null }, 'manifest-unreadable', { value: said });
  }
  return null;
}

type TellField = (column: string, rule: FaultRule, words?: FaultWords) => void;

function readName(fields: Fields, gathered: ReadonlySet<string>, tell: TellField): string {
  const name = textOf(fields['name']);
  if (name === '') tell('name', 'manifest-name-missing');
  else if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
    tell('name', 'manifest-name-invalid', { value: name, limit: MAX_NAME_LENGTH });
  } else if (gathered.has(name)) tell('name', 'manifest-name-taken', { value: name });
  return name;
}

/** An optional field of text: null where absent, reported where `fits` refuses it. */
function readOptional(
  fields: Fields,
  column: string,
  wanted: string,
  fits: (text: string) => boolean,
  tell: TellField,
): string | null {
  const value = fields[column];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && fits(value)) return value;
  tell(column, 'manifest-field', { value: JSON.stringify(value), other: wanted });
  return null;
}

function readIllustrative(fields: Fields, tell: TellField): boolean {
  const value = fields['illustrative'] ?? false;
  if (typeof value === 'boolean') return value;
  tell('illustrative', 'manifest-field', { value: JSON.stringify(value), other: 'true, false' });
  return true;
}

function checkResources(fields: Fields, files: ReadonlySet<string>, tell: TellField): void {
  listOf(fields['resources']).forEach((resource, at) => {
    const path = textOf(resource['path']);
    if (!files.has(path)) tell(`resources[${at}].path`, 'manifest-resource', { value: path });
  });
}

const HASH = /^[0-9a-f]{64}$/;

function readExported(fields: Fields, tell: TellField): ExportedRelease | null {
  const given = fields['release'];
  if (given === undefined) return null;
  const release = isFields(given) ? given : {};
  const [hash, releasedOn] = [textOf(release['hash']), textOf(release['releasedOn'])];
  const kind = textOf(release['kind']);
  const isKind = kind === 'gathered' || kind === 'package';
  if (!HASH.test(hash) || !isDay(releasedOn) || !isKind || textOf(fields['period']) === '') {
    tell('release', 'manifest-field', {
      value: JSON.stringify(given),
      other: 'period, release.hash, release.releasedOn, release.kind',
    });
    return null;
  }
  const hashVersion = HASH_VERSIONS.find((version) => version === release['hashVersion']) ?? 1;
  const series = textOf(release['series']);
  const [groups, national] = [textsOf(release['groups']) ?? [], textsOf(release['national'])];
  return { series, kind, hash, hashVersion, releasedOn, groups, national };
}

/**
 * The package's own description, or null where there is none to read (reported). Fields of the
 * standard that the product does not use are left alone.
 *
 * @param files names of the files in the package
 * @param gathered ids of the series that jobs gather, which no package may take
 */
export function readManifest(
  text: string | null,
  files: ReadonlySet<string>,
  gathered: ReadonlySet<string>,
  report: Report,
): Manifest | null {
  if (text === null) {
    // A file that is there and has no text was reported when it was opened.
    if (!files.has(MANIFEST)) report(wholeFile(MANIFEST), 'missing-file', { value: MANIFEST });
    return null;
  }
  const fields = parseFields(text, report);
  if (!fields) return null;
  const lineOf = (column: string): number =>
    text.split('\n').findIndex((line) => line.includes(`"${column.replace(/\[.*/, '')}"`)) + 1 || 1;
  const tell: TellField = (column, rule, words) =>
    report({ file: MANIFEST, line: lineOf(column), column }, rule, words);

  checkResources(fields, files, tell);
  const name = readName(fields, gathered, tell);
  const isStatus = (status: string): boolean => STATUSES.some((one) => one === status);
  return {
    name,
    ...titlesOf(fields, name),
    sources: listOf(fields['sources']).map((source) => ({
      ...titlesOf(source, ''),
      path: textOf(source['path']),
    })),
    groups: listOf(fields['groups']).map((group) => {
      const id = textOf(group['name']);
      return { id, ...titlesOf(group, id) };
    }),
    period: readOptional(
      fields,
      'period',
      '2020, 2020-Q1, 2020-03',
      (code) => parsePeriod(code) !== null,
      tell,
    ),
    asOf: readOptional(fields, 'asOf', '2020-01-31T00:00:00Z', (day) => INSTANT.test(day), tell),
    status: readOptional(
      fields,
      'status',
      STATUSES.join(', '),
      isStatus,
      tell,
    ) as ReleaseStatus | null,
    illustrative: readIllustrative(fields, tell),
    methodVersion: readOptional(fields, 'methodVersion', '"1"', (version) => version !== '', tell),
    release: readExported(fields, tell),
  };
}
