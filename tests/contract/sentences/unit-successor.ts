// What the page of a unit says first where the gathered series holds nothing of it, and the one that took its
// place since does: its place there, its figure and change, and since when there is such a unit.
import { formedOn, latestSaid, type Known } from './unit-known.ts';
import {
  dayText,
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** A unit as the API tells it of the later series. */
export interface Succeeded extends Known {
  group: string | null;
  release: { period: string; illustrative: boolean } | null;
  figures: {
    measure: string;
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    rank: number | null;
    change: number | null;
    changeReason: string | null;
  }[];
}

export const LATER = { series: 'dvc-full-part', measure: 'share_full' } as const;

const WORDS = {
  vi: {
    ranked: '{name} xếp thứ {rank}/{of} {period}, theo cách đo mới',
    alone: '{name}: Tỷ lệ dịch vụ công trực tuyến toàn trình {value}, {period}, theo cách đo mới',
    figure: 'Tỷ lệ dịch vụ công trực tuyến toàn trình: {value} ({n}/{d}), ',
    rose: 'tăng {points} điểm phần trăm so với {before}.',
    fell: 'giảm {points} điểm phần trăm so với {before}.',
    same: 'không đổi so với {before}.',
    first: 'kỳ đầu.',
    gap: 'kỳ trước không có số liệu.',
    since: 'Đơn vị có từ {since}.',
    section: 'Số liệu {period} theo cách đo mới',
    sub: 'Từ 2022 không còn đo theo mức độ 1–4; tỷ lệ dịch vụ công trực tuyến toàn trình được tính và xếp hạng riêng.',
    illustrative: 'Bản minh họa.',
  },
  en: {
    ranked: '{name} ranks {rank} of {of} in {period}, by the measure in use now',
    alone: '{name}: Share of services fully online {value} in {period}, by the measure in use now',
    figure: 'Share of services fully online: {value} ({n}/{d}), ',
    rose: 'up {points} percentage points from {before}.',
    fell: 'down {points} percentage points from {before}.',
    same: 'unchanged from {before}.',
    first: 'first period.',
    gap: 'no figure the period before.',
    since: 'The unit exists since {since}.',
    section: 'Figures of {period}, by the measure in use now',
    sub: 'Since 2022 levels 1 to 4 are no longer measured; the share of services fully online is counted and ranked apart.',
    illustrative: 'Illustrative.',
  },
} as const;

export interface Beside {
  /** The quarter that a change is told against. */
  before: string | null;
  /** How many of its group have a rank. */
  ranked: number;
  /** The last quarter with a figure of it by the levels of before. */
  latest: string | null;
}

export function successorTopFaults(
  { headline, lead }: { headline: string; lead: string },
  unit: Succeeded,
  { before, ranked, latest }: Beside,
  language: Language,
): string[] {
  const words = WORDS[language];
  const figure = unit.figures.find(({ measure }) => measure === LATER.measure);
  if (!figure || figure.value === null) return ['a place without a figure'];
  const values = {
    name: shortName(unit.name, language),
    period: periodText(unit.release?.period ?? '', language),
    value: percent(figure.value),
    ...{ n: figure.numerator ?? NaN, d: figure.denominator ?? NaN },
    ...{ rank: figure.rank ?? NaN, of: ranked },
  };
  const isPlaced = figure.rank !== null && ranked > 1;
  const { change, changeReason } = figure;
  const none = changeReason === 'first-period' ? words.first : words.gap;
  const moved = change === 0 ? words.same : (change ?? 0) > 0 ? words.rose : words.fell;
  const told: Sentence = {
    words: words.figure + (change === null ? none : moved),
    values: {
      ...values,
      points: percent(Math.abs(change ?? 0)),
      before: periodText(before ?? '', language),
    },
  };
  const formed = formedOn(unit);
  const since: Sentence[] =
    formed === null ? [] : [{ words: words.since, values: { since: dayText(formed, language) } }];
  return [
    ...textFaults(headline, [{ words: isPlaced ? words.ranked : words.alone, values }], language),
    ...textFaults(lead, [told, ...since, ...latestSaid(latest, language)], language),
  ];
}

/** What stands above the figure: of which quarter it is, and that it is a measure of its own. */
export function successorSectionFaults(
  sections: readonly Section[],
  { release }: Succeeded,
  language: Language,
): string[] {
  const words = WORDS[language];
  const period = periodText(release?.period ?? '', language);
  const heading = words.section.replace('{period}', period);
  const section = sections.find((each) => each.heading === heading);
  if (!section) return [`no section headed ${heading}`];
  const mark = release?.illustrative ? [{ words: words.illustrative }] : [];
  return textFaults(section.texts[0], [{ words: words.sub }, ...mark], language);
}
