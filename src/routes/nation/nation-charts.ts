// Pictures of published figures: uneven days stand at their true distance. Published figures are
// real, so the pictures bear no mark of illustration. Only the load of the nation's page imports it.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import { drawChart } from '#lib/charts/render.ts';
import type { DrawnChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { formatDay } from '#lib/domain/format.ts';
import type { NationalFact } from '#lib/server/store/facts.ts';
import { measureName, publishedText } from './measures.ts';

const MS_A_DAY = 86_400_000;

/**
 * Days since 1970. A year stands at its end; a month at its first day, before the days that are told
 * within it.
 */
export function dayNumber(day: string): number {
  const [year = 0, month, date] = day.split('-').map(Number);
  if (month === undefined) return Date.UTC(year + 1, 0, 0) / MS_A_DAY;
  return Date.UTC(year, month - 1, date ?? 1) / MS_A_DAY;
}

/** Ranks of empty room above the best and below the worst: a picture from 1 on would be all sky. */
const MARGIN = 4;

const rankScale = (ranks: readonly number[]) => ({
  inverse: true,
  min: Math.max(1, Math.min(...ranks) - MARGIN),
  max: Math.max(...ranks) + MARGIN,
});

/** Null where fewer than two figures were published. */
export function drawFacts(
  id: string,
  facts: readonly NationalFact[],
  options: { inverse?: boolean } = {},
): DrawnChart | null {
  if (facts.length < 2) return null;
  const points: CoursePoint[] = facts.map((fact) => ({
    at: dayNumber(fact.day),
    label: formatDay(fact.day, locale()),
    value: fact.value,
    text: publishedText(fact, locale()),
  }));
  const scale = options.inverse ? rankScale(facts.map(({ value }) => value)) : { min: 0 };
  return drawChart({
    id,
    wide: drawCourse(points, { width: 560, height: 230, ...scale }),
    narrow: drawCourse(points, { width: 328, height: 210, ...scale }),
    label: `${measureName(facts[0]?.measure ?? '')}: ${points
      .map(({ label, text }) => `${label} ${text}`)
      .join('; ')}`,
    mark: null,
  });
}
