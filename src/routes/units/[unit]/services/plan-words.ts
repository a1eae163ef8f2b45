// What a plan comes to, in sentences that are true of every outcome. Only Sandbox.svelte and its parts
// import it.
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import type {
  MetOn,
  NoDay,
  PlanOutcome,
  PlanWorld,
  Rivals,
} from '#lib/domain/explain/plan-outcome.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatPeriodInText,
  formatSigned,
} from '#lib/domain/format.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import { countDemanded } from '#lib/domain/rational.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Told } from './plan-state.svelte.ts';

export const count = (value: number): string => formatNumber(value, locale());
const services = (n: number): string => m.gap_services({ n, text: count(n) });

/** More decimals where one service would not show in one. */
const MANY_SERVICES = 1000;
export const shareText = ({ figure }: PlanOutcome): string =>
  formatPercent(figure.value, locale(), figure.denominator >= MANY_SERVICES ? 2 : 1);

export const countsText = ({ figure }: PlanOutcome): string =>
  `${count(figure.numerator)}/${count(figure.denominator)}`;

/**
 * "Nâng 12 dịch vụ lên mức độ 4: 5,38% thành 5,97%, hạng 49 thành 47/63"
 *
 * @param now its rank as released, told where others move so that raising nothing leads to another one
 */
export function planHead({ base, outcome }: Told, now: number | null): string | null {
  if (!outcome) return null;
  const { rank, ranked } = outcome;
  const words = {
    services: services(outcome.raised),
    from: shareText(base),
    to: shareText(outcome),
    ranked,
  };
  const head =
    base.rank === rank
      ? m.plan_head_kept({ ...words, rank })
      : m.plan_head({ ...words, fromRank: base.rank, toRank: rank });
  return now === null || now === base.rank ? head : m.plan_head_from({ head, now });
}

/** The target that judges it with its due day, and how many services are lacking; null without one. */
export function targetText({ figure, demand, due, state }: PlanOutcome): string | null {
  if (demand === null || due === null) return null;
  const target = { demand: formatDemand(demand, locale()), due: formatDay(due, locale()) };
  const lack = countDemanded(demand, figure.denominator) - figure.numerator;
  return isMet(state) || lack <= 0
    ? m.plan_lacks_none(target)
    : m.plan_lacks({ ...target, services: services(lack) });
}

/** Said where another target judges the outcome than the release. @param now what that one asks */
export function otherTargetText(
  { period, demand, due }: PlanOutcome,
  now: number | null,
): string | null {
  if (demand === null || due === null || now === null || demand === now) return null;
  return m.plan_other_target({
    period: formatPeriod(period, locale()),
    demand: formatDemand(demand, locale()),
    due: formatDay(due, locale()),
    now: formatDemand(now, locale()),
  });
}

const NO_DAY: Record<NoDay, () => string> = {
  'no-target': m.plan_day_no_target,
  'no-pace': m.plan_day_no_pace,
  never: m.plan_day_never,
  'too-few': m.plan_day_too_few,
};

const dayOf = ({ period, day, isLate }: MetOn): string => {
  const words = {
    period: formatPeriodInText(period, locale()),
    day: formatDay(day, locale()),
  };
  return isLate ? m.plan_day_late(words) : m.plan_day(words);
};

/** When the target would be met, or why nobody can say. */
export const dayText = ({ metOn }: PlanOutcome): string =>
  metOn.answer ? dayOf(metOn.answer) : NO_DAY[metOn.reason]();

/** So many are named; the others are counted. */
const NAMED = 4;
export type Names = Record<string, { nameVi: string; nameEn: string }>;

function namesText(ids: readonly string[], names: Names): string {
  const named = ids.slice(0, NAMED).flatMap((id) => names[id] ?? []);
  const list = named.map(unitNameOf).join(', ');
  const rest = ids.length - named.length;
  return rest > 0 ? m.plan_and_others({ list, n: rest, count: count(rest) }) : list;
}

/** Whom it passes, and who passes it while others move. */
export function passedTexts(outcome: PlanOutcome, names: Names): string[] {
  const { passed, passedBy } = outcome;
  return [
    ...(passed.length > 0 ? [m.plan_passed({ names: namesText(passed, names) })] : []),
    ...(passedBy.length > 0 ? [m.plan_passed_by({ names: namesText(passedBy, names) })] : []),
    ...(passed.length + passedBy.length === 0 ? [m.plan_passed_none()] : []),
  ];
}

/** What is taken for granted, said with its numbers. */
export function assumptions({ period, pace }: PlanWorld, rivals: Rivals): string[] {
  const words = { period: formatPeriodInText(period, locale()) };
  const next = formatPeriodInText(shiftPeriod(period, 1), locale());
  return [
    rivals === 'still' ? m.plan_assumes_still(words) : m.plan_assumes_moving({ next }),
    pace
      ? m.plan_assumes_pace({
          n: pace.periods,
          periods: count(pace.periods),
          pace: formatSigned(pace.numerator, locale(), 1),
        })
      : m.plan_assumes_no_pace(),
    m.plan_assumes_only(),
  ];
}

/** The head of the column that raises nothing. @param isReleased false of what was only known at a moment */
export function baseHead({ period }: PlanOutcome, rivals: Rivals, isReleased: boolean): string {
  const words = { period: formatPeriod(period, locale()) };
  if (rivals === 'moving') return m.plan_col_nothing(words);
  return isReleased ? m.plan_col_now(words) : m.plan_col_known(words);
}
