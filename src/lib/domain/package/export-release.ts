// Writes a release as an index package: whoever reads it again and scores it gets the same scores.csv,
// byte for byte. It holds what the engine looked at and nothing else. Pure; the API and tests import it.
import { quoteCell } from '../csv-cell.ts';
import { openBook } from '../figures.ts';
import { guardFormula } from '../formula-guard.ts';
import type { Indicator, IndexVersion } from '../indicator.ts';
import type { Observation } from '../observation.ts';
import { periodOf } from '../period.ts';
import type { Release } from '../release.ts';
import { scoresCsv, type HashVersion } from '../scores-csv.ts';
import type { Target } from '../target.ts';
import { NATION, type UnitId } from '../unit.ts';
import { MANIFEST, PACKAGE_FILES, SCORES_FILE, type PackageFile } from './files.ts';
import { READ_ME, readMeOf } from './read-me.ts';

/** A unit in the tree that a package makes, under the code by which others name it. */
export interface TreeUnit {
  id: UnitId;
  code: string;
  nameVi: string;
  nameEn: string;
  kind: string;
  /** The unit above it; null at the top. */
  parentId: UnitId | null;
}

type Cell = string | number | null;
type CsvRow = Readonly<Record<string, Cell>>;

/**
 * Names and notes are others' words, and a package may be opened in a spreadsheet: none runs there as a
 * formula. Reading takes the guard off again.
 */
const cellText = (cell: Cell | undefined): string =>
  typeof cell === 'string' ? quoteCell(guardFormula(cell)) : String(cell ?? '');

