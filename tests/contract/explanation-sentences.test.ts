// What is said of a change of rank in states that quarters in a row seldom have: the list of units or what is
// measured has changed between the two, both are of one period, or the earlier was corrected in between. Held
// against the rankings of the API, in the API's own sentence and on the page of the unit.
import { beforeAll, describe, expect, it } from 'vitest';
import { REVISED } from '../helpers/seed-revision.ts';
import { type Browser, joinFirst } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';
import { explainedWorld } from './explained.ts';
import { REGROUPED, seedRegrouped } from './seed-regrouped.ts';
import type { Name, Ranking } from './sentences/facts.ts';
import { LANGUAGES, periodText, sectionsOf, textFaults, type Language } from './sentences/text.ts';
import { LEDGERS } from './sentences/why.ts';
import { noneFaults, whyNone, type AllRanked } from './sentences/why-none.ts';

interface Told {
  name: Name;
  reason: string | null;
  sentence: Name;
}
const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

/** The section of a unit's page on changes of rank, below its heading. */
const whyIn = (page: string, language: Language) =>
  sectionsOf(page).find(({ heading }) => heading === LEDGERS.share.heads[language]);

describe('a change of rank between lists that differ', () => {
  const small = webWorld();
  beforeAll(() => seedRegrouped(small.db));
  const { from, to, founded, gone, moved, kept, newMeasure } = REGROUPED;
  const ranked = (measure: string, period: string) =>
    small.json<AllRanked>(`/api/v1/rankings/${measure}?period=${period}`);

  /** Whom it is asked of, what is the reason, and whether its page of the later quarter says so too. */
  const CASES = [
    [founded, 'share_l4', 'not-listed-before', true],
    [gone, 'share_l4', 'not-listed-now', false],
    [moved, 'share_l4', 'other-group', true],
    [kept, newMeasure, 'no-measure', true],
    [kept, 'share_l4', null, false],
  ] as const;

  it.each(CASES)('is not told of %s on %s: %s', async (unit, measure, reason, hasPage) => {
    const ends = [from, to];
    const rankings = await Promise.all(ends.map((period) => ranked(measure, period)));
    expect(whyNone(unit, rankings[0] ?? {}, rankings[1] ?? {})).toBe(reason);
    const about = `measure=${measure}`;
    const told = await small.json<Told>(
      `/api/v1/units/${unit}/explanation?${about}&from=${from}&to=${to}`,
    );
    expect(told.reason).toBe(reason);
    if (reason === null) return;
    for (const language of LANGUAGES) {
      const page = await small.text(at(language, `/units/${unit}?period=${to}&${about}`));
      const said = hasPage ? [whyIn(page, language)?.texts[1]] : [];
      for (const text of [told.sentence[language], ...said]) {
        const asked = { reason, name: told.name, ends };
        expect(noneFaults(text, asked, language)).toEqual([]);
        expect(noneFaults(text, { ...asked, ends: ['2019-Q4', '2019-Q3'] }, language)).not.toEqual(
          [],
        );
      }
    }
  });
});

const WORDS = {
  vi: {
    end: '{period}, bản công bố số {number}',
    known: 'hạng kỳ trước theo số liệu đã đính chính: {rank}',
    corrections: 'Đính chính, số liệu đến muộn',
  },
  en: {
    end: '{period}, release {number}',
    known: 'rank before as corrected: {rank}',
    corrections: 'Corrections, late figures',
  },
} as const;

describe('a change of rank in a quarter that was released again', () => {
  const world = explainedWorld();
  const { json } = world;
  const { period } = REVISED;
  let staff: Browser;
  let first: string;
  const rankedIn = (query: string) =>
    json<Ranking>(`/api/v1/rankings/share_l4?group=provinces&${query}`);
  const rankIn = ({ rows }: Ranking, unit: string): number =>
    rows.find(({ unitId }) => unitId === unit)?.rank ?? NaN;

  beforeAll(async () => {
    staff = await joinFirst(world, 'nguoi.mot@example.gov.vn');
    const { releases } = await json<{ releases: { id: string; number: number }[] }>(
      `/api/v1/releases?series=dvc&period=${period}`,
    );
    first = releases.find(({ number }) => number === 1)?.id ?? '';
  });

  it('names the number of each release, where both are of that quarter', async () => {
    const [then, now] = await Promise.all([`release=${first}`, `period=${period}`].map(rankedIn));
    if (!then || !now) throw new Error('two releases');
    const both = now.rows.filter(
      ({ unitId, rank }) => rank !== null && !Number.isNaN(rankIn(then, unitId)),
    );
    const seen = { moved: 0, kept: 0 };
    for (const { unitId } of both.filter((_, place) => place % 8 === 0)) {
      const { sentence } = await json<Told>(
        `/api/v1/units/${unitId}/explanation?from=${first}&to=${period}`,
      );
      const isMoved = rankIn(then, unitId) !== rankIn(now, unitId);
      seen[isMoved ? 'moved' : 'kept'] += 1;
      for (const language of LANGUAGES) {
        const end = (number: number) =>
          WORDS[language].end
            .replace('{period}', periodText(period, language))
            .replace('{number}', String(number));
        for (const number of [1, 2]) expect(sentence[language]).toContain(`(${end(number)})`);
        expect(sentence[language]).not.toContain(end(3));
      }
    }
    expect(seen.moved).toBeGreaterThan(3);
  });

  it.each(LANGUAGES)(
    'tells staff the rank before by what is corrected, where that is another (%s)',
    async (language) => {
      const [later, knownAt] = ['2019-Q4', '2021-07-01'];
      const [then, corrected] = await Promise.all(
        [`release=${first}`, `period=${period}&asOf=${knownAt}`].map(rankedIn),
      );
      if (!then || !corrected) throw new Error('two releases');
      const read = then.rows.filter((_, place) => place % 12 === 0);
      const seen = { same: 0, another: 0 };
      for (const { unitId } of read) {
        const path = `/units/${unitId}?period=${later}&knownAt=${knownAt}`;
        const page = await (await staff.get(at(language, path))).text();
        const cell = whyIn(page, language)?.rows.find(([head]) =>
          head?.startsWith(WORDS[language].corrections),
        )?.[0];
        const rank = rankIn(corrected, unitId);
        const isSame = rank === rankIn(then, unitId);
        seen[isSame ? 'same' : 'another'] += 1;
        const words = `${WORDS[language].corrections}${isSame ? '' : ` ${WORDS[language].known}`}`;
        const faultsBy = (other: number) =>
          textFaults(cell, [{ words, values: { rank: other } }], language);
        expect(faultsBy(rank), path).toEqual([]);
        if (!isSame) expect(faultsBy(rank + 1)).not.toEqual([]);
      }
      expect(seen.another).toBeGreaterThan(2);
    },
  );

  it.each(['vn', 'p25-33'])(
    'says of %s, which has no place in it, that it has none',
    async (id) => {
      const told = await json<Told>(`/api/v1/units/${id}/explanation?to=2021-Q1`);
      expect(told.reason).toBe('not-listed-now');
      for (const language of LANGUAGES) {
        const asked = { reason: told.reason ?? '', name: told.name, ends: ['2020-Q4', '2021-Q1'] };
        expect(noneFaults(told.sentence[language], asked, language)).toEqual([]);
      }
    },
  );
});
