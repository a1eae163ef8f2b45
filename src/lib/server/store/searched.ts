// Reads what the search looks through beside the words of pages: units with all codes that they bore,
// indicators, procedures. server/search imports it.
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';

export interface SearchedUnit {
  id: UnitId;
  /** The package that brought the unit; null for the catalogue's own. */
  seriesId: string | null;
  kind: string;
  nameVi: string;
  nameEn: string;
  shortVi: string;
  validFrom: string | null;
  validTo: string | null;
  /** Official ones, now and before. */
  codes: string[];
  /** The unit above it; null where it stands below none. */
  parentVi: string | null;
  parentEn: string | null;
}

/** Every unit but the nation, in the order of their ids. */
export const readSearchedUnits = (db: Db): Promise<SearchedUnit[]> =>
  db.sql<SearchedUnit[]>`
    select u.id, u.series_id as "seriesId", u.kind, u.name_vi as "nameVi", u.name_en as "nameEn",
      u.short_vi as "shortVi", u.valid_from::text as "validFrom", u.valid_to::text as "validTo",
      coalesce(c.codes, '{}') as codes, p.name_vi as "parentVi", p.name_en as "parentEn"
    from unit u
    left join lateral (select array_agg(distinct code) as codes from unit_code
      where unit_id = u.id and scheme = '') c on true
    left join unit p on p.id = u.parent_id and p.kind <> 'nation'
    where u.kind <> 'nation' order by u.id collate "C"`;

export interface SearchedProcedure {
  code: string;
  nameVi: string;
  field: string;
}

/** Every procedure that a unit has named, in the order of their codes. */
export const readSearchedProcedures = (db: Db): Promise<SearchedProcedure[]> =>
  db.sql<SearchedProcedure[]>`
    select code, name_vi as "nameVi", field from procedure order by code collate "C"`;

export interface SearchedIndicator {
  code: string;
  seriesId: string;
  nameVi: string;
  nameEn: string;
  /** Numbers of the documents that set its targets: "17/NQ-CP". */
  documents: string[];
}

/** Every indicator of the catalogue and of packages, the catalogue's first. */
export const readSearchedIndicators = (db: Db): Promise<SearchedIndicator[]> =>
  db.sql<SearchedIndicator[]>`
    select code, series_id as "seriesId", name_vi as "nameVi", name_en as "nameEn",
      array(select distinct b.document from target t join target_basis b on b.target_id = t.id
        where t.indicator_id = indicator.id) as documents
    from indicator
    order by series_id not in ('dvc', 'reference'), series_id collate "C", code collate "C"`;