/** A file with all columns that the format has for it. */
function csvOf(file: PackageFile, rows: readonly CsvRow[]): string {
  const { required, optional } = PACKAGE_FILES[file];
  const columns = [...required, ...optional];
  const lines = rows.map((row) => columns.map((column) => cellText(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/** Units that rules and figures name, by the code under which the package knows them. */
function codesOf({ rules }: Release, tree: readonly TreeUnit[]): Map<UnitId, string> {
  const codes = new Map(rules.units.map(({ id, code }) => [id, code]));
  // Those that are no members stand under their permanent ids.
  for (const id of [NATION, ...rules.targets.flatMap(({ unitId }) => unitId ?? [])]) {
    if (!codes.has(id)) codes.set(id, id);
  }
  for (const { id, code } of tree) if (!codes.has(id)) codes.set(id, code);
  return codes;
}

function unitRows(
  { rules }: Release,
  codes: ReadonlyMap<UnitId, string>,
  tree: readonly TreeUnit[],
): CsvRow[] {
  const members = new Map(rules.units.map((unit) => [unit.id, unit]));
  const inTree = new Map(tree.map((unit) => [unit.id, unit]));
  return [...codes].map(([id, code]): CsvRow => {
    const unit = members.get(id);
    const { nameVi = id, nameEn = null, kind = null, parentId = null } = inTree.get(id) ?? {};
    const parent = parentId === null ? null : (codes.get(parentId) ?? null);
    if (!unit) return { code, name_vi: nameVi, name_en: nameEn, kind, group: '', parent };
    return {
      code,
      name_vi: unit.nameVi,
      name_en: unit.nameEn,
      kind: unit.kind,
      group: unit.groupId,
      parent,
      region: unit.regionId,
      population: unit.population,
      provides_services: unit.providesServices ? 'yes' : 'no',
    };
  });
}

const indicatorRow = (indicator: Indicator): CsvRow => ({
  code: indicator.code,
  name_vi: indicator.nameVi,
  name_en: indicator.nameEn,
  measure: indicator.measure,
  direction: indicator.direction,
  unit: indicator.unit,
  decimals: indicator.decimals,
  frequency: indicator.frequency,
  numerator: indicator.numeratorVi,
  denominator: indicator.denominatorVi,
  source: indicator.sourceVi,
  legal_basis: indicator.legalBasisVi,
});

const indexRows = (version: IndexVersion, codeOf: ReadonlyMap<string, string>): CsvRow[] =>
  version.nodes.map((node) => ({
    index: version.code,
    version: version.version,
    valid_from: version.validFrom,
    valid_to: version.validTo,
    node: node.code,
    parent: node.parent,
    weight: node.weight,
    weight_min: node.weightMin,
    weight_max: node.weightMax,
    indicator: node.indicatorId === null ? null : (codeOf.get(node.indicatorId) ?? null),
    normalise: node.indicatorId === null ? null : (node.normalise ?? 'none'),
    min: node.min,
    max: node.max,
    aggregate: node.aggregate,
    missing: node.missing,
    name_vi: node.nameVi,
    name_en: node.nameEn,
  }));

/** A row a verified document and article: one that is not verified issues nothing, and judges nobody. */
function targetRows(
  target: Target,
  codeOf: ReadonlyMap<string, string>,
  units: ReadonlyMap<UnitId, string>,
): CsvRow[] {
  const { indicatorId, unitId, groupIds, operator, value, baseline, due } = target;
  return target.bases
    .filter(({ verified }) => verified)
    .map((basis) => ({
      indicator: codeOf.get(indicatorId) ?? null,
      unit: unitId === null ? null : (units.get(unitId) ?? null),
      group: groupIds.join('|'),
      ...{ operator, value, baseline, due },
      document: basis.document,
      document_date: basis.documentDate,
      article: basis.article,
      accepted_until: target.acceptedUntil,
      schedule: target.schedule ?? null,
    }));
}

/** Of each unit, indicator and period the one observation that the engine takes, period by period. */
function observationsIn(
  release: Release,
  observations: readonly Observation[],
  codes: ReadonlyMap<UnitId, string>,
): Observation[] {
  const book = openBook(observations, periodOf(release.period));
  return release.rules.indicators.flatMap(({ id }) =>
    [...codes.keys()].flatMap((unit) =>
      [...book.courseOf(id, unit)]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, observation]) => observation),
    ),
  );
}

/** A figure that could not be formed for want of a denominator keeps its counts. */
const isFigure = ({ value, numerator, denominator }: Observation): boolean =>
  value !== null || (numerator !== null && denominator !== null);

/** Files of the package but its manifest, by name. */
function tablesOf(
  release: Release,
  observations: readonly Observation[],
  tree: readonly TreeUnit[],
  hashVersion: HashVersion,
): Map<string, string> {
  const { rules, period, rows } = release;
  const codes = codesOf(release, tree);
  const codeOf = new Map<string, string>(rules.indicators.map(({ id, code }) => [id, code]));
  const seen = observationsIn(release, observations, codes);
  const subject = ({ unitId, indicatorId, period: of }: Observation): CsvRow => ({
    unit: codes.get(unitId) ?? null,
    indicator: codeOf.get(indicatorId) ?? null,
    period: of,
  });
  const published = rows
    .filter(({ measure, score }) => measure.includes(':') && score !== null)
    .map(({ measure, unitId, score, rank }): CsvRow => {
      const [index = '', node = ''] = measure.split(':');
      return { index, node, unit: codes.get(unitId) ?? null, period, score, rank };
    });
  const tables: Record<PackageFile, CsvRow[]> = {
    'units.csv': unitRows(release, codes, tree),
    'indicators.csv': rules.indicators.map(indicatorRow),
    'index.csv': rules.indices.flatMap((version) => indexRows(version, codeOf)),
    'targets.csv': rules.targets.flatMap((target) => targetRows(target, codeOf, codes)),
    'observations.csv': seen.filter(isFigure).map((one) => ({
      ...subject(one),
      ...{ value: one.value, numerator: one.numerator, denominator: one.denominator },
      status: one.status === 'M' ? null : one.status,
      qualifier: one.qualifier,
    })),
    'missing.csv': seen
      .filter((one) => !isFigure(one))
      .map((one) => ({
        ...subject(one),
        reason: one.missing === 'other' ? (one.missingNote ?? 'other') : one.missing,
      })),
    'services.csv': [],
    'published.csv': published,
  };
  const filled = Object.entries(tables).filter(
    ([file, own]) => own.length > 0 || file === 'observations.csv',
  );
  return new Map([
    ...filled.map(([file, own]) => [file, csvOf(file as PackageFile, own)] as const),
    [SCORES_FILE, scoresCsv(release, hashVersion)],
  ]);
}

/** The name under which an exported release is loaded: a series of its own, beside the one it is of. */
export const exportName = ({ rules, period, number }: Release): string =>
  `${rules.series.id}-${period}-${number}`.toLowerCase();

/**
 * The day from which days left to a target are counted: that of the first release of the period, where
 * it was out before this one was built.
 *
 * @param dayOf the day of a moment where readers are
 */
export const releasedOnOf = (
  { firstReleasedAt, knownAt }: Release,
  dayOf: (instant: string) => string,
): string => dayOf(firstReleasedAt < knownAt ? firstReleasedAt : knownAt);

/**
 * A release as the files of an index package, by name.
 *
 * @param observations what the engine was given when the release was built, or more
 * @param marks `releasedOn` see `releasedOnOf`; `hashVersion` of the text that its hash was taken of
 * @param tree the members of a package that brought them, and the units above them
 */
export function exportRelease(
  release: Release,
  observations: readonly Observation[],
  marks: { releasedOn: string; hashVersion: HashVersion },
  tree: readonly TreeUnit[] = [],
): Map<string, string> {
  const tables = tablesOf(release, observations, tree, marks.hashVersion);
  const { rules, period, number, status, illustrative, hash } = release;
  const { id, nameVi, nameEn, kind } = rules.series;
  const groupIds = new Set([
    ...rules.groups.map((group) => group.id),
    ...rules.targets.flatMap((target) => target.groupIds),
  ]);
  const national = rules.groups.filter(({ inNational }) => inNational).map((group) => group.id);
  const manifest = {
    name: exportName(release),
    title: nameVi,
    title_en: nameEn,
    groups: rules.groups.map((group) => ({
      name: group.id,
      title: group.nameVi,
      title_en: group.nameEn,
    })),
    period,
    asOf: release.knownAt,
    status,
    illustrative,
    methodVersion: rules.methodVersion,
    release: { series: id, kind, number, hash, ...marks, groups: [...groupIds], national },
    resources: [...tables.keys()].map((path) => ({ name: path.replace('.csv', ''), path })),
  };
  return new Map([
    [MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`],
    [READ_ME, readMeOf(release)],
    ...tables,
  ]);
}
