// What the section on certainty must say.
import type { Bounds, Facts } from './facts.ts';
import { paragraphFaults, type Language, type Section, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    head: 'Thứ hạng chắc chắn đến đâu',
    sub: 'Theo chỉ số tham khảo; {of} đơn vị có hạng',
    interval:
      'Hạng {rank}/{of}. Nếu đổi cả trọng số trong giới hạn lẫn cách tính như ghi dưới đây, ít nhất 9 trong 10 lần tính lại đơn vị đứng từ hạng {low} đến hạng {high}; hạng giữa là {median}.',
    point:
      'Hạng {rank}/{of}. Nếu đổi cả trọng số trong giới hạn lẫn cách tính như ghi dưới đây, ít nhất 9 trong 10 lần tính lại đơn vị đứng hạng {low}.',
    atEnd: 'Hạng công bố ở mép khoảng này.',
    beyond: 'Hạng công bố ở ngoài khoảng này.',
    byScale: 'Theo từng cách đưa về một thang điểm: ',
    ways: { given: 'như công bố', minmax: 'thấp nhất–cao nhất', zscore: 'độ lệch chuẩn' },
    wayPoint: '{way}: hạng {place}',
    waySpan: '{way}: hạng giữa {median} (từ {low} đến {high})',
    chart: 'Thứ hạng trong {draws} lần tính lại Bản minh họa',
    key: 'trong khoảng {low}–{high} ngoài khoảng hạng công bố: {rank}',
    bounds: 'Nếu chỉ đổi trọng số trong giới hạn, cách tính giữ nguyên: ',
    best: { true: 'tốt nhất hạng {best}, ', false: 'không thể tốt hơn hạng {best}, ' },
    worst: { true: 'kém nhất hạng {worst}.', false: 'không thể kém hơn hạng {worst}.' },
    inexact:
      'Chưa tìm được giá trị chính xác: hạng ghi "không thể" là cận, có thể không bộ trọng số nào đạt tới.',
    alone: 'Nhóm hạng {number}/{tiers}, một mình trong nhóm.',
    shared:
      'Nhóm hạng {number}/{tiers}, cùng {mates} đơn vị khác: khoảng hạng của mọi đơn vị trong nhóm chồng lên nhau.',
    overlaps:
      'Tính cả nhóm khác, khoảng của {n} đơn vị chồng lên khoảng của đơn vị này: giữa họ và đơn vị này, thứ hạng chưa nói được ai hơn ai.',
    apart: 'Khoảng hạng của đơn vị không chồng lên khoảng của đơn vị nào khác.',
    drawn:
      'Mỗi lần tính lại rút ngẫu nhiên (hạt giống {seed}) mọi trọng số trong giới hạn và một cách tính. Cách đưa về một thang điểm: như công bố, thấp nhất–cao nhất, độ lệch chuẩn.',
    assumed: 'Trọng số nào không có giới hạn riêng thì lấy ±25%.',
    counted:
      'Các tỷ lệ đếm được, như tỷ lệ dịch vụ mức độ 4, không có khoảng hạng: trong đó không có trọng số nào để đổi.',
    api: 'Số liệu của hình (JSON)',
    single: 'Chỉ một đơn vị của nhóm có hạng theo chỉ số, nên không có khoảng hạng.',
    unranked: 'Kỳ này đơn vị chưa có hạng theo chỉ số, nên không có khoảng hạng.',
  },
  en: {
    head: 'How sure the rank is',
    sub: 'On the reference index; {of} units are ranked',
    interval:
      'Rank {rank} of {of}. With both weights moved within their bounds and the method varied as told below, at least 9 recalculations in 10 put the unit from rank {low} to rank {high}; the middle is {median}.',
    point:
      'Rank {rank} of {of}. With both weights moved within their bounds and the method varied as told below, at least 9 recalculations in 10 put the unit at rank {low}.',
    atEnd: 'The published rank lies at an end of this interval.',
    beyond: 'The published rank lies outside this interval.',
    byScale: 'By each way to one scale: ',
    ways: { given: 'as published', minmax: 'lowest to highest', zscore: 'standard deviations' },
    wayPoint: '{way}: rank {place}',
    waySpan: '{way}: rank {median} in the middle (from {low} to {high})',
    chart: 'Ranks in {draws} recalculations Illustrative',
    key: 'within {low}–{high} outside published rank: {rank}',
    bounds: 'With weights alone moved within their bounds, the method kept: ',
    best: { true: 'rank {best} at best, ', false: 'never better than rank {best}, ' },
    worst: { true: 'rank {worst} at worst.', false: 'never worse than rank {worst}.' },
    inexact:
      'The exact ends were not found: a rank told with "never" is a bound, which no weights may reach.',
    alone: 'Tier {number} of {tiers}, alone in it.',
    shared:
      'Tier {number} of {tiers}, with {mates} other units: the intervals of all of them overlap each other.',
    overlaps:
      'Over all tiers, the intervals of {n} units overlap that of this one: between each of them and this unit, ranks do not say who is better.',
    apart: 'The unit’s interval overlaps nobody else’s.',
    drawn:
      'Each recalculation draws (seed {seed}) every weight within its bounds, and one method. Ways to one scale: as published, lowest to highest, standard deviations.',
    assumed: 'A weight without bounds of its own moves by ±25%.',
    counted:
      'Counted shares, such as that of level-4 services, have no interval: there is no weight in them to move.',
    api: 'The figures of the drawing (JSON)',
    single: 'Only one unit of the group is ranked on the index, and so there is no interval.',
    unranked: 'The unit has no rank on the index in this period, and so no interval.',
  },
} as const;

