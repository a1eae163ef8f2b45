// What the two pictures of the first page must say: how many units lie below half of what is asked, with
// the figure of each, and how many provinces meet the target, of this measure and of every other.
import {
  CODE,
  demandOf,
  demandText,
  isMet,
  judging,
  measureName,
  named,
  NATION,
  ofNation,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
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
    below: '{n}/{all} đơn vị còn dưới {limit}',
    none: 'Mọi đơn vị có số liệu đều từ {limit} trở lên',
    spread: '{name}, {period}; mỗi chấm một đơn vị, mỗi cột 2,5 điểm phần trăm',
    met: '{met}/{of} tỉnh, thành phố đạt chỉ tiêu',
    map: '{name}, {period}; ranh giới 63 tỉnh, thành phố đến hết ngày 30/6/2025',
  },
  en: {
    below: '{n} of {all} units are below {limit}',
    none: 'Every unit with figures stands at {limit} or above',
    spread: '{name}, {period}; one dot a unit, one column 2.5 percentage points',
    met: '{met} of {of} provinces met the target',
    map: '{name}, {period}; boundaries of the 63 provinces up to 30 June 2025',
  },
} as const;

export const SPREAD_HEADS = {
  vi: / mỗi chấm một đơn vị, /,
  en: / one dot a unit, /,
};
export const MAP_HEADS = {
  vi: /; ranh giới 63 tỉnh, thành phố/,
  en: /; boundaries of the 63 provinces/,
};

const indicatorOf = ({ indicators }: World, code: string) =>
  indicators.find((indicator) => indicator.code === code);

/** The units of a table with the figure of each; nobody else, and nobody left out. */
function figureFaults(
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
  if (!section || !indicator) return ['no picture of how units spread'];
  const words = WORDS[language];
  const target = judging(indicator, NATION, period);
  const limit = target ? (demandOf(world, CODE, target) ?? NaN) / 2 : 0.2;
  const rows = ofNation(rankingIn(world, period, CODE).rows);
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

/** How many provinces meet the target of a measure; without one who has it, or what they come to. */
function countFault(
  said: string,
  world: World,
  { period, indicator }: { period: string; indicator: PlannedIndicator },
  language: Language,
): string | null {
  const { rows, unranked } = rankingIn(world, period, indicator.code);
  const own = rows.filter(({ group }) => group === 'provinces');
  const silent = unranked.filter(
    ({ group, reason }) => group === 'provinces' && reason !== 'not-applicable',
  );
  const of = own.length + silent.length;
  if (judging(indicator, ['provinces'], period)) {
    return valueFault(said, `${own.filter(isMet).length}/${of}`, language);
  }
  if (indicator.measure === 'flag') {
    return valueFault(said, `${own.filter(({ value }) => value === 1).length}/${of}`, language);
  }
  const sum = (part: 'numerator' | 'denominator') =>
    own.reduce((total, row) => total + (row[part] ?? 0), 0);
  return valueFault(said, percent(sum('numerator') / sum('denominator')), language);
}

/** The provinces by the share that the page is about, and what may be mapped in its place. */
export function mapFaults(
  section: Section | undefined,
  world: World,
  period: string,
  language: Language,
): string[] {
  const indicator = indicatorOf(world, CODE);
  if (!section || !indicator) return ['no map'];
  const words = WORDS[language];
  const ranking = rankingIn(world, period, CODE);
  const own = ranking.rows.filter(({ group }) => group === 'provinces');
  const silent = ranking.unranked.filter(({ group }) => group === 'provinces');
  const of = own.length + silent.length;
  const values = {
    ...{ met: own.filter(isMet).length, of },
    ...{ name: indicator.name[language], period: periodText(period, language) },
  };
  const measured = world.indicators.filter(({ code }) =>
    rankingIn(world, period, code).rows.some(({ group }) => group === 'provinces'),
  );
  const [figures, counts] = [section.rows.slice(0, of), section.rows.slice(of)];
  // Why somebody has none is told in the place of a figure.
  const known = figures.filter(([name = '']) => !named(silent, name, language));
  return [
    ...textFaults(section.heading, [{ words: `${words.met} ${words.map}`, values }], language),
    ...figureFaults(known, own, language),
    ...(figures.length - known.length === silent.length ? [] : ['others than the silent are']),
    ...(counts.length === measured.length ? [] : [`${counts.length} of ${measured.length} counts`]),
    ...measured.flatMap((each) => {
      const name = measureName(each, language);
      const said = counts.find(([head]) => head === name)?.[1] ?? '';
      const fault = countFault(said, world, { period, indicator: each }, language);
      return fault === null ? [] : [`${name}: ${fault}`];
    }),
  ];
}
