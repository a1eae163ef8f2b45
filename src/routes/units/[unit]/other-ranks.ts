// Ranks of a unit that others published: single facts of the catalogue, and series that were loaded
// whole as index packages. Only the load of the unit page imports it.
import { locale } from '#lib/components/address.ts';
import { indexWord, partWord } from '#lib/components/published-words.ts';
import { nameOf } from '#lib/components/words.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { Published } from '#lib/server/published.ts';
import { readPublishedRanks } from '#lib/server/store/facts.ts';
import type { OtherRank } from './unit-page.ts';

/**
 * Newest first; of one year those that were loaded whole before single facts.
 *
 * @param except a series that is left out: a body's own is no other one
 */
export async function readOtherRanks(
  db: Db,
  published: Published,
  unit: UnitId,
  except: string | null = null,
): Promise<OtherRank[]> {
  const [facts, packaged] = await Promise.all([
    readPublishedRanks(db, unit),
    readPackageReleases(published, except),
  ]);
  const single = facts.map((fact) => ({
    index: indexWord(fact.indexName),
    part: partWord(fact.component),
    year: String(fact.year),
    score: fact.score,
    rank: fact.rank,
    of: fact.ofN,
    isInferred: fact.rankBasis === 'listed_order',
    sourceVi: fact.sourceVi,
    sourceEn: fact.sourceEn,
  }));
  return [...packaged.flatMap((release) => ranksIn(release, unit)), ...single].sort((a, b) =>
    b.year.localeCompare(a.year),
  );
}

/** Current releases of every series but the gathered one and one more. */
async function readPackageReleases(
  published: Published,
  except: string | null,
): Promise<Release[]> {
  const heads = (await published.heads()).filter(
    ({ seriesId, current }) => current && seriesId !== GATHERED_SERIES && seriesId !== except,
  );
  const releases = await Promise.all(heads.map(({ id }) => published.byId(id)));
  return releases.filter((release) => release !== null);
}

/** The unit's rank on the root of every index in the release. */
function ranksIn(release: Release, unit: UnitId): OtherRank[] {
  return release.rules.indices.flatMap((version) => {
    const root = version.nodes.find(({ parent }) => parent === null);
    const row = root && rowOf(release, unit, nodeMeasure(version.code, root.code));
    if (!row || row.score === null) return [];
    return [
      {
        index: nameOf(release.rules.series),
        part: partWord('overall'),
        year: formatPeriod(release.period, locale()).replace(/^Năm /, ''),
        score: row.score,
        rank: row.rank,
        of: rankedIn(release, row.groupId, row.measure),
        isInferred: false,
        sourceVi: sourceOf(release, 'sourceVi'),
        sourceEn: sourceOf(release, 'sourceEn'),
      },
    ];
  });
}

/** Where a package's figures come from, as its indicators say. */
const sourceOf = (release: Release, key: 'sourceVi' | 'sourceEn'): string =>
  [...new Set(release.rules.indicators.map((each) => each[key]))].filter(Boolean).join(' ; ');
