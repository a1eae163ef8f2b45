// The ranking of one group on one measure in one release.
import { targetOfGroup } from '#lib/components/ranked-words.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { namesOf, stopWord } from '#lib/components/boundary-words.ts';
import { stopKey } from '#lib/domain/boundaries.ts';
import { missedOn } from '#lib/domain/missed-targets.ts';
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { decimalsIn, faceOf, findingOf, splitRows, trendOf } from '#lib/domain/ranking.ts';
import { behindSinceOf } from '#lib/domain/promises.ts';
import { periodsMissedOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitRow } from '#lib/domain/overview.ts';
import { shortfallOf } from '#lib/domain/standing.ts';
import { TARGET_STATES } from '#lib/domain/target.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import {
  GATHERED_SERIES,
  HEADLINE_MEASURE,
  OWN_INDEX_MEASURE,
} from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  readOnBoundaries,
  readOtherYears,
  type OnBoundaries,
} from '#lib/server/explain/boundaries.ts';
import { knownBeside, releaseAsked } from '#lib/server/page-release.ts';
import { requireWords } from '#lib/server/page-words.ts';
import { previousOf } from '#lib/server/published.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { error } from '@sveltejs/kit';
import { readSureness, type Sureness } from './sureness.ts';
import { faultIn } from './trial-address.ts';
import { readTrialAnswer } from './trial-answer.ts';
import { addressFault } from './trial-words.ts';
import type { PageServerLoad } from './$types';

/** Measures that most readers look for; the rest are on the list of all. */
const MAIN_MEASURES = [
  HEADLINE_MEASURE,
  'share_l4_with_dossiers',
  'dossiers_online_all',
  'docs_signed',
  OWN_INDEX_MEASURE,
];
/** Periods in a sparkline. */
const TREND_PERIODS = 5;

const named = (unit: UnitRow['unit']) => ({
  id: unit.id,
  code: unit.code,
  nameVi: unit.nameVi,
  nameEn: unit.nameEn,
  shortVi: unit.shortVi,
  regionId: unit.regionId,
  kind: unit.kind,
});

const unitOf = ({ unit }: UnitRow) => named(unit);

const rankedOf = (entry: UnitRow, course: readonly Release[], sureness: Sureness) => ({
  ...unitOf(entry),
  ...sureness.of(entry.unit.id),
  population: entry.unit.population,
  rank: entry.row.rank,
  previousRank: entry.row.previousRank,
  score: entry.row.score ?? 0,
  numerator: entry.row.numerator,
  denominator: entry.row.denominator,
  qualifier: entry.row.qualifier,
  change: entry.row.change,
  changeReason: entry.row.changeReason,
  lacking: shortfallOf(entry.row),
  demand: entry.row.demand,
  state: entry.row.targetState,
  behindSince: behindSinceOf(course, entry.unit.id, entry.row.measure),
  trend: trendOf(course, entry.unit, entry.row.measure, TREND_PERIODS),
});

const unrankedOf = (entry: UnitRow, stop: string | null) => ({
  ...unitOf(entry),
  missing: entry.row.missing,
  missingNote: stop ?? entry.row.missingNote,
  // What cannot be put together was not missed by anybody, nor is it known that there never was any.
  isStopped: stop !== null,
  periodsMissed: stop === null ? periodsMissedOf(entry.row) : 0,
  lastKnown: entry.row.lastKnown,
});

/**
 * Targets that fell due, that later ones have taken the place of, and that units of the group have not met;
 * also the one that is asked for, which nobody may have missed in this period.
 */
function missedIn(release: Release, measure: string, group: string, asked: string | null) {
  const missed = missedOn(release, measure);
  const unmetOf = (id: string) => missed.find(({ target }) => target.id === id)?.unmet ?? [];
  return release.rules.targets
    .map(({ id, operator, value, baseline, due }) => {
      const unmet = unmetOf(id).filter(({ groupId }) => groupId === group);
      return { id, operator, value, baseline, due, units: unmet.map(({ unitId }) => unitId) };
    })
    .filter(({ id, units }) => units.length > 0 || id === asked);
}

/** Of an indicator whose figures are to fall; nodes of an index are to rise. */
const isLowerBetter = ({ rules }: Release, measure: string): boolean =>
  rules.indicators.find(({ code }) => code === measure)?.direction === 'lower';

/** Groups that have any figure of the measure, and how many units each ranks. */
function groupsWith(release: Release, measure: string) {
  return release.rules.groups
    .map(({ id, nameVi, nameEn }) => ({
      id,
      nameVi,
      nameEn,
      ranked: splitRows(release, measure, id).ranked.length,
    }))
    .filter(({ ranked }) => ranked > 0);
}

/** Units that came or went between two rankings are named where they are no more than this. */
const NAMED_CHANGES = 6;

/** Who is ranked now and was not, or the other way round; null where places can be compared. */
function changesOf(
  release: Release,
  previous: Release | null,
  measure: string,
  entries: readonly UnitRow[],
) {
  const group = entries[0]?.row.groupId ?? '';
  const { now, before, sameUnits, absent, back } = compareRanked(release, previous, measure, group);
  if (before === null || sameUnits) return null;
  const isNamed = absent.length + back.length <= NAMED_CHANGES;
  const among = (ids: string[]) =>
    entries.filter(({ unit }) => isNamed && ids.includes(unit.id)).map(unitOf);
  return { now, before, absent: among(absent), back: among(back) };
}

/**
 * The release on the boundaries that the address asks for, in place of the one that was published.
 *
 * @throws 400 where the year's units are those of the release, or no year at all
 */
