// The forecast in words of the language being read, made of its own numbers. Parts of a unit's page import
// it, and the page on the method names the ways of it by the same words.
import { locale } from '#lib/components/address.ts';
import { nameOf, unitNameOf } from '#lib/components/words.ts';
import type { ForecastMethod } from '#lib/domain/explain/forecast.ts';
import type { BackTest } from '#lib/domain/explain/back-test.ts';
import {
  LEAST_HELD,
  LEAST_ORIGINS,
  type Chance,
  type Outlook,
} from '#lib/domain/explain/outlook.ts';
import type { SeenPace } from '#lib/domain/explain/unit-forecast.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatPeriodInText,
  formatPoints,
} from '#lib/domain/format.ts';
import type { Schedule, ScheduleState } from '#lib/domain/schedule.ts';
import type { Target } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { UnitOutlook } from './outlook.ts';

type Coverage = NonNullable<BackTest['coverage']>;
type Span = NonNullable<Outlook['interval']>;

const percent = (share: number): string => formatPercent(share, locale());
const period = (code: string): string => formatPeriodInText(code, locale());

const METHOD_WORDS: Record<ForecastMethod, () => string> = {
  linear: m.forecast_method_linear,
  logistic: m.forecast_method_logistic,
  damped: m.forecast_method_damped,
  last: m.forecast_method_last,
};
export const methodWord = (method: ForecastMethod): string => METHOD_WORDS[method]();

const CHANCES_IN_WORDS = {
  outside: m.forecast_chance_outside,
  within: m.forecast_chance_within,
  met: m.forecast_chance_met,
};

function chanceText(chance: Chance): string {
  if (chance.value === null) return CHANCES_IN_WORDS[chance.bound]();
  const share = formatPercent(chance.value, locale(), 0);
  if (chance.bound === 'below') return m.forecast_chance_below({ share });
  return chance.bound === 'above'
    ? m.forecast_chance_above({ share })
    : m.forecast_chance_exact({ share });
}

/** Whether there is anything to tell: a forecast or why there is none, steps of the target, or what came. */
export const isTold = (outlook: UnitOutlook): boolean => {
  const { steps = [], schedules = [] } = outlook.promises ?? {};
  return (
    forecastSentence(outlook) !== null ||
    steps.length + schedules.length > 0 ||
    outlook.past.length > 0
  );
};

/** "Dự báo … đến hết quý IV/2020: 6%, …", or why there is none; null where the page says that already. */
export function forecastSentence({ indicator, forecast }: UnitOutlook): string | null {
  const { outlook, reason, duePeriod, row } = forecast;
  if (reason === 'due-passed') return m.forecast_none_due_passed();
  if (reason === 'one-period') return m.forecast_none_one_period();
  if (!outlook || duePeriod === null || row?.demand == null) return null;
  const text = {
    indicator: nameOf(indicator),
    period: period(duePeriod),
    value: percent(outlook.expected),
    target: formatDemand(row.demand, locale()),
  };
  const { basis, interval, chance, pace } = outlook;
  if (basis === 'pace') {
    const perPeriod = formatPoints(pace.perPeriod, locale());
    const why = untriedText(outlook);
    return m.forecast_says_pace({ ...text, pace: perPeriod, periods: pace.periods, why });
  }
  if (!interval) return m.forecast_says_unspanned({ ...text, why: unspannedText(outlook) });
  const spanned = { ...text, low: percent(interval.low), high: percent(interval.high) };
  // A span without a chance: just this share is asked for, which no forecast hits.
  if (!chance) return m.forecast_says_exactly(spanned);
  return m.forecast_says({ ...spanned, chance: chanceText(chance) });
}

/** Why the pace is drawn on and no forecast told. */
function untriedText({ horizon, tried }: Outlook): string {
  return tried
    ? m.forecast_untried_few({ horizon, origins: tried.origins, least: LEAST_ORIGINS })
    : m.forecast_untried_none({ horizon });
}

