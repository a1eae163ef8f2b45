// What the headline and the lead of the first page must say of a quarter.
import {
  before,
  CODE,
  demandText,
  endOf,
  isMet,
  judging,
  NATION,
  ofNation,
  quartersOn,
  rankingIn,
  type NationRanking,
  type NationRow,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import { dayText, percent, periodText, textFaults, type Language, type Sentence } from './text.ts';

/** What is judged of the nation on the measure that the page is about. */
interface Judged {
  target: PlannedTarget;
  ranking: NationRanking;
  /** By group: who meets it, and who it is for. */
  groups: GroupCounts[];
  isPast: boolean;
}

interface GroupCounts {
  met: number;
  of: number;
  under5: number;
  under10: number;
}

function countsIn(world: World, period: string): GroupCounts[] {
  const ranking = rankingIn(world, period, CODE);
  const below = (rows: NationRow[], share: number) =>
    rows.filter(
      ({ numerator, denominator }) => (numerator ?? 0) < share * (denominator ?? 0) - 1e-9,
    ).length;
  return NATION.map((group) => {
    const rows = ranking.rows.filter((row) => row.group === group);
    const silent = ranking.unranked.filter(
      (unit) => unit.group === group && unit.reason !== 'not-applicable',
    );
    return {
      met: rows.filter(isMet).length,
      of: rows.length + silent.length,
      under5: below(rows, 0.05),
      under10: below(rows, 0.1),
    };
  });
}

export function judgedIn(world: World, period: string): Judged | null {
  const indicator = world.indicators.find(({ code }) => code === CODE);
  const target = indicator && judging(indicator, NATION, period);
  if (!target) return null;
  return {
    target,
    ranking: rankingIn(world, period, CODE),
    isPast: target.due <= endOf(period),
    groups: countsIn(world, period),
  };
}

const GROUPS = {
  vi: '{m}/{ms} bộ, cơ quan ngang bộ và {p}/{ps} tỉnh, thành phố',
  en: '{m} of {ms} ministries and {p} of {ps} provinces',
};

/** The finding, while the target is open and once its due day is over. */
const HEADS: Record<Language, Record<string, [open: string, past: string]>> = {
  vi: {
    few: [
      'Mới có {groups} đạt chỉ tiêu {asked}',
      'Hết hạn {due}, mới có {groups} đạt chỉ tiêu {asked}',
    ],
    many: [
      'Đã có {groups} đạt chỉ tiêu {asked}',
      'Hết hạn {due}, {groups} đã đạt chỉ tiêu {asked}',
    ],
    none: [
      'Chưa có bộ, cơ quan ngang bộ, tỉnh, thành phố nào đạt chỉ tiêu {asked}',
      'Hết hạn {due}, không có bộ, cơ quan ngang bộ, tỉnh, thành phố nào đạt chỉ tiêu {asked}',
    ],
    all: [
      'Toàn bộ {groups} đã đạt chỉ tiêu {asked}',
      'Hết hạn {due}, toàn bộ {groups} đã đạt chỉ tiêu {asked}',
    ],
    nation: [
      'Cả nước đã đạt chỉ tiêu {asked}; tính riêng từng đơn vị, {groups} đạt',
      'Hết hạn {due}, cả nước đạt chỉ tiêu {asked}; tính riêng từng đơn vị, {groups} đạt',
    ],
  },
  en: {
    few: [
      'Only {groups} have met the target of {asked}',
      'With the due date of {due} past, only {groups} had met the target of {asked}',
    ],
    many: [
      '{groups} have met the target of {asked}',
      'With the due date of {due} past, {groups} had met the target of {asked}',
    ],
    none: [
      'No ministry and no province has met the target of {asked}',
      'With the due date of {due} past, no ministry and no province had met the target of {asked}',
    ],
    all: [
      'All units have met the target of {asked}: {groups}',
      'With the due date of {due} past, all units had met the target of {asked}: {groups}',
    ],
    nation: [
      'The nation as a whole has met the target of {asked}; taken one by one, {groups} have',
      'With the due date of {due} past, the nation as a whole had met the target of {asked}; taken one by one, {groups} had',
    ],
  },
};
const ASKED = {
  vi: '{demand} dịch vụ công trực tuyến mức độ 4',
  en: '{demand} of online public services at level 4',
};

/** Where no target can be met. */
const UNJUDGED = {
  vi: {
    none: 'Chưa có số liệu dịch vụ công trực tuyến mức độ 4 trong kỳ này',
    free: 'Cả nước có {value} dịch vụ công trực tuyến mức độ 4; kỳ này chưa có chỉ tiêu',
  },
  en: {
    none: 'No figures on online public services at level 4 in this period',
    free: '{value} of services nationwide are online public services at level 4; no target is in force in this period',
  },
};

function findingOf({ groups, ranking, target }: Judged): string {
  const [met, all] = [
    groups.reduce((n, { met }) => n + met, 0),
    groups.reduce((n, { of }) => n + of, 0),
  ];
  if (met === 0) return 'none';
  if (met === all) return 'all';
  if ((ranking.national?.value ?? 0) >= target.value - 1e-12) return 'nation';
  return met * 2 < all ? 'few' : 'many';
}

export function headlineFaults(
  headline: string,
  world: World,
  period: string,
  language: Language,
): string[] {
  const judged = judgedIn(world, period);
  const value = rankingIn(world, period, CODE).national?.value ?? null;
  const { none, free } = UNJUDGED[language];
  if (value === null) return textFaults(headline, [{ words: none }], language);
  if (!judged) {
    return textFaults(headline, [{ words: free, values: { value: percent(value) } }], language);
  }
  const words = HEADS[language][findingOf(judged)]?.[judged.isPast ? 1 : 0] ?? '';
  const [ministries, provinces] = judged.groups;
  return textFaults(
    headline,
    [
      {
        words: words.replace('{asked}', ASKED[language]).replace('{groups}', GROUPS[language]),
        values: {
          due: dayText(judged.target.due, language),
          demand: demandText(judged.target.value, language),
          m: ministries?.met ?? NaN,
          ms: ministries?.of ?? NaN,
          p: provinces?.met ?? NaN,
          ps: provinces?.of ?? NaN,
        },
      },
    ],
    language,
  );
}

/** Rows with a figure in both quarters, and what they came to together. */
export function shareOfSame(world: World, from: string, to: string, code = CODE) {
  const then = ofNation(rankingIn(world, from, code).rows);
  const pairs = ofNation(rankingIn(world, to, code).rows).flatMap((now) => {
    const past = then.find(({ unitId }) => unitId === now.unitId);
    return past ? [{ now, past }] : [];
  });
  const shareOf = (rows: NationRow[]) =>
    rows.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0) /
    rows.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0);
  const rise = shareOf(pairs.map(({ now }) => now)) - shareOf(pairs.map(({ past }) => past));
  return { units: pairs.length, rise };
}

