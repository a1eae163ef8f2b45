// Tables of reference: units, indicators, targets, indices and published facts. Reviewed CSV files
// (drizzle/catalogue) and index packages fill them. Meanings stand as COMMENT ON in the migrations.
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';

export const series = pgTable('series', {
  id: text().primaryKey(),
  nameVi: text().notNull(),
  nameEn: text().notNull(),
  frequency: text().notNull(),
  kind: text().notNull(),
  sort: integer().notNull(),
});

export const region = pgTable('region', {
  id: text().primaryKey(),
  nameVi: text().notNull(),
  nameEn: text().notNull(),
  sort: integer().notNull(),
});

export const unit = pgTable('unit', {
  id: text().primaryKey(),
  /** Null for the catalogue's own units; else the package that brought the unit. */
  seriesId: text().references(() => series.id),
  parentId: text(),
  kind: text().notNull(),
  nameVi: text().notNull(),
  nameEn: text().notNull(),
  shortVi: text().notNull(),
  slug: text().notNull(),
  regionId: text().references(() => region.id),
  population: bigint({ mode: 'number' }),
  providesServices: boolean().notNull(),
  validFrom: date(),
  validTo: date(),
  source: text().notNull(),
  verified: text().notNull(),
});

export const unitCode = pgTable(
  'unit_code',
  {
    unitId: text()
      .notNull()
      .references(() => unit.id),
    /** `''` for official codes; else the package that uses the code. */
    scheme: text().notNull(),
    code: text().notNull(),
    validFrom: date().notNull(),
    validTo: date(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.scheme, t.code, t.validFrom] }),
    index('unit_code_by_code').on(t.scheme, t.code),
  ],
);

export const unitGroup = pgTable('unit_group', {
  id: text().primaryKey(),
  nameVi: text().notNull(),
  nameEn: text().notNull(),
  sort: integer().notNull(),
  inNational: boolean().notNull(),
});

export const groupMember = pgTable(
  'group_member',
  {
    seriesId: text()
      .notNull()
      .references(() => series.id),
    groupId: text()
      .notNull()
      .references(() => unitGroup.id),
    unitId: text()
      .notNull()
      .references(() => unit.id),
    validFrom: date().notNull(),
    validTo: date(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.groupId, t.unitId, t.validFrom] })],
);

export const unitLineage = pgTable(
  'unit_lineage',
  {
    fromUnitId: text()
      .notNull()
      .references(() => unit.id),
    toUnitId: text()
      .notNull()
      .references(() => unit.id),
    onDay: date().notNull(),
    scope: text().notNull(),
    verified: boolean().notNull(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fromUnitId, t.toUnitId, t.scope] })],
);

export const unitResponsible = pgTable(
  'unit_responsible',
  {
    unitId: text()
      .notNull()
      .references(() => unit.id),
    roleVi: text().notNull(),
    roleEn: text().notNull(),
    /** Null where no source names the person. */
    person: text(),
    validFrom: date().notNull(),
    validTo: date(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.roleVi, t.validFrom] })],
);

export const indicator = pgTable('indicator', {
  id: text().primaryKey(),
  seriesId: text()
    .notNull()
    .references(() => series.id),
  code: text().notNull(),
  nameVi: text().notNull(),
  nameEn: text().notNull(),
  measure: text().notNull(),
  direction: text().notNull(),
  unit: text().notNull(),
  decimals: integer().notNull(),
  frequency: text().notNull(),
  numeratorVi: text().notNull(),
  numeratorEn: text().notNull(),
  denominatorVi: text().notNull(),
  denominatorEn: text().notNull(),
  sourceVi: text().notNull(),
  sourceEn: text().notNull(),
  legalBasisVi: text().notNull(),
  legalBasisEn: text().notNull(),
  verification: text().notNull(),
  sort: integer().notNull(),
});

export const target = pgTable('target', {
  id: text().primaryKey(),
  seriesId: text()
    .notNull()
    .references(() => series.id),
  indicatorId: text()
    .notNull()
    .references(() => indicator.id),
  unitId: text().references(() => unit.id),
  groupIds: text().array().notNull(),
  operator: text().notNull(),
  value: doublePrecision().notNull(),
  baseline: text(),
  due: date().notNull(),
  acceptedUntil: date(),
  schedule: text(),
});

export const targetBasis = pgTable(
  'target_basis',
  {
    targetId: text()
      .notNull()
      .references(() => target.id),
    document: text().notNull(),
    documentDate: date().notNull(),
    article: text().notNull(),
    verified: boolean().notNull(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
    note: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.document] })],
);

export const targetNotLoaded = pgTable('target_not_loaded', {
  id: text().primaryKey(),
  indicator: text().notNull(),
  groups: text().notNull(),
  operator: text().notNull(),
  value: text().notNull(),
  due: text().notNull(),
  document: text().notNull(),
  documentDate: date().notNull(),
  verified: boolean().notNull(),
  sourceVi: text().notNull(),
  sourceEn: text().notNull(),
  note: text().notNull(),
  why: text().notNull(),
});

export const indexNode = pgTable(
  'index_node',
  {
    seriesId: text()
      .notNull()
      .references(() => series.id),
    indexCode: text().notNull(),
    version: text().notNull(),
    node: text().notNull(),
    parent: text(),
    validFrom: date(),
    validTo: date(),
    weight: doublePrecision(),
    weightMin: doublePrecision(),
    weightMax: doublePrecision(),
    indicatorId: text().references(() => indicator.id),
    normalise: text(),
    min: doublePrecision(),
    max: doublePrecision(),
    aggregate: text(),
    missing: text(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    /** Order in the file; parents stand before children. */
    sort: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.indexCode, t.version, t.node] })],
);

export const publishedScore = pgTable(
  'published_score',
  {
    seriesId: text()
      .notNull()
      .references(() => series.id),
    measure: text().notNull(),
    unitId: text()
      .notNull()
      .references(() => unit.id),
    period: text().notNull(),
    score: doublePrecision(),
    rank: integer(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.measure, t.unitId, t.period] })],
);

export const nationalFact = pgTable(
  'national_fact',
  {
    measure: text().notNull(),
    /** A day, month or year, as precisely as the source says. */
    day: text().notNull(),
    value: doublePrecision().notNull(),
    qualifier: text().notNull(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.measure, t.day] })],
);

export const publishedRank = pgTable(
  'published_rank',
  {
    id: text().primaryKey(),
    indexName: text().notNull(),
    year: integer().notNull(),
    unitId: text()
      .notNull()
      .references(() => unit.id),
    component: text().notNull(),
    score: doublePrecision(),
    rank: integer(),
    ofN: integer(),
    /** `stated`, or `listed_order` where the rank was inferred from the order of a list. */
    rankBasis: text().notNull(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
  },
  (t) => [index('published_rank_by_unit').on(t.unitId)],
);

export const pressFact = pgTable(
  'press_fact',
  {
    id: text().primaryKey(),
    day: text().notNull(),
    subjectVi: text().notNull(),
    subjectEn: text().notNull(),
    /** The unit that the fact is about, where it is about one. */
    unitId: text().references(() => unit.id),
    /** What the figure says, in English and in Vietnamese. */
    indicator: text().notNull(),
    indicatorVi: text().notNull(),
    value: text().notNull(),
    unit: text().notNull(),
    note: text().notNull(),
    sourceVi: text().notNull(),
    sourceEn: text().notNull(),
  },
  (t) => [index('press_fact_by_unit').on(t.unitId)],
);
