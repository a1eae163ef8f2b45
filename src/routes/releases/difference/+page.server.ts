// Two releases of a series row by row: counts of every measure, and the rows of the one that is chosen.
import { error, redirect } from '@sveltejs/kit';
import { localHref } from '#lib/components/address.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import {
  compareReleases,
  countChanges,
  crossingOf,
  CROSSINGS,
  type ReleaseChange,
} from '#lib/domain/release-changes.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import { faceOf } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { requireDifference } from '#lib/server/api/release-difference.ts';
import { ProblemError } from '#lib/server/http.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { requireWords } from '#lib/server/page-words.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import type { ReleaseHead } from '#lib/server/store/releases.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Rows of a page; a package may have thousands. */
const ROWS_A_PAGE = 150;

const optionOf = ({ id, period, number, releasedAt }: ReleaseHead) => ({
  ...{ id, period, number, releasedAt },
});

/** The two releases of the address; one that names none is answered as a page that is not there. */
async function asked(params: URLSearchParams) {
  const named = (name: string) => params.get(name) || undefined;
  const given = { from: named('from'), to: named('to'), series: named('series') };
  const wish = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  try {
    return await requireDifference(getPublished(), wish);
  } catch (fault) {
    if (!(fault instanceof ProblemError)) throw fault;
    // Who names none is led to what there is, as long as there are no two.
    if (!given.from && !given.to) redirect(303, localHref('/releases'));
    error(fault.problem.status, {
      message: m.releases_diff_unknown(),
      hint: m.releases_diff_unknown_text(),
    });
  }
}

/** The codes of what two releases measure, in the order of the rules: indicators, then nodes of indices. */
const codesOf = (from: Release, to: Release): string[] => {
  const rules = [to.rules, from.rules];
  const nodes = rules.flatMap(({ indices }) =>
    indices.flatMap((index) => index.nodes.map(({ code }) => nodeMeasure(index.code, code))),
  );
  return [
    ...new Set([...rules.flatMap((own) => own.indicators.map(({ code }) => code)), ...nodes]),
  ];
};

/** Each measure that differs anywhere, and the one that is asked for, in the order of the rules, with its counts. */
function measuresOf(
  changes: readonly ReleaseChange[],
  { from, to, asked }: { from: Release; to: Release; asked: string | null },
) {
  const byMeasure = Map.groupBy(changes, ({ measure }) => measure);
  const indicators = new Set(
    [...to.rules.indicators, ...from.rules.indicators].map(({ nameVi }) => nameVi),
  );
  return codesOf(from, to).flatMap((code) => {
    const own = byMeasure.get(code) ?? (code === asked && changes.length > 0 ? [] : null);
    const face = own && (faceOf(to, code) ?? faceOf(from, code));
    if (!face) return [];
    /** A node of an index that bears the name of the indicator that it weighs. */
    const isNamesake = face.index !== null && indicators.has(face.nameVi);
    return [{ face, isNamesake, rows: own.length, counts: countChanges(own) }];
  });
}

/** Groups in which another set of units has a rank, so that places cannot be held together. */
function unevenGroups(from: Release, to: Release, measure: string) {
  return to.rules.groups.flatMap((group) => {
    const { now, before, sameUnits } = compareRanked(to, from, measure, group.id);
    return before === null || sameUnits || before === 0 || now === 0
      ? []
      : [{ id: group.id, nameVi: group.nameVi, nameEn: group.nameEn, before, now }];
  });
}

/** As a ranking stands: group by group, best first, those without a rank last. */
const byPlace =
  (groups: readonly string[]) =>
  (a: ReleaseChange, b: ReleaseChange): number =>
    groups.indexOf(a.groupId) - groups.indexOf(b.groupId) ||
    (a.after?.rank ?? Number.MAX_SAFE_INTEGER) - (b.after?.rank ?? Number.MAX_SAFE_INTEGER);

export const load: PageServerLoad = async ({ url }) => {
  const { from, to } = await asked(url.searchParams);
  requireWords(url.searchParams, { crossed: CROSSINGS, measure: codesOf(from, to) });
  const published = getPublished();
  const series = to.rules.series.id;
  const [heads, allHeads, allSeries] = await Promise.all([
    published.heads(series),
    published.heads(),
    readAllSeries(getDb()),
  ]);
  const { changes, unchanged } = compareReleases(from, to);
  const given = url.searchParams.get('measure');
  const measures = measuresOf(changes, { from, to, asked: given });
  const wanted = given ?? HEADLINE_MEASURE;
  const chosen = measures.find(({ face }) => face.code === wanted) ?? measures[0] ?? null;
  const crossed = CROSSINGS.find((way) => way === url.searchParams.get('crossed')) ?? null;
  const own = changes
    .filter(({ measure }) => measure === chosen?.face.code)
    .filter((change) => crossed === null || crossingOf(change) === crossed)
    .toSorted(byPlace([...to.rules.groups, ...from.rules.groups].map(({ id }) => id)));
  const { items, page, pages } = pageOf(own, ROWS_A_PAGE, url.searchParams);
  const units = new Map([...from.rules.units, ...to.rules.units].map((unit) => [unit.id, unit]));
  const having = new Set(allHeads.map(({ seriesId }) => seriesId));
  return {
    from: markOf(from),
    to: markOf(to),
    series: allSeries.filter(({ id }) => having.has(id)),
    options: heads.map(optionOf),
    counts: countChanges(changes),
    total: changes.length,
    unchanged,
    measures,
    chosen,
    crossed,
    shown: own.length,
    uneven: chosen ? unevenGroups(from, to, chosen.face.code) : [],
    groups: [...from.rules.groups, ...to.rules.groups],
    page,
    pages,
    rows: items.flatMap((change) => {
      const unit = units.get(change.unitId);
      if (!unit) return [];
      const { id, nameVi, nameEn } = unit;
      return [{ ...change, unit: { id, nameVi, nameEn } }];
    }),
  };
};
