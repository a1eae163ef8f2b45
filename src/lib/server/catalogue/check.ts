// Rules that hold across rows and files of the catalogue: every name that is used exists, nothing
// stands twice, no code is borne by two units on one day. Pure; used by read.ts.
import { parsePeriod } from '#lib/domain/period.ts';
import { pressWord } from '#lib/domain/press-fact.ts';
import { checkCitations } from './citations.ts';
import type { Catalogue, CatalogueFault, FileName, Line } from './files.ts';

/** All faults between rows and files; empty where the catalogue may be loaded. */
export function checkCatalogue(catalogue: Catalogue): CatalogueFault[] {
  return [
    ...checkKeys(catalogue),
    ...checkReferences(catalogue),
    ...checkSpans(catalogue),
    ...checkCodes(catalogue['unit_codes.csv']),
    ...checkIndicators(catalogue['indicators.csv']),
    ...checkTargets(catalogue['targets.csv']),
    ...checkIndex(catalogue['index.csv']),
    ...checkPressFacts(catalogue['press_facts.csv']),
    ...checkCitations(catalogue),
  ];
}

const fault = (
  file: FileName,
  row: { line: number },
  column: string,
  message: string,
): CatalogueFault => ({ file, line: row.line, column, message });

/** What names a row; two rows of one name are a fault. */
const KEYS: { [F in FileName]: (row: Line<F>) => string } = {
  'citations.csv': (row) => row.id,
  'regions.csv': (row) => row.id,
  'units.csv': (row) => row.id,
  'unit_codes.csv': (row) => `${row.unit} ${row.code} ${row.valid_from}`,
  'groups.csv': (row) => row.id,
  'group_members.csv': (row) => `${row.group} ${row.unit} ${row.valid_from}`,
  'lineage.csv': (row) => `${row.from} ${row.to} ${row.scope}`,
  'responsible.csv': (row) => `${row.unit} ${row.role_vi} ${row.valid_from}`,
  'indicators.csv': (row) => row.code,
  'index.csv': (row) => `${row.index} ${row.version} ${row.node}`,
  'targets.csv': (row) =>
    [
      ...[row.indicator, row.unit, row.groups, row.operator, row.value, row.due, row.document],
      row.schedule,
    ].join(' '),
  'targets_not_loaded.csv': (row) =>
    [row.indicator, row.groups, row.operator, row.value, row.due, row.document].join(' '),
  'national_facts.csv': (row) => `${row.measure} ${row.day}`,
  'public_holidays.csv': (row) => row.day,
  'published_ranks.csv': (row) => `${row.index} ${row.year} ${row.unit} ${row.component}`,
  'press_facts.csv': (row) => row.id,
};

function checkKeys(catalogue: Catalogue): CatalogueFault[] {
  return (Object.keys(KEYS) as FileName[]).flatMap((file) => repeatedKeys(file, catalogue));
}

function repeatedKeys(file: FileName, catalogue: Catalogue): CatalogueFault[] {
  const seen = new Map<string, number>();
  const keyOf = KEYS[file] as (row: Line<FileName>) => string;
  return catalogue[file].flatMap((row) => {
    const key = keyOf(row);
    const before = seen.get(key);
    seen.set(key, row.line);
    return before === undefined
      ? []
      : [fault(file, row, '', `says the same as line ${before} (${key}). Remove one.`)];
  });
}

function checkReferences(catalogue: Catalogue): CatalogueFault[] {
  const units = new Set(catalogue['units.csv'].map((row) => row.id));
  const groups = new Set(catalogue['groups.csv'].map((row) => row.id));
  const regions = new Set(catalogue['regions.csv'].map((row) => row.id));
  const indicators = new Set(catalogue['indicators.csv'].map((row) => row.code));
  const named = <F extends FileName>(
    file: F,
    column: keyof Line<F> & string,
    known: ReadonlySet<string>,
    where: FileName,
  ): CatalogueFault[] =>
    catalogue[file].flatMap((row) => {
      const names: unknown[] = [(row as Record<string, unknown>)[column] ?? []].flat();
      return names
        .map(String)
        .filter((name) => !known.has(name))
        .map((name) => fault(file, row, column, `"${name}" is not in ${where}. Add it there.`));
    });
  return [
    ...named('units.csv', 'region', regions, 'regions.csv'),
    ...named('unit_codes.csv', 'unit', units, 'units.csv'),
    ...named('group_members.csv', 'unit', units, 'units.csv'),
    ...named('group_members.csv', 'group', groups, 'groups.csv'),
    ...named('lineage.csv', 'from', units, 'units.csv'),
    ...named('lineage.csv', 'to', units, 'units.csv'),
    ...named('responsible.csv', 'unit', units, 'units.csv'),
    ...named('index.csv', 'indicator', indicators, 'indicators.csv'),
    ...named('targets.csv', 'indicator', indicators, 'indicators.csv'),
    ...named('targets.csv', 'unit', units, 'units.csv'),
    ...named('targets.csv', 'groups', groups, 'groups.csv'),
    ...named('published_ranks.csv', 'unit', units, 'units.csv'),
    ...named('press_facts.csv', 'unit', units, 'units.csv'),
  ];
}

const SPANNED = ['units.csv', 'unit_codes.csv', 'group_members.csv', 'responsible.csv'] as const;

