// Reads an index package whole: everything is checked, every fault is listed, and only a package
// without a fault has a content. Pure: files come in split into cells (server/sources/package.ts),
// nothing is loaded here. Commands and tests may import it.
import type { Indicator, IndexVersion } from '../indicator.ts';
import { parsePeriod, type Frequency, type Period } from '../period.ts';
import type { Target } from '../target.ts';
import {
  faultAt,
  sortFaults,
  wholeFile,
  type Fault,
  type FaultRule,
  type Report,
} from './fault.ts';
import { figureKey, readFigures, type PackageFigure } from './figures.ts';
import {
  isBesideFile,
  isPackageFile,
  MANIFEST,
  PACKAGE_FILE_NAMES,
  type PackageFile,
  type RawTable,
  type Row,
} from './files.ts';
import { readIndicators, seriesFrequency } from './indicators.ts';
import { readIndices } from './index-tree.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { packageMembers, type PackageMember } from './members.ts';
import { compareTexts } from '../order.ts';
import { readPublished, type PublishedScore } from './published.ts';
import { checkUnitReferences } from './references.ts';
import { figuresOfServices, readServices, type PackageService } from './services.ts';
import { readRows } from './table.ts';
import { readTargets } from './targets.ts';
import { openUnitBook, type PackageCatalogue, type UnitBook } from './unit-book.ts';
import { readUnits } from './units.ts';

/** A package as its files lie there. */
export interface RawPackage {
  /** Text of datapackage.json; null where it is not there. */
  manifest: string | null;
  /** Names of all files of the package. */
  names: ReadonlySet<string>;
  tables: ReadonlyMap<PackageFile, RawTable>;
  /** Faults that were found while the files were opened and split. */
  faults: readonly Fault[];
}

/** A package that keeps all rules. */
export interface IndexPackage {
  manifest: Manifest;
  frequency: Frequency;
  book: UnitBook;
  members: PackageMember[];
  indicators: Indicator[];
  indices: IndexVersion[];
  targets: Target[];
  figures: PackageFigure[];
  services: PackageService[];
  published: PublishedScore[];
  /** Every period that has a figure or a reason for none, earliest first. */
  periods: Period[];
}

export interface PackageReading {
  /** Null as soon as there is one fault. */
  content: IndexPackage | null;
  faults: Fault[];
  /** What the reader of the log should know, though nothing needs mending. */
  notes: Fault[];
}

/** Faults after which a file's rows say nothing, so that what refers to them is not checked. */
const BREAKING: ReadonlySet<FaultRule> = new Set<FaultRule>([
  'missing-file',
  'not-utf8',
  'csv-unreadable',
  'too-many-rows',
  'empty-file',
  'wrong-separator',
  'missing-column',
]);

function checkFiles(raw: RawPackage, report: Report): void {
  const known = [MANIFEST, ...PACKAGE_FILE_NAMES].join(', ');
  for (const name of raw.names) {
    if (name === MANIFEST || isPackageFile(name) || isBesideFile(name)) continue;
    report(wholeFile(name), 'unknown-file', { value: name, other: known });
  }
  const required: PackageFile[] = ['indicators.csv'];
  if (!raw.names.has('services.csv')) required.push('observations.csv');
  for (const file of required) {
    if (!raw.names.has(file)) report(wholeFile(file), 'missing-file', { value: file });
    else if (raw.tables.get(file)?.records.length === 1) report(wholeFile(file), 'empty-file');
  }
}

function periodsOf(figures: readonly PackageFigure[]): Period[] {
  const periods = new Map(figures.map(({ period }) => [period.code, period]));
  return [...periods.values()].sort(
    (a, b) => compareTexts(a.end, b.end) || compareTexts(a.code, b.code),
  );
}

/** Figures that are given, and beside them those that can be counted from service rows. */
function joinFigures(given: PackageFigure[], counted: PackageFigure[]): PackageFigure[] {
  const keys = new Set(given.map(figureKey));
  return [...given, ...counted.filter((figure) => !keys.has(figureKey(figure)))];
}

/** What reading passes on: rows of sound files, and where faults and notes go. */
interface Reading {
  catalogue: PackageCatalogue;
  series: string;
  /** Null unless the package is an exported release. */
  exported: { groups: string[]; day: string } | null;
  /** Rows of a file; none where its header or encoding is broken, which was reported once. */
  rowsOf: (file: PackageFile) => Row[];
  /** Whether rows that refer to these files can be checked. */
  isSound: (...files: PackageFile[]) => boolean;
  report: Report;
  note: Report;
}

