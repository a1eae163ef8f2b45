// Reading the rules of a series as they stand on one day: who is ranked, on what, by which index,
// against which targets. Publishing and `--check` of packages import it; pages read the rules that
// were frozen into a release.
import type { Indicator, IndexNode, IndexVersion } from '#lib/domain/indicator.ts';
import type { Period } from '#lib/domain/period.ts';
import { METHOD_VERSION, type Rules, type Series } from '#lib/domain/release.ts';
import type { LegalBasis, Target } from '#lib/domain/target.ts';
import type { Group, MemberUnit } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { UsageError } from '../errors.ts';

/**
 * The rules of a series on the last day of a period: groups and members valid on that day, each with
 * the code borne on it (a package's own before the official one); every indicator, target and index
 * version of the series, in the catalogue's order.
 *
 * @throws UsageError where the series is unknown
 */
export async function readRules(db: Db, seriesId: string, period: Period): Promise<Rules> {
  const [series, groups, units, indicators, indices, targets] = await Promise.all([
    readSeries(db, seriesId),
    readGroups(db, seriesId, period.end),
    readMembers(db, seriesId, period.end),
    readIndicators(db, seriesId),
    readIndices(db, seriesId),
    readTargets(db, seriesId),
  ]);
  return { series, groups, units, indicators, indices, targets, methodVersion: METHOD_VERSION };
}

async function readSeries(db: Db, seriesId: string): Promise<Series> {
  const [series] = await db.sql<Series[]>`
    select id, name_vi as "nameVi", name_en as "nameEn", frequency, kind
    from series where id = ${seriesId}`;
  if (!series) throw new UsageError(`There is no series "${seriesId}".`);
  return series;
}

/** All series, in the catalogue's order. */
export async function readAllSeries(db: Db): Promise<Series[]> {
  return db.sql<Series[]>`
    select id, name_vi as "nameVi", name_en as "nameEn", frequency, kind
    from series order by sort, id collate "C"`;
}

/** The groups of a series that have a member on an ISO day, in their order. */
export async function readGroups(db: Db, seriesId: string, day: string): Promise<Group[]> {
  return db.sql<Group[]>`
    select g.id, g.name_vi as "nameVi", g.name_en as "nameEn", g.sort,
      g.in_national as "inNational"
    from unit_group g
    where exists (
      select from group_member m
      where m.group_id = g.id and m.series_id = ${seriesId}
        and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day}))
    order by g.sort, g.id collate "C"`;
}

/** The members of a series on an ISO day. A unit without a code of that day is addressed by its permanent id. */
export async function readMembers(db: Db, seriesId: string, day: string): Promise<MemberUnit[]> {
  return db.sql<MemberUnit[]>`
    select u.id, u.name_vi as "nameVi", u.name_en as "nameEn", u.short_vi as "shortVi", u.kind,
      u.region_id as "regionId", u.population::float8 as population, m.group_id as "groupId",
      u.provides_services as "providesServices", coalesce(c.code, u.id) as code
    from group_member m
    join unit_group g on g.id = m.group_id
    join unit u on u.id = m.unit_id
    left join lateral (
      select code from unit_code
      where unit_id = u.id and scheme in ('', ${seriesId})
        and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})
      order by scheme desc, valid_from desc limit 1) c on true
    where m.series_id = ${seriesId}
      and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
    order by g.sort, m.group_id collate "C", c.code collate "C", u.id collate "C"`;
}

/** Every indicator of a series, in the catalogue's order. */
export async function readIndicators(db: Db, seriesId: string): Promise<Indicator[]> {
  return db.sql<Indicator[]>`
    select id, code, name_vi as "nameVi", name_en as "nameEn", measure, direction, unit, decimals,
      frequency, numerator_vi as "numeratorVi", numerator_en as "numeratorEn",
      denominator_vi as "denominatorVi", denominator_en as "denominatorEn",
      source_vi as "sourceVi", source_en as "sourceEn", legal_basis_vi as "legalBasisVi",
      legal_basis_en as "legalBasisEn"
    from indicator where series_id = ${seriesId} order by sort, code collate "C"`;
}

type NodeRow = IndexNode &
  Pick<IndexVersion, 'version' | 'validFrom' | 'validTo'> & {
    index: string;
  };

/** Every version of every index of a series. */
export async function readIndices(db: Db, seriesId: string): Promise<IndexVersion[]> {
  const rows = await db.sql<NodeRow[]>`
    select index_code as "index", version, valid_from::text as "validFrom",
      valid_to::text as "validTo", node as code, parent, weight, weight_min as "weightMin",
      weight_max as "weightMax", indicator_id as "indicatorId", normalise, min, max, aggregate,
      missing, name_vi as "nameVi", name_en as "nameEn"
    from index_node where series_id = ${seriesId}
    order by index_code collate "C", version collate "C", sort`;
  const versions = Map.groupBy(rows, (row) => JSON.stringify([row.index, row.version]));
  return [...versions.values()].flatMap((nodes) => {
    const [root] = nodes;
    if (!root) return [];
    const { index: code, version, validFrom, validTo } = root;
    return [{ code, version, validFrom, validTo, nodes: nodes.map(nodeOf) }];
  });
}

function nodeOf({
  index: _,
  version: _v,
  validFrom: _f,
  validTo: _t,
  ...node
}: NodeRow): IndexNode {
  return node;
}

/** Every target of a series with its legal bases, by due day. */
export async function readTargets(db: Db, seriesId: string): Promise<Target[]> {
  const targets = await db.sql<Omit<Target, 'bases'>[]>`
    select id, indicator_id as "indicatorId", unit_id as "unitId", group_ids as "groupIds",
      operator, value, baseline, due::text as due, accepted_until::text as "acceptedUntil",
      schedule
    from target where series_id = ${seriesId} order by due, id collate "C"`;
  const bases = await db.sql<(LegalBasis & { targetId: string })[]>`
    select b.target_id as "targetId", b.document, b.document_date::text as "documentDate",
      b.article, b.verified, b.source_vi as "sourceVi", b.source_en as "sourceEn"
    from target_basis b join target t on t.id = b.target_id
    where t.series_id = ${seriesId}
    order by b.document_date, b.document collate "C"`;
  const byTarget = Map.groupBy(bases, (basis) => basis.targetId);
  return targets.map((target) => ({
    ...target,
    bases: (byTarget.get(target.id) ?? []).map(({ targetId: _, ...basis }) => basis),
  }));
}
