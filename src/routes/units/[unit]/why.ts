// What the unit page tells of its changes of rank since the period before. Only the page's load imports
// it, and its parts the types.
import type { RankMove } from '#lib/domain/explain/rank-move.ts';
import { type MeasureCode, nodeMeasure } from '#lib/domain/indicator.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { OWN_INDEX } from '#lib/domain/usual-measures.ts';
import {
  comparedWith,
  explainMove,
  type Explanation,
  type InBoth,
} from '#lib/server/explain/explanation.ts';
import type { Published } from '#lib/server/published.ts';

export interface NamedUnit {
  id: UnitId;
  nameVi: string;
  nameEn: string;
}

/** One measure's section. */
export interface WhyMoved {
  measure: string;
  nameVi: string;
  nameEn: string;
  /** Whether it is no official ranking. */
  isReference: boolean;
  sentence: InBoth;
  /** Null where the sentence says why there is nothing to split. */
  move:
    | (Omit<RankMove, Side> & Record<Side, NamedUnit[]> & { fromPeriod: string; toPeriod: string })
    | null;
}

type Side = 'passedBy' | 'passed' | 'level' | 'cameAbove' | 'wentFromAbove';

/**
 * Why the unit moved since it was ranked last, on one share and on the own index, as far as the release
 * holds it.
 *
 * @param course releases of one series, oldest first, the shown one last
 * @param asked the share, or what is told instead of both
 */
export async function readWhyMoved(
  published: Published,
  course: readonly Release[],
  unit: UnitId,
  asked: MeasureCode | readonly Measured[],
): Promise<WhyMoved[]> {
  const to = course.at(-1);
  const member = to?.rules.units.find(({ id }) => id === unit);
  if (!to || !member) return [];
  const told = (typeof asked === 'string' ? measuresOf(to, asked) : asked).filter(({ measure }) => {
    const row = rowOf(to, unit, measure);
    return row !== null && row.missing !== 'not-applicable';
  });
  return Promise.all(
    told.map(async ({ measure, ...name }) =>
      whyMoved(
        await explainMove(published, {
          ...comparedWith(course, unit, measure),
          ...{ to, unit: member, measure },
        }),
        name,
      ),
    ),
  );
}

function measuresOf({ rules }: Release, share: MeasureCode): Measured[] {
  const indicator = rules.indicators.find(({ code }) => code === share);
  const root = rules.indices.find(({ code }) => code === OWN_INDEX)?.nodes[0];
  return [
    ...(indicator ? [{ ...indicator, measure: share, isReference: false }] : []),
    ...(root ? [{ ...root, measure: nodeMeasure(OWN_INDEX, root.code), isReference: true }] : []),
  ].map(({ measure, nameVi, nameEn, isReference }) => ({ measure, nameVi, nameEn, isReference }));
}

type Name = Pick<WhyMoved, 'nameVi' | 'nameEn' | 'isReference'>;
type Measured = Name & Pick<WhyMoved, 'measure'>;

function whyMoved(
  { measure, answer, sentence, from, to, units }: Explanation,
  name: Name,
): WhyMoved {
  const named = (ids: readonly UnitId[]): NamedUnit[] =>
    ids.flatMap((id) => {
      const unit = units.get(id);
      return unit ? [{ id, nameVi: unit.nameVi, nameEn: unit.nameEn }] : [];
    });
  const told = { ...name, measure, sentence };
  if (!answer.move || !from) return { ...told, move: null };
  const { passedBy, passed, level, cameAbove, wentFromAbove, ...move } = answer.move;
  return {
    ...told,
    move: {
      ...move,
      fromPeriod: from.period,
      toPeriod: to.period,
      passedBy: named(passedBy),
      passed: named(passed),
      level: named(level),
      cameAbove: named(cameAbove),
      wentFromAbove: named(wentFromAbove),
    },
  };
}