type Definitions = Pick<IndexPackage, 'book' | 'indices' | 'targets'> & {
  indicators: Map<string, Indicator>;
};

/** Units, indicators, indices and targets: what figures refer to. */
function readDefinitions(reading: Reading): Definitions {
  const { catalogue, series, exported, rowsOf, isSound, report, note } = reading;
  const units = readUnits(rowsOf('units.csv'), report);
  const book = openUnitBook(series, units, catalogue, exported?.day ?? null);
  checkUnitReferences(book, catalogue, report, note);
  const indicators = readIndicators(rowsOf('indicators.csv'), series, report);
  if (!isSound('units.csv', 'indicators.csv'))
    return { book, indicators, indices: [], targets: [] };
  const indices = readIndices(rowsOf('index.csv'), indicators, report);
  const groupIds = new Set([
    ...catalogue.groups.map((group) => group.id),
    ...units.flatMap((unit) => unit.groupId ?? []),
    ...(exported?.groups ?? []),
  ]);
  const targets = readTargets(rowsOf('targets.csv'), { indicators, book, groupIds }, report);
  return { book, indicators, indices, targets };
}

type Contents = Pick<IndexPackage, 'figures' | 'services' | 'published'>;

/** Figures, service rows and published scores; shares that services give stand among the figures. */
function readContents(reading: Reading, definitions: Definitions): Contents {
  const { rowsOf, isSound, report, note } = reading;
  const { book, indicators, indices } = definitions;
  if (!isSound('units.csv', 'indicators.csv')) return { figures: [], services: [], published: [] };
  const observed = rowsOf('observations.csv');
  const given = readFigures(observed, rowsOf('missing.csv'), { indicators, book }, report);
  const services = readServices(rowsOf('services.csv'), book, report, note);
  const published = isSound('index.csv')
    ? readPublished(rowsOf('published.csv'), indices, book, report)
    : [];
  return {
    figures: joinFigures(given, figuresOfServices(services, indicators)),
    services,
    published,
  };
}

/** All figures of an exported release stand under the codes of its period's last day. */
function exportedOf(manifest: Manifest | null): Reading['exported'] {
  const period = parsePeriod(manifest?.period ?? '');
  return manifest?.release && period ? { groups: manifest.release.groups, day: period.end } : null;
}

/** Faults of the package as a whole; the files of such a package were not read. */
const isUnopened = (raw: RawPackage): boolean => raw.names.size === 0 && raw.faults.length > 0;

/**
 * Reads and checks a package. Units, indicators and indices are read first; a file whose header or
 * encoding is broken is reported once, and rows elsewhere that refer to it are then left unchecked
 * instead of being reported one by one.
 *
 * @param catalogue the units, codes and groups that a package may refer to without bringing them
 */
export function readPackage(raw: RawPackage, catalogue: PackageCatalogue): PackageReading {
  if (isUnopened(raw)) return { content: null, faults: sortFaults(raw.faults), notes: [] };
  const faults: Fault[] = [...raw.faults];
  const notes: Fault[] = [];
  const report: Report = (...found) => faults.push(faultAt(...found));
  const note: Report = (...found) => notes.push(faultAt(...found));

  checkFiles(raw, report);
  const manifest = readManifest(raw.manifest, raw.names, catalogue.gatheredSeries, report);
  const rows = new Map<PackageFile, Row[]>();
  for (const [file, table] of raw.tables) rows.set(file, readRows(table, report));
  const broken = new Set(faults.filter(({ rule }) => BREAKING.has(rule)).map(({ file }) => file));
  const reading: Reading = {
    catalogue,
    series: manifest?.name ?? '',
    exported: exportedOf(manifest),
    rowsOf: (file) => (broken.has(file) ? [] : (rows.get(file) ?? [])),
    isSound: (...files) => files.every((file) => !broken.has(file)),
    report,
    note,
  };
  const { indicators, ...definitions } = readDefinitions(reading);
  const contents = readContents(reading, { indicators, ...definitions });
  const result = { faults: sortFaults(faults), notes: sortFaults(notes) };
  if (faults.length > 0 || !manifest) return { content: null, ...result };

  const periods = periodsOf(contents.figures);
  const ends = periods.map((period) => period.end);
  const content: IndexPackage = {
    manifest,
    frequency: seriesFrequency(indicators.values()),
    members: packageMembers(contents.figures, definitions.book, catalogue, ends),
    indicators: [...indicators.values()],
    ...definitions,
    ...contents,
    periods,
  };
  return { content, ...result };
}
