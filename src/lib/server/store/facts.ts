// Reads what the catalogue knows beside the rules: units and who answers for them, mergers, and what
// others have published. Rows come as the files say; drizzle/catalogue/README.md explains them.
import type { Transfer } from '#lib/domain/lineage.ts';
import type { NotLoadedReason } from '#lib/domain/target.ts';
import type { Unit, UnitId } from '#lib/domain/unit.ts';
import type postgres from 'postgres';
import type { Db } from '../db/client.ts';

/** A national figure or international rank as published. Percent is 0–100 here, as printed. */
export interface NationalFact {
  /** Code of what is measured, e.g. `national_share_l4_percent`. */
  measure: string;
  /** A day, month or year, as precisely as the source says. */
  day: string;
  value: number;
  /** `>` for "more than": a lower bound. Empty where exact. */
  qualifier: string;
  sourceVi: string;
  sourceEn: string;
}

/** All national facts, by measure and then by day. */
export function readNationalFacts(db: Db): Promise<NationalFact[]> {
  return db.sql<NationalFact[]>`
    select measure, day, value, qualifier, source_vi as "sourceVi",
      source_en as "sourceEn"
    from national_fact order by measure, day`;
}

/** One rank or score of a unit in another index. Score and rank stand in the index's own unit. */
export interface PublishedRank {
  indexName: string;
  year: number;
  unitId: UnitId;
  /** `overall`, or the part of the index. */
  component: string;
  score: number | null;
  rank: number | null;
  /** How many were ranked. */
  ofN: number | null;
  /** `listed_order`: inferred from the order of a list. */
  rankBasis: '' | 'stated' | 'listed_order';
  sourceVi: string;
  sourceEn: string;
}

/** Published ranks of one unit, or of all: newest first, the whole index before its parts. */
export function readPublishedRanks(db: Db, unitId?: UnitId): Promise<PublishedRank[]> {
  return db.sql<PublishedRank[]>`
    select index_name as "indexName", year, unit_id as "unitId", component, score, rank,
      of_n as "ofN", rank_basis as "rankBasis", source_vi as "sourceVi", source_en as "sourceEn"
    from published_rank where ${unitId ? db.sql`unit_id = ${unitId}` : db.sql`true`}
    order by index_name, year desc, component <> 'overall', component, rank`;
}

export interface PressFact {
  id: string;
  day: string;
  /** Whom or what the article speaks of. */
  subjectVi: string;
  subjectEn: string;
  unitId: UnitId | null;
  factVi: string;
  factEn: string;
  /** As printed: a number, a day, or one of `PRESS_WORDS` where the article gives a word. */
  value: string;
  valueUnit: string;
  note: string;
  sourceVi: string;
  sourceEn: string;
}

/** What press articles say of one unit, or everything they say, oldest first. */
export function readPressFacts(db: Db, unitId?: UnitId): Promise<PressFact[]> {
  return db.sql<PressFact[]>`
    select id, day, subject_vi as "subjectVi", subject_en as "subjectEn", unit_id as "unitId",
      indicator_vi as "factVi", indicator as "factEn", value, unit as "valueUnit", note,
      source_vi as "sourceVi", source_en as "sourceEn"
    from press_fact where ${unitId ? db.sql`unit_id = ${unitId}` : db.sql`true`}
    order by day, id`;
}

/** A promise that judges nobody here. Its parts stand as printed, numbers included. */
export interface TargetNotLoaded {
  id: string;
  indicator: string;
  groups: string;
  operator: string;
  value: string;
  due: string;
  document: string;
  documentDate: string;
  verified: boolean;
  sourceVi: string;
  sourceEn: string;
  note: string;
  why: NotLoadedReason[];
}

/** Promises that are listed and not loaded, in the order of their documents. */
export async function readTargetsNotLoaded(db: Db): Promise<TargetNotLoaded[]> {
  return await db.sql<TargetNotLoaded[]>`
    select id, indicator, groups, operator, value, due, document,
      document_date::text as "documentDate", verified, source_vi as "sourceVi",
      source_en as "sourceEn", note, string_to_array(why, '|') as why
    from target_not_loaded order by document_date, document, indicator, due`;
}

/** Who answers for a unit, by office. `person` is null where no source names one. */
export interface Responsible {
  roleVi: string;
  roleEn: string;
  person: string | null;
  validFrom: string;
  validTo: string | null;
  /** The rule or document that says so. */
  sourceVi: string;
  sourceEn: string;
}

