// Why a change of rank cannot be told, found in the two rankings alone, and what is said then.
import type { Name } from './facts.ts';
import { NONE } from './why.ts';
import { periodText, shortName, textFaults, type Language } from './text.ts';

/** A measure in one release over all groups; nothing where it is not measured. */
export interface AllRanked {
  rows?: { unitId: string; group: string; rank: number | null }[];
  unranked?: { unitId: string; group: string }[];
}

const listedIn = ({ rows = [], unranked = [] }: AllRanked, unitId: string) => {
  const ranked = rows.find((row) => row.unitId === unitId);
  const silent = unranked.find((row) => row.unitId === unitId);
  return ranked ?? (silent && { ...silent, rank: null });
};

/** Null where the change can be told. */
export function whyNone(unitId: string, from: AllRanked, to: AllRanked): string | null {
  if (!from.rows || !to.rows) return 'no-measure';
  const [before, now] = [from, to].map((ranking) => listedIn(ranking, unitId));
  if (!now) return 'not-listed-now';
  if (!before) return 'not-listed-before';
  if (now.rank === null) return 'unranked-now';
  if (before.rank === null) return 'unranked-before';
  return before.group === now.group ? null : 'other-group';
}

/** @param ends the two periods */
export const noneFaults = (
  said: string | undefined,
  { reason, name, ends: [from, to] }: { reason: string; name: Name; ends: readonly string[] },
  language: Language,
): string[] =>
  textFaults(
    said,
    [
      {
        words: NONE[reason]?.[language] ?? `(${reason})`,
        values: {
          name: shortName(name, language),
          from: periodText(from ?? '', language),
          to: periodText(to ?? '', language),
        },
      },
    ],
    language,
  );
