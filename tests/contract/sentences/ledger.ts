// What the ledger of a change of rank must say beside its sentence: the factors and who changed sides.
import type { Explanation, Ranking } from './facts.ts';
import { FACTORS, places, ranksOf, SIDES, type Moved, type Side } from './moved.ts';
import { periodText, textFaults, valueFault, type Language, type Sentence } from './text.ts';

interface Behind {
  from: Ranking;
  to: Ranking;
  periods: readonly [from: string, to: string];
  unitId: string;
}

/** What stands under a factor's name: counts or scores of both quarters, and how many are ranked anew. */
function behindFault(
  factor: string,
  said: string,
  { from, to, unitId }: Behind,
  language: Language,
): string | null {
  const [before, now] = [from, to].map(({ rows }) => rows.find((row) => row.unitId === unitId));
  if (!before || !now) return 'not in both rankings';
  const isCounted = before.numerator !== null && now.numerator !== null;
  const fault = (words: string, values: Sentence['values'] = {}): string | null =>
    textFaults(said, [{ words, values }], language)[0] ?? null;
  if (factor === 'own') {
    if (isCounted) {
      return fault('{before} → {now}', { before: before.numerator ?? 0, now: now.numerator ?? 0 });
    }
    const words = { vi: 'điểm {before} → {now}', en: 'score {before} → {now}' };
    return fault(words[language], { before: before.score, now: now.score });
  }
  if (factor === 'denominator' && isCounted) {
    const words = {
      vi: 'riêng đơn vị này: {before} → {now}',
      en: 'this unit’s own: {before} → {now}',
    };
    return fault(words[language], {
      before: before.denominator ?? 0,
      now: now.denominator ?? 0,
    });
  }
  const [then, since] = [ranksOf(from), ranksOf(to)];
  const came = [...since.keys()].filter((unit) => !then.has(unit)).length;
  const went = [...then.keys()].filter((unit) => !since.has(unit)).length;
  if (factor === 'units' && came + went > 0) {
    const words = {
      vi: 'thêm {came}, bớt {went} đơn vị có thứ hạng',
      en: '{came} ranked anew, {went} no longer ranked',
    };
    return fault(words[language], { came, went });
  }
  return said === '' ? null : `"${said}" is said of ${factor}`;
}

export function partsFaults(
  { move }: Explanation,
  moved: Moved,
  { rows, behind }: { rows: readonly string[][]; behind: Behind },
  language: Language,
): string[] {
  if (!move) return [];
  const whole = move.parts.reduce((sum, { exact }) => sum + exact.numerator / exact.denominator, 0);
  const rise = moved.before - moved.now;
  const faults =
    Math.abs(whole - rise) > 1e-9 ? [`parts come to ${whole}, the ranks to ${rise}`] : [];
  const shown = move.parts.map((part, at) => {
    const [head = '', text = ''] = rows[at + 1] ?? [];
    const factor = FACTORS[part.factor]?.row[language] ?? '?';
    if (!head.startsWith(factor)) return `no row of ${part.factor}`;
    const evidence = behindFault(part.factor, head.slice(factor.length).trim(), behind, language);
    if (evidence !== null) return `${head}: ${evidence}`;
    if (part.places === 0)
      return text === { vi: 'không', en: 'none' }[language] ? null : `${head}: ${text}`;
    const [, number = '', told = ''] = /^(\S+) (.*)$/.exec(text) ?? [];
    const size = Math.abs(part.places);
    const direction = { vi: ['tăng', 'giảm'], en: ['up', 'down'] }[language][
      part.places > 0 ? 0 : 1
    ];
    const words = `${direction} {size} ${places(size, language)}`;
    return (
      valueFault(number, part.places, language) ??
      textFaults(told, [{ words, values: { size } }], language)[0] ??
      null
    );
  });
  const ends = [
    endFaults(rows[0], behind.periods[0], moved.before, moved.ranked, language),
    endFaults(rows[7], behind.periods[1], moved.now, moved.nowRanked, language),
  ];
  return [...faults, ...shown.filter((fault) => fault !== null), ...ends.flat()];
}

/** The first and the last row: a quarter, and the rank in it. */
function endFaults(
  [head, text]: readonly string[] = [],
  period: string,
  rank: number,
  of: number,
  language: Language,
): string[] {
  const label = { vi: 'Hạng {period}', en: 'Rank, {period}' }[language];
  const said = periodText(period, language);
  return [
    ...textFaults(head, [{ words: label, values: { period: said } }], language),
    ...textFaults(text, [{ words: '{rank}/{of}', values: { rank, of } }], language),
  ];
}

/** The list beside the ledger names everybody of each kind. */
export function sidesFaults(
  moved: Moved,
  terms: readonly [string, string][],
  names: ReadonlyMap<string, string>,
  language: Language,
): string[] {
  return (Object.keys(SIDES) as Side[]).flatMap((side) => {
    const ids = moved.sides[side];
    const label = SIDES[side][language];
    const said = terms.find(([term]) => term === label)?.[1];
    if (said === undefined) {
      return ids.size === 0 && !['passedBy', 'passed'].includes(side) ? [] : [`no list "${label}"`];
    }
    const wanted = [...ids].map((id) => names.get(id) ?? id).toSorted();
    const told =
      said === { vi: 'không có', en: 'nobody' }[language] ? [] : said.split('; ').toSorted();
    return told.join() === wanted.join() ? [] : [`${label}: ${told.join()} for ${wanted.join()}`];
  });
}
