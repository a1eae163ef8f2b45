// The forecast in words of the language being read, made of its own numbers. Only Forecast.svelte and the
// page's lead import it.
import { locale } from '#lib/components/address.ts';
import { nameOf } from '#lib/components/words.ts';
import type { ForecastMethod } from '#lib/domain/explain/forecast.ts';
import type { Chance, Outlook } from '#lib/domain/explain/outlook.ts';
import type { SeenPace } from '#lib/domain/explain/unit-forecast.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
} from '#lib/domain/format.ts';
import type { Schedule, ScheduleState } from '#lib/domain/schedule.ts';
import type { Target } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { UnitOutlook } from './outlook.ts';

const percent = (share: number): string => formatPercent(share, locale());
const period = (code: string): string => formatPeriodInText(code, locale());

const METHOD_WORDS: Record<ForecastMethod, () => string> = {
  linear: m.forecast_method_linear,
  logistic: m.forecast_method_logistic,
  damped: m.forecast_method_damped,
  last: m.forecast_method_last,
};
export const methodWord = (method: ForecastMethod): string => METHOD_WORDS[method]();

function chanceText({ value, bound }: Chance): string {
  const share = formatPercent(value, locale(), 0);
  if (bound === 'below') return m.forecast_chance_below({ share });
  return bound === 'above'
    ? m.forecast_chance_above({ share })
    : m.forecast_chance_exact({ share });
}

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
  const { interval, chance } = outlook;
  if (!interval || !chance) {
    const { method, horizon } = outlook;
    return m.forecast_says_untried({ ...text, method: methodWord(method), horizon });
  }
  const [low, high] = [percent(interval.low), percent(interval.high)];
  return m.forecast_says({ ...text, low, high, chance: chanceText(chance) });
}

/** On what it was tried, and how often the spans held what came; empty where nothing could be tried. */
export function triedTexts({ tried, horizon }: Outlook): string[] {
  if (!tried) return [];
  const { origins, forecasts, coverage, isFew } = tried;
  const count = (value: number) => formatNumber(value, locale());
  return [
    m.forecast_tried({ origins, forecasts: count(forecasts), horizon }),
    ...(isFew ? [m.forecast_tried_few()] : []),
    ...(coverage
      ? [
          m.forecast_coverage({
            inside: count(coverage.inside),
            of: count(coverage.of),
            share: formatPercent(coverage.inside / coverage.of, locale(), 0),
          }),
        ]
      : []),
  ];
}

/** Until when the target can be reached, at the fastest pace of all units, then at the unit's own. */
export function reachTexts({ forecast, fastest }: UnitOutlook): string[] {
  const { reach, target } = forecast;
  if (!reach || !target) return [];
  const { series, own } = reach;
  const due = formatDay(target.due, locale());
  const texts: string[] = [];
  if (series && fastest) {
    const text = { ...paceText(series), unit: nameOf(fastest), due };
    texts.push(
      series.isReachable ? m.forecast_reach_series(text) : m.forecast_reach_series_late(text),
    );
  }
  if (own && own.unitId !== series?.unitId) {
    const text = paceText(own);
    texts.push(own.isReachable ? m.forecast_reach_own(text) : m.forecast_reach_own_late(text));
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
  return m.forecast_schedule_pace({ ...text, pace: formatNumber(requiredPace * 100, locale(), 1) });
}
