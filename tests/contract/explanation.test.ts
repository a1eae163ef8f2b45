// Why a rank changed, over real HTTP: the answer's parts, its ends by period or id, its refusals, and
// the page that shows the same.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedLateCorrection, seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));

interface Explained {
  from: { id: string } | null;
  to: { id: string };
  known: { id: string } | null;
  backwards: boolean;
  reason: string | null;
  sentence: { vi: string; en: string };
  move: {
    places: number;
    parts: { factor: string; places: number; exact: { numerator: number; denominator: number } }[];
    passedBy: { unitId: string }[];
  } | null;
  contributions: { code: string; points: number }[] | null;
}

const explained = (unit: string, query: string) =>
  world.json<Explained>(`/api/v1/units/${unit}/explanation?${query}`);
const partsOf = ({ move }: Explained) =>
  Object.fromEntries(
    (move?.parts ?? [])
      .filter(({ places }) => places !== 0)
      .map((part) => [part.factor, part.places]),
  );

describe('the explanation of a rank', () => {
  it('is of the last period against the one before, where nothing else is asked', async () => {
    const answer = await explained('p-68', 'to=2020-Q2');
    expect([answer.from?.id, answer.to.id]).toEqual([IDS['2020-Q1'], IDS['2020-Q2 corrected']]);
    // Third of three; then first, for it passed one, and the other fell silent.
    expect(answer.move?.places).toBe(2);
    const numerators = answer.move?.parts.map(({ exact }) => exact.numerator) ?? [];
    expect(numerators.reduce((sum, each) => sum + each, 0)).toBe(2 * 720);
    expect(answer.sentence.vi).toMatch(
      /^Lâm Đồng tăng 2 bậc, từ hạng 3\/3 \(quý I\/2020\) lên 1\/2/,
    );
    expect(answer.sentence.en).toMatch(/^Lam Dong rose 2 places, from rank 3 of 3 \(Q1 2020\)/);
  });

  it('between two releases of one period is told by corrections, and backwards with the other sign', async () => {
    const [first, second] = [IDS['2020-Q2'], IDS['2020-Q2 corrected']];
    const forth = await explained('p-01', `from=${first}&to=${second}`);
    expect(partsOf(forth)).toEqual({ corrections: -1 });
    expect(forth.move?.passedBy).toMatchObject([{ unitId: 'p-68' }]);
    expect(forth.known?.id).toBe(second);
    const back = await explained('p-01', `from=${second}&to=${first}`);
    expect(partsOf(back)).toEqual({ corrections: 1 });
    expect([forth.backwards, back.backwards]).toEqual([false, true]);
    expect(forth.sentence.vi).not.toContain('Nhìn ngược');
    expect(back.sentence.vi).toMatch(/^Nhìn ngược thời gian, từ quý II\/2020.* về quý II\/2020/);
    expect(back.sentence.en).toMatch(/^Told backwards in time, from Q2 2020.* back to Q2 2020/);
  });

  it.each([
    ['p-01', 'to=2020-Q1', 'first-period', /Chưa có kỳ công bố nào/],
    ['p-48', 'to=2020-Q2', 'unranked-now', /Đà Nẵng không được xếp hạng quý II\/2020/],
    ['p25-48', 'to=2020-Q2', 'not-listed-now', /không có trong danh sách/],
    ['m-bhxh', 'to=2020-Q2', 'alone', /chỉ có một đơn vị/],
    ['vn', 'to=2020-Q2', 'not-listed-now', /không có trong danh sách/],
  ])('of %s, %s says why there is none: %s', async (unit, query, reason, words) => {
    const answer = await explained(unit, query);
    expect([answer.move, answer.reason]).toEqual([null, reason]);
    expect(answer.sentence.vi).toMatch(words);
  });

  it('of an index tells the points of its parts', async () => {
    const { contributions } = await explained('p-01', 'measure=pkg:pkg');
    expect(contributions?.map(({ code }) => code)).toEqual(['pkg', 'd1']);
    expect(contributions?.[0]?.points).toBe(contributions?.[1]?.points);
  });

  it.each([
    ['p-01', 'from=2015-Q1', 404, 'from'],
    ['p-01', 'to=nothing', 404, 'to'],
    ['p-01', 'measure=nothing', 404, 'measure'],
    ['p-01', 'period=2020-Q1', 400, 'period'],
    ['nobody', 'to=2020-Q2', 404, 'unit'],
  ])('of %s is refused with ?%s: %i %s', async (unit, query, status, parameter) => {
    const said = await world.problem(`/api/v1/units/${unit}/explanation?${query}`);
    expect(said).toMatchObject({ status, parameter });
  });

  it('stands on the unit’s page in the same words', async () => {
    const { sentence } = await explained('p-68', 'to=2020-Q2');
    const [vi, en] = await Promise.all(
      ['', '/en'].map((language) => world.text(`${language}/units/p-68?period=2020-Q2`)),
    );
    expect(vi).toContain(sentence.vi);
    expect(en).toContain(sentence.en);
  });
});

describe('an earlier period that was corrected after the later one was out', () => {
  beforeAll(() => seedLateCorrection(world.db));

  it('is known as it was then: what the correction changed is no feat of the units', async () => {
    const ends = `from=${IDS['2020-Q1 corrected']}&to=${IDS['2020-Q2']}`;
    const answer = await explained('p-01', ends);
    expect(answer.known?.id).toBe(IDS['2020-Q1']);
    // Known as the correction itself, nothing would be left to corrections.
    expect(partsOf(answer)).toMatchObject({ units: 1, corrections: 0.7 });
    expect(answer.sentence.en).toContain('corrections and late figures');
  });
});
