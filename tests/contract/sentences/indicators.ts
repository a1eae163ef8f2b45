// What the list of indicators must say of a quarter: how many are measured, how many of those with a target the
// nation meets, and each one's figure with the units that meet it; and from what to what an indicator's own
// course went. Worked out from the rankings.
import { metIn } from './measure-top.ts';
import {
  demandOf,
  judging,
  NATION,
  rankingIn,
  type PlannedIndicator,
  type World,
} from './nation-facts.ts';
import {
  percent,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

const WORDS = {
  vi: {
    head: '{measured} chỉ tiêu đang được đo; {met}/{asked} chỉ tiêu có mức phải đạt đã đạt trên toàn quốc',
    section: 'Đang được đo',
    sub: 'Số cả nước của {period}; số đơn vị đạt trên số đơn vị thuộc diện',
    course: 'Từ {first} ({firstPeriod}) đến {last} ({lastPeriod})',
    plain: 'Cả nước qua các kỳ',
    drawn: ', cả nước',
    dashed: '; vạch đứt: mức phải đạt',
  },
  en: {
    head: '{measured} indicators are measured; {met} of {asked} with a target reach it nationwide',
    section: 'Measured',
    sub: 'National figure of {period}; units that meet the target of those it applies to',
    course: 'From {first} ({firstPeriod}) to {last} ({lastPeriod})',
    plain: 'The nation over time',
    drawn: ', nationwide',
    dashed: '; dashed: the target',
  },
} as const;

/** Those that somebody in the nation has a figure of. */
export const measuredIn = (world: World, period: string): PlannedIndicator[] =>
  world.indicators.filter(
    ({ code }) => (rankingIn(world, period, code).national?.counted ?? 0) > 0,
  );

/** Whether the nation's figure meets what all of it is asked; null where it is asked nothing. */
function isNationMet(world: World, period: string, indicator: PlannedIndicator): boolean | null {
  const target = judging(indicator, NATION, period);
  if (!target) return null;
  const demand = demandOf(world, indicator.code, target);
  const value = rankingIn(world, period, indicator.code).national?.value ?? null;
  if (demand === null || value === null) return false;
  return target.operator === '<=' ? value <= demand + 1e-12 : value >= demand - 1e-12;
}

/** The nation's figure as it is shown; how it is put, and with what. */
function figureOf(world: World, period: string, { code, measure }: PlannedIndicator) {
  const { value, numerator, denominator } = rankingIn(world, period, code).national ?? {};
  if (value == null) return null;
  if (measure !== 'flag') return { words: '', value: measure === 'share' ? percent(value) : value };
  return { words: `${numerator}/${denominator}`, value };
}

function rowFaults(
  row: string[] | undefined,
  world: World,
  { indicator, period }: { indicator: PlannedIndicator; period: string },
  language: Language,
): string[] {
  const [name = '', , nation = '', , met = ''] = row ?? [];
  const figure = figureOf(world, period, indicator);
  const values: Record<string, Value> =
    figure === null || figure.words ? {} : { figure: figure.value };
  const counts = metIn(world, period, indicator);
  const metWords = counts.of > 0 ? `${counts.met}/${counts.of}` : '–';
  const words = figure === null ? '–' : figure.words || '{figure}';
  return [
    ...(name.startsWith(indicator.name[language])
      ? []
      : [`"${name}" for ${indicator.name[language]}`]),
    ...textFaults(nation, [{ words, values }], language),
    ...(met === metWords ? [] : [`${indicator.code}: "${met}" for ${metWords}`]),
  ];
}

/** What is wrong with the list. */
export function indicatorListFaults(
  headline: string,
  sections: readonly Section[],
  world: World,
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const measured = measuredIn(world, period);
  const asked = measured.flatMap((each) => isNationMet(world, period, each) ?? []);
  const values = {
    ...{ measured: measured.length, asked: asked.length },
    met: asked.filter(Boolean).length,
  };
  const section = sections.find(({ heading }) => heading === words.section);
  const rows = section?.rows ?? [];
  const sub: Sentence = { words: words.sub, values: { period: periodText(period, language) } };
  return [
    ...textFaults(headline, [{ words: words.head, values }], language),
    ...textFaults(section?.texts[0], [sub], language),
    ...(rows.length === measured.length ? [] : [`${rows.length} rows of ${measured.length}`]),
    ...measured.flatMap((indicator, at) =>
      rowFaults(rows[at], world, { indicator, period }, language),
    ),
  ];
}

/** Whether all of the nation was asked for it in any quarter up to one. */
const wasAsked = (world: World, until: string, indicator: PlannedIndicator): boolean =>
  world.periods.some((period) => {
    const target = period <= until ? judging(indicator, NATION, period) : null;
    const demand = target && demandOf(world, indicator.code, target);
    return demand !== null && Number.isFinite(demand);
  });

/** What is wrong with the heading over an indicator's course. */
export function courseFaults(
  heading: string | undefined,
  world: World,
  { indicator, period }: { indicator: PlannedIndicator; period: string },
  language: Language,
): string[] {
  const words = WORDS[language];
  const known = world.periods.slice(0, world.periods.indexOf(period) + 1).flatMap((each) => {
    const figure = figureOf(world, each, indicator);
    return figure ? [{ period: each, figure }] : [];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last)
    return heading?.startsWith(words.plain) ? [] : [`"${heading}" of one quarter`];
  const shown = ({ figure }: typeof first): Value => figure.words || figure.value;
  // What the picture is of stands below, and before the mark of what is made up.
  const isDashed = indicator.measure !== 'count' && wasAsked(world, period, indicator);
  const drawn = indicator.name[language] + words.drawn + (isDashed ? words.dashed : '');
  const sub = (text: string) =>
    text === drawn || text.startsWith(`${drawn} `) ? null : `"${text}" is not "${drawn}"`;
  const values = {
    ...{ first: shown(first), firstPeriod: periodText(first.period, language) },
    ...{ last: shown(last), lastPeriod: periodText(last.period, language), sub },
  };
  return textFaults(heading, [{ words: `${words.course} {sub}`, values }], language);
}
