// What the headline of a ranking and the lead below it must say: who is first and was so before, how many
// are short of the target, what the group and the nation come to; or that one alone is measured.
import {
  askedText,
  before,
  demandText,
  isMet,
  judging,
  measureInText,
  measureName,
  rankingIn,
  type NationRanking,
  type NationRow,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import { dayText, shortName, textFaults, type Language, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    groups: {
      ministries: 'bộ, cơ quan ngang bộ',
      provinces: 'tỉnh, thành phố',
      agencies: 'cơ quan thuộc Chính phủ',
    },
    flag: { yes: 'có', no: 'chưa' },
    alone: '{name}: {value}; {leader} là nơi duy nhất trong nhóm {group} được đo',
    first: '{leader} đứng đầu',
    still: '{leader} vẫn đứng đầu',
    now: '{leader} lên đứng đầu',
    tied: '{tied} đơn vị cùng đứng đầu',
    absent: '; {absent}, kỳ trước đứng đầu, chưa có số liệu',
    having: '{group} có số liệu',
    short: '{short}/{all} {group} chưa đạt {demand} {measure}',
    shortOfOwn: '{short}/{all} {group} chưa đạt mức {asked} về {measure}',
    met: 'toàn bộ {all} {group} đã đạt {demand} {measure}',
    metOwn: 'toàn bộ {all} {group} đã đạt mức {asked} về {measure}',
    target: 'Chỉ tiêu {asked}, hạn {due} ({documents}).',
    ownTarget: 'Mỗi đơn vị có mức phải đạt riêng: {asked}, hạn {due} ({documents}).',
    groupSum: 'Tính chung nhóm: {groupValue} ({n}/{d}){ofGroup}.',
    unranked: '{name}: từ {low} đến {high}; không xếp hạng vì cao hơn chưa hẳn là tốt hơn',
    nation: 'Tính chung cả nước: {nationValue}{ofNation}.',
    of: (counted: number, expected: number) =>
      `, tính trên ${counted}/${expected} đơn vị có số liệu`,
    single: '{name}: mới có 1/{all} {group} có số liệu, là {leader}',
    none: 'Kỳ này chưa có số liệu: {measure}',
  },
  en: {
    groups: {
      ministries: 'ministries',
      provinces: 'provinces',
      agencies: 'Government-attached agencies',
    },
    flag: { yes: 'yes', no: 'not yet' },
    alone: '{name}: {value}; {leader} is the only one of the {group} that is measured',
    first: '{leader} is first',
    still: '{leader} is still first',
    now: '{leader} is now first',
    tied: '{tied} units share first place',
    absent: '; {absent}, first in the period before, has no figure',
    having: '{group} with figures',
    short: '{short} of {all} {group} have not reached {demand} of {measure}',
    shortOfOwn: '{short} of {all} {group} have not reached {asked} for {measure}',
    met: 'all {all} {group} have reached {demand} of {measure}',
    metOwn: 'all {all} {group} have reached {asked} for {measure}',
    target: 'Target {asked}, due {due} ({documents}).',
    ownTarget: 'Every unit has a demand of its own: {asked}, due {due} ({documents}).',
    groupSum: 'The group as a whole: {groupValue} ({n} of {d}){ofGroup}.',
    unranked: '{name}: from {low} to {high}; not ranked, since higher is not always better',
    nation: 'Nationwide: {nationValue}{ofNation}.',
    of: (counted: number, expected: number) => `, counted over ${counted} of ${expected} units`,
    single: '{name}: only 1 of {all} {group} has a figure, {leader}',
    none: 'No figures in this period: {measure}',
  },
} as const;

export interface RankingAsked {
  indicator: PlannedIndicator;
  group: string;
  period: string;
}

const firstOf = (rows: readonly NationRow[]): NationRow[] => rows.filter(({ rank }) => rank === 1);
const idsOf = (rows: readonly { unitId: string }[]): string[] => rows.map(({ unitId }) => unitId);

/** Who is first, and what is known of who was. */
function leaderSaid(world: World, asked: RankingAsked, language: Language): Sentence {
  const words = WORDS[language];
  const rowsIn = (period: string | null) =>
    period === null
      ? []
      : rankingIn(world, period, asked.indicator.code).rows.filter(
          ({ group }) => group === asked.group,
        );
  const [now, then] = [rowsIn(asked.period), rowsIn(before(world, asked.period))];
  const [leaders, former] = [firstOf(now), firstOf(then)];
  const gone = former.filter(({ unitId }) => !idsOf(now).includes(unitId));
  const [leader] = leaders;
  const rankThen = then.find(({ unitId }) => unitId === leader?.unitId)?.rank ?? null;
  const alone =
    rankThen === 1 ? words.still : rankThen === null || gone.length > 0 ? words.first : words.now;
  const absent = former.length === 1 ? gone[0] : undefined;
  return {
    words: (leaders.length > 1 ? words.tied : alone) + (absent ? words.absent : ''),
    values: {
      ...(leaders.length > 1
        ? { tied: leaders.length }
        : { leader: leader ? shortName(leader.name, language) : '' }),
      ...(absent && { absent: shortName(absent.name, language) }),
    },
  };
}

