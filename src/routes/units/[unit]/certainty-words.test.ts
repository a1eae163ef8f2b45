import { describe, expect, it } from 'vitest';
import type { RankEnd } from '#lib/domain/explain/rank-bounds.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { IntervalAnswer } from '#lib/server/explain/interval.ts';
import { boundsText, tierText, waysText } from './certainty-words.ts';

const ANSWER: IntervalAnswer = {
  measure: 'tiendo:tiendo',
  group: 'provinces',
  interval: null,
  reason: null,
  ranked: 63,
  tier: null,
  bounds: null,
  boundsReason: null,
  draws: null,
};
const exact = (place: number): RankEnd => ({ place, exact: true });
const bound = (place: number): RankEnd => ({ place, exact: false });
const textOf = (best: RankEnd, worst: RankEnd) =>
  boundsText({ ...ANSWER, bounds: { best, worst } });

describe('the sentence of the best and the worst rank', () => {
  it('names exact ends as reached', () => {
    expect(textOf(exact(3), exact(9))).toBe(
      'Nếu chỉ đổi trọng số trong giới hạn, cách tính giữ nguyên: tốt nhất hạng 3, kém nhất hạng 9.',
    );
  });

  it.each([
    [bound(3), exact(9), 'không thể tốt hơn hạng 3, kém nhất hạng 9.'],
    [exact(3), bound(9), 'tốt nhất hạng 3, không thể kém hơn hạng 9.'],
    [bound(1), bound(63), 'không thể tốt hơn hạng 1, không thể kém hơn hạng 63.'],
  ])('names an end that was not found exactly as a bound, and only that', (best, worst, words) => {
    const text = textOf(best, worst);
    expect(text).toContain(words);
    expect(text).toContain('Chưa tìm được giá trị chính xác');
  });

  it.each([
    ['pending', /còn đang được tính/],
    ['not-asked', /chưa được tính\.$/],
    ['busy', /đang có nhiều yêu cầu/],
    ['failed', /lỗi của hệ thống/],
    ['gaps', /thiếu số liệu thành phần/],
    ['multiplies', /trung bình nhân/],
  ] as const)('says why there is none: %s', (boundsReason, words) => {
    expect(boundsText({ ...ANSWER, boundsReason })).toMatch(words);
  });
});

describe('the sentence of a rank at the end of its interval', () => {
  const span = { low: 9, median: 12, high: 14 };
  const at = (rank: number): IntervalAnswer => ({
    ...ANSWER,
    interval: {
      ...{
        rank,
        low: 4,
        median: 10,
        high: 14,
        bestDrawn: 3,
        worstDrawn: 15,
        placed: 1,
        shares: [],
      },
      byNormalisation: [
        { normalisation: 'given', low: 4, median: 4, high: 4 },
        { normalisation: 'minmax', ...span },
      ],
      byMissing: [{ missing: 'given', ...span }],
    },
  });

  it.each([
    [4, 'Hạng công bố ở mép khoảng này.'],
    [14, 'Hạng công bố ở mép khoảng này.'],
    [2, 'Hạng công bố ở ngoài khoảng này.'],
  ])('tells where each way puts the unit: %i', (rank, words) => {
    expect(waysText(at(rank))).toBe(
      `${words} ` +
        'Theo từng cách đưa về một thang điểm: như công bố: hạng 4; ' +
        'thấp nhất–cao nhất: hạng giữa 12 (từ 9 đến 14).',
    );
  });

  it('is not said of a rank within, of the last of all, nor where weights alone were drawn', () => {
    expect(waysText(at(7))).toBe('');
    expect(waysText({ ...at(14), ranked: 14 })).toBe('');
    const { interval } = at(4);
    const one = interval && { ...interval, byNormalisation: interval.byNormalisation.slice(0, 1) };
    expect(waysText({ ...ANSWER, interval: one })).toBe('');
  });
});

describe('the sentence of a tier', () => {
  it('says of all whose intervals overlap, and of nobody else, that ranks do not tell them apart', () => {
    const units = ['a', 'b', 'c', 'd'].map(unitId);
    const tier = { number: 1, of: 2, units, overlapping: [...units.slice(1), unitId('e')] };
    expect(tierText({ ...ANSWER, tier })).toBe(
      'Nhóm hạng 1/2, cùng 3 đơn vị khác: khoảng hạng của mọi đơn vị trong nhóm chồng lên nhau. ' +
        'Tính cả nhóm khác, khoảng của 4 đơn vị chồng lên khoảng của đơn vị này: ' +
        'giữa họ và đơn vị này, thứ hạng chưa nói được ai hơn ai.',
    );
    expect(
      tierText({ ...ANSWER, tier: { ...tier, units: units.slice(1, 2), overlapping: [] } }),
    ).toBe(
      'Nhóm hạng 1/2, một mình trong nhóm. Khoảng hạng của đơn vị không chồng lên khoảng của đơn vị nào khác.',
    );
  });
});
