// What the picture of how units spread must say on the first page: how many lie below half of what is asked,
// with the figure of each.
import {
  CODE,
  demandOf,
  demandText,
  judging,
  named,
  NATION,
  ofNation,
  rankingIn,
  type NationRow,
  type World,
} from './nation-facts.ts';
import {
  percent,
  periodText,
  textFaults,
  valueFault,
  type Language,
  type Section,
} from './text.ts';

const WORDS = {
  vi: {
    below: '{n}/{all} đơn vị có số liệu còn dưới {limit}',
    none: 'Mọi đơn vị có số liệu đều từ {limit} trở lên',
    spread: '{name}, {period}; mỗi chấm một đơn vị, mỗi cột 2,5 điểm phần trăm',
  },
  en: {
    below: '{n} of {all} units with figures are below {limit}',
    none: 'Every unit with figures stands at {limit} or above',
    spread: '{name}, {period}; one dot a unit, one column 2.5 percentage points',
  },
} as const;

export const SPREAD_HEADS = {
  vi: / mỗi chấm một đơn vị, /,
  en: / one dot a unit, /,
};
export const indicatorOf = ({ indicators }: World, code: string) =>
  indicators.find((indicator) => indicator.code === code);

/** The units of a table with the figure of each; nobody else, and nobody left out. */
export function figureFaults(
  rows: readonly string[][],
  ranked: readonly NationRow[],
  language: Language,
): string[] {
  const told = rows.flatMap((cells) => {
    const [name = '', said = ''] = [cells[0], cells.at(-1)];
    const unit = named(ranked, name, language) as NationRow | undefined;
    if (!unit) return [`${name} has no figure`];
    const fault = valueFault(said, percent(unit.value ?? NaN), language);
    return fault === null ? [] : [`${name}: ${fault}`];
  });
  return rows.length === ranked.length
    ? told
    : [...told, `${rows.length} figures of ${ranked.length}`];
}

/** How units spread along the share that the page is about. */
export function spreadFaults(
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  const indicator = indicatorOf(world, CODE);
  const rows = ofNation(rankingIn(world, period, CODE).rows);
  if (rows.length === 0) return section ? ['a picture of nobody'] : [];
  if (!section || !indicator) return ['no picture of how units spread'];
  const words = WORDS[language];
  const target = judging(indicator, NATION, period);
  const limit = target ? (demandOf(world, CODE, target) ?? NaN) / 2 : 0.2;
  const n = rows.filter(
    ({ numerator, denominator }) => (numerator ?? 0) < limit * (denominator ?? 0) - 1e-9,
  ).length;
  const values = {
    ...{ n, all: rows.length, limit: demandText(limit, language) },
    ...{ name: indicator.name[language], period: periodText(period, language) },
  };
  const head = n === 0 ? words.none : words.below;
  return [
    ...textFaults(section.heading, [{ words: `${head} ${words.spread}`, values }], language),
    ...figureFaults(section.rows, rows, language),
  ];
}