async function redrawnAsked(
  params: URLSearchParams,
  course: readonly Release[],
  measure: MeasureCode,
) {
  const year = params.get('boundaries');
  if (year === null) return null;
  const release = course.at(-1);
  if (release) requireWords(params, { boundaries: await readOtherYears(getDb(), release) });
  const redrawn = await readOnBoundaries(getDb(), course, year, measure);
  return redrawn ?? error(404, m.common_error_404());
}

/** Whom a unit of other boundaries is made of, where it is not simply itself. */
function partsText(redrawn: OnBoundaries | null, unit: UnitId, known: readonly MemberUnit[]) {
  const made = redrawn?.composition.get(unit);
  if (made?.kind !== 'parts' || made.units.every((part) => part === unit)) return null;
  return m.boundaries_parts({ names: namesOf(made.units, known) });
}

const leadersOf = (release: Release | null, measure: string, group: string): UnitId[] =>
  (release?.rows ?? [])
    .filter((row) => row.measure === measure && row.groupId === group && row.rank === 1)
    .map(({ unitId }) => unitId);

const targetIdsOf = ({ rules }: Release, measure: string): string[] =>
  rules.targets
    .filter(({ indicatorId }) =>
      rules.indicators.some(({ id, code }) => id === indicatorId && code === measure),
    )
    .map(({ id }) => id);

/**
 * @throws SvelteKit's 400 that names a state, a target of the measure or a unit which is none. A unit that
 *   this period does not rank, or a target that it does not know, is one all the same: readers turn from
 *   period to period.
 */
async function requireChoices(
  params: URLSearchParams,
  release: Release,
  measure: string,
  entries: readonly { unit: MemberUnit }[],
): Promise<void> {
  let units: string[] = entries.map(({ unit }) => unit.id);
  let missed = targetIdsOf(release, measure);
  const isKnown = (name: string, ids: readonly string[]) =>
    params.getAll(name).every((id) => id === '' || ids.includes(id));
  if (!isKnown('near', units) || !isKnown('pin', units) || !isKnown('missed', missed)) {
    const releases = await getPublished().history(release.rules.series.id);
    const all = [...releases.flatMap(({ rules }) => rules.units), ...(await readUnits(getDb()))];
    units = [...new Set([...units, ...all.map(({ id }) => id)])];
    missed = [...new Set(releases.flatMap((each) => targetIdsOf(each, measure)))];
  }
  requireWords(params, { state: TARGET_STATES, missed, near: units, pin: units });
}

export const load: PageServerLoad = async ({ params, url }) => {
  const series = url.searchParams.get('series') ?? GATHERED_SERIES;
  const asked = await releaseAsked(url.searchParams, series);
  const redrawn = await redrawnAsked(url.searchParams, asked.course, params.measure);
  const { periods } = asked;
  const { release, course } = redrawn ?? asked;
  const known = [...release.rules.units, ...asked.release.rules.units];
  const face = faceOf(release, params.measure);
  const group = release.rules.groups.find(({ id }) => id === params.group);
  const { ranked, unranked } = splitRows(release, params.measure, params.group);
  if (!face || !group || ranked.length + unranked.length === 0) {
    const message = m.common_error_measure({ measure: params.measure });
    error(404, { message, hint: m.common_error_measure_text() });
  }
  const entries = [...ranked, ...unranked];
  await requireChoices(url.searchParams, release, face.code, entries);
  const sureness = await readSureness(release, face.code, group.id);
  // Of an index that could not be weighed just now nobody can say what may be tried.
  const fault =
    sureness.weighing || face.index === null ? faultIn(url.searchParams, sureness.weighing) : null;
  if (fault) error(400, addressFault(fault));
  const previous = redrawn ? (course.at(-2) ?? null) : await previousOf(getPublished(), release);
  const { leaders, absentLeader, ...finding } = findingOf(
    entries,
    leadersOf(previous, face.code, group.id),
  );
  return {
    release: markOf(asked.release),
    periods,
    series,
    face: { ...face, decimals: decimalsIn(face, ranked) },
    isLowerBetter: isLowerBetter(release, face.code),
    group: { id: group.id, nameVi: group.nameVi, nameEn: group.nameEn },
    groups: groupsWith(release, face.code),
    mainMeasures: MAIN_MEASURES.flatMap((code) => faceOf(release, code) ?? []),
    finding: {
      ...finding,
      leaders: leaders.map(unitOf),
      absentLeader: absentLeader && named(absentLeader),
    },
    changes: changesOf(release, previous, face.code, entries),
    target: targetOfGroup(release, face.code, group.id),
    missed: missedIn(release, face.code, group.id, url.searchParams.get('missed')),
    national: summaryOf(release, face.code, null),
    summary: summaryOf(release, face.code, group.id),
    draws: sureness.draws,
    weighing: sureness.weighing,
    trial: await readTrialAnswer(url.searchParams, sureness.weighing, sureness.key),
    ranked: ranked.map((entry) => ({
      ...rankedOf(entry, course, sureness),
      parts: partsText(redrawn, entry.unit.id, known),
    })),
    unranked: unranked.map((entry) => {
      const stop = redrawn?.stops.get(stopKey(entry.unit.id, face.code));
      return unrankedOf(entry, stop ? stopWord(stop, known) : null);
    }),
    known: redrawn ? null : await knownBeside(release),
    boundaries: {
      year: redrawn?.year ?? null,
      day: redrawn?.day ?? null,
      years: await readOtherYears(getDb(), asked.release),
    },
    trendPeriods: course.slice(-TREND_PERIODS).map(({ period }) => period),
  };
};
