// The files of the catalogue (drizzle/catalogue): which columns each has and what a cell may hold.
// A file must have exactly these columns; the order is free.
import * as v from 'valibot';
import { NOT_LOADED_REASONS, SCHEDULES } from '#lib/domain/target.ts';
import { TRANSFER_SCOPES } from '#lib/domain/unit.ts';
import {
  anyText,
  citationId,
  day,
  filled,
  id,
  list,
  numeric,
  oneOf,
  optionalDay,
  optionalId,
  optionalNumeric,
  optionalOneOf,
  optionalWhole,
  roughDay,
  whole,
  yesNo,
} from './cells.ts';

const FREQUENCIES = ['month', 'quarter', 'year'] as const;

/**
 * Every file's columns. `source` says where a row comes from and is never empty; citations.ts says in
 * which files it is shown to readers and therefore written in addresses and `@` citations alone.
 */
export const FILES = {
  'citations.csv': v.object({ id: citationId, name_vi: filled, name_en: filled }),
  'regions.csv': v.object({ id, name_vi: filled, name_en: filled, sort: whole, source: filled }),
  'units.csv': v.object({
    id,
    kind: oneOf(['nation', 'ministry', 'agency', 'province', 'city']),
    name_vi: filled,
    name_en: filled,
    short_vi: filled,
    slug: id,
    region: optionalId,
    population_2019: optionalWhole,
    provides_services: oneOf(['yes', 'no', 'unknown']),
    services_basis: anyText,
    valid_from: optionalDay,
    valid_to: optionalDay,
    verified: filled,
    source: filled,
  }),
  'unit_codes.csv': v.object({
    unit: id,
    code: id,
    valid_from: day,
    valid_to: optionalDay,
    source: filled,
  }),
  'groups.csv': v.object({
    id,
    name_vi: filled,
    name_en: filled,
    sort: whole,
    in_national: yesNo,
    source: filled,
  }),
  'group_members.csv': v.object({
    group: id,
    unit: id,
    valid_from: day,
    valid_to: optionalDay,
    source: filled,
  }),
  'lineage.csv': v.object({
    from: id,
    to: id,
    on_day: day,
    scope: oneOf(TRANSFER_SCOPES),
    verified: yesNo,
    source: filled,
  }),
  'responsible.csv': v.object({
    unit: id,
    role_vi: filled,
    role_en: filled,
    person: anyText,
    valid_from: day,
    valid_to: optionalDay,
    source: filled,
  }),
  'indicators.csv': v.object({
    series: oneOf(['dvc', 'reference']),
    code: id,
    name_vi: filled,
    name_en: filled,
    measure: oneOf(['share', 'count', 'score', 'flag']),
    direction: oneOf(['higher', 'lower', 'none']),
    unit: filled,
    decimals: whole,
    frequency: oneOf(FREQUENCIES),
    numerator_vi: anyText,
    numerator_en: anyText,
    denominator_vi: anyText,
    denominator_en: anyText,
    legal_basis_vi: anyText,
    legal_basis_en: anyText,
    verification: filled,
    source_vi: filled,
    source_en: filled,
  }),
  'index.csv': v.object({
    index: id,
    version: id,
    valid_from: optionalDay,
    valid_to: optionalDay,
    node: id,
    parent: optionalId,
    weight: optionalNumeric,
    weight_min: optionalNumeric,
    weight_max: optionalNumeric,
    indicator: optionalId,
    normalise: optionalOneOf(['none', 'goalposts', 'minmax', 'zscore', 'target']),
    min: optionalNumeric,
    max: optionalNumeric,
    aggregate: optionalOneOf(['sum', 'mean', 'geometric']),
    missing: optionalOneOf(['exclude_unit', 'renormalise', 'zero']),
    name_vi: filled,
    name_en: filled,
    source: filled,
  }),
  'targets.csv': v.object({
    indicator: id,
    unit: optionalId,
    groups: list,
    operator: oneOf(['>=', '<=', '=', 'x']),
    value: numeric,
    baseline: optionalId,
    due: day,
    accepted_until: optionalDay,
    schedule: optionalOneOf(SCHEDULES),
    document: filled,
    document_date: day,
    article: anyText,
    verified: yesNo,
    note: anyText,
    source: filled,
  }),
  'targets_not_loaded.csv': v.object({
    indicator: id,
    groups: filled,
    operator: oneOf(['>=', '<=', '=', 'x', 'max']),
    value: filled,
    due: anyText,
    document: filled,
    document_date: day,
    verified: yesNo,
    why: v.pipe(list, v.array(oneOf(NOT_LOADED_REASONS)), v.nonEmpty('is empty. Say why.')),
    note: anyText,
    source: filled,
  }),
  'national_facts.csv': v.object({
    measure: id,
    day: roughDay,
    value: numeric,
    qualifier: oneOf(['', '>', '~']),
    source: filled,
  }),
  'public_holidays.csv': v.object({
    day,
    name_vi: filled,
    name_en: filled,
    verified: filled,
    source: filled,
  }),
  'published_ranks.csv': v.object({
    index: id,
    year: whole,
    unit: id,
    component: id,
    score: optionalNumeric,
    rank: optionalWhole,
    of_n: optionalWhole,
    rank_basis: oneOf(['', 'stated', 'listed_order']),
    source: filled,
  }),
  'press_facts.csv': v.object({
    id,
    day: roughDay,
    subject_vi: filled,
    subject_en: filled,
    unit: optionalId,
    fact_vi: filled,
    fact_en: filled,
    value: filled,
    value_unit: filled,
    note: anyText,
    source: filled,
  }),
} as const;

export type FileName = keyof typeof FILES;

/** One row as read, with the line on which it ends. */
export type Line<F extends FileName> = v.InferOutput<(typeof FILES)[F]> & { line: number };

/** All files of the catalogue, every cell checked. */
export type Catalogue = { [F in FileName]: Line<F>[] };

/** Something in a file that must be mended before anything is loaded. */
export interface CatalogueFault {
  file: string;
  line: number;
  column: string;
  /** The cell's text, why it cannot stay, and the remedy. */
  message: string;
}
