// What the pictures of how a group spread over the quarters must say: how many meet the target now or where the
// middle unit stands, from when to when, and each quarter's ends; the same to those who cannot see them.
import type { Name } from './facts.ts';
import {
  isMet,
  judging,
  measureInText,
  NATION,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
  type World,
} from './nation-facts.ts';
import {
  numberOf,
  percent,
  periodText,
  plain,
  sectionsOf,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

const WORDS = {
  vi: {
    met: '{last}: {met}/{of} {group} đạt chỉ tiêu',
    median: 'Một nửa số {group} có số liệu ở mức {median} trở xuống, {last}',
    sub: '{name}, {group} từ {first} đến {last}; mỗi cột 5 điểm phần trăm, chiều cao: số đơn vị',
    label: 'Phân bố của {group} theo {measure} qua {n} kỳ: {finding}.',
    groups: { ministries: 'bộ, cơ quan ngang bộ', provinces: 'tỉnh, thành phố' },
  },
  en: {
    met: '{last}: {met} of {of} {group} met the target',
    median: 'Half of the {group} with figures stand at {median} or below, {last}',
    sub: '{name}, {group} from {first} to {last}; one column 5 percentage points, its height: units',
    label: 'Spread of {group} by {measure} over {n} periods: {finding}.',
    groups: { ministries: 'ministries', provinces: 'provinces' },
  },
} as const;

interface Strip {
  period: string;
  /** From low to high. */
  units: { name: Name; value: number }[];
  median: number;
  /** Null where no target judges the group. */
  target: { met: number; of: number } | null;
}
interface Asked {
  world: World;
  indicator: PlannedIndicator;
  period: string;
}

function stripIn({ world, indicator }: Asked, group: string, period: string): Strip {
  const { rows, unranked } = rankingIn(world, period, indicator.code);
  const own = rows.filter((row): row is NationRow & { value: number } => {
    return row.group === group && row.value !== null;
  });
  const silent = unranked.filter(
    (unit) => unit.group === group && unit.reason !== 'not-applicable',
  );
  const units = own
    .map(({ name, value }) => ({ name, value: percent(value) }))
    .toSorted((a, b) => a.value - b.value);
  const values = units.map(({ value }) => value);
  const half = (values.length - 1) / 2;
  return {
    ...{ period, units },
    median: ((values[Math.floor(half)] ?? NaN) + (values[Math.ceil(half)] ?? NaN)) / 2,
    target: judging(indicator, [group], period)
      ? { met: own.filter(isMet).length, of: own.length + silent.length }
      : null,
  };
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function findingSaid(
  { period, median, target }: Strip,
  named: string,
  language: Language,
): Sentence {
  const words = WORDS[language];
  const last = periodText(period, language);
  // Where one text ends and the next begins is told by the texts alone.
  const put = (text: string, when: string) =>
    text.replace('{group}', named).replace('{last}', when);
  if (target) return { words: put(words.met, capital(last)), values: { ...target } };
  return { words: put(words.median, last), values: { median } };
}

function rowSaid({ period, units, median, target }: Strip, language: Language): Sentence[] {
  return [
    { words: capital(periodText(period, language)) },
    { words: '{low}', values: { low: units[0]?.value ?? NaN } },
    { words: '{median}', values: { median } },
    { words: '{high}', values: { high: units.at(-1)?.value ?? NaN } },
    target ? { words: '{met}/{of}', values: { ...target } } : { words: '–' },
  ];
}

function pictureFaults(
  { section, label }: { section: Section | undefined; label: string | undefined },
  strips: readonly Strip[],
  { indicator, group }: Asked & { group: string },
  language: Language,
): string[] {
  const words = WORDS[language];
  const named = words.groups[group as keyof typeof words.groups];
  const [first, last] = [strips[0], strips.at(-1)];
  if (!first || !last) return ['a picture of nothing'];
  const finding = findingSaid(last, named, language);
  const ends = {
    first: periodText(first.period, language),
    last: periodText(last.period, language),
  };
  const sub = words.sub
    .replace('{name}', indicator.name[language])
    .replace('{group}', named)
    .replace(/\{(first|last)\}/g, (_, end: keyof typeof ends) => ends[end]);
  const told = words.label
    .replace('{group}', named)
    .replace('{measure}', measureInText(indicator, language))
    .replace('{finding}', finding.words);
  return [
    ...textFaults(section?.heading, [finding, { words: sub }], language),
    ...textFaults(
      label,
      [{ words: told, values: { ...finding.values, n: strips.length } }],
      language,
    ),
    ...(section?.rows.length === strips.length ? [] : [`${section?.rows.length} rows`]),
    ...strips.flatMap((strip, at) =>
      rowSaid(strip, language).flatMap((sentence, place) =>
        textFaults(section?.rows[at]?.[place], [sentence], language),
      ),
    ),
  ];
}

/** What a column says of itself: from where to where it goes, and how many units stand there. */
function markFaults(drawing: string, strips: readonly Strip[], language: Language): string[] {
  const said = {
    vi: /^(.+), (\S+)–(\S+): (\d+) (đơn vị) \((.*)\)$/,
    en: /^(.+), (\S+)–(\S+): (\d+) (units?) \((.*)\)$/,
  }[language];
  const marks = [...drawing.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title = '']) =>
    plain(title),
  );
  if (marks.length === 0) return ['no column says anything'];
  return marks.flatMap((mark) => {
    const [, when = '', from = '', to = '', n = '', word = '', names = ''] = said.exec(mark) ?? [];
    const [low = NaN, high = NaN] = [from, to].map((text) => numberOf(text, language)?.value);
    const strip = strips.find(({ period }) => capital(periodText(period, language)) === when);
    const isIn = ({ value }: Strip['units'][number]) =>
      value >= low - 1e-9 && (value < high - 1e-9 || (high === 100 && value >= 100));
    const own = (strip?.units ?? []).filter(isIn);
    const told = own.filter(({ name }) => names.includes(shortName(name, language))).length;
    const isWorded = language === 'vi' || (word === 'unit') === (n === '1');
    const isAll =
      told >= Math.min(own.length, MOST_NAMED) && names.endsWith(', …') === own.length > MOST_NAMED;
    const isTold = Number(n) === own.length && Math.abs(high - low - STEP) < 1e-9;
    return isTold && isWorded && isAll ? [] : [`"${mark}" of ${own.length}`];
  });
}

