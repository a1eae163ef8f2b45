// Scores a package in memory, by the same engine as every release, and compares the result with what
// the owner of the index published. Pure; `npm run load -- … --check` and tests import it.
import { buildRelease } from '../build-release.ts';
import type { Observation } from '../observation.ts';
import { shiftPeriod, type Period } from '../period.ts';
import { METHOD_VERSION, type ReleaseContent, type Rules, type Series } from '../release.ts';
import { isWithin, type Group, type MemberUnit } from '../unit.ts';
import type { PublishedScore } from './published.ts';
import type { IndexPackage } from './read-package.ts';
import type { PackageCatalogue } from './unit-book.ts';

/** Scores further apart than this differ; published tables are rounded to four digits. */
const SCORE_TOLERANCE = 1e-4;
/** What binary fractions may add to a difference of exactly the tolerance. */
const ROUNDING = 1e-9;

/** Groups that only packages name stand after those of the catalogue. */
const OWN_GROUP_SORT = 100;

/** Id of the source under which a package's figures are recorded. */
export const packageSourceId = (name: string): string => `package-${name}`;

/** The series that a package makes. */
export const packageSeries = ({ manifest, frequency }: IndexPackage): Series => ({
  id: manifest.name,
  nameVi: manifest.title,
  nameEn: manifest.title,
  frequency,
  kind: 'package',
});

/** The groups that a package ranks in; one that the catalogue does not know bears its code as name. */
export function packageGroups(content: IndexPackage, catalogue: PackageCatalogue): Group[] {
  const used = new Set(content.members.flatMap((member) => member.groupId ?? []));
  return [...used].map(
    (id) =>
      catalogue.groups.find((group) => group.id === id) ?? {
        id,
        nameVi: id,
        nameEn: id,
        sort: OWN_GROUP_SORT,
        inNational: false,
      },
  );
}

function membersOn(content: IndexPackage, day: string): MemberUnit[] {
  return content.members.flatMap(({ unit, code, groupId, ...span }) =>
    groupId !== null && isWithin(day, span) ? [{ ...unit, code, groupId }] : [],
  );
}

function rulesOf(content: IndexPackage, catalogue: PackageCatalogue, period: Period): Rules {
  return {
    series: packageSeries(content),
    groups: packageGroups(content, catalogue),
    units: membersOn(content, period.end),
    indicators: content.indicators,
    indices: content.indices.filter((version) => isWithin(period.end, version)),
    targets: content.targets,
    methodVersion: METHOD_VERSION,
  };
}

/** The package's figures as the engine sees them, as if `runId` had just recorded them. */
export function packageObservations(content: IndexPackage, runId: string): Observation[] {
  const { name, illustrative } = content.manifest;
  return content.figures.map((figure) => ({
    unitId: figure.unitId,
    indicatorId: figure.indicator.id,
    period: figure.period.code,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    missing: figure.missing,
    missingNote: figure.missingNote,
    status: figure.status,
    qualifier: figure.qualifier,
    illustrative,
    sourceId: packageSourceId(name),
    origin: 'package',
    runId,
    version: 1,
  }));
}

/** One release a period, in memory, each compared with the one before. By period code. */
export function scorePackage(
  content: IndexPackage,
  catalogue: PackageCatalogue,
): Map<string, ReleaseContent> {
  const observations = packageObservations(content, '');
  const ends = new Map(content.periods.map((period) => [period.code, period.end]));
  const releases = new Map<string, ReleaseContent>();
  for (const period of content.periods) {
    const release = buildRelease({
      rules: rulesOf(content, catalogue, period),
      period,
      observations: observations.filter((one) => (ends.get(one.period) ?? '') <= period.end),
      previous: releases.get(shiftPeriod(period.code, -1)) ?? null,
      releasedOn: period.end,
    });
    releases.set(period.code, release);
  }
  return releases;
}

/** One published figure that ours does not meet. `ours` is null where we have none. */
export interface Difference {
  published: PublishedScore;
  what: 'score' | 'rank' | 'missing';
  ours: number | null;
}

export interface Comparison {
  scoresCompared: number;
  ranksCompared: number;
  scoreDifferences: number;
  rankDifferences: number;
  /** Published rows for which we have no score or rank at all. */
  missing: number;
  differences: Difference[];
}

interface Ours {
  score: number | null;
  rank: number | null;
}

function compareOne(published: PublishedScore, ours: Ours, sum: Comparison): void {
  const isMissing =
    (published.score !== null && ours.score === null) ||
    (published.rank !== null && ours.rank === null);
  if (isMissing) {
    sum.missing += 1;
    sum.differences.push({ published, what: 'missing', ours: null });
  }
  if (published.score !== null && ours.score !== null) {
    sum.scoresCompared += 1;
    if (Math.abs(published.score - ours.score) > SCORE_TOLERANCE + ROUNDING) {
      sum.scoreDifferences += 1;
      sum.differences.push({ published, what: 'score', ours: ours.score });
    }
  }
  if (published.rank !== null && ours.rank !== null) {
    sum.ranksCompared += 1;
    if (published.rank !== ours.rank) {
      sum.rankDifferences += 1;
      sum.differences.push({ published, what: 'rank', ours: ours.rank });
    }
  }
}

/**
 * Sets every published score and rank beside ours. Empty published cells are not compared; scores
 * differ when they are more than 0.0001 apart, ranks when they are not the same.
 */
export function compareWithPublished(
  published: readonly PublishedScore[],
  releases: ReadonlyMap<string, ReleaseContent>,
): Comparison {
  const key = (period: string, measure: string, unit: string): string =>
    `${period} ${measure} ${unit}`;
  const ours = new Map<string, Ours>();
  for (const [period, { rows }] of releases) {
    for (const row of rows) ours.set(key(period, row.measure, row.unitId), row);
  }
  const sum: Comparison = {
    scoresCompared: 0,
    ranksCompared: 0,
    scoreDifferences: 0,
    rankDifferences: 0,
    missing: 0,
    differences: [],
  };
  for (const one of published) {
    const row = ours.get(key(one.period.code, one.measure, one.unitId));
    compareOne(one, row ?? { score: null, rank: null }, sum);
  }
  return sum;
}

/** The one line that closes a check, in the wording that the index package's description fixes. */
export const closingLine = (sum: Comparison): string =>
  [
    `scores compared ${sum.scoresCompared}`,
    `ranks compared ${sum.ranksCompared}`,
    `score differences over 0.0001: ${sum.scoreDifferences}`,
    `rank differences: ${sum.rankDifferences}`,
    `missing: ${sum.missing}`,
  ].join(' · ');

/** Whether ours meets everything that was published. */
export const agrees = (sum: Comparison): boolean => sum.differences.length === 0;
