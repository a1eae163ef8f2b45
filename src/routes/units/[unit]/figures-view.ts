// What a release and its course say of one unit: results, place, platforms, the own index.
// Releases never change, so each is read once a language. Only the load of the unit page imports it.
import { locale } from '#lib/components/address.ts';
import type { Release } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import type { Openings } from '../../platforms/platforms-view.ts';
import { rankedBefore } from './ranked-before.ts';
import type { CatalogueUnit, UnitPage } from './unit-page.ts';
import {
  indexLines,
  overdueLines,
  platformLines,
  resultLines,
  type ResultLine,
} from './unit-view.ts';

export type Figures = Pick<
  UnitPage,
  'previousPeriod' | 'standing' | 'before' | 'overdue' | 'platforms' | 'index'
> & { lines: ResultLine[] };

const NO_FIGURES: Figures = {
  previousPeriod: null,
  standing: null,
  before: null,
  lines: [],
  overdue: [],
  platforms: [],
  index: [],
};

/** Some kilobytes each. */
const KEPT = 500;
const keep = keepLast<Figures>(KEPT);

/**
 * @param course of one series, oldest first, the release shown last
 * @param openings of platforms, as the catalogue knows them now
 */
export function readFigures(
  course: readonly Release[],
  unit: CatalogueUnit,
  openings: Openings,
): Promise<Figures> {
  const release = course.at(-1);
  if (!release) return Promise.resolve(NO_FIGURES);
  const opened = Object.values(openings).join(',');
  const key = [release.id, release.knownAt, unit.id, locale(), opened].join(' ');
  return keep(key, () => Promise.resolve(figuresOf(course, unit, release, openings)));
}

function figuresOf(
  history: readonly Release[],
  unit: CatalogueUnit,
  release: Release,
  openings: Openings,
): Figures {
  const id = unitId(unit.id);
  const lines = resultLines(release, id);
  const standing = lines.find(({ indicator }) => indicator.code === HEADLINE_MEASURE) ?? null;
  return {
    previousPeriod: history.at(-2)?.period ?? null,
    standing,
    before: rankedBefore(history, standing),
    lines,
    overdue: overdueLines(history, id),
    platforms: platformLines(history, id, openings),
    index: indexLines(release, id),
  };
}
