// What the headlines of an indicator and of the platforms must say of a quarter: what the nation comes to,
// how many meet the target, and what became of it since the quarter before.
import {
  before,
  isMet,
  judging,
  NATION,
  rankingIn,
  type PlannedIndicator,
  type World,
} from './nation-facts.ts';
import { shareOfSame } from './overview.ts';
import { percent, periodText, textFaults, type Language } from './text.ts';

const WORDS = {
  vi: {
    share: '{name}: cả nước {value}, {period}',
    flag: '{name}: {n}/{d} đơn vị, {period}',
    target: '; {met}/{of} đơn vị đạt chỉ tiêu',
    counted: '{n}/{d}, tính từ {counted}/{expected} bộ và tỉnh có số liệu.',
    rose: ' Tăng {points} điểm phần trăm so với {previous}.',
    fell: ' Giảm {points} điểm phần trăm so với {previous}.',
    kept: ' Không đổi so với {previous}.',
    same: 'cùng {units} đơn vị ở {previous}',
    left: '{has}/{all} đơn vị có nền tảng LGSP, {lacking} đơn vị chưa có; {connected} đã kết nối nền tảng dữ liệu quốc gia',
    unknown:
      '{has}/{all} đơn vị có nền tảng LGSP, {lacking} đơn vị chưa có, {silent} chưa có số liệu; {connected} đã kết nối nền tảng dữ liệu quốc gia',
    all: 'Cả {all} đơn vị đã có nền tảng LGSP; {connected} đã kết nối nền tảng dữ liệu quốc gia',
  },
  en: {
    share: '{name}: {value} nationwide, {period}',
    flag: '{name}: {n} of {d} units, {period}',
    target: '; {met} of {of} units meet the target',
    counted: '{n} of {d}, counted from {counted} of {expected} ministries and provinces.',
    rose: ' Up {points} percentage points from {previous}.',
    fell: ' Down {points} percentage points from {previous}.',
    kept: ' Unchanged from {previous}.',
    same: 'the same {units} units in {previous}',
    left: '{has} of {all} units have an LGSP, {lacking} have not; {connected} are connected to the national data platform',
    unknown:
      '{has} of {all} units have an LGSP, {lacking} have not, {silent} have no figure; {connected} are connected to the national data platform',
    all: 'All {all} units have an LGSP; {connected} are connected to the national data platform',
  },
} as const;

interface Top {
  headline: string;
  lead: string;
}

/** Of the groups that a target is for, how many it is for and how many meet it. */
export function metIn(world: World, period: string, indicator: PlannedIndicator) {
  const judged = NATION.filter((group) => judging(indicator, [group], period) !== null);
  const { rows, unranked } = rankingIn(world, period, indicator.code);
  const own = rows.filter(({ group }) => judged.includes(group));
  const silent = unranked.filter(
    ({ group, reason }) => judged.includes(group) && reason !== 'not-applicable',
  );
  return { of: own.length + silent.length, met: own.filter(isMet).length };
}

/** What became of the units with a figure in both quarters; how many they are, where they are not all. */
function changeSaid(
  world: World,
  period: string,
  { code, measure, decimals }: PlannedIndicator,
  language: Language,
) {
  const previous = before(world, period);
  if (measure !== 'share' || previous === null) return { words: '' };
  const { units, rise } = shareOfSame(world, previous, period, code);
  if (units === 0) return { words: '' };
  const words = WORDS[language];
  const points = Math.round(rise * 100 * 10 ** decimals);
  const said = points === 0 ? words.kept : points > 0 ? words.rose : words.fell;
  const isAll = units === rankingIn(world, period, code).national?.expected;
  return {
    words: isAll ? said : said.replace('{previous}', words.same),
    values: {
      ...{ points: percent(Math.abs(rise)), units },
      previous: periodText(previous, language),
    },
  };
}

/** @param indicator a share or a flag of which somebody in the nation has a figure */
export function indicatorTopFaults(
  { headline, lead }: Top,
  world: World,
  { indicator, period }: { indicator: PlannedIndicator; period: string },
  language: Language,
): string[] {
  const words = WORDS[language];
  const { national } = rankingIn(world, period, indicator.code);
  if (!national) return [`nobody has a figure of ${indicator.code}`];
  const isShare = indicator.measure === 'share';
  const { met, of } = metIn(world, period, indicator);
  const counts = { n: national.numerator ?? NaN, d: national.denominator ?? NaN };
  const { counted, expected } = national;
  const change = changeSaid(world, period, indicator, language);
  return [
    ...textFaults(
      headline,
      [
        {
          words: (isShare ? words.share : words.flag) + (of > 0 ? words.target : ''),
          values: {
            ...{ name: indicator.name[language], period: periodText(period, language), met, of },
            ...(isShare ? { value: percent(national.value ?? NaN) } : counts),
          },
        },
      ],
      language,
    ),
    ...(isShare
      ? textFaults(
          lead,
          [
            {
              words: words.counted + change.words,
              values: { ...counts, counted, expected, ...change.values },
            },
          ],
          language,
        )
      : []),
  ];
}

export function platformTopFaults(
  { headline }: Top,
  world: World,
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [present, connected] = ['lgsp_present', 'lgsp_connected'].map(
    (code) => rankingIn(world, period, code).national,
  );
  if (!present) return ['nobody has a figure of platforms'];
  const [has, all] = [present.numerator ?? NaN, present.expected];
  const silent = all - present.counted;
  const lacking = present.counted - has;
  const values = { has, all, lacking, silent, connected: connected?.numerator ?? 0 };
  const said = has === all ? words.all : silent > 0 ? words.unknown : words.left;
  return textFaults(headline, [{ words: said, values }], language);
}
