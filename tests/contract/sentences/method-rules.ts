// What the page of the method says of pace, forecasts, absence and the change of measure. Its numbers stand
// nowhere in the API: each must be the one by which the states and forecasts that the API answers come out.
import type { Forecast } from './facts.ts';
import { endOf, quartersOn, type NationRow } from './nation-facts.ts';
import { dayText, textFaults, type Language, type Section, type Sentence } from './text.ts';
import { REASONS } from './unit-lead.ts';

/** Shares that nobody is asked for a multiple of, and what is had or not. */
export const JUDGED = { shares: ['share_l4', 'dossiers_online_all'], flags: ['lgsp_present'] };

export interface JudgedRanking {
  period: string;
  code: string;
  release: { firstReleasedAt: string };
  rows: Pick<NationRow, 'unitId' | 'value' | 'targetState'>[];
  /** What is asked of everybody, and by when. */
  target: { value: number; due: string } | null;
}
type Told = Forecast & {
  forecast: { backTest: { fewReleases: boolean } | null } | null;
};
export interface RuleFacts {
  /** Of every share and flag that is judged, a quarter each, oldest first. */
  rankings: readonly JudgedRanking[];
  forecasts: readonly Told[];
  /** Why a unit has no figure, as the API lists it. */
  reasons: readonly string[];
  break: { day: string; document: string };
}

const WORDS = {
  vi: {
    pace: 'Tốc độ là mức tăng bình quân của {periods} kỳ gần nhất (có ít kỳ hơn thì tính trên các kỳ đã có; chưa có kỳ nào trước đó thì tốc độ bằng 0); dự tính = số hiện tại + tốc độ × số kỳ còn lại. “Chậm từ” tính riêng cho chỉ tiêu đang xét: chỉ tiêu sau có hiệu lực thì tính lại từ đầu.',
    behind:
      'dự tính đến hạn không đạt, nhưng được ít nhất {part} mức phải đạt; với câu hỏi có hoặc chưa: còn hơn {days} ngày',
    farBehind:
      'dự tính đến hạn không được {part} mức phải đạt; với câu hỏi có hoặc chưa: còn không quá {days} ngày',
    tried:
      'Có ít nhất {origins} kỳ đã thử ở cùng tầm xa thì dùng cách có sai số trung bình nhỏ nhất; sai số của nó cho khoảng {level} và xác suất. Khoảng chỉ được nêu khi các khoảng như thế đã chứa ít nhất {held} số về sau; nếu không, trang nêu các khoảng đó đã chứa được bao nhiêu.',
    untried:
      'Chưa thử đủ thì trang chỉ nêu tốc độ trung bình {periods} kỳ gần nhất và gọi đó là tốc độ, không phải dự báo. Tình trạng của chỉ tiêu luôn tính theo tốc độ này.',
    break:
      'Từ Nghị định số {document} ngày {day}, mức độ 1 đến 4 được thay bằng dịch vụ trực tuyến toàn trình và một phần. Không văn bản nào quy đổi cách đo này sang cách đo kia, nên không số liệu, chỉ tiêu nào được chuyển qua; hai chuỗi được vẽ cạnh nhau, không nối liền.',
    reasons: 'Các lý do: ',
  },
  en: {
    pace: 'Pace is the mean change over the last {periods} periods (with fewer, over those there are; with none before, the pace is 0); the projection is the present figure plus pace times the periods left. “Behind since” is counted for the target that judges now: a later target begins anew.',
    behind:
      'the projection falls short but reaches at least {part} of the demand; for yes-or-no targets: more than {days} days are left',
    farBehind:
      'the projection falls short of {part} of the demand; for yes-or-no targets: no more than {days} days are left',
    tried:
      'From {origins} such periods on at the same distance the way with the least mean error speaks; its errors make the {level} span and the chance. The span is told only where such spans held at least {held} of what came; else the page says how much they held.',
    untried:
      'Where too little was tried the page tells the mean pace of the last {periods} periods, and calls it a pace, not a forecast. States of targets always go by this pace.',
    break:
      'Since Decree {document} of {day} services are fully or partly online instead of at levels 1 to 4. No document converts one way of measuring into the other, so that no figure and no target is carried over; the two series are drawn beside each other with a break.',
    reasons: 'The reasons: ',
  },
} as const;