/** Nobody leads where no end is the better one. */
function unrankedSaid(own: readonly NationRow[], name: string, language: Language): Sentence {
  const shares = own.map(({ value }) => 100 * (value ?? NaN));
  const values = { name, low: Math.min(...shares), high: Math.max(...shares) };
  return { words: WORDS[language].unranked, values };
}

/** Nobody is ahead of anybody where one has a figure, or nobody; null where several have. */
function fewSaid(
  own: readonly NationRow[],
  all: number,
  { indicator, group }: RankingAsked,
  language: Language,
): Sentence | null {
  const words = WORDS[language];
  const [only] = own;
  if (own.length > 1) return null;
  const name = measureName(indicator, language);
  if (!only) {
    const bare = { ...indicator, name: { vi: name, en: name } };
    return { words: words.none, values: { measure: measureInText(bare, language) } };
  }
  const share = 100 * (only.value ?? NaN);
  return {
    words: all === 1 ? words.alone : words.single,
    values: {
      ...{ name, all, leader: shortName(only.name, language) },
      value: indicator.measure === 'flag' ? words.flag[only.value === 1 ? 'yes' : 'no'] : share,
      group: words.groups[group as 'agencies'],
    },
  };
}

/** What the group and the nation come to, and over how many units where some have no figure. */
function sumsSaid(
  own: readonly NationRow[],
  all: number,
  national: NationRanking['national'],
  language: Language,
): Sentence[] {
  const words = WORDS[language];
  const ofText = (counted: number, expected: number) =>
    counted < expected ? words.of(counted, expected) : '';
  const sum = (of: 'numerator' | 'denominator') =>
    own.reduce((total, row) => total + (row[of] ?? NaN), 0);
  const [n, d] = [sum('numerator'), sum('denominator')];
  const group = words.groupSum.replace('{ofGroup}', ofText(own.length, all));
  const nation = words.nation.replace(
    '{ofNation}',
    ofText(national?.counted ?? NaN, national?.expected ?? NaN),
  );
  return [
    ...(d > 0 ? [{ words: group, values: { n, d, groupValue: (100 * n) / d } }] : []),
    { words: nation, values: { nationValue: 100 * (national?.value ?? NaN) } },
  ];
}

/** How many are short of the target, after who leads. */
function judgedSaid(
  leader: Sentence,
  own: readonly NationRow[],
  { all, target }: { all: number; target: PlannedTarget },
  { indicator, group }: RankingAsked,
  language: Language,
): Sentence {
  const words = WORDS[language];
  const isOwn = target.operator === 'x';
  const short = own.filter((row) => !isMet(row)).length;
  const groupName = words.groups[group as 'ministries'];
  const [metWords, shortWords] = isOwn
    ? [words.metOwn, words.shortOfOwn]
    : [words.met, words.short];
  const name = measureName(indicator, language);
  return {
    words: `${leader.words}; ${short === 0 ? metWords : shortWords}`,
    values: {
      ...leader.values,
      ...{ short, all: own.length },
      // Who has no figure is neither.
      group: own.length < all ? words.having.replace('{group}', groupName) : groupName,
      ...(isOwn
        ? { asked: askedText(target, indicator, language) }
        : { demand: demandText(target.value, language) }),
      measure: measureInText({ ...indicator, name: { vi: name, en: name } }, language),
    },
  };
}

function promisedSaid(
  target: PlannedTarget,
  { indicator }: RankingAsked,
  language: Language,
): Sentence {
  const words = WORDS[language];
  return {
    words: target.operator === 'x' ? words.ownTarget : words.target,
    values: {
      asked: askedText(target, indicator, language),
      due: dayText(target.due, language),
      // Which documents those are the catalogue's tests hold.
      documents: () => null,
    },
  };
}

/** @param asked where several of the group have a figure, of a share */
export function rankingTopFaults(
  { headline, lead }: { headline: string; lead: string },
  world: World,
  asked: RankingAsked,
  language: Language,
): string[] {
  const { indicator, group, period } = asked;
  const { rows, unranked, national } = rankingIn(world, period, indicator.code);
  const own = rows.filter((row) => row.group === group);
  const silent = unranked.filter(
    (unit) => unit.group === group && unit.reason !== 'not-applicable',
  );
  const all = own.length + silent.length;
  const sums = indicator.measure === 'share' ? sumsSaid(own, all, national, language) : [];
  const target = judging(indicator, [group], period);
  const leader = leaderSaid(world, asked, language);
  const name = measureName(indicator, language);
  const many = () => {
    if (target) return judgedSaid(leader, own, { all, target }, asked, language);
    return own.some(({ rank }) => rank !== null)
      ? { words: `{name}: ${leader.words}`, values: { ...leader.values, name } }
      : unrankedSaid(own, name, language);
  };
  const promised = target ? [promisedSaid(target, asked, language)] : [];
  return [
    ...textFaults(headline, [fewSaid(own, all, asked, language) ?? many()], language),
    ...textFaults(lead, [...promised, ...sums], language),
  ];
}