/** English tells one unit otherwise than several. */
const SINGLE = {
  shared: 'Tier {number} of {tiers}, with {mates} other unit: their intervals overlap.',
  overlaps:
    'Over all tiers, the interval of {n} unit overlaps that of this one: between the two, ranks do not say who is better.',
};

/** What the ends are, and that those which were not found exactly are bounds. */
function boundsSaid({ best, worst }: Bounds, language: Language): Sentence[] {
  const words = WORDS[language];
  const ends = words.best[`${best.exact}`] + words.worst[`${worst.exact}`];
  const isExact = best.exact && worst.exact;
  return [
    { words: words.bounds + ends, values: { best: best.place, worst: worst.place } },
    ...(isExact ? [] : [{ words: words.inexact }]),
  ];
}

/** Of a rank at an end of its interval, where each way to one scale puts the unit. */
function waysSaid(
  { rank, low, high, byNormalisation }: NonNullable<Facts['interval']['interval']>,
  of: number,
  language: Language,
): Sentence[] {
  if (low === high || (rank > low && rank < high)) return [];
  // Beyond the first and the last place no interval can go.
  if ((rank === 1 && low === 1) || (rank === of && high === of)) return [];
  const words = WORDS[language];
  const values: Sentence['values'] = {};
  const ways = byNormalisation.map((span, at) => {
    const isPoint = span.low === span.high;
    Object.assign(values, {
      [`place${at}`]: span.low,
      [`median${at}`]: span.median,
      [`low${at}`]: span.low,
      [`high${at}`]: span.high,
    });
    return (isPoint ? words.wayPoint : words.waySpan)
      .replace('{way}', words.ways[span.normalisation])
      .replaceAll(/\{(\w+)\}/g, `{$1${at}}`);
  });
  const where = rank < low || rank > high ? words.beyond : words.atEnd;
  return [{ words: where }, { words: `${words.byScale}${ways.join('; ')}.`, values }];
}

/** @param spans intervals of everybody whom the index ranks in the group */
export async function certaintyFaults(
  section: Section | undefined,
  facts: Facts,
  spans: readonly { unitId: string; low: number; high: number }[],
  language: Language,
): Promise<string[]> {
  const { interval: answer, unitId } = facts;
  const { interval, tier, bounds, draws } = answer;
  const words = WORDS[language];
  const { rows } = await facts.rankings('tiendo:tiendo', facts.period, facts.group);
  const of = rows.filter(({ rank }) => rank !== null).length;
  if (!section) return of === 0 && answer.reason !== null ? [] : ['no section on certainty'];
  if (!interval || !tier || !bounds || !draws) {
    if (rows.some((row) => row.unitId === unitId)) return ['no interval of a ranked unit'];
    return paragraphFaults(
      section.texts,
      [[{ words: words.unranked }], [{ words: words.counted }]],
      language,
    );
  }
  // One that is ranked alone can stand nowhere else.
  if (of === 1) {
    return paragraphFaults(
      section.texts,
      [[{ words: words.single }], [{ words: words.counted }]],
      language,
    );
  }
  const { low, high, median } = interval;
  const values = {
    rank: rows.find((row) => row.unitId === unitId)?.rank ?? NaN,
    of,
    low,
    high,
    median,
  };
  const overlapping = spans.filter(
    (span) => span.unitId !== unitId && span.low <= high && span.high >= low,
  ).length;
  const mates = tier.units.length - 1;
  const one = language === 'en' ? SINGLE : words;
  const tierWords = mates === 0 ? words.alone : mates === 1 ? one.shared : words.shared;
  const nearWords =
    overlapping === 0 ? words.apart : overlapping === 1 ? one.overlaps : words.overlaps;
  const tierSaid: Sentence[] = [
    { words: tierWords, values: { number: tier.number, tiers: tier.of, mates } },
    { words: nearWords, values: { n: overlapping } },
  ];
  const isTier = tier.units.every((mate) => {
    const span = spans.find((each) => each.unitId === mate);
    return span !== undefined && span.low <= high && span.high >= low;
  });
  const orders = [
    [low, median, high, of],
    [bounds.best.place, values.rank, bounds.worst.place],
  ];
  const inOrder = orders.every((places) =>
    places.every((each, at) => each >= (places[at - 1] ?? 1)),
  );
  return [
    ...(isTier ? [] : ['a unit of the tier does not overlap']),
    ...(inOrder ? [] : ['best, rank and worst, or the ends of the interval, are out of order']),
    ...paragraphFaults(
      section.texts,
      [
        [{ words: words.sub, values: { of } }],
        [
          { words: low === high ? words.point : words.interval, values },
          ...waysSaid(interval, of, language),
        ],
        [{ words: words.chart, values: { draws: draws.count } }],
        [{ words: words.key, values }],
        boundsSaid(bounds, language),
        tierSaid,
        [
          { words: words.drawn, values: { seed: String(draws.seed) } },
          ...(draws.weights.some(({ assumed }) => assumed) ? [{ words: words.assumed }] : []),
          { words: words.counted },
          { words: words.api },
        ],
      ],
      language,
    ),
  ];
}

export const CERTAINTY_HEADS = { vi: WORDS.vi.head, en: WORDS.en.head };
