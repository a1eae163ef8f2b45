// Turns the catalogue's checked files into the rows of its tables, in the order in which they can be
// written. Pure; used by store/catalogue.ts alone.
import { targetIdOf } from '#lib/domain/target.ts';
import { citer, type CitedSource } from './citations.ts';
import type { Catalogue, Line } from './files.ts';

type Cell = string | number | boolean | null | string[];
export type TableRow = Record<string, Cell>;
type Cite = (row: { source: string }) => CitedSource;

/** The two series that the catalogue itself brings; packages bring their own. */
const SERIES: TableRow[] = [
  {
    id: 'dvc',
    name_vi: 'Dịch vụ công trực tuyến và nền tảng',
    name_en: 'Online public services and platforms',
    frequency: 'quarter',
    kind: 'gathered',
    sort: 1,
  },
  {
    id: 'reference',
    name_vi: 'Chỉ tiêu nêu trong văn bản, chưa thu thập',
    name_en: 'Indicators named in documents, not gathered yet',
    frequency: 'quarter',
    kind: 'gathered',
    sort: 2,
  },
];

/** Rows of every table of the catalogue, by table. */
export function tableRows(catalogue: Catalogue): Record<string, TableRow[]> {
  const seriesOf = new Map(catalogue['indicators.csv'].map((row) => [row.code, row.series]));
  const cite = citer(catalogue['citations.csv']);
  return {
    series: SERIES,
    region: catalogue['regions.csv'].map(({ line: _, source: __, ...row }) => row),
    unit: catalogue['units.csv'].map(unitRow),
    unit_group: catalogue['groups.csv'].map(({ line: _, source: __, ...row }) => row),
    unit_code: catalogue['unit_codes.csv'].map((row) => ({
      ...spanOf(row),
      code: row.code,
      scheme: '',
    })),
    group_member: catalogue['group_members.csv'].map((row) => ({
      ...spanOf(row),
      group_id: row.group,
      series_id: 'dvc',
    })),
    unit_lineage: catalogue['lineage.csv'].map((row) => ({
      from_unit_id: row.from,
      to_unit_id: row.to,
      on_day: row.on_day,
      scope: row.scope,
      verified: row.verified,
      ...cite(row),
    })),
    unit_responsible: catalogue['responsible.csv'].map((row) => ({
      ...spanOf(row),
      role_vi: row.role_vi,
      role_en: row.role_en,
      person: row.person || null,
      ...cite(row),
    })),
    indicator: catalogue['indicators.csv'].map(indicatorRow),
    ...targetRows(catalogue['targets.csv'], seriesOf, cite),
    target_not_loaded: catalogue['targets_not_loaded.csv'].map((row) => notLoadedRow(row, cite)),
    index_node: catalogue['index.csv'].map(indexRow),
    national_fact: catalogue['national_facts.csv'].map(({ line: _, source, ...row }) => ({
      ...row,
      ...cite({ source }),
    })),
    published_rank: catalogue['published_ranks.csv'].map(
      ({ line: _, source, index, unit, ...row }) => ({
        ...row,
        ...cite({ source }),
        id: [index, row.year, unit, row.component].join(':'),
        index_name: index,
        unit_id: unit,
      }),
    ),
    press_fact: catalogue['press_facts.csv'].map((row) => ({
      id: row.id,
      day: row.day,
      subject_vi: row.subject_vi,
      subject_en: row.subject_en,
      unit_id: row.unit,
      indicator: row.fact_en,
      indicator_vi: row.fact_vi,
      value: row.value,
      unit: row.value_unit,
      note: row.note,
      ...cite(row),
    })),
  };
}

const spanOf = (row: { unit: string; valid_from: string; valid_to: string | null }): TableRow => ({
  unit_id: row.unit,
  valid_from: row.valid_from,
  valid_to: row.valid_to,
});

/** `unknown` counts as offering services: only a known "no" may take a unit out of a table. */
function unitRow(row: Line<'units.csv'>): TableRow {
  return {
    id: row.id,
    series_id: null,
    parent_id: null,
    kind: row.kind,
    name_vi: row.name_vi,
    name_en: row.name_en,
    short_vi: row.short_vi,
    slug: row.slug,
    region_id: row.region,
    population: row.population_2019,
    provides_services: row.provides_services !== 'no',
    valid_from: row.valid_from,
    valid_to: row.valid_to,
    source: row.source,
    verified: row.verified,
  };
}

function indicatorRow(row: Line<'indicators.csv'>, at: number): TableRow {
  const { line: _, series, ...kept } = row;
  return { ...kept, id: row.code, series_id: series, sort: at + 1 };
}

function indexRow(row: Line<'index.csv'>, at: number): TableRow {
  const { line: _, source: __, index, indicator, ...kept } = row;
  return { ...kept, index_code: index, indicator_id: indicator, series_id: 'dvc', sort: at + 1 };
}

function notLoadedRow(row: Line<'targets_not_loaded.csv'>, cite: Cite): TableRow {
  const { line: _, source: __, why, ...kept } = row;
  const { indicator, groups, operator, value, due, document } = row;
  const id = [indicator, operator, value, groups, due, document].join(':');
  return { ...kept, ...cite(row), id, why: why.join('|') };
}

/** Rows that ask the same are one target; each of their documents is one basis of it. */
function targetRows(
  rows: Line<'targets.csv'>[],
  seriesOf: ReadonlyMap<string, string>,
  cite: Cite,
): { target: TableRow[]; target_basis: TableRow[] } {
  const targets = new Map<string, TableRow>();
  const bases = rows.map((row) => {
    const id = targetIdOf({
      ...row,
      indicatorId: row.indicator,
      unitId: row.unit,
      groupIds: row.groups,
    });
    targets.set(id, {
      id,
      series_id: seriesOf.get(row.indicator) ?? 'reference',
      indicator_id: row.indicator,
      unit_id: row.unit,
      group_ids: row.groups.toSorted(),
      operator: row.operator,
      value: row.value,
      baseline: row.baseline,
      due: row.due,
      accepted_until: row.accepted_until,
      schedule: row.schedule,
    });
    return {
      target_id: id,
      document: row.document,
      document_date: row.document_date,
      article: row.article,
      verified: row.verified,
      ...cite(row),
      note: row.note,
    };
  });
  return { target: [...targets.values()], target_basis: bases };
}
