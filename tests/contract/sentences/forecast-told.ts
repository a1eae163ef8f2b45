// What the sentence on a forecast must read: a forecast, one without its span, or the plain pace.
import type { Forecast } from './facts.ts';
import { percent, periodText, pick, type Language, type Sentence, type Value } from './text.ts';

const INDICATOR = {
  vi: 'Tỷ lệ dịch vụ công trực tuyến mức độ 4',
  en: 'Share of level-4 online public services',
};
const REASONS: Record<string, Record<Language, string>> = {
  'due-passed': {
    vi: 'Chỉ tiêu của kỳ này đã đến hạn nên không còn gì để dự báo.',
    en: 'The target of this period has fallen due; there is nothing left to forecast.',
  },
  'one-period': {
    vi: 'Chưa có kỳ nào trước đó trong bốn kỳ gần nhất nên chưa thể dự báo.',
    en: 'There is no earlier figure within the last four periods, so nothing can be forecast yet.',
  },
};

/** What a forecast must have been tried on before it is told, and how much its spans must have held. */
export const LEAST_RELEASES = 4;
const LEAST_HELD = 80;

type Told = NonNullable<Forecast['forecast']>;

/** The plain pace stands where too little was tried, and only there. */
function paceSaid({ pace, periodsAhead: horizon, backTest }: Told, language: Language): Sentence {
  const why = backTest
    ? {
        vi: 'dự báo trước {horizon} kỳ mới đối chiếu được từ {releases} bản công bố, cần ít nhất {least}',
        en: `forecasts {horizon} ${plural(horizon, 'period')} ahead could be tried on {releases} ${plural(backTest.releases, 'release')} alone, at least {least} are asked for`,
      }
    : {
        vi: 'chưa có dự báo trước {horizon} kỳ nào đến lúc đối chiếu',
        en: `no forecast made {horizon} ${plural(horizon, 'period')} ahead has come due yet`,
      };
  const over =
    pace.periods === 1
      ? 'at the change of the last period ({pace} points)'
      : 'at the mean pace of the last {periods} periods ({pace} points a period)';
  return {
    words: pick(
      {
        vi: `{indicator}: giữ tốc độ trung bình {periods} kỳ qua ({pace} điểm % mỗi kỳ) thì hết {period} là {value}; chỉ tiêu {target}. Đây là phép tính theo tốc độ, chưa phải dự báo: ${why.vi}.`,
        en: `{indicator}: ${over} it comes to {value} by the end of {period}; target {target}. This is a pace drawn on and no forecast: ${why.en}.`,
      },
      language,
    ),
    values: {
      pace: percent(pace.perPeriod),
      periods: pace.periods,
      horizon,
      releases: backTest?.releases ?? 0,
      least: LEAST_RELEASES,
    },
  };
}

export const plural = (count: number, word: string): string => (count === 1 ? word : `${word}s`);

/** A forecast whose spans held too little, or were never tried, stands without one. */
function unspannedSaid({ backTest }: Told, language: Language): Sentence {
  const coverage = backTest?.coverage;
  const why = coverage
    ? {
        vi: 'những lần trước, khoảng như vậy chỉ chứa {inside}/{of} giá trị thật ({share}), cần ít nhất {least}',
        en: 'in the past such spans held only {inside} of {of} figures that came ({share}), at least {least} is asked for',
      }
    : { vi: 'chưa có khoảng nào đến lúc đối chiếu', en: 'no such span has come due yet' };
  return {
    words: pick(
      {
        vi: `{indicator}, dự báo đến hết {period}: {value}; chỉ tiêu {target}. Không nêu khoảng và khả năng đạt: ${why.vi}.`,
        en: `{indicator}, forecast for the end of {period}: {value}; target {target}. No span and no chance are given: ${why.en}.`,
      },
      language,
    ),
    values: coverage ? { ...coverage, share: heldOf(coverage), least: LEAST_HELD } : {},
  };
}

export const heldOf = ({ inside, of }: { inside: number; of: number }): number =>
  (100 * inside) / of;

