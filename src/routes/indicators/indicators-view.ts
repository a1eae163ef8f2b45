// Indicators as a release measures them: the nation's figure and how the groups spread. Pure; the
// pages on indicators and their tests import it.
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Release, Summary } from '#lib/domain/release.ts';
import { rowsOf } from '#lib/domain/overview.ts';
import type { Group, MemberUnit } from '#lib/domain/unit.ts';

export interface MeasuredIndicator {
  indicator: Indicator;
  /** Over the whole nation. */
  summary: Summary;
}

/** A group's figure and its lowest, middle and highest unit; the spread is null without figures. */
export interface GroupSpread {
  group: Group;
  summary: Summary;
  lowest: number | null;
  /** Mean of the two in the middle where their number is even. */
  median: number | null;
  highest: number | null;
}

/** Indicators that the release has figures of, in the catalogue's order. */
export function measuredIndicators(release: Release): MeasuredIndicator[] {
  return release.rules.indicators.flatMap((indicator) => {
    const summary = summaryOf(release, indicator.code, null);
    return summary && summary.counted > 0 ? [{ indicator, summary }] : [];
  });
}

/** Whether anything is asked of the nation's figure at all. */
export const isAsked = ({ targetState }: Summary): boolean =>
  targetState !== 'no_target' && targetState !== 'not_applicable';

/** The spread of a measure in each group that has a figure. */
export function spreadByGroup(release: Release, measure: string): GroupSpread[] {
  return release.rules.groups.flatMap((group) => {
    const summary = summaryOf(release, measure, group.id);
    if (!summary || summary.counted === 0) return [];
    const values = release.rows
      .filter((row) => row.measure === measure && row.groupId === group.id)
      .flatMap((row) => row.value ?? [])
      .toSorted((a, b) => a - b);
    return [
      {
        group,
        summary,
        lowest: values[0] ?? null,
        median: medianOf(values),
        highest: values.at(-1) ?? null,
      },
    ];
  });
}

/** @param sorted from low to high */
export function medianOf(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** Units that share one end of a ranking. */
export interface RankingEnd {
  score: number;
  /** In the order of the release. */
  units: Pick<MemberUnit, 'id' | 'nameVi' | 'nameEn'>[];
}

export interface GroupEnds {
  group: Group;
  ranked: number;
  first: RankingEnd;
  /** Null where all of them are first. */
  last: RankingEnd | null;
}

/** Who is ranked first and who last in each group; nobody where a measure has no better end. */
export function endsByGroup(release: Release, measure: string): GroupEnds[] {
  return release.rules.groups.flatMap((group) => {
    const ranked = rowsOf(release, measure, group.id).filter(({ row }) => row.rank !== null);
    const ranks = ranked.map(({ row }) => row.rank ?? 0);
    const endAt = (rank: number): RankingEnd => {
      const at = ranked.filter(({ row }) => row.rank === rank);
      const units = at.map(({ unit: { id, nameVi, nameEn } }) => ({ id, nameVi, nameEn }));
      return { score: at[0]?.row.score ?? 0, units };
    };
    if (ranked.length < 2) return [];
    const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
    const last = best === worst ? null : endAt(worst);
    return [{ group, ranked: ranked.length, first: endAt(best), last }];
  });
}