const quartersTo = (period: string, due: string): number => {
  const [year = 0, quarter = 0] = period.split('-Q').map(Number);
  return (Number(due.slice(0, 4)) - year) * 4 + Math.ceil(Number(due.slice(5, 7)) / 3) - quarter;
};

const SPELLED = {
  vi: ['', 'một quý', 'hai quý', 'ba quý', 'bốn quý'],
  en: ['', 'quarter', 'two quarters', 'three quarters', 'four quarters'],
};

function nationSaid(world: World, period: string, language: Language): Sentence {
  const { national } = rankingIn(world, period, CODE);
  const previous = before(world, period);
  const pairs = previous === null ? null : shareOfSame(world, previous, period);
  const same = pairs && pairs.units > 0 ? pairs : null;
  const isAll = same?.units === national?.expected;
  const points = Math.round((same?.rise ?? 0) * 10_000);
  const move = {
    vi: points === 0 ? 'không đổi' : `${points > 0 ? 'tăng' : 'giảm'} {points} điểm phần trăm`,
    en: points === 0 ? 'unchanged' : `${points > 0 ? 'up' : 'down'} {points} percentage points`,
  }[language];
  const compared = {
    vi: `, ${move} so với ${isAll ? '' : 'cùng {same} đơn vị ở '}{previous}`,
    en: `, ${move} on ${isAll ? '' : 'the same {same} units in '}{previous}`,
  }[language];
  const counted = {
    vi: ', tính trên {counted}/{expected} đơn vị có số liệu',
    en: ', counted over {counted} of {expected} units',
  }[language];
  const head = {
    vi: 'Tính chung cả nước: {value} ({n}/{d} dịch vụ)',
    en: 'Nationwide: {value} ({n} of {d} services)',
  }[language];
  const isWhole = national?.counted === national?.expected;
  return {
    words: `${head}${same ? compared : ''}${isWhole ? '' : counted}.`,
    values: {
      value: (national?.value ?? NaN) * 100,
      n: national?.numerator ?? NaN,
      d: national?.denominator ?? NaN,
      points: Math.abs(same?.rise ?? 0) * 100,
      same: same?.units ?? 0,
      previous: periodText(previous ?? '', language),
      counted: national?.counted ?? NaN,
      expected: national?.expected ?? NaN,
    },
  };
}