/** Those who answer for a unit, the latest first. */
export function readResponsible(db: Db, unitId: UnitId): Promise<Responsible[]> {
  return db.sql<Responsible[]>`
    select role_vi as "roleVi", role_en as "roleEn", person, valid_from::text as "validFrom",
      valid_to::text as "validTo", source_vi as "sourceVi", source_en as "sourceEn"
    from unit_responsible where unit_id = ${unitId} order by valid_from desc, role_vi`;
}

/** One unit, or one field of its work, going over into another on a day. */
export interface LineageLink extends Transfer {
  verified: boolean;
  sourceVi: string;
  sourceEn: string;
}

/** What a unit came from and what it went into. */
export function readLineage(db: Db, unitId: UnitId): Promise<LineageLink[]> {
  return db.sql<LineageLink[]>`
    select from_unit_id as "fromUnitId", to_unit_id as "toUnitId", on_day::text as "onDay", scope,
      verified, source_vi as "sourceVi", source_en as "sourceEn"
    from unit_lineage where from_unit_id = ${unitId} or to_unit_id = ${unitId}
    order by on_day, scope <> 'all', from_unit_id, to_unit_id`;
}

/** Every transfer from one unit into another that the catalogue knows, the earliest first. */
export function readTransfers(db: Db): Promise<Transfer[]> {
  return db.sql<Transfer[]>`
    select from_unit_id as "fromUnitId", to_unit_id as "toUnitId", on_day::text as "onDay", scope
    from unit_lineage order by on_day, from_unit_id, to_unit_id, scope`;
}

/** A unit with the days on which it existed and the group it is ranked in. */
export interface CatalogueUnit extends Unit {
  slug: string;
  /** Null for the nation. */
  groupId: string | null;
  /** The last code it bore. */
  code: string | null;
  providesServices: boolean;
  validFrom: string | null;
  validTo: string | null;
  /** In words, what of this row was checked. */
  verified: string;
  source: string;
  /** The package that brought the unit; null for the catalogue's own. */
  seriesId: string | null;
  /** The unit above it; null for the catalogue's own. */
  parentId: UnitId | null;
}

/** Ids of the units that have a source, in use or not, or a figure of any time. */
export async function readGatheredUnits(db: Db): Promise<Set<UnitId>> {
  const rows = await db.sql<{ id: UnitId }[]>`
    select u.id from unit u
    where exists (select 1 from source s where s.unit_id = u.id)
      or exists (select 1 from observation o where o.unit_id = u.id)`;
  return new Set(rows.map(({ id }) => id));
}

/** A condition on the alias `u` of the table `unit`. */
type Wanted = postgres.PendingQuery<postgres.Row[]>;

/** In the order of groups and codes: of the gathered series, or of the package that brought the unit. */
const selectUnits = (db: Db, wanted: Wanted) =>
  db.sql<CatalogueUnit[]>`
    select u.id, u.name_vi as "nameVi", u.name_en as "nameEn", u.short_vi as "shortVi", u.kind,
      u.region_id as "regionId", u.population::float8 as population, u.slug, m.group_id as "groupId",
      c.code, u.provides_services as "providesServices", u.valid_from::text as "validFrom",
      u.valid_to::text as "validTo", u.verified, u.source, u.series_id as "seriesId",
      u.parent_id as "parentId"
    from unit u
    left join lateral (select group_id from group_member
      where unit_id = u.id and series_id = coalesce(u.series_id, 'dvc')
      order by valid_from desc limit 1) m on true
    left join lateral (select code from unit_code
      where unit_id = u.id and scheme = coalesce(u.series_id, '')
      order by valid_from desc limit 1) c on true
    left join unit_group g on g.id = m.group_id
    where ${wanted} order by g.sort nulls first, c.code, u.id`;

/** Every unit of the catalogue, past and present. */
export const readUnits = (db: Db): Promise<CatalogueUnit[]> =>
  selectUnits(db, db.sql`u.series_id is null`);

/** The unit of the catalogue or of a package that bears an id; null where none does. */
export async function readUnit(db: Db, id: string): Promise<CatalogueUnit | null> {
  const [unit] = await selectUnits(db, db.sql`u.id = ${id}`);
  return unit ?? null;
}

/** Units of packages that stand directly below a unit. */
export const readBodiesOf = (db: Db, unit: UnitId): Promise<CatalogueUnit[]> =>
  selectUnits(db, db.sql`u.parent_id = ${unit} and u.series_id is not null`);