/** A column is so many percentage points wide. */
const STEP = 5;
/** So many units of a column are named. */
const MOST_NAMED = 6;
const HEADS = {
  vi: / điểm phần trăm, chiều cao: số đơn vị$/,
  en: / percentage points, its height: units$/,
};

/** The pictures of a page, with what each says to those who cannot see it. */
export const historiesOf = (page: string, language: Language) =>
  [...page.matchAll(/<figure\b.*?<\/figure>/gs)].flatMap(({ 0: drawing, index }) => {
    const [section] = sectionsOf(`<section>${drawing}</section>`);
    const label = / class="drawing[^"]*"[^>]* aria-label="([^"]*)"/.exec(drawing)?.[1];
    return section && HEADS[language].test(section.heading)
      ? [{ drawing, index, section, label: label === undefined ? label : plain(label) }]
      : [];
  });

/** What is wrong with the pictures of an indicator's page, one a group that has figures of two quarters. */
export function historyFaults(page: string, asked: Asked, language: Language): string[] {
  const { world, indicator, period } = asked;
  const quarters = world.periods.slice(0, world.periods.indexOf(period) + 1);
  const wanted = NATION.flatMap((group) => {
    const strips = quarters
      .map((quarter) => stripIn(asked, group, quarter))
      .filter(({ units }) => units.length > 0);
    return indicator.measure === 'share' && strips.length > 1 ? [{ group, strips }] : [];
  });
  const shown = historiesOf(page, language);
  if (shown.length !== wanted.length) return [`${shown.length} pictures of ${wanted.length}`];
  return wanted.flatMap(({ group, strips }, at) => {
    const { drawing, ...told } = shown[at] ?? { drawing: '', section: undefined, label: undefined };
    return [
      ...pictureFaults(told, strips, { ...asked, group }, language),
      ...markFaults(drawing, strips, language),
    ].map((fault) => `${indicator.code} ${period} ${group}: ${fault}`);
  });
}
