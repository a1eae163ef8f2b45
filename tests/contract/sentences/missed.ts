// What a ranking must say of targets that fell due before the one that judges its units: beside each unit
// which of them it has not met, what can be chosen, and whom a choice leaves.
import {
  askedText,
  demandText,
  endOf,
  judging,
  rankingIn,
  type NationRow,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import type { RankingAsked } from './ranking-top.ts';
import { dayText, plain, textFaults, type Language } from './text.ts';

const WORDS = {
  vi: {
    mark: /chưa đạt [\d,.]+% \(hạn \d{4}\)/g,
    marked: (demand: string, year: string) => `chưa đạt ${demand} (hạn ${year})`,
    choice: (asked: string, due: string) => `${asked}, hạn ${due}`,
    noteBegins: 'Tình trạng, số còn thiếu và ',
    note: 'Tình trạng, số còn thiếu và “Chậm từ” tính theo chỉ tiêu đang xét: {asked}.',
    count: '{shown}/{total} đơn vị',
    none: 'Không có đơn vị nào phù hợp với bộ lọc.',
  },
  en: {
    mark: /[\d,.]+% due \d{4} not met/g,
    marked: (demand: string, year: string) => `${demand} due ${year} not met`,
    choice: (asked: string, due: string) => `${asked}, due ${due}`,
    noteBegins: 'State, what is lacking ',
    note: 'State, what is lacking and “behind since” are of the target that judges now: {asked}.',
    count: '{shown} of {total} units',
    none: 'No unit fits these filters.',
  },
} as const;

export interface Missed {
  target: PlannedTarget;
  rows: NationRow[];
}

const isBelow = ({ value, numerator: n, denominator: d }: NationRow, asked: number): boolean =>
  n === null || d === null ? (value ?? 0) < asked : n < asked * d - 1e-9;

/** Targets of a group that fell due, whose place a later one has taken, and who is still below each. */
export function missedIn(world: World, { indicator, group, period }: RankingAsked): Missed[] {
  const judge = judging(indicator, [group], period);
  const own = rankingIn(world, period, indicator.code).rows.filter((row) => row.group === group);
  const end = endOf(period);
  return indicator.targets
    .filter(
      ({ schedule, unitId, operator, groups, due, bases }) =>
        !schedule &&
        unitId === null &&
        operator === '>=' &&
        groups.includes(group) &&
        due <= end &&
        due < (judge?.due ?? '') &&
        bases.some(({ verified, documentDate }) => verified && documentDate <= end),
    )
    .map((target) => ({ target, rows: own.filter((row) => isBelow(row, target.value)) }));
}

/** Rows of units by their ids, in the order of the page. */
const rowsIn = (page: string): [id: string, said: string][] =>
  [...page.matchAll(/<tr id="([^"]+)"[^>]*>(.*?)<\/tr>/gs)].map(([, id = '', inner = '']) => [
    id,
    plain(inner),
  ]);

const choicesIn = (page: string): [value: string, said: string][] => {
  const [, choices = ''] = /<select[^>]*\bname="missed"[^>]*>(.*?)<\/select>/s.exec(page) ?? [];
  return [...choices.matchAll(/<option value="([^"]+)"[^>]*>(.*?)<\/option>/gs)].map(
    ([, value = '', said = '']) => [plain(value), plain(said)],
  );
};

const different = (what: string, said: readonly string[], wanted: readonly string[]): string[] =>
  said.join(' | ') === wanted.join(' | ')
    ? []
    : [`${what}: ${said.join(' | ')} FOR ${wanted.join(' | ')}`];

/** @param chosen the id of the target that the table is narrowed to; null where it is whole */
export function missedFaults(
  page: string,
  world: World,
  asked: RankingAsked,
  chosen: string | null,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { indicator, group, period } = asked;
  const missed = missedIn(world, asked);
  const all = rankingIn(world, period, indicator.code).rows.filter((row) => row.group === group);
  const shown =
    chosen === null ? all : (missed.find(({ target }) => target.id === chosen)?.rows ?? []);
  const idsOf = (units: readonly NationRow[]) => units.map(({ unitId }) => unitId).toSorted();
  const rows = rowsIn(page).filter(([id]) => idsOf(all).includes(id));
  const marks = rows.flatMap(([id, said]) => {
    const wanted = missed
      .filter((each) => each.rows.some(({ unitId }) => unitId === id))
      .map(({ target }) =>
        words.marked(demandText(target.value, language), target.due.slice(0, 4)),
      );
    return different(id, [...new Set(said.match(words.mark) ?? [])], wanted);
  });
  // What is asked for can be chosen though nobody has missed it.
  const offered = indicator.targets
    .filter(
      ({ id }) =>
        id === chosen ||
        missed.some(({ target, rows: below }) => target.id === id && below.length > 0),
    )
    .map((target) => {
      const choice = words.choice(
        askedText(target, indicator, language),
        dayText(target.due, language),
      );
      return `${target.id} ${choice}`;
    });
  const judge = judging(indicator, [group], period);
  const texts = [...page.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)].map(([, inner = '']) => plain(inner));
  const notes = texts.filter((text) => text.startsWith(words.noteBegins));
  const noted = chosen !== null && judge !== null;
  const counts = words.count
    .replace('{shown}', String(shown.length))
    .replace('{total}', String(all.length));
  return [
    ...different('rows', rows.map(([id]) => id).toSorted(), idsOf(shown)),
    ...marks,
    ...different(
      'choices',
      choicesIn(page).map((each) => each.join(' ')),
      offered,
    ),
    ...(notes.length === Number(noted) ? [] : [`notes: ${notes.join(' | ')}`]),
    ...(noted
      ? textFaults(
          notes[0],
          [{ words: words.note, values: { asked: askedText(judge, indicator, language) } }],
          language,
        )
      : []),
    ...(chosen === null || plain(page).includes(counts) ? [] : [`does not count ${counts}`]),
    ...(plain(page).includes(words.none) === (shown.length === 0) ? [] : ['says nobody fits']),
  ];
}