/** Why a forecast stands without its span. */
function unspannedText({ tried }: Outlook): string {
  if (!tried?.coverage) return m.forecast_unspanned_none();
  const least = formatPercent(LEAST_HELD, locale(), 0);
  return m.forecast_unspanned_missed({ ...coverageText(tried.coverage), least });
}

const coverageText = ({ inside, of }: Coverage) => ({
  inside: formatNumber(inside, locale()),
  of: formatNumber(of, locale()),
  share: formatPercent(inside / of, locale(), 0),
});

/** What was told earlier of periods that have come, beside what came. */
export const pastRows = ({ past }: UnitOutlook) =>
  past.map(({ from, duePeriod, outlook: { basis, expected, interval }, came }) => ({
    from: formatPeriod(from, locale()),
    period: formatPeriod(duePeriod, locale()),
    value: percent(expected),
    basis: basis === 'pace' ? m.forecast_past_pace() : interval ? spanText(interval) : '',
    came: percent(came),
  }));

const spanText = ({ low, high }: Span): string =>
  m.forecast_past_span({ low: percent(low), high: percent(high) });

/** On what a forecast was tried, and how often the spans held what came. */
export function triedTexts({ tried, horizon, interval }: Outlook): string[] {
  if (!tried) return [];
  const { origins, forecasts, coverage } = tried;
  const counted = formatNumber(forecasts, locale());
  return [
    m.forecast_tried({ origins, forecasts: counted, horizon }),
    // Where there is no span, the sentence that says why tells how often such spans held.
    ...(interval && coverage ? [m.forecast_coverage(coverageText(coverage))] : []),
  ];
}

/** Until when the target can be reached, at the fastest pace of the group, then at the unit's own. */
export function reachTexts({ forecast, fastest, asked }: UnitOutlook): string[] {
  const { reach, target } = forecast;
  if (!reach || !target) return [];
  const { group, own } = reach;
  const due = formatDay(target.due, locale());
  const texts: string[] = [];
  if (group && fastest) {
    const text = { ...paceText(group), unit: unitNameOf(fastest), due };
    const said = group.isReachable
      ? m.forecast_reach_group(text)
      : m.forecast_reach_group_late(text);
    texts.push(asked.group ? `${said} ${m.forecast_reach_asked()}` : said);
  }
  if (own && own.unitId !== group?.unitId) {
    const text = paceText(own);
    const said = own.isReachable ? m.forecast_reach_own(text) : m.forecast_reach_own_late(text);
    texts.push(asked.own ? `${said} ${m.forecast_reach_asked()}` : said);
  }
  return texts;
}

const paceText = ({ from, to, pace, lastDay }: SeenPace) => ({
  from: period(from),
  to: period(to),
  pace: formatNumber(pace * 100, locale(), 1),
  day: formatDay(lastDay, locale()),
});

/** How a unit stands against its schedule, the next step and the pace that it takes. */
export function scheduleText({ kind, state, next, requiredPace }: Schedule): string {
  const schedule = kind === 'own' ? m.forecast_schedule_own() : m.forecast_schedule_imposed();
  return [
    SCHEDULE_WORDS[state]({ schedule }),
    ...(next ? [nextStepText(next, requiredPace)] : []),
    m.forecast_schedule_note(),
  ].join(' ');
}

const SCHEDULE_WORDS: Record<ScheduleState, (text: { schedule: string }) => string> = {
  kept: m.forecast_schedule_kept,
  behind: m.forecast_schedule_behind,
  not_begun: m.forecast_schedule_not_begun,
  not_measured: m.forecast_schedule_not_measured,
};

function nextStepText({ value, due }: Target, requiredPace: number | null): string {
  const text = { value: formatDemand(value, locale()), day: formatDay(due, locale()) };
  if (!requiredPace) return m.forecast_schedule_next(text);
  const pace = formatNumber(Math.abs(requiredPace) * 100, locale(), 1);
  return requiredPace < 0
    ? m.forecast_schedule_pace_down({ ...text, pace })
    : m.forecast_schedule_pace({ ...text, pace });
}