/** By its code, one clause each. */
const LISTED: Record<string, Record<Language, string>> = {
  ...REASONS,
  'not-applicable': { vi: 'không thuộc diện đo', en: 'not subject to this measure' },
  'no-denominator': { vi: 'không có mẫu số', en: 'nothing to take a share of' },
  'child-missing': { vi: 'thiếu số liệu thành phần', en: 'a component is missing' },
  'non-positive': {
    vi: 'có thành phần bằng hoặc dưới 0',
    en: 'a component is zero or below',
  },
  'no-spread': {
    vi: 'các đơn vị bằng nhau nên không chuẩn hóa được',
    en: 'all units are equal, so that nothing can be normalised',
  },
  'no-target': { vi: 'không có chỉ tiêu để chuẩn hóa', en: 'no target to normalise against' },
  'no-index': {
    vi: 'chỉ số chưa có phiên bản cho kỳ này',
    en: 'no version of the index for this period',
  },
};

interface Pacing {
  periods: number;
  /** Of what is asked; below it a projection is far behind. */
  part: number;
  days: number;
}

const NEAR = 1e-9;
const quarterAt = (day: string): number => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return (year * 12 + month) / 3;
};

/** Where the pace of a unit leads on the due day: over so many quarters, or as many of them as it has. */
function projectedIn(
  rankings: readonly JudgedRanking[],
  { period, code, target }: JudgedRanking,
  { unitId, value }: { unitId: string; value: number },
  periods: number,
): number {
  const valueAt = (quarter: string) =>
    rankings
      .find((each) => each.period === quarter && each.code === code)
      ?.rows.find((row) => row.unitId === unitId)?.value ?? null;
  for (let back = periods; back > 0; back -= 1) {
    const then = valueAt(quartersOn(period, -back));
    const left = quarterAt(target?.due ?? '') - quarterAt(endOf(period));
    if (then !== null) return value + ((value - then) / back) * left;
  }
  return value;
}

/** The states that come out otherwise by these numbers than the API answers them. */
function statesOtherwise({ rankings }: RuleFacts, { periods, part, days }: Pacing): string[] {
  return rankings.flatMap((ranking) => {
    const { target, period, code, release } = ranking;
    if (!target || endOf(period) >= target.due) return [];
    const daysLeft =
      (Date.parse(target.due) - Date.parse(release.firstReleasedAt.slice(0, 10))) / 86_400_000;
    return ranking.rows.flatMap(({ unitId, value, targetState }) => {
      if (value === null || !/behind|on_pace/.test(targetState)) return [];
      const projected = projectedIn(rankings, ranking, { unitId, value }, periods);
      const reaches = (share: number) => projected >= target.value * share - NEAR;
      const slow = JUDGED.flags.includes(code)
        ? { onPace: false, near: daysLeft > days }
        : { onPace: reaches(1), near: reaches(part) };
      const state = slow.onPace ? 'on_pace' : slow.near ? 'behind' : 'far_behind';
      return state === targetState ? [] : [`${unitId} ${period} ${code}: ${targetState}`];
    });
  });
}

const share = (said: string): number => Number(said.replace('%', '')) / 100;

/** Forecasts that these numbers do not hold of. */
const FORECAST_RULES = {
  /** Of all of them, the longest. */
  periods: (said: string, _: Told, all: readonly Told[]) =>
    Math.max(...all.map(({ forecast }) => forecast?.pace.periods ?? 0)) !== Number(said),
  origins: (said: string, { forecast }: Told) => {
    const tried = forecast?.backTest;
    const isTrusted = forecast?.basis === 'trials';
    const isEnough = (tried?.releases ?? 0) >= Number(said);
    return isTrusted !== isEnough || (tried ? tried.fewReleases === isEnough : false);
  },
  level: (said: string, { forecast }: Told) => {
    const interval = forecast?.interval as { level?: number } | null | undefined;
    return interval != null && interval.level !== share(said);
  },
  held: (said: string, { forecast }: Told) => {
    const coverage = forecast?.backTest?.coverage;
    if (forecast?.basis !== 'trials' || !coverage) return false;
    return (forecast.interval !== null) !== coverage.inside >= share(said) * coverage.of;
  },
} as const;

