// What the page of one indicator must say in its tables: each group's figure, how many meet the target and how
// its units spread, who is first and who is last, and what each target asks. Worked out from the rankings.
import type { Name } from './facts.ts';
import {
  endOf,
  isMet,
  judging,
  NATION,
  rankingIn,
  type NationRow,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import {
  dayText,
  percent,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

interface Asked {
  world: World;
  period: string;
  indicator: PlannedIndicator;
  /** Every group with units, in the order of the release. */
  groups: readonly { id: string; name: Name; short: Name }[];
}

const WORDS = {
  vi: {
    ends: 'Đứng đầu và đứng cuối',
    ranking: '{n} đơn vị',
    rankingOf: 'bảng xếp hạng ',
    more: ' và {more} đơn vị khác',
    same: 'mọi đơn vị bằng nhau',
    yes: 'Có',
    no: 'Chưa',
    targets: 'Mức phải đạt và văn bản',
    none: 'Không có văn bản nào đặt mức phải đạt cho chỉ tiêu này.',
    due: 'hạn ',
    times: 'gấp {demand} lần năm {year}',
    must: 'phải có',
    least: 'từ {demand}',
    notNation: 'Không áp dụng cho mọi nhóm, nên không xét cho cả nước.',
    nation: 'Cả nước: ',
    met: /^Đạt/,
  },
  en: {
    ends: 'First and last',
    ranking: '{n} units',
    rankingOf: 'ranking of ',
    more: ' and {more} more',
    same: 'all the same',
    yes: 'Yes',
    no: 'Not yet',
    targets: 'Targets and their documents',
    none: 'No document sets a target for this indicator.',
    due: 'due ',
    times: '{demand} times {year}',
    must: 'required',
    least: 'at least {demand}',
    notNation: 'Not for every group, so that the nation is not judged by it.',
    nation: 'Nation: ',
    met: /^Met/,
  },
} as const;

/** So many that share a place are named. */
const NAMED = 4;

const figuredIn = ({ world, period, indicator }: Asked, group: string): NationRow[] =>
  rankingIn(world, period, indicator.code).rows.filter(
    (row) => row.group === group && row.value !== null,
  );

const figureSaid = ({ measure }: PlannedIndicator, value: number, key: string): Sentence => ({
  words: `{${key}}`,
  values: { [key]: measure === 'share' ? percent(value) : value },
});

/** Of the group's own target, where it has one. */
function metSaid(asked: Asked, group: string): Sentence {
  const { world, period, indicator } = asked;
  if (!judging(indicator, [group], period)) return { words: '–' };
  const { unranked } = rankingIn(world, period, indicator.code);
  const silent = unranked.filter(
    (unit) => unit.group === group && unit.reason !== 'not-applicable',
  );
  const rows = figuredIn(asked, group);
  const values = { met: rows.filter(isMet).length, of: rows.length + silent.length };
  return { words: '{met}/{of}', values };
}

function groupSaid(asked: Asked, group: string): Sentence[] {
  const { indicator } = asked;
  const rows = figuredIn(asked, group);
  const sum = (of: 'numerator' | 'denominator') =>
    rows.reduce((total, row) => total + (row[of] ?? 0), 0);
  const values = rows.map(({ value }) => value ?? 0).toSorted((a, b) => a - b);
  if (indicator.measure === 'flag') {
    const has = values.filter((value) => value === 1).length;
    return [{ words: '{n}/{d}', values: { n: has, d: rows.length } }, metSaid(asked, group)];
  }
  const half = (values.length - 1) / 2;
  const median = ((values[Math.floor(half)] ?? 0) + (values[Math.ceil(half)] ?? 0)) / 2;
  return [
    figureSaid(indicator, sum('numerator') / sum('denominator'), 'value'),
    metSaid(asked, group),
    figureSaid(indicator, values[0] ?? 0, 'low'),
    figureSaid(indicator, median, 'median'),
    figureSaid(indicator, values.at(-1) ?? 0, 'high'),
  ];
}

function spreadFaults(section: Section | undefined, asked: Asked, language: Language): string[] {
  const groups = asked.groups.filter(({ id }) => figuredIn(asked, id).length > 0);
  const rows = section?.rows.slice(-groups.length) ?? [];
  return groups.flatMap(({ id, name }, at) =>
    [{ words: name[language] }, ...groupSaid(asked, id)].flatMap((sentence, place) =>
      textFaults(rows[at]?.[place], [sentence], language),
    ),
  );
}

/** Who stands at one end, and with what. */
function endSaid(
  { indicator }: Asked,
  rows: readonly NationRow[],
  end: number,
  language: Language,
): Sentence {
  const words = WORDS[language];
  const units = rows.filter(({ value }) => Math.abs((value ?? 0) - end) < 1e-12);
  const names = units.slice(0, NAMED).map(({ name }) => shortName(name, language));
  const more = units.length - NAMED;
  const figure =
    indicator.measure === 'flag'
      ? { words: words[end >= 1 ? 'yes' : 'no'] }
      : figureSaid(indicator, end, 'end');
  return {
    words: `${names.join(', ')}${more > 0 ? words.more : ''} ${figure.words}`,
    values: { ...figure.values, ...(more > 0 && { more }) },
  };
}

function endFaults(section: Section | undefined, asked: Asked, language: Language): string[] {
  const words = WORDS[language];
  // A measure without a better end ranks nobody.
  const groups = asked.groups.filter(
    ({ id }) => figuredIn(asked, id).filter(({ rank }) => rank !== null).length > 1,
  );
  if (groups.length === 0) return section ? ['ends of nobody'] : [];
  if (section?.rows.length !== groups.length) return [`${section?.rows.length} rows of ends`];
  const isLess = asked.indicator.direction === 'lower';
  return groups.flatMap(({ id, short }, at) => {
    const rows = figuredIn(asked, id);
    const values = rows.map(({ value }) => value ?? 0);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [first, last] = isLess ? [low, high] : [high, low];
    const head = `${short[language]} ${words.rankingOf}${words.ranking}`;
    const cells = [
      { words: head, values: { n: rows.length } },
      endSaid(asked, rows, first, language),
      high - low < 1e-12 ? { words: words.same } : endSaid(asked, rows, last, language),
    ];
    return cells.flatMap((cell, place) => textFaults(section.rows[at]?.[place], [cell], language));
  });
}

function askedSaid(
  { measure }: PlannedIndicator,
  { operator, value, baseline }: PlannedTarget,
  language: Language,
): Sentence {
  const words = WORDS[language];
  if (operator === 'x')
    return { words: words.times, values: { demand: value, year: baseline ?? '' } };
  if (measure === 'flag') return { words: words.must };
  const isAll = measure === 'share' && value >= 1;
  return {
    words: isAll ? '{demand}' : words.least,
    values: { demand: measure === 'share' ? percent(value) : value },
  };
}

/** Whether the nation's figure meets it, where it is for all of the nation and in force. */
function nationFault(
  said: string,
  target: PlannedTarget,
  { world, period, indicator, groups }: Asked,
  language: Language,
): string | null {
  const words = WORDS[language];
  const isForSome =
    target.groups.length > 0 && NATION.some((group) => !target.groups.includes(group));
  if (isForSome) return said.endsWith(words.notNation) ? null : `${said} does not say of whom`;
  const inForce = target.bases.some(
    ({ verified, documentDate }) => verified && documentDate <= endOf(period),
  );
  const state = said.split(words.nation)[1] ?? null;
  if (state === null) return inForce ? `${said} says nothing of the nation` : null;
  if (!inForce) return `${said} judges by what is not in force`;
  if (target.operator === 'x' || groups.length === 0) return null;
  const value = rankingIn(world, period, indicator.code).national?.value ?? null;
  const isReached = value !== null && value >= target.value - 1e-12;
  return words.met.test(state) === isReached ? null : `${said} of ${value}`;
}

function targetFaults(section: Section | undefined, asked: Asked, language: Language): string[] {
  const words = WORDS[language];
  const targets = asked.indicator.targets
    .filter(({ schedule }) => !schedule)
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  if (targets.length === 0) return textFaults(section?.texts[0], [{ words: words.none }], language);
  if (section?.rows.length !== targets.length) return [`${section?.rows.length} targets`];
  return targets.flatMap((target, at) => {
    const [said = ''] = section.rows[at] ?? [];
    const demand = askedSaid(asked.indicator, target, language);
    const due = `${words.due}${dayText(target.due, language)}`;
    const rest = (text: string) => nationFault(text, target, asked, language);
    return textFaults(
      said,
      [{ words: `${demand.words} ${due} {rest}`, values: { ...demand.values, rest } }],
      language,
    );
  });
}

/** What is wrong with the tables of the page. */
export function indicatorTableFaults(
  sections: readonly Section[],
  asked: Asked,
  language: Language,
): string[] {
  const words = WORDS[language];
  const titled = (heading: string) => sections.find((section) => section.heading === heading);
  return [
    ...spreadFaults(sections[1], asked, language),
    ...endFaults(titled(words.ends), asked, language),
    ...targetFaults(titled(words.targets), asked, language),
  ].map((fault) => `${asked.indicator.code}: ${fault}`);
}
