// What the lead of a unit must say beside its figure and what is overdue: earlier targets that it is still
// below, where its pace leads, and what is known of it in a quarter of which it has no figure.
import type { TopFacts } from './facts.ts';
import { percent, periodText, dayText, type Language, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    missed: 'Vẫn chưa đạt chỉ tiêu {asked}, hạn {due}.',
    forecast: 'Dự báo đến hết {reached} đạt khoảng {expected}.',
    pace: 'Giữ tốc độ trung bình {periods} kỳ qua thì hết {reached} đạt khoảng {expected}.',
    lastPace: 'Giữ tốc độ trung bình {periods} kỳ qua thì hết {reached} đạt khoảng {expected}.',
    once: 'Kỳ này không có số liệu.',
    often: 'Không có số liệu {missed} kỳ liên tiếp.',
    never: 'Chưa từng có số liệu.',
    last: 'Giá trị gần nhất: {value} ({n}/{d} dịch vụ), {then}.',
    lastBare: 'Giá trị gần nhất: {value}, {then}.',
    notZero: 'Thiếu số liệu không phải là 0: đơn vị không bị xếp cuối bảng.',
    outside:
      'Các chỉ tiêu về dịch vụ công không áp dụng cho đơn vị này; thiếu số liệu không bị tính là chậm. Bên dưới là những gì đã biết về đơn vị.',
  },
  en: {
    missed: 'The target of {asked} due {due} is still not met.',
    forecast: 'Forecast for the end of {reached}: about {expected}.',
    pace: 'At the mean pace of the last {periods} periods it comes to about {expected} by the end of {reached}.',
    lastPace:
      'At the change of the last period it comes to about {expected} by the end of {reached}.',
    once: 'There is no figure this period.',
    often: 'No figure for {missed} periods in a row.',
    never: 'There has never been a figure.',
    last: 'Last known: {value} ({n} of {d} services), {then}.',
    lastBare: 'Last known: {value}, {then}.',
    notZero: 'A missing figure is not 0: the unit is not ranked last.',
    outside:
      'Indicators on public services do not apply to this unit; the absence of figures does not count against it. Below is what is known of it.',
  },
} as const;

/** Why a unit has no figure. */
export const REASONS: Record<string, Record<Language, string>> = {
  'not-connected': { vi: 'chưa kết nối nguồn số liệu', en: 'no source connected' },
  'no-reply': { vi: 'cổng của đơn vị không trả lời', en: "the unit's portal did not reply" },
  'gathering-failed': {
    vi: 'hệ thống chưa thu thập được số liệu',
    en: 'our own gathering failed',
  },
  'not-reported': { vi: 'chưa báo cáo số này', en: 'figure not reported' },
  rejected: {
    vi: 'số liệu gửi bị loại khi kiểm tra',
    en: 'figure sent was rejected by the checks',
  },
};

const ENDS = ['03-31', '06-30', '09-30', '12-31'];
const lastDay = (period: string): string =>
  `${period.slice(0, 4)}-${ENDS[Number(period.slice(6)) - 1]}`;
const quartersOf = (period: string): number =>
  4 * Number(period.slice(0, 4)) + Number(period.slice(6));
/** How many quarters lie from one to the other. */
export const quartersFrom = (from: string, to: string): number => quartersOf(to) - quartersOf(from);

const isMet = (state: string): boolean => state === 'met' || state === 'met_late';

/** Targets that fell due before the one that judges, and ask for more than there is; the latest first. */
function stillMissed({ promised, period }: TopFacts, language: Language): Sentence[] {
  const steps = promised?.steps ?? [];
  const judging = steps.find(({ judges }) => judges);
  return steps
    .filter(
      ({ due, state, operator }) =>
        judging !== undefined &&
        due < judging.due &&
        due <= lastDay(period) &&
        operator !== 'x' &&
        !isMet(state),
    )
    .toSorted((a, b) => (a.due < b.due ? 1 : -1))
    .map(({ value, due }) => ({
      words: WORDS[language].missed,
      values: { asked: percent(value), due: dayText(due, language) },
    }));
}

/** Nothing where the target is met, nor of a pace drawn on for longer than it was seen. */
function paceSaid({ forecast: { forecast, target }, figures }: TopFacts, language: Language) {
  const state = figures.find(({ measure }) => measure === 'share_l4')?.targetState ?? '';
  if (!forecast || !target?.duePeriod || isMet(state)) return [];
  const { basis, pace, periodsAhead, value } = forecast;
  if (basis === 'pace' && periodsAhead > pace.periods) return [];
  const words = WORDS[language];
  const told = {
    expected: percent(value),
    reached: periodText(target.duePeriod, language),
    periods: pace.periods,
  };
  const drawn = pace.periods === 1 ? words.lastPace : words.pace;
  return [{ words: basis === 'trials' ? words.forecast : drawn, values: told }];
}

/** What follows the figure, without the list of what is overdue. */
export const afterFigure = (facts: TopFacts, language: Language): Sentence[] => [
  ...stillMissed(facts, language),
  ...paceSaid(facts, language),
];

/**
 * All that is said of one without a figure beside what is overdue. Of one that never had any it takes the
 * first quarter of all.
 */
export function silentSaid(
  { figures, period }: TopFacts,
  { isAsked, first }: { isAsked: boolean; first: string },
  language: Language,
): Sentence[] {
  const words = WORDS[language];
  if (!isAsked) return [{ words: words.outside }];
  const { lastKnown = null } = figures.find(({ measure }) => measure === 'share_l4') ?? {};
  const missed = lastKnown
    ? quartersFrom(lastKnown.period, period)
    : quartersFrom(first, period) + 1;
  const known = lastKnown && {
    value: percent(lastKnown.value),
    n: lastKnown.numerator ?? NaN,
    d: lastKnown.denominator ?? NaN,
    then: periodText(lastKnown.period, language),
  };
  return [
    { words: missed === 1 ? words.once : words.often, values: { missed } },
    known
      ? { words: lastKnown.numerator === null ? words.lastBare : words.last, values: known }
      : { words: words.never },
    { words: words.notZero },
  ];
}
