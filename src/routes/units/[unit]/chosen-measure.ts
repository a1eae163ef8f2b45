// Which of a unit's shares the page explains: that which the address names, else the headline's, or the
// first that is for the unit. Pure; the unit page's load imports it.
import type { Indicator, MeasureCode } from '#lib/domain/indicator.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';

export interface ChosenMeasure {
  measure: MeasureCode;
  /** A place that is wanted, from 1; null where none, or none that there is, is asked for. */
  rank: number | null;
  /** The unit's shares that can be chosen: those that the release measures for it. */
  choices: Pick<Indicator, 'code' | 'nameVi' | 'nameEn'>[];
}

const MEASURE = 'measure';
const RANK = 'rank';

/** What names nothing that the release has is left unheard: an old address still leads to the unit. */
export function chosenMeasure(
  release: Release | null,
  unit: UnitId,
  params: URLSearchParams,
): ChosenMeasure {
  const choices = (release?.rules.indicators ?? [])
    .filter(({ code, measure }) => {
      const row = release && measure === 'share' ? rowOf(release, unit, code) : null;
      return row !== null && row.missing !== 'not-applicable';
    })
    .map(({ code, nameVi, nameEn }) => ({ code, nameVi, nameEn }));
  const asked = params.get(MEASURE);
  const named = choices.find(({ code }) => code === asked);
  const usual = choices.find(({ code }) => code === HEADLINE_MEASURE) ?? choices[0];
  const measure = (named ?? usual)?.code ?? HEADLINE_MEASURE;
  const row = release && rowOf(release, unit, measure);
  const rank = Number(/^[1-9]\d{0,4}$/.exec(params.get(RANK) ?? '')?.[0] ?? NaN);
  const isPlace = release && row && rank <= rankedIn(release, row.groupId, measure);
  return { measure, rank: isPlace ? rank : null, choices };
}
