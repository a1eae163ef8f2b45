// What the section on the forecast must say.
import type { Facts, Forecast, Promised } from './facts.ts';
import { butLeftSaid } from './gap.ts';
import { forecastSaid, heldOf, LEAST_RELEASES, pastSaid, plural } from './forecast-told.ts';
import {
  dayText,
  paragraphFaults,
  percent,
  periodText,
  pick,
  shortName,
  textFaults,
  valueFault,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

export const FORECAST_HEADS = {
  vi: 'Dự báo đến hạn và các nấc chỉ tiêu',
  en: 'Forecast to the due day, and the steps of the target',
};

const METHODS: Record<string, Record<Language, string>> = {
  linear: { vi: 'tốc độ trung bình bốn kỳ qua', en: 'the mean pace of the last four periods' },
  logistic: {
    vi: 'xu thế logistic của bốn kỳ qua',
    en: 'the logistic trend of the last four periods',
  },
  damped: { vi: 'tốc độ bốn kỳ qua, giảm dần', en: 'the pace of the last four periods, fading' },
  last: { vi: 'giá trị hiện tại giữ nguyên', en: 'the present figure staying as it is' },
};

function reachSaid({ reach, target }: Forecast, language: Language): Sentence[] {
  const { fastestOfGroup: group = null, fastestOfUnit: own = null } = reach ?? {};
  const valuesOf = (seen: NonNullable<typeof group>): Record<string, Value> => ({
    unit: shortName(seen.name, language),
    from: periodText(seen.from, language),
    to: periodText(seen.to, language),
    pace: percent(seen.pacePerPeriod),
    day: dayText(seen.lastDay, language),
    due: dayText(target?.due ?? '', language),
  });
  const asked = (seen: NonNullable<typeof group>): string =>
    seen.openSign
      ? pick(
          {
            vi: ' Tốc độ đó có câu hỏi chưa được trả lời.',
            en: ' That pace is under a question not answered yet.',
          },
          language,
        )
      : '';
  const said: Sentence[] = [];
  if (group) {
    said.push({
      words:
        (group.reachable
          ? pick(
              {
                vi: 'Theo tốc độ nhanh nhất từng thấy trong nhóm qua bốn kỳ liền ({unit}, {from} đến {to}: {pace} điểm % mỗi kỳ), muốn kịp hạn phải bắt đầu chậm nhất ngày {day}.',
                en: 'At the fastest pace seen in the group over four periods in a row ({unit}, {from} to {to}: {pace} points a period) it has to begin on {day} at the latest to be in time.',
              },
              language,
            )
          : pick(
              {
                vi: 'Kể cả theo tốc độ nhanh nhất từng thấy trong nhóm qua bốn kỳ liền ({unit}, {from} đến {to}: {pace} điểm % mỗi kỳ) cũng không còn kịp hạn {due}: lẽ ra phải bắt đầu trước khi kỳ này kết thúc.',
                en: 'Even at the fastest pace seen in the group over four periods in a row ({unit}, {from} to {to}: {pace} points a period) the due day {due} is out of reach: it would have had to begin before this period ended.',
              },
              language,
            )) + asked(group),
      values: valuesOf(group),
    });
  }
  if (own && own.unitId !== group?.unitId) {
    said.push({
      words:
        (own.reachable
          ? pick(
              {
                vi: 'Theo tốc độ nhanh nhất của chính đơn vị ({from} đến {to}: {pace} điểm % mỗi kỳ), chậm nhất là ngày {day}.',
                en: "At the unit's own fastest pace ({from} to {to}: {pace} points a period), on {day} at the latest.",
              },
              language,
            )
          : pick(
              {
                vi: 'Theo tốc độ nhanh nhất của chính đơn vị ({from} đến {to}: {pace} điểm % mỗi kỳ), không còn kịp.',
                en: "At the unit's own fastest pace ({from} to {to}: {pace} points a period) it is out of reach.",
              },
              language,
            )) + asked(own),
      values: valuesOf(own),
    });
  }
  return said;
}

function triedSaid({ forecast }: Forecast, language: Language): Sentence[] {
  const tried = forecast?.backTest;
  if (!forecast || !tried || tried.releases < LEAST_RELEASES) return [];
  const coverage = forecast.interval && tried.coverage;
  return [
    {
      words: pick(
        {
          vi: 'Thử trên {releases} bản công bố trước đây, chỉ dùng điều đã biết khi đó: {forecasts} dự báo trước {horizon} kỳ của mọi đơn vị. Cách có sai số nhỏ nhất được chọn.',
          en: `Tried on {releases} earlier releases by what was known then: {forecasts} forecasts {horizon} ${plural(forecast.periodsAhead, 'period')} ahead, over all units. The way with the least error is taken.`,
        },
        language,
      ),
      values: {
        releases: tried.releases,
        forecasts: tried.forecasts,
        horizon: forecast.periodsAhead,
      },
    },
    ...(coverage
      ? [
          {
            words: pick(
              {
                vi: 'Những lần trước, khoảng như vậy chứa {inside}/{of} giá trị thật ({share}).',
                en: 'In the past such spans held {inside} of {of} figures that came ({share}).',
              },
              language,
            ),
            values: { ...coverage, share: heldOf(coverage) },
          },
        ]
      : []),
  ];
}

const STATES: Record<string, Record<Language, string>> = {
  met: { vi: 'Đạt', en: 'Met' },
  met_late: { vi: 'Đạt sau hạn', en: 'Met after the due day' },
  on_pace: { vi: 'Đúng tiến độ', en: 'On pace' },
  behind: { vi: 'Chậm tiến độ', en: 'Behind pace' },
  far_behind: { vi: 'Nguy cơ không đạt', en: 'At risk of missing' },
  overdue: { vi: 'Quá hạn, chưa đạt', en: 'Overdue, not met' },
  not_measured: { vi: 'Chưa có số liệu', en: 'No figure yet' },
};

/** The table of steps, each with its due day and state. */
function stepFaults(rows: readonly string[][], { steps }: Promised, language: Language): string[] {
  return steps.flatMap(({ value, due, state, judges }, at) => {
    const [head, day, word] = rows[at] ?? [];
    const mark = judges ? pick({ vi: ' nấc đang xét', en: ' judges now' }, language) : '';
    const least =
      value >= 1 ? '{value}' : pick({ vi: 'từ {value}', en: 'at least {value}' }, language);
    const words = least + mark;
    return [
      ...textFaults(head, [{ words, values: { value: percent(value) } }], language),
      ...textFaults(day, [{ words: dayText(due, language) }], language),
      ...textFaults(word, [{ words: STATES[state]?.[language] ?? '?' }], language),
    ];
  });
}

function behindSaid({ behindSince }: Promised, language: Language): Sentence[] {
  if (!behindSince) return [];
  const { period, orBefore, unmeasured } = behindSince;
  const words = orBefore
    ? { vi: 'Chậm từ {period} hoặc trước đó.', en: 'Behind since {period} or earlier.' }
    : { vi: 'Chậm từ {period}.', en: 'Behind since {period}.' };
  const lacking = {
    vi: 'Trong đó {count} kỳ không có số liệu.',
    en: 'For {count} of these periods there is no figure.',
  };
  return [
    { words: pick(words, language), values: { period: periodText(period, language) } },
    ...(unmeasured > 0 ? [{ words: pick(lacking, language), values: { count: unmeasured } }] : []),
  ];
}

const STEPS = { vi: 'Các nấc chỉ tiêu', en: 'The steps of the target' };
const PAST_TITLE = {
  vi: 'Đã dự báo thế nào và thực tế ra sao',
  en: 'What was forecast, and what came',
};
const PACE_NOTE = {
  vi: 'Tình trạng chỉ tiêu không dựa vào dự báo này mà vào tốc độ trung bình bốn kỳ.',
  en: 'The state of the target does not rest on this forecast but on the mean pace of four periods.',
};

/** Of the ways tried, the one taken has erred least. */
function methodFaults(
  rows: readonly string[][],
  { forecast }: Forecast,
  language: Language,
): string[] {
  const methods = forecast?.basis === 'trials' ? (forecast.backTest?.meanAbsoluteErrors ?? []) : [];
  const least = Math.min(...methods.map(({ meanError }) => meanError));
  return methods.flatMap(({ method, meanError }, at) => {
    const [head, error = ''] = rows[at] ?? [];
    const isTaken = method === forecast?.method;
    const mark = isTaken ? pick({ vi: ' được chọn', en: ' taken' }, language) : '';
    return [
      ...textFaults(head, [{ words: (METHODS[method]?.[language] ?? '?') + mark }], language),
      ...[valueFault(error, meanError * 100, language)].filter((fault) => fault !== null),
      ...(isTaken && meanError !== least ? [`${method} does not err least`] : []),
    ];
  });
}

export function forecastFaults(
  section: Section | undefined,
  { forecast, promised, gap }: Facts,
  language: Language,
): string[] {
  const outlook = forecastSaid(forecast, language);
  const left = outlook.length > 0 ? butLeftSaid(gap, language) : [];
  const reach = reachSaid(forecast, language);
  const past = pastSaid(forecast, language);
  const steps = promised?.steps ?? [];
  if (!section) {
    const said = [outlook, reach, past, steps].flat();
    return said.length === 0 ? [] : ['no section on the forecast'];
  }
  const tried = triedSaid(forecast, language);
  const behind = promised && steps.length > 0 ? behindSaid(promised, language) : [];
  const said = [
    ...(outlook.length > 0 ? [[...outlook, ...left]] : []),
    ...reach.map((sentence) => [sentence]),
    ...(steps.length > 0 ? [[{ words: STEPS[language] }]] : []),
    ...(behind.length > 0 ? [behind] : []),
    ...(past.length > 0 ? [[{ words: PAST_TITLE[language] }]] : []),
    ...(tried.length > 0 ? [tried, [{ words: PACE_NOTE[language] }]] : []),
  ];
  return [
    ...paragraphFaults(section.texts, said, language),
    ...(promised ? stepFaults(section.rows, promised, language) : []),
    ...past.flatMap((cells, at) =>
      cells.flatMap((cell, column) =>
        textFaults(section.rows[steps.length + at]?.[column], [cell], language),
      ),
    ),
    ...methodFaults(section.rows.slice(steps.length + past.length), forecast, language),
  ];
}