const CHANCES: Record<string, Record<Language, string>> = {
  below: { vi: 'dưới {chance}', en: 'below {chance}' },
  above: { vi: 'trên {chance}', en: 'above {chance}' },
  exact: { vi: 'khoảng {chance}', en: 'about {chance}' },
  outside: { vi: 'ngoài khoảng dự báo', en: 'outside the span of the forecast' },
  within: { vi: 'cả khoảng dự báo đều đạt', en: 'the whole span meets it' },
  met: {
    vi: 'đã đạt, và cả khoảng dự báo vẫn đạt',
    en: 'met already, and the whole span keeps it',
  },
};

/** Words where the whole span lies on one side of the demand, a fraction where the demand lies in it. */
function boundOf(interval: { low: number; high: number }, demand: number, bound: string): string {
  if (interval.high < demand) return 'outside';
  if (interval.low >= demand) return bound === 'met' ? 'met' : 'within';
  return ['below', 'above', 'exact'].includes(bound) ? bound : 'a fraction';
}

function spannedSaid(
  { interval, probability }: Told,
  demand: number,
  language: Language,
): Sentence {
  if (!interval || !probability) return { words: 'a span with its chance' };
  const chance = CHANCES[boundOf(interval, demand, probability.bound)]?.[language] ?? '?';
  return {
    words: pick(
      {
        vi: `{indicator}, dự báo đến hết {period}: {value}; theo sai số các lần dự báo trước: {low} đến {high}; chỉ tiêu {target}. Khả năng đạt chỉ tiêu: ${chance}.`,
        en: `{indicator}, forecast for the end of {period}: {value}; by the errors of earlier forecasts {low} to {high}; target {target}. Chance of meeting the target: ${chance}.`,
      },
      language,
    ),
    values: {
      low: percent(interval.low),
      high: percent(interval.high),
      chance: percent(probability.value ?? NaN),
    },
  };
}

function toldAs(told: Told, demand: number, language: Language): Sentence {
  const { backTest } = told;
  if (!backTest || backTest.releases < LEAST_RELEASES) return paceSaid(told, language);
  return backTest.coverage && heldOf(backTest.coverage) >= LEAST_HELD
    ? spannedSaid(told, demand, language)
    : unspannedSaid(told, language);
}

const PAST = {
  span: { vi: '{value} {low} đến {high}', en: '{value} {low} to {high}' },
  figure: { vi: '{value}', en: '{value}' },
  pace: { vi: '{value} theo tốc độ khi đó', en: '{value} at the pace of then' },
};

/** 2020-Q1 at the beginning of a cell. */
const periodCell = (period: string, language: Language): string =>
  periodText(period, language).replace(/^q/, 'Q');

/** The rows of what was told of periods that have come, cell by cell. */
export const pastSaid = ({ past }: Forecast, language: Language): Sentence[][] =>
  past.map(({ from, duePeriod, basis, value, interval, came }): Sentence[] => [
    { words: periodCell(from, language) },
    { words: periodCell(duePeriod, language) },
    {
      words: PAST[basis === 'pace' ? 'pace' : interval ? 'span' : 'figure'][language],
      values: {
        value: percent(value),
        low: percent(interval?.low ?? NaN),
        high: percent(interval?.high ?? NaN),
      },
    },
    { words: '{came}', values: { came: percent(came) } },
  ]);

/** What the forecast of a unit must read, or why there is none. */
export function forecastSaid(
  { forecast, reason, target }: Forecast,
  language: Language,
): Sentence[] {
  if (!forecast)
    return reason !== null && REASONS[reason] ? [{ words: REASONS[reason][language] }] : [];
  const { words, values } = toldAs(forecast, target?.demand ?? NaN, language);
  const common: Record<string, Value> = {
    indicator: INDICATOR[language],
    period: periodText(target?.duePeriod ?? '', language),
    value: percent(forecast.value),
    target: percent(target?.demand ?? NaN),
  };
  return [{ words, values: { ...common, ...values } }];
}
