// What the section on gaps must say of a share that a reader chose: told by what it counts, services,
// dossiers, documents or what the catalogue does not say. Numbers are worked out from counts and ranks.
import { holders } from './gap.ts';
import type { Gap, Name, Ranking } from './facts.ts';
import {
  dayText,
  paragraphFaults,
  percent,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

type Place = NonNullable<Gap['toNextRank']>;

export interface ChosenGap extends Omit<Gap, 'toTarget'> {
  measure: string;
  counted: string;
  rank: number | null;
  toTarget: (NonNullable<Gap['toTarget']> & { fewer: boolean }) | null;
  toRank: Place | null;
  toRankReason: string | null;
}
export interface ChosenFacts {
  unitId: string;
  period: string;
  /** Whether an earlier quarter was published, without which nobody has a pace. */
  hasPast: boolean;
  gap: ChosenGap;
  ranking: Ranking;
  /** Of the target that judges the unit, as the API tells it beside the figure. */
  demand: number | null;
  /** Whether less is better. */
  isLess: boolean;
  /** The place asked for. */
  wanted: number | null;
}

/** So many of what is counted, with the number left open. */
const THINGS: Record<string, Record<Language, (n: number) => string>> = {
  services: { vi: () => ' dịch vụ', en: (n) => (n === 1 ? ' service' : ' services') },
  dossiers: { vi: () => ' hồ sơ', en: (n) => (n === 1 ? ' dossier' : ' dossiers') },
  documents: { vi: () => ' văn bản', en: (n) => (n === 1 ? ' document' : ' documents') },
  things: { vi: () => '', en: () => '' },
};
const thingsOf = (gap: ChosenGap, key: string, n: number, language: Language): string =>
  `{${key}}${THINGS[gap.counted]?.[language](n) ?? '?'}`;

const WORDS = {
  vi: {
    title: 'Cần làm gì tiếp theo',
    both: 'Thêm {T} để đạt chỉ tiêu {demand}; thêm {P} để lên hạng {rank}',
    target: 'Thêm {T} để đạt chỉ tiêu {demand}',
    place: 'Thêm {P} để lên hạng {rank}',
    placeLess: 'Bớt {P} để lên hạng {rank}',
    toTarget: 'Tới chỉ tiêu',
    toPlace: 'Tới hạng trên',
    toWanted: 'Tới hạng {rank}',
    due: 'Với mẫu số {total} như hiện có, cần thêm {T} để đạt {demand}, hạn {due}.',
    overdue: 'Chỉ tiêu {demand} đã quá hạn {due}. Với mẫu số {total} như hiện có, còn thiếu {T}.',
    fewer: 'Với mẫu số {total} như hiện có, cần bớt {T} để xuống mức {demand}, hạn {due}.',
    trend:
      'Nếu mẫu số tiếp tục thay đổi như {over} qua ({perPeriod} mỗi kỳ) và là {then} vào kỳ đến hạn, ',
    enough: 'tử số hiện có đã đủ.',
    short: 'cần thêm {M}.',
    pace: '{over} qua, tử số của đơn vị thay đổi bình quân {pace} mỗi kỳ.',
    periods: () => '{n} kỳ',
    retired:
      'Bãi bỏ {R} chưa được tính cũng đạt tỷ lệ, nhưng không đưa thêm dịch vụ nào vào diện được tính.',
    met: 'Đã đạt chỉ tiêu {demand}.',
    stand: 'Nếu các đơn vị khác đứng yên, thêm {M} là bằng hoặc vượt {unit}, đang ở hạng {rank}.',
    standLess:
      'Nếu các đơn vị khác đứng yên, bớt {M} là bằng hoặc vượt {unit}, đang ở hạng {rank}.',
    moving: 'Nếu đến {next} các đơn vị khác đi tiếp theo đà của mình (bình quân tối đa bốn kỳ), ',
    then: 'thêm {M} là bằng hoặc vượt {unit} ở hạng {rank}.',
    thenLess: 'bớt {M} là bằng hoặc vượt {unit} ở hạng {rank}.',
    thenNone: 'không cần thêm gì để bằng hoặc vượt {unit} ở hạng {rank}.',
    thenNoneLess: 'không cần bớt gì để bằng hoặc vượt {unit} ở hạng {rank}.',
    named: 'Nên nâng dịch vụ nào trước',
    noRows:
      'Nguồn của kỳ này chỉ cho số tổng, không cho từng dịch vụ, nên không nêu được tên dịch vụ.',
  },
  en: {
    title: 'What to do next',
    both: '{T} more for the {demand} target, {P} more for place {rank}',
    target: '{T} more for the {demand} target',
    place: '{P} more for place {rank}',
    placeLess: '{P} fewer for place {rank}',
    toTarget: 'To the target',
    toPlace: 'To the next place',
    toWanted: 'To place {rank}',
    due: 'With a denominator of {total} as now, it needs {T} more to reach {demand}, due {due}.',
    overdue:
      'The {demand} target was due on {due}. With a denominator of {total} as now, it lacks {T}.',
    fewer: 'With a denominator of {total} as now, it counts {T} too many for {demand}, due {due}.',
    trend:
      'Should the denominator go on as over the last {over} ({perPeriod} a period) and be {then} in the period of the due day, ',
    enough: 'what is counted now is enough.',
    short: 'it needs {M} more.',
    pace: 'Over the last {over}, its numerator changed by {pace} a period on average.',
    periods: (n: number) => (n === 1 ? 'period' : '{n} periods'),
    retired:
      'Retiring {R} that do not count would give the same share, and add nothing that counts.',
    met: 'The {demand} target is met.',
    stand:
      'If all others stand still, with {M} more it is level with or above {unit}, now at place {rank}.',
    standLess:
      'If all others stand still, with {M} fewer it is level with or above {unit}, now at place {rank}.',
    moving: 'If by {next} the others go on at their own pace (mean of up to four periods), ',
    then: 'with {M} more it is level with or above {unit} at place {rank}.',
    thenLess: 'with {M} fewer it is level with or above {unit} at place {rank}.',
    thenNone: 'it needs nothing more to be level with or above {unit} at place {rank}.',
    thenNoneLess: 'it needs nothing less to be level with or above {unit} at place {rank}.',
    named: 'Which services to raise first',
    noRows:
      'The source of this period gives totals only, not each service, so that none can be named.',
  },
} as const;

const REASONS: Record<string, Record<Language, string>> = {
  'no-figure': {
    vi: 'Kỳ này đơn vị không có số liệu, nên không tính được khoảng cách tới chỉ tiêu và tới hạng trên.',
    en: 'The unit has no figure this period, so that its way to the target and to the next place cannot be told.',
  },
  'no-target': {
    vi: 'Không có chỉ tiêu nào đang áp dụng cho tỷ lệ này.',
    en: 'No target is in force for this share.',
  },
  'no-baseline': {
    vi: 'Chỉ tiêu tính theo kỳ gốc, mà kỳ gốc không có số liệu.',
    en: 'The target is a multiple of a period that has no figure.',
  },
  'no-number': {
    vi: 'Không có số thêm nào làm tỷ lệ đúng bằng chỉ tiêu.',
    en: 'No number more gives exactly the share that is asked for.',
  },
  first: {
    vi: 'Đơn vị đang đứng thứ nhất trong nhóm.',
    en: 'The unit has the first place of its group.',
  },
  held: {
    vi: 'Đơn vị đang ở hạng này hoặc cao hơn.',
    en: 'The unit has this place already, or a better one.',
  },
};

/** What is lacking to the demand, or too much of it, by the counts alone. */
function lackingOf({ gap, demand, isLess }: ChosenFacts): number {
  const [numerator, asked] = [gap.numerator ?? NaN, (demand ?? NaN) * (gap.denominator ?? NaN)];
  return isLess ? numerator - Math.floor(asked + 1e-9) : Math.ceil(asked - 1e-9) - numerator;
}

/** Who stands at a place, or shares a better one so that nobody does. */
const holding = ({ ranking }: Pick<ChosenFacts, 'ranking'>, rank: number) =>
  ranking.rows.findLast((row) => row.rank !== null && row.rank <= rank);

/** The first number of things that brings the unit level with who holds a place, by the counts alone. */
function moreTo({ gap, ranking, isLess }: ChosenFacts, rank: number): number | null {
  const [numerator, denominator] = [gap.numerator ?? NaN, gap.denominator ?? NaN];
  const held = holding({ ranking }, rank);
  if (!held) return NaN;
  const [above, below] = [held.numerator ?? NaN, held.denominator ?? NaN];
  const exact = (above * denominator) / below;
  const more = isLess ? numerator - Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9) - numerator;
  return more > (isLess ? numerator : denominator - numerator) ? null : more;
}

