// Who moved past whom between two rankings, worked out from their ranks alone; the checks of changes of
// rank share it.
import type { Ranking } from './facts.ts';
import type { Language } from './text.ts';

export const FACTORS: Record<
  string,
  { row: Record<Language, string>; said: Record<Language, string> }
> = {
  own: {
    row: { vi: 'Kết quả của chính đơn vị', en: 'The unit’s own results' },
    said: { vi: 'kết quả của chính đơn vị', en: 'its own results' },
  },
  others: {
    row: { vi: 'Kết quả của các đơn vị khác', en: 'Other units’ results' },
    said: { vi: 'kết quả của các đơn vị khác', en: 'other units’ results' },
  },
  denominator: {
    row: { vi: 'Mẫu số của mọi đơn vị', en: 'Denominators of all units' },
    said: { vi: 'thay đổi mẫu số của các đơn vị', en: 'changed denominators of all units' },
  },
  corrections: {
    row: { vi: 'Đính chính, số liệu đến muộn', en: 'Corrections, late figures' },
    said: { vi: 'đính chính và số liệu đến muộn', en: 'corrections and late figures' },
  },
  units: {
    row: { vi: 'Danh sách được xếp hạng', en: 'Who is ranked' },
    said: { vi: 'thay đổi trong danh sách được xếp hạng', en: 'changes in who is ranked' },
  },
  method: {
    row: { vi: 'Phương pháp', en: 'Method' },
    said: { vi: 'thay đổi phương pháp', en: 'changes of method' },
  },
};

/** What the ledger's list calls each kind of neighbour. */
export const SIDES = {
  passedBy: { vi: 'Bị vượt bởi', en: 'Passed by' },
  cameAbove: { vi: 'Mới có thứ hạng, đứng trên', en: 'Newly ranked, above it' },
  passed: { vi: 'Đã vượt', en: 'Passed' },
  level: { vi: 'Nay ngang hạng', en: 'Now level with' },
  wentFromAbove: {
    vi: 'Trước đứng trên, nay không có thứ hạng',
    en: 'Above it before, no longer ranked',
  },
};
export type Side = keyof typeof SIDES;

export interface Moved {
  before: number;
  now: number;
  ranked: number;
  nowRanked: number;
  sides: Record<Side, Set<string>>;
}

export const ranksOf = ({ rows }: Ranking): Map<string, number> =>
  new Map(rows.flatMap(({ unitId, rank }) => (rank === null ? [] : [[unitId, rank]])));

/** Ranks and neighbours as the two rankings say; null where the unit is not in both. */
export function movedOf(unitId: string, from: Ranking, to: Ranking): Moved | null {
  const [then, now] = [ranksOf(from), ranksOf(to)];
  const [before, after] = [then.get(unitId), now.get(unitId)];
  if (before === undefined || after === undefined) return null;
  const sides: Moved['sides'] = {
    passedBy: new Set(),
    cameAbove: new Set(),
    passed: new Set(),
    level: new Set(),
    wentFromAbove: new Set(),
  };
  for (const other of new Set([...then.keys(), ...now.keys()])) {
    const [was, is] = [then.get(other), now.get(other)];
    const wasAbove = was !== undefined && was < before;
    const isAbove = is !== undefined && is < after;
    if (was === undefined) {
      if (isAbove) sides.cameAbove.add(other);
    } else if (is === undefined) {
      if (wasAbove) sides.wentFromAbove.add(other);
    } else if (isAbove && !wasAbove) sides.passedBy.add(other);
    else if (wasAbove && !isAbove) sides[is === after ? 'level' : 'passed'].add(other);
  }
  return { before, now: after, ranked: then.size, nowRanked: now.size, sides };
}

export const places = (count: number, language: Language): string =>
  language === 'vi' ? 'bậc' : count === 1 ? 'place' : 'places';
