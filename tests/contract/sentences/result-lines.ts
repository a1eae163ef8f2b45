// What the table of a unit's results must say below each indicator: what is asked of the unit itself, twice
// what it had in an earlier year too, and which targets it missed that later ones have taken the place of.
import { missedIn } from './missed.ts';
import {
  demandText,
  judging,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import {
  dayText,
  percent,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

export const RESULTS = { vi: 'Kết quả theo từng chỉ tiêu', en: 'Results by indicator' };

const WORDS = {
  vi: {
    asked: 'chỉ tiêu {demand}, hạn {due}',
    twice: 'chỉ tiêu gấp {times} năm {baseline} = {demand}, hạn {due}',
    missed: 'vẫn chưa đạt chỉ tiêu {demand}, hạn {due}',
    due: /, hạn \d/,
  },
  en: {
    asked: 'target {demand}, due {due}',
    twice: 'target {times} times {baseline} = {demand}, due {due}',
    missed: 'target {demand} due {due} still not met',
    due: /,? due \d/,
  },
} as const;

export interface ResultsAsked {
  unitId: string;
  group: string;
  period: string;
}

/** What a unit's own counts of a year came to, over the quarters of which they are known; null of none. */
function shareOf(world: World, code: string, unitId: string, year: string): number | null {
  const rows = world.periods
    .filter((period) => period.startsWith(year))
    .flatMap((period) => rankingIn(world, period, code).rows)
    .filter((row) => row.unitId === unitId);
  const sum = (of: 'numerator' | 'denominator') =>
    rows.reduce((total, row) => total + (row[of] ?? NaN), 0);
  return rows.length === 0 ? null : sum('numerator') / sum('denominator');
}

function filled(words: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (text, [name, said]) => text.replace(`{${name}}`, said),
    words,
  );
}

/** What is asked; of a multiple nothing where the year it is of is not known. */
function askedSaid(
  world: World,
  { code }: PlannedIndicator,
  { operator, value, baseline, due }: PlannedTarget,
  unitId: string,
  language: Language,
): Sentence[] {
  const words = WORDS[language];
  if (operator !== 'x') {
    const demand = demandText(value, language);
    return [{ words: filled(words.asked, { demand, due: dayText(due, language) }) }];
  }
  const base = shareOf(world, code, unitId, baseline ?? '');
  if (base === null) return [];
  const values = { times: String(value), baseline: baseline ?? '', due: dayText(due, language) };
  return [
    { words: filled(words.twice, values), values: { demand: percent(Math.min(1, value * base)) } },
  ];
}

/** All that is said of targets below an indicator's name. */
function linesOf(
  world: World,
  indicator: PlannedIndicator,
  { unitId, group, period }: ResultsAsked,
  language: Language,
): Sentence[] {
  const judge = judging(indicator, [group], period);
  const isIts = ({ unitId: id }: NationRow) => id === unitId;
  const missed = missedIn(world, { indicator, group, period }).filter(({ rows }) =>
    rows.some(isIts),
  );
  return [
    ...(judge ? askedSaid(world, indicator, judge, unitId, language) : []),
    ...missed.map(({ target: { value, due } }) => {
      const values = { demand: demandText(value, language), due: dayText(due, language) };
      return { words: filled(WORDS[language].missed, values) };
    }),
  ];
}

/** What is wrong with the rows of a unit's results. */
export function resultFaults(
  sections: readonly Section[],
  world: World,
  asked: ResultsAsked,
  language: Language,
): string[] {
  const words = WORDS[language];
  const section = sections.find(({ heading }) => heading === RESULTS[language]);
  if (!section) return ['no section on results'];
  return section.rows.flatMap(([head = '']) => {
    // One name may begin with another.
    const [indicator] = world.indicators
      .filter(({ name }) => head.startsWith(name[language]))
      .toSorted((one, other) => other.name[language].length - one.name[language].length);
    if (!indicator) return [];
    // Its state, which small screens have here, stands behind them and tells no day.
    const rest = {
      words: '{rest}',
      values: { rest: (said: string) => (words.due.test(said) ? `${said} of no target` : null) },
    };
    const said = `${head.slice(indicator.name[language].length).trim()} .`.trim();
    const lines = [...linesOf(world, indicator, asked, language), rest];
    return textFaults(said, lines, language).map((fault) => `${indicator.code}: ${fault}`);
  });
}