function headSaid(facts: ChosenFacts, language: Language): Sentence {
  const { gap, isLess } = facts;
  const words = WORDS[language];
  const [T, P] = [lackingOf(facts), gap.toNextRank && moreTo(facts, gap.toNextRank.rank)];
  const asksMore = gap.toTarget !== null && !isLess;
  const [target, place] = [thingsOf(gap, 't', T, language), thingsOf(gap, 'p', P ?? 0, language)];
  const form =
    asksMore && P !== null
      ? words.both
      : asksMore
        ? words.target
        : P === null
          ? words.title
          : isLess
            ? words.placeLess
            : words.place;
  return {
    words: form.replace('{T}', target).replace('{P}', place),
    values: {
      ...{ t: T, p: P ?? NaN, rank: gap.toNextRank?.rank ?? NaN },
      demand: percent(facts.demand ?? NaN),
    },
  };
}

function targetSaid(facts: ChosenFacts, language: Language): Sentence[] {
  const { gap, demand } = facts;
  const { toTarget, toTargetReason: reason, pace } = gap;
  const words = WORDS[language];
  const values: Record<string, Value> = { demand: percent(demand ?? NaN) };
  if (reason === 'met') return [{ words: words.met, values }];
  if (!toTarget) return [{ words: REASONS[reason ?? '']?.[language] ?? `(${reason})` }];
  const lacking = lackingOf(facts);
  const now: Sentence = {
    words: words[
      toTarget.fewer ? 'fewer' : toTarget.state === 'overdue' ? 'overdue' : 'due'
    ].replace('{T}', thingsOf(gap, 'lacking', lacking, language)),
    values: {
      ...values,
      ...{ lacking, total: gap.denominator ?? NaN, due: dayText(toTarget.due, language) },
    },
  };
  if (toTarget.fewer) return [now];
  const { onTrend, retiring } = toTarget;
  const over = (n: number) => words.periods(n);
  const said = [now];
  if (onTrend && onTrend.perPeriod !== 0) {
    const then = Math.max(
      0,
      Math.ceil((demand ?? NaN) * onTrend.denominator - 1e-9) - (gap.numerator ?? NaN),
    );
    const end = then === 0 ? words.enough : words.short;
    said.push({
      words:
        words.trend.replace('{over}', over(onTrend.overPeriods)) +
        end.replace('{M}', thingsOf(gap, 'more', then, language)),
      values: {
        ...{ n: onTrend.overPeriods, perPeriod: onTrend.perPeriod },
        ...{ then: onTrend.denominator, more: then },
      },
    });
  }
  if (pace) {
    said.push({
      words: words.pace.replace('{over}', over(pace.periods)),
      values: { n: pace.periods, pace: pace.numerator },
    });
  }
  if (retiring !== null) {
    said.push({
      words: words.retired.replace(
        '{R}',
        `{retired}${THINGS['services']?.[language](retiring) ?? ''}`,
      ),
      values: { retired: retiring },
    });
  }
  return said;
}

