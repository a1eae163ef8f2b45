// Scores a package in memory, by the same engine as every release; the store writes the same series,
// groups and figures. Pure; jobs, store and tests import it.
import { buildRelease } from '../build-release.ts';
import type { Observation } from '../observation.ts';
import { shiftPeriod, type Period } from '../period.ts';
import { METHOD_VERSION, type ReleaseContent, type Rules, type Series } from '../release.ts';
import { isWithin, type Group, type MemberUnit } from '../unit.ts';
import type { ExportedRelease } from './manifest.ts';
import type { IndexPackage } from './read-package.ts';
import type { PackageCatalogue } from './unit-book.ts';

/** Groups that only packages name stand after those of the catalogue. */
const OWN_GROUP_SORT = 100;

/** Id of the source under which a package's figures are recorded. */
export const packageSourceId = (name: string): string => `package-${name}`;

/** The series that a package makes. */
export const packageSeries = ({ manifest, frequency }: IndexPackage): Series => ({
  id: manifest.name,
  nameVi: manifest.title,
  nameEn: manifest.titleEn,
  frequency,
  kind: 'package',
});

/**
 * The groups that a package ranks in. One that the catalogue does not know bears the name that the
 * package gives it, else its code.
 */
export function packageGroups(content: IndexPackage, catalogue: PackageCatalogue): Group[] {
  const used = new Set(content.members.flatMap((member) => member.groupId ?? []));
  const named = content.manifest.groups;
  return [...used].map((id) => {
    const listed = catalogue.groups.find((group) => group.id === id);
    const place = named.findIndex((group) => group.id === id);
    const { title: nameVi, titleEn: nameEn } = named[place] ?? { title: id, titleEn: id };
    const sort = OWN_GROUP_SORT + Math.max(place, 0);
    return listed ?? { id, nameVi, nameEn, sort, inNational: false };
  });
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

/**
 * The rules under which an exported release was built: nothing is owed where nothing was owed then, and
 * the nation is the sum of the same groups.
 */
export const asExported = (
  rules: Rules,
  { kind, national }: Pick<ExportedRelease, 'kind' | 'national'>,
): Rules => ({
  ...rules,
  series: { ...rules.series, kind },
  groups: rules.groups.map((group) => ({
    ...group,
    inNational: national?.includes(group.id) ?? group.inNational,
  })),
});

/**
 * The periods that a package is published for: all that it has figures of, or the one that an exported
 * release is about; what else such a package holds is the past that its paces and baselines look at.
 */
export const publishedPeriods = ({ manifest, periods }: IndexPackage): Period[] =>
  manifest.release ? periods.filter(({ code }) => code === manifest.period) : periods;

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
    reason: null,
  }));
}

/**
 * One release a period, in memory, each compared with the one before, by period code; of an exported
 * release that one alone, compared with none.
 */
export function scorePackage(
  content: IndexPackage,
  catalogue: PackageCatalogue,
): Map<string, ReleaseContent> {
  const observations = packageObservations(content, '');
  const ends = new Map(content.periods.map((period) => [period.code, period.end]));
  const releases = new Map<string, ReleaseContent>();
  const exported = content.manifest.release;
  for (const period of publishedPeriods(content)) {
    const rules = rulesOf(content, catalogue, period);
    const release = buildRelease({
      rules: exported ? asExported(rules, exported) : rules,
      period,
      observations: observations.filter((one) => (ends.get(one.period) ?? '') <= period.end),
      previous: releases.get(shiftPeriod(period.code, -1)) ?? null,
      releasedOn: exported?.releasedOn ?? period.end,
    });
    releases.set(period.code, release);
  }
  return releases;
}
