// Limits that texts spell out for readers hold them to the rules: who changes one finds the words here.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SIDE_WINDOWS } from '#lib/domain/explain/bunching.ts';
import { ROUNDED_PERIODS } from '#lib/domain/explain/copied-counts.ts';
import { LOOKED_AHEAD } from '#lib/domain/explain/plan-outcome.ts';
import { DRAWS_HELD } from '#lib/domain/explain/rank-interval.ts';
import { ASSUMED_MOVE } from '#lib/domain/explain/weighing.ts';
import { PACE_PERIODS } from '#lib/domain/judge.ts';
import { LEADERS, NEIGHBOURS } from '#lib/domain/neighbours.ts';
import { WORKING_DAYS } from '../jobs/raise-signs.ts';

const NUMBERS = {
  vi: 'không một hai ba bốn năm sáu bảy tám chín mười'.split(' '),
  en: 'no one two three four five six seven eight nine ten'.split(' '),
};
const QUARTERS_A_YEAR = 4;

/** A file of texts and one of them, the limit that it spells, and the words around it in each language. */
const PACE = [
  ['gap', 'gap_place_moving', 'tối đa {} kỳ', 'up to {} periods'],
  ['gap', 'gap_place_moving_none', 'tối đa {} kỳ', 'up to {} periods'],
  ['gap', 'gap_counted_place_moving', 'tối đa {} kỳ', 'up to {} periods'],
  ['gap', 'gap_counted_place_moving_none', 'tối đa {} kỳ', 'up to {} periods'],
  ['plan', 'plan_assumes_moving', 'tối đa {} kỳ', 'up to {} periods'],
  ['forecast', 'forecast_none_one_period', '{} kỳ gần nhất', 'last {} periods'],
  ['forecast', 'forecast_method_linear', '{} kỳ qua', 'last {} periods'],
  ['forecast', 'forecast_method_logistic', '{} kỳ qua', 'last {} periods'],
  ['forecast', 'forecast_method_damped', '{} kỳ qua', 'last {} periods'],
  ['forecast', 'forecast_pace_note', '{} kỳ', '{} periods'],
  ['forecast', 'forecast_reach_group', '{} kỳ liền', '{} periods in a row'],
  ['forecast', 'forecast_reach_group_late', '{} kỳ liền', '{} periods in a row'],
  ['ranking', 'ranking_note', '{} kỳ qua', 'last {} periods'],
  ['glossary', 'glossary_pace_says', '{} kỳ gần nhất', 'last {}'],
  ['overview', 'overview_targets_note', '{} quý qua', 'last {} quarters'],
] as const;
const SPELLED = [
  ...PACE.map((text) => [...text, PACE_PERIODS] as const),
  ['signs', 'signs_lead', '{} ngày làm việc', '{} working days', WORKING_DAYS],
  ['signs', 'signs_list_lead', '{} ngày làm việc', '{} working days', WORKING_DAYS],
  // Windows of one point each.
  ['signs', 'signs_found_bunching', '{} điểm phần trăm', '{} percentage points', SIDE_WINDOWS],
  ['signs', 'signs_found_rounded', '{} kỳ gần nhất', 'last {} periods', ROUNDED_PERIODS],
  ['ranking', 'ranking_near_note', '{} đơn vị đầu bảng', 'the first {}', LEADERS],
  ['ranking', 'ranking_near_note', '{} đơn vị ngay trên', '{} just above', NEIGHBOURS],
  ['ranking', 'ranking_near_note_plain', '{} đơn vị đầu bảng', 'the first {}', LEADERS],
  ['ranking', 'ranking_near_note_plain', '{} đơn vị ngay dưới', '{} just above', NEIGHBOURS],
] as const;

const [HELD, MOVE] = [Math.round(DRAWS_HELD * 100), Math.round(ASSUMED_MOVE * 100)];
/** The same of limits that are written in figures. */
const WRITTEN = [
  ['certainty', 'certainty_assumed', '±{}%', '±{}%', MOVE],
  ['certainty', 'certainty_col_interval', '{}%', '{}%', HELD],
  ['certainty', 'certainty_ranking_note', 'hạng {}%', '{}% interval', HELD],
  ['certainty', 'certainty_ranking_note', '{} trên 10', '{} of 10', HELD / 10],
  ['certainty', 'certainty_ranking_note', '±{}%', '±{}%', MOVE],
  ['glossary', 'glossary_interval_says', '{}%', '{}%', HELD],
  ['trial', 'trial_col_interval', '{}%', '{}%', HELD],
  ['trial', 'trial_note', 'thử {}%', '{}% trial', HELD],
  ['trial', 'trial_note', '{} trên 10', '{} of 10', HELD / 10],
] as const;

const textOf = async (language: 'vi' | 'en', file: string, key: string): Promise<string> => {
  const texts: unknown = JSON.parse(
    await readFile(`src/lib/messages/${language}/${file}.json`, 'utf8'),
  );
  return JSON.stringify((texts as Record<string, unknown>)[key]).toLocaleLowerCase(language);
};

describe('a limit that a text spells out', () => {
  it.each(SPELLED)('is the one that holds: %s, %s', async (file, key, vi, en, limit) => {
    expect(await textOf('vi', file, key)).toContain(vi.replace('{}', NUMBERS.vi[limit] ?? ''));
    expect(await textOf('en', file, key)).toContain(en.replace('{}', NUMBERS.en[limit] ?? ''));
  });

  it.each(WRITTEN)('is written as it holds: %s, %s', async (file, key, vi, en, limit) => {
    expect(await textOf('vi', file, key)).toContain(vi.replace('{}', String(limit)));
    expect(await textOf('en', file, key)).toContain(en.replace('{}', String(limit)));
  });

  it('is told in years where quarters are looked ahead', async () => {
    const years = LOOKED_AHEAD / QUARTERS_A_YEAR;
    expect(await textOf('vi', 'plan', 'plan_day_never')).toContain(`${years} năm`);
    expect(await textOf('en', 'plan', 'plan_day_never')).toContain(`${years} years`);
  });
});