function placeSaid(
  facts: ChosenFacts,
  place: Place | null,
  reason: string | null,
  language: Language,
): Sentence[] {
  if (!place) return [{ words: REASONS[reason ?? '']?.[language] ?? `(${reason})` }];
  const { gap, isLess } = facts;
  const words = WORDS[language];
  const more = moreTo(facts, place.rank);
  const things = (n: number) => thingsOf(gap, 'more', n, language);
  const said: Sentence[] = [
    {
      words: (isLess ? words.standLess : words.stand).replace('{M}', things(more ?? 0)),
      values: {
        more: more ?? NaN,
        unit: holders(place.unit, place.level.length, language),
        rank: holding(facts, place.rank)?.rank ?? NaN,
      },
    },
  ];
  if (!facts.hasPast) return said;
  const { moving } = place;
  const [then, none] = isLess ? [words.thenLess, words.thenNoneLess] : [words.then, words.thenNone];
  const end = moving.services === 0 ? none : then;
  const first = holders(moving.unit, 0, language);
  said.push({
    words: words.moving + end.replace('{M}', things(moving.services ?? 0)),
    values: {
      more: moving.services ?? NaN,
      rank: moving.heldRank,
      next: periodText(moving.period, language),
      // Who else would share the place then only the page tells.
      unit: (name) => (name.startsWith(first) ? null : `"${name}" is not ${first}`),
    },
  });
  return said;
}