function paceSaid(world: World, period: string, language: Language): Sentence[] {
  const judged = judgedIn(world, period);
  const gap = (judged?.target.value ?? 0) - (judged?.ranking.national?.value ?? 0);
  if (!judged || gap <= 0) return [];
  const left = quartersTo(period, judged.target.due);
  const common = {
    demand: demandText(judged.target.value, language),
    due: dayText(judged.target.due, language),
  };
  if (left <= 0) {
    const words = {
      vi: 'Hạn là {due}: cả nước còn thiếu {points} điểm phần trăm so với chỉ tiêu {demand}.',
      en: 'Due on {due}: the nation is {points} percentage points short of {demand}.',
    };
    return [{ words: words[language], values: { ...common, points: gap * 100 } }];
  }
  // From the furthest of the last four quarters that the nation has a figure of.
  const periods =
    [4, 3, 2, 1].find(
      (back) => rankingIn(world, quartersOn(period, -back), CODE).national?.value != null,
    ) ?? 0;
  const same = periods > 0 ? shareOfSame(world, quartersOn(period, -periods), period) : null;
  const isAll = same?.units === judged.ranking.national?.expected;
  const recent = {
    vi: `; {periods} qua bình quân {recent}${isAll ? '' : ' (cùng {both} đơn vị ở hai đầu)'}`,
    en: `; the mean of the last {periods} was {recent}${isAll ? '' : ' (the same {both} units at both ends)'}`,
  }[language];
  const needed = {
    vi: 'Để đạt {demand} vào ngày {due} cần tăng bình quân {needed} điểm phần trăm mỗi quý',
    en: 'To reach {demand} on {due} it must rise by {needed} percentage points a quarter',
  }[language];
  return [
    {
      words: `${needed}${same ? recent : ''}.`,
      values: {
        ...common,
        needed: (gap / left) * 100,
        periods: SPELLED[language][periods] ?? '',
        recent: ((same?.rise ?? 0) / periods) * 100,
        both: same?.units ?? 0,
      },
    },
  ];
}

function underSaid(groups: readonly GroupCounts[], language: Language): Sentence[] {
  const [ministries, provinces] = groups;
  const texts = (['under5', 'under10'] as const).flatMap((limit) => {
    const counts = [ministries?.[limit] ?? 0, provinces?.[limit] ?? 0];
    const words = counts.flatMap((n, at) => {
      const noun =
        at === 0 ? (n === 1 ? 'ministry' : 'ministries') : n === 1 ? 'province' : 'provinces';
      return n === 0
        ? []
        : [{ vi: `${n} ${at === 0 ? 'bộ' : 'tỉnh'}`, en: `${n} ${noun}` }[language]];
    });
    if (words.length === 0) return [];
    const share = limit === 'under5' ? '5%' : '10%';
    const who = words.join({ vi: ' và ', en: ' and ' }[language]);
    const under = limit === 'under5' ? 'Under' : 'under';
    return [{ vi: `${who} còn dưới ${share}`, en: `${under} ${share}: ${who}` }[language]];
  });
  const words = `${texts.join('; ')}.`.replace(/^under/, 'Under');
  return texts.length === 0 ? [] : [{ words }];
}

export function leadFaults(
  lead: string,
  world: World,
  period: string,
  language: Language,
): string[] {
  const isKnown = rankingIn(world, period, CODE).national?.value != null;
  const sentences = [
    ...(isKnown ? [nationSaid(world, period, language)] : []),
    ...paceSaid(world, period, language),
    ...underSaid(countsIn(world, period), language),
  ];
  return textFaults(lead, sentences, language);
}
