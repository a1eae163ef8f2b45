// Units that a reader picked, side by side on every measure of a release. What a reader types to add one
// is looked up here, so that the address that follows holds the whole view.
import { redirect } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import type { ShownChart } from '#lib/charts/types.ts';
import { markOf } from '#lib/components/release-mark.ts';
import {
  askedUnits,
  compareUnits,
  leadersOf,
  MOST_COMPARED,
  namedUnits,
  widestOf,
  type ComparedMeasure,
} from '#lib/domain/compare-units.ts';
import { nationalGroups } from '#lib/domain/overview.ts';
import { decimalsIn, splitRows, type MeasureFace } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import { unitId, type MemberUnit, type UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { measuresOf } from '#lib/server/api/ranking-wish.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { requireWords } from '#lib/server/page-words.ts';
import { search } from '#lib/server/search/search.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { multiplesSheet } from '../charts/multiples.ts';
import { ranksSheet } from '../charts/ranks.ts';
import type { PageServerLoad } from './$types';
import { compareHref } from './compare-address.ts';

/** Shares named in words as those on which the units differ most. */
const MOST_DIFFERENCES = 5;
/** Results of a search that may be the unit that is meant. */
const MOST_FOUND = 40;
const MOST_OFFERED = 8;
/** Units of a ready-made comparison. */
const READY = 5;

const named = ({ id, nameVi, nameEn, groupId }: MemberUnit) => ({ id, nameVi, nameEn, groupId });

const UNIT_PATH = '/units/';

/** Units of the release that a text may mean, the nearest first. */
async function unitsMeant(text: string, release: Release): Promise<MemberUnit[]> {
  const { found } = await search(getDb(), getPublished(), text, MOST_FOUND);
  const members = new Map(release.rules.units.map((unit) => [unit.id, unit]));
  return found.flatMap(
    ({ path }) =>
      (path.startsWith(UNIT_PATH) && members.get(unitId(path.slice(UNIT_PATH.length)))) || [],
  );
}

/** What the reader typed to add a unit: one that is found is added, of several the reader chooses. */
async function addAsked(url: URL, release: Release, ids: readonly UnitId[]) {
  const text = url.searchParams.get('add')?.trim() ?? '';
  if (text === '') return null;
  const meant = (await unitsMeant(text, release)).filter(({ id }) => !ids.includes(id));
  const [only, ...others] = meant;
  if (only && others.length === 0 && ids.length < MOST_COMPARED) {
    const kept = [...url.searchParams].filter(([name]) => name !== 'add' && name !== 'units');
    redirect(303, compareHref([...ids, only.id], Object.fromEntries(kept)));
  }
  return { text, offered: meant.slice(0, MOST_OFFERED).map(named) };
}

const columnsOf = (measure: ComparedMeasure) => ({
  face: measure.face,
  spread: measure.spread,
  highest: measure.highest,
  lowest: measure.lowest,
  leaders: leadersOf(measure),
  cells: measure.figures.map(({ unitId: id, row, ranked }) => ({
    unitId: id,
    score: row?.score ?? null,
    qualifier: row?.qualifier ?? null,
    rank: row?.rank ?? null,
    ranked,
    missing: row?.missing ?? null,
    missingNote: row?.missingNote ?? null,
  })),
});

/** Scores of an index are told to as many digits as their scale needs. */
const readable = (release: Release, measure: ComparedMeasure): ComparedMeasure => {
  const rows = measure.figures.flatMap(({ row, unitId: id }) => {
    const unit = release.rules.units.find((each) => each.id === id);
    return row && unit ? [{ row, unit }] : [];
  });
  const face: MeasureFace = { ...measure.face, decimals: decimalsIn(measure.face, rows) };
  return { ...measure, face };
};

/** Comparisons to begin with: the first of each group, and its first, middle and last. */
function readyMade(release: Release, measure: string) {
  return nationalGroups(release).flatMap((group) => {
    const { ranked } = splitRows(release, measure, group.id);
    const ids = ranked.map(({ unit }) => unit.id);
    if (ids.length < READY) return [];
    const ends = [0, Math.floor(ids.length / 2), ids.length - 1].flatMap((at) => ids[at] ?? []);
    return [
      { kind: 'leaders' as const, group, units: ids.slice(0, READY) },
      { kind: 'ends' as const, group, units: ends },
    ];
  });
}

interface Drawn {
  release: Release;
  course: readonly Release[];
  measure: string;
  units: readonly MemberUnit[];
}

/** The course of the measure, and the ranks of the units of each group of which two are compared. */
function chartsOf({ release, course, measure, units }: Drawn): ShownChart[] {
  const [first] = units;
  if (!first || units.length < 2) return [];
  const ids = units.map(({ id }) => id);
  const query = { measure, units: ids.join(',') };
  const values = multiplesSheet(course, measure, first.groupId, ids);
  const groups = [...Map.groupBy(units, ({ groupId }) => groupId).values()];
  const ranks = groups.flatMap((own) => {
    const [head] = own;
    const sheet = head && own.length > 1 ? ranksSheet(course, measure, head, ids) : null;
    const place = { name: 'ranks', query: { unit: head?.id ?? '', ...query }, release };
    return sheet ? [showChart(sheet, place)] : [];
  });
  return [...(values ? [showChart(values, { name: 'multiples', query, release })] : []), ...ranks];
}

interface Asking {
  url: URL;
  release: Release;
  course: readonly Release[];
  ids: readonly UnitId[];
}

/** What a release says of the units asked for. */
async function viewOf({ url, release, course, ids }: Asking) {
  const add = await addAsked(url, release, ids);
  const comparison = compareUnits(release, ids, release.periodEnd);
  const { units, unknown, groupIds } = comparison;
  const measures = comparison.measures.map((each) => columnsOf(readable(release, each)));
  requireWords(url.searchParams, { measure: measuresOf(release) });
  const wanted = url.searchParams.get('measure') ?? HEADLINE_MEASURE;
  const chosen = measures.find(({ face }) => face.code === wanted) ?? measures[0];
  const measure = chosen?.face.code ?? null;
  return {
    units: units.map(named),
    unknown,
    groups: release.rules.groups.filter(({ id }) => groupIds.includes(id)),
    measures,
    measure,
    widest: widestOf(comparison, MOST_DIFFERENCES).map(columnsOf),
    charts: measure === null ? [] : chartsOf({ release, course, measure, units }),
    ready: units.length === 0 ? readyMade(release, HEADLINE_MEASURE) : [],
    add,
  };
}

type View = Awaited<ReturnType<typeof viewOf>>;

/** Where nothing is released yet. */
const NOTHING: View = {
  ...{ units: [], unknown: [], groups: [], measures: [], measure: null },
  ...{ widest: [], charts: [], ready: [], add: null },
};

export const load: PageServerLoad = async ({ url }) => {
  const series = url.searchParams.get('series');
  const { release, course, periods } = await releaseIfAny(url.searchParams, series ?? undefined);
  const units = url.searchParams.get('units');
  const ids = askedUnits(units);
  const view = release ? await viewOf({ url, release, course, ids }) : NOTHING;
  const named = namedUnits(units).length;
  return {
    most: MOST_COMPARED,
    named,
    series,
    periods,
    release: release && markOf(release),
    ...view,
  };
};