/** Who holds the place that is told, by the ranking. */
function holderFaults(facts: ChosenFacts, place: Place | null): string[] {
  if (!place) return [];
  const rankHeld = holding(facts, place.rank)?.rank;
  const idsOf = (units: readonly ({ unitId: string; name?: Name } | null)[]) =>
    units
      .map((unit) => unit?.unitId)
      .toSorted()
      .join();
  const held = idsOf(facts.ranking.rows.filter(({ rank }) => rank === rankHeld));
  const said = idsOf([place.unit, ...place.level]);
  return held === said ? [] : [`place ${place.rank} is held by ${held}, not ${said}`];
}

/** What is wrong with the section. */
export function chosenGapFaults(
  section: Section | undefined,
  facts: ChosenFacts,
  language: Language,
): string[] {
  const { gap, wanted } = facts;
  const words = WORDS[language];
  if (!section) return ['no section on the gap'];
  if (gap.value === null) {
    const none = REASONS['no-figure']?.[language] ?? '';
    return [
      ...textFaults(section.heading, [{ words: words.title }], language),
      ...paragraphFaults(section.texts, [[{ words: none }]], language),
    ];
  }
  const said = (sentences: Sentence[]) => sentences.map((sentence) => [sentence]);
  const asked = [
    gap.toTarget && !facts.isLess ? lackingOf(facts) : 0,
    gap.toNextRank?.services ?? 0,
    gap.toRank?.services ?? 0,
  ];
  const isNamed = gap.counted === 'services' && gap.measure !== 'share_full';
  const paragraphs = [
    ...said([{ words: words.toTarget }, ...targetSaid(facts, language)]),
    ...said([
      { words: words.toPlace },
      ...placeSaid(facts, gap.toNextRank, gap.toNextRankReason, language),
    ]),
    ...(wanted === null
      ? []
      : said([
          { words: words.toWanted, values: { rank: wanted } },
          ...placeSaid(facts, gap.toRank, gap.toRankReason, language),
        ])),
    ...(isNamed && Math.max(...asked) > 0
      ? said([{ words: words.named }, { words: words.noRows }])
      : []),
  ];
  return [
    ...textFaults(section.heading, [headSaid(facts, language)], language),
    ...paragraphFaults(section.texts, paragraphs, language),
    ...holderFaults(facts, gap.toNextRank),
    ...holderFaults(facts, gap.toRank),
  ];
}