function checkSpans(catalogue: Catalogue): CatalogueFault[] {
  return SPANNED.flatMap((file) =>
    catalogue[file]
      .filter((row) => row.valid_from && row.valid_to && row.valid_to < row.valid_from)
      .map((row) => fault(file, row, 'valid_to', 'lies before valid_from. Swap or correct them.')),
  );
}

const LAST_DAY = '9999-12-31';

/** Two units must never bear one code on one day. */
function checkCodes(codes: Line<'unit_codes.csv'>[]): CatalogueFault[] {
  const sorted = codes.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  const lastOf = new Map<string, Line<'unit_codes.csv'>>();
  return sorted.flatMap((row) => {
    const before = lastOf.get(row.code);
    lastOf.set(row.code, row);
    if (!before || (before.valid_to ?? LAST_DAY) < row.valid_from) return [];
    const message = `code ${row.code} is still borne by ${before.unit} (line ${before.line}). End that one first.`;
    return [fault('unit_codes.csv', row, 'valid_from', message)];
  });
}

function checkIndicators(indicators: Line<'indicators.csv'>[]): CatalogueFault[] {
  return [...indicators.flatMap(halfSaid), ...indicators.flatMap(halfTranslated)];
}

function halfSaid(row: Line<'indicators.csv'>): CatalogueFault[] {
  if (row.measure !== 'share' || (row.numerator_vi && row.denominator_vi)) return [];
  const column = row.numerator_vi ? 'denominator_vi' : 'numerator_vi';
  const message = 'is empty, yet a share is one number over another. Say what is counted.';
  return [fault('indicators.csv', row, column, message)];
}

/** Prose that may be empty, yet not in one language alone. */
const PROSE = ['numerator', 'denominator', 'legal_basis'] as const;

function halfTranslated(row: Line<'indicators.csv'>): CatalogueFault[] {
  return PROSE.filter((prose) => (row[`${prose}_vi`] === '') !== (row[`${prose}_en`] === '')).map(
    (prose) => {
      const column = row[`${prose}_vi`] === '' ? `${prose}_vi` : `${prose}_en`;
      return fault('indicators.csv', row, column, 'is empty, yet the other language is not.');
    },
  );
}

function checkPressFacts(facts: Line<'press_facts.csv'>[]): CatalogueFault[] {
  return facts
    .filter((row) => row.value_unit === 'text' && pressWord(row.value) === null)
    .map((row) => {
      const message = `"${row.value}" is not known. Use a code of src/lib/domain/press-fact.ts.`;
      return fault('press_facts.csv', row, 'value', message);
    });
}

function checkTargets(targets: Line<'targets.csv'>[]): CatalogueFault[] {
  return targets.flatMap((row) => {
    const faults: CatalogueFault[] = [];
    if ((row.unit === null) === (row.groups.length === 0)) {
      const message = 'a target is for groups or for one unit. Fill one of the two.';
      faults.push(fault('targets.csv', row, 'groups', message));
    }
    if ((row.operator === 'x') !== (row.baseline !== null)) {
      const message = 'belongs to the operator x, and only there. Fill or empty it.';
      faults.push(fault('targets.csv', row, 'baseline', message));
    }
    if (row.schedule !== null && row.unit === null) {
      const message = 'a schedule is that of one unit. Name the unit, or empty schedule.';
      faults.push(fault('targets.csv', row, 'schedule', message));
    }
    if (row.schedule !== null && row.operator === 'x') {
      const message = 'a schedule is of values, not of multiples. Use >=, <= or =.';
      faults.push(fault('targets.csv', row, 'operator', message));
    }
    if (row.baseline !== null && parsePeriod(row.baseline) === null) {
      const message = `"${row.baseline}" is not a period. Write 2019, 2019-Q1 or 2019-03.`;
      faults.push(fault('targets.csv', row, 'baseline', message));
    }
    return faults;
  });
}

/** Parents stand before their children, so a tree without a cycle is the only thing that passes. */
function checkIndex(nodes: Line<'index.csv'>[]): CatalogueFault[] {
  const seen = new Set<string>();
  return nodes.flatMap((row) => {
    const tree = `${row.index} ${row.version}`;
    const isRoot = row.parent === null;
    const known = isRoot ? !seen.has(tree) : seen.has(`${tree} ${row.parent}`);
    seen.add(tree).add(`${tree} ${row.node}`);
    const faults: CatalogueFault[] = [];
    if (!known) {
      const message = isRoot
        ? 'is empty, yet the index has a root already. Name the parent.'
        : `"${row.parent}" does not stand above this line. Put parents before children.`;
      faults.push(fault('index.csv', row, 'parent', message));
    }
    if (isRoot !== (row.weight === null)) {
      const message = isRoot ? 'belongs to no root. Empty it.' : 'is empty. Write a number.';
      faults.push(fault('index.csv', row, 'weight', message));
    }
    if ((row.indicator === null) !== (row.normalise === null)) {
      const message = 'goes with an indicator, and only there. Fill or empty it.';
      faults.push(fault('index.csv', row, 'normalise', message));
    }
    if ((row.indicator === null) !== (row.aggregate !== null && row.missing !== null)) {
      const message = 'with missing belongs to nodes without an indicator. Fill or empty both.';
      faults.push(fault('index.csv', row, 'aggregate', message));
    }
    return faults;
  });
}