/** Where it speaks, the way with the least mean error does. */
const speaksWrongly = ({ forecast }: Told): boolean => {
  const errors = forecast?.backTest?.meanAbsoluteErrors ?? [];
  const least = Math.min(...errors.map(({ meanError }) => meanError));
  const own = errors.find(({ method }) => method === forecast?.method)?.meanError;
  return forecast?.basis === 'trials' && own !== least;
};

/** A number of the page that something is held against; what contradicts it is what is wrong. */
const heldBy =
  (rule: keyof typeof FORECAST_RULES, { forecasts }: RuleFacts) =>
  (said: string): string | null => {
    const against = forecasts.filter((told) => FORECAST_RULES[rule](said, told, forecasts)).length;
    return against === 0 ? null : `${said} is not the ${rule} of ${against} forecasts`;
  };

function pacingFaults(
  texts: { pace: string; behind: string; farBehind: string },
  facts: RuleFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const numbers = [/ (\d+) (?:kỳ gần|periods)/, / (\d+\/\d+) /, / (\d+) (?:ngày|days)/].map(
    (saying, at) => saying.exec([texts.pace, texts.behind, texts.farBehind][at] ?? '')?.[1] ?? '',
  );
  const [periods = '', part = '', days = ''] = numbers;
  const [above, below] = part.split('/').map(Number);
  const pacing = {
    periods: Number(periods),
    part: (above ?? NaN) / (below ?? NaN),
    days: Number(days),
  };
  const values = { periods, part, days };
  return [
    ...textFaults(texts.pace, [{ words: words.pace, values }], language),
    ...textFaults(texts.behind, [{ words: words.behind, values }], language),
    ...textFaults(texts.farBehind, [{ words: words.farBehind, values }], language),
    ...statesOtherwise(facts, pacing),
  ];
}

function reasonFaults(said: string, { reasons }: RuleFacts, language: Language): string[] {
  const listed = said.startsWith(WORDS[language].reasons)
    ? said.slice(WORDS[language].reasons.length).replace(/\.$/, '').split('; ').toSorted()
    : [];
  // A reason of its own, which a package gives, has no words of ours.
  const wanted = reasons.filter((reason) => reason !== 'other');
  const words = wanted.map((reason) => LISTED[reason]?.[language] ?? `(${reason})`).toSorted();
  return listed.join() === words.join() ? [] : [`${listed.join('; ')} FOR ${words.join('; ')}`];
}

/** What is wrong with the rules as the page tells them. */
export function ruleFaults(
  sections: readonly Section[],
  facts: RuleFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const texts = sections.flatMap((section) => section.texts);
  const meanings = sections.flatMap(({ rows }) => rows.map((row) => row[1] ?? ''));
  const startOf = (key: keyof typeof words) => words[key].split('{')[0] ?? '';
  const said = (key: keyof typeof words, among: readonly string[] = texts) =>
    among.find((text) => text.startsWith(startOf(key)) && text !== startOf(key)) ?? '';
  const tried: Sentence = {
    words: words.tried,
    values: {
      origins: heldBy('origins', facts),
      level: heldBy('level', facts),
      held: heldBy('held', facts),
    },
  };
  const replaced: Sentence = {
    words: words.break,
    values: { document: facts.break.document, day: dayText(facts.break.day, language) },
  };
  const pacing = {
    pace: said('pace'),
    behind: said('behind', meanings),
    farBehind: said('farBehind', meanings),
  };
  return [
    ...pacingFaults(pacing, facts, language),
    ...textFaults(said('tried'), [tried], language),
    ...textFaults(
      said('untried'),
      [{ words: words.untried, values: { periods: heldBy('periods', facts) } }],
      language,
    ),
    ...textFaults(said('break'), [replaced], language),
    ...reasonFaults(said('reasons'), facts, language),
    ...(facts.forecasts.some(speaksWrongly) ? ['another way speaks than the best'] : []),
  ];
}
