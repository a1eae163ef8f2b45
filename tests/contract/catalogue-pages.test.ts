// Pages of promises, comparisons and releases over real HTTP: what their sentences and tables say, held
// against what other addresses of the API answer of the same figures.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANSWERS, PRESS_PLANS } from '#lib/domain/promise-answers.ts';
import { webWorld } from '../helpers/worlds.ts';
import { LANGUAGES, periodText, sectionsOf, type Language } from './sentences/text.ts';

const world = webWorld('illustrative');

interface Row {
  unitId: string;
  rank: number;
  score: number;
  name: { vi: string; en: string };
}
const rankingOf = async (measure: string, period: string, group: string) => {
  const { rows } = await world.json<{ rows: Row[] }>(
    `/api/v1/rankings/${measure}?period=${period}&group=${group}`,
  );
  return rows;
};

/** Tests that read every quarter. */
const SLOW_MS = 120_000;
const QUARTERS = [2019, 2020, 2021].flatMap((year) =>
  [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
);

const inLanguage = (path: string, language: Language) => (language === 'en' ? `/en${path}` : path);

async function headOf(path: string, language: Language): Promise<string> {
  const page = await world.text(inLanguage(path, language));
  const head = /<h1\b[^>]*>(.*?)<\/h1>/s.exec(page)?.[1] ?? '';
  return head
    .replaceAll(/<[^>]*>|<!--.*?-->/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Numbers of a sentence in the order in which they stand; marks of thousands left out. */
const numbersIn = (text: string, language: Language): number[] =>
  (
    text.match(language === 'vi' ? /\d+(?:\.\d{3})*(?:,\d+)?/g : /\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []
  ).map((number) =>
    Number(
      language === 'vi' ? number.replaceAll('.', '').replace(',', '.') : number.replaceAll(',', ''),
    ),
  );

describe('the promises', () => {
  interface Promised {
    id: string;
    subject: string;
    due: string;
    state: string;
    decidedBy: { day: string; source?: { vi: string } | null } | null;
    released: { illustrative: boolean; met: number | null; withTarget: number | null } | null;
  }
  interface Answer {
    today: string;
    total: number;
    counts: Record<string, number>;
    promises: Promised[];
  }
  const AT = '2021-01-31';
  let answer: Answer;
  beforeAll(async () => {
    answer = await world.json<Answer>(`/api/v1/promises?asOf=${AT}`);
  });
  const of = (subject: string, due: string) =>
    answer.promises.find((each) => each.subject === subject && each.due === due);

  it.each([
    ['share_l4', '2020-12-31', 'kept', '2020-12-31'],
    ['lgsp_present', '2020-12-31', 'kept', '2020-12-31'],
    ['un_egdi_rank_gain', '2020-12-31', 'missed', '2020'],
    ['portal-2019-04', '2019-11-30', 'kept-late', '2019-12'],
    ['share_l3_plus', '2016-12-31', 'no-document', null],
    ['share_l4', '2025-12-31', 'open', null],
  ])('say of %s, due %s: %s, by what was said of %s', (subject, due, state, day) => {
    const promise = of(subject, due);
    expect([promise?.state, promise?.decidedBy?.day ?? null]).toEqual([state, day]);
  });

  it('draw no tick without a document, and let no made-up figure decide', () => {
    const decided = answer.promises.filter(({ state }) =>
      /^(?:kept|kept-late|missed)$/.test(state),
    );
    expect(decided.length).toBeGreaterThan(3);
    expect(decided.filter(({ decidedBy }) => !decidedBy?.source?.vi)).toEqual([]);
    const share = of('share_l4', '2020-12-31');
    expect(share?.released).toMatchObject({ illustrative: true, met: 46, withTarget: 85 });
  });

  it('see a day as it was: what fell due or was said later is not looked at', async () => {
    const before = await world.json<Answer>('/api/v1/promises?asOf=2019-03-06');
    expect(before.promises.filter(({ due }) => due === '2020-12-31')).not.toContainEqual(
      expect.objectContaining({ subject: 'share_l4' }),
    );
    const later = await world.json<Answer>('/api/v1/promises?asOf=2025-01-01');
    const gain = later.promises.find(({ subject }) => subject === 'un_egdi_rank_gain');
    expect([gain?.state, gain?.decidedBy?.day]).toEqual(['kept-late', '2024']);
  });

  it.each(LANGUAGES)('are counted in a sentence that is true (%s)', async (language) => {
    const { counts, total } = answer;
    const open = counts.open ?? 0;
    expect(numbersIn(await headOf(`/promises?asOf=${AT}`, language), language)).toEqual([
      total - open,
      total,
      counts.kept,
      counts['kept-late'],
      counts.missed,
      counts['no-document'],
    ]);
    const states = Object.values(counts).reduce((sum, n) => sum + n, 0);
    expect([states, answer.promises.length]).toEqual([total, total]);
  });

  it('are narrowed to a state, and come as a file with a line each', async () => {
    const query = `state=missed&asOf=${AT}`;
    const { promises, counts } = await world.json<Answer>(`/api/v1/promises?${query}`);
    expect(promises.map(({ state }) => state)).toEqual(Array(counts.missed).fill('missed'));
    const file = await world.text(`/api/v1/promises.csv?${query}`);
    expect(file.trim().split('\r\n')).toHaveLength(1 + promises.length);
    const page = await world.text(`/promises?${query}`);
    expect(page.match(/<th scope="row"/g)).toHaveLength(promises.length);
    expect(await world.problem('/api/v1/promises?state=broken')).toMatchObject({ status: 404 });
  });

  it('rest on rows that the catalogue has', async () => {
    const facts = await readFile('drizzle/catalogue/national_facts.csv', 'utf8');
    const press = await readFile('drizzle/catalogue/press_facts.csv', 'utf8');
    const has = (file: string, code: string) =>
      file.split('\n').some((l) => l.startsWith(`${code},`));
    const measures = Object.values(ANSWERS).map(({ measure }) => measure);
    expect(measures.filter((measure) => !has(facts, measure))).toEqual([]);
    const named = PRESS_PLANS.flatMap(({ fact, answer: came }) => [fact, ...(came ? [came] : [])]);
    expect(named.filter((id) => !has(press, id))).toEqual([]);
  });
});

describe('units side by side', () => {
  const PERIOD = '2020-Q1';

  it.each(LANGUAGES)(
    'are told apart in every quarter by the ranking’s figures (%s)',
    async (language) => {
      for (const period of QUARTERS) {
        const rows = await rankingOf('share_l4', period, 'provinces');
        const [first, middle, last] = [rows[0], rows[30], rows.at(-1)];
        if (!first || !middle || !last) throw new Error(`${period} ranks provinces`);
        const units = [middle, first, last].map(({ unitId }) => unitId).join(',');
        const head = await headOf(`/compare?units=${units}&period=${period}`, language);
        const told = numbersIn(head.replace(/^.*?: /, ''), language).slice(0, 3);
        const [high, low] = [100 * first.score, 100 * last.score];
        for (const [at, figure] of [high, low, high - low].entries()) {
          expect(Math.abs((told[at] ?? 0) - figure), `${period}: ${head}`).toBeLessThan(0.051);
        }
      }
    },
    SLOW_MS,
  );

  it('stand in the API as in the ranking, in the order asked for', async () => {
    const rows = await rankingOf('share_l4', PERIOD, 'provinces');
    const chosen = [rows[5], rows[0], rows[60]].flatMap((row) => row ?? []);
    const units = chosen.map(({ unitId }) => unitId).join(',');
    const compared = await world.json<{
      measures: { measure: string; figures: { unitId: string; rank: number }[] }[];
    }>(`/api/v1/compare?units=${units}&period=${PERIOD}`);
    const share = compared.measures.find(({ measure }) => measure === 'share_l4');
    expect(share?.figures.map(({ unitId, rank }) => [unitId, rank])).toEqual(
      chosen.map(({ unitId, rank }) => [unitId, rank]),
    );
  });

  it('are added by a name without marks, to an address that holds them all', async () => {
    const added = await world.get(`/compare?units=p-26&period=${PERIOD}&add=da+nang`, {
      redirect: 'manual',
    });
    expect(added.status).toBe(303);
    const address = new URL(added.headers.get('location') ?? '', world.origin);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      period: PERIOD,
      units: 'p-26,p-48',
    });
    // More than one bears the word: the reader chooses.
    const asked = await world.text(`/compare?units=p-26&period=${PERIOD}&add=quang`);
    expect(asked).toContain('Quảng Bình');
    expect(asked).toContain('Quảng Trị');
  });

  it('say that places of two groups mean nothing beside each other, and who is not there', async () => {
    const page = await world.text(`/compare?units=p-26,m-btp,p-99&period=${PERIOD}`);
    expect(page).toContain('thứ hạng chỉ có nghĩa trong từng nhóm');
    expect(page).toContain('p-99');
  });

  it('come as a file, a line a measure and unit', async () => {
    const query = `units=p-26,p-27&period=${PERIOD}`;
    expect((await world.get(`/compare?${query}&measure=no_such`)).status).toBe(400);
    const { measures } = await world.json<{ measures: unknown[] }>(`/api/v1/compare?${query}`);
    const file = await world.text(`/api/v1/compare.csv?${query}`);
    expect(file.trim().split('\r\n')).toHaveLength(1 + 2 * measures.length);
    expect(await world.problem('/api/v1/compare')).toMatchObject({ parameter: 'units' });
  });

  it('are an invitation where nobody is chosen', async () => {
    expect(await headOf('/compare', 'vi')).toMatch(/^Chọn 2 đến 12 đơn vị/);
    expect(await world.text('/compare')).toMatch(/compare\?[^"]*units=p-\d\d(?:%2C|,)p-/);
  });
});

describe('who met a target', () => {
  it('is counted over the same units in the course of an indicator as on the first page', async () => {
    const compared = new Set<string>();
    for (const period of QUARTERS) {
      // With provinces that have no figure: they met nothing, and are of those who should.
      const { unranked } = await world.json<{ unranked: { group: string }[] }>(
        `/api/v1/rankings/share_l4?period=${period}&group=provinces`,
      );
      const [, said] = /(\d+\/63) tỉnh/.exec(await headOf(`/?period=${period}`, 'vi')) ?? [];
      if (said === undefined || unranked.length === 0) continue;
      const page = await world.text(`/indicators/share_l4?period=${period}`);
      // Of each group there is a course, whose rows are quarters; that of provinces is out of 63.
      const own = sectionsOf(page)
        .flatMap(({ rows }) => rows)
        .filter(([quarter]) => quarter?.replace('Quý', 'quý') === periodText(period, 'vi'))
        .map((row) => row.at(-1))
        .filter((end) => end?.endsWith('/63'));
      expect(own, period).toEqual([said]);
      compared.add(said);
    }
    // Where quarters say the same, one cannot be told from another.
    expect(compared.size).toBeGreaterThan(1);
  });
});

type Figure = { score: number | null } | null;
interface Judged {
  target: string | null;
  targetState: string;
}

describe('releases', () => {
  it('are listed whole, with a package each', async () => {
    const { releases } = await world.json<{ releases: { id: string; series: string }[] }>(
      '/api/v1/releases?series=dvc',
    );
    const page = await world.text('/releases?series=dvc');
    for (const { id } of releases) expect(page).toContain(`/api/v1/releases/${id}.zip`);
  });

  it(
    'differ, quarter by quarter, by what two rankings differ by',
    async () => {
      for (const [at, to] of QUARTERS.entries()) {
        const from = QUARTERS[at - 1];
        if (from === undefined) continue;
        const difference = await world.json<{
          counts: { ranks: number };
          changes: {
            unitId: string;
            group: string;
            measure: string;
            before: Figure;
            after: Figure;
          }[];
        }>(`/api/v1/releases/difference?from=${from}&to=${to}`);
        const own = difference.changes.filter(
          ({ measure, group }) => measure === 'share_l4' && group === 'ministries',
        );
        const [then, now] = await Promise.all(
          [from, to].map((period) => rankingOf('share_l4', period, 'ministries')),
        );
        const scoreIn = (rows: Row[] | undefined, id: string) =>
          rows?.find(({ unitId }) => unitId === id)?.score ?? null;
        expect(own.length, to).toBeGreaterThan(10);
        for (const { unitId, before, after } of own) {
          expect([before?.score ?? null, after?.score ?? null]).toEqual([
            scoreIn(then, unitId),
            scoreIn(now, unitId),
          ]);
        }
        const language = at % 2 === 0 ? 'vi' : 'en';
        const head = await headOf(`/releases/difference?from=${from}&to=${to}`, language);
        expect(numbersIn(head, language), head).toContain(difference.counts.ranks);
      }
    },
    SLOW_MS,
  );

  it('have a file of the difference, and none between two series', async () => {
    const query = 'from=2020-Q3&to=2020-Q4&measure=share_l4';
    const { changes } = await world.json<{ changes: unknown[] }>(
      `/api/v1/releases/difference?${query}`,
    );
    const file = await world.text(`/api/v1/releases/difference.csv?${query}`);
    expect(file.trim().split('\r\n')).toHaveLength(1 + changes.length);
    const { counts } = await world.json<{ counts: { reached: number } }>(
      `/api/v1/releases/difference?${query}`,
    );
    const reached = await world.json<{
      crossed: string;
      changes: { before: Judged; after: Judged }[];
    }>(`/api/v1/releases/difference?${query}&crossed=reached`);
    expect(counts.reached).toBeGreaterThan(0);
    expect(reached).toMatchObject({ crossed: 'reached', changes: { length: counts.reached } });
    // One and the same target judged both releases.
    for (const { before, after } of reached.changes) {
      expect(before.target).not.toBeNull();
      expect(after.target).toBe(before.target);
      expect(after.targetState).not.toBe(before.targetState);
    }
    // The file that the page leads to holds the rows that it shows.
    const page = await world.text(`/releases/difference?${query}&crossed=reached`);
    const [, href = ''] = /href="([^"]*difference\.csv[^"]*)"/.exec(page) ?? [];
    const narrowed = await world.get(href.replaceAll('&amp;', '&'));
    expect((await narrowed.text()).trim().split('\r\n').slice(1)).toHaveLength(counts.reached);
    // By its name it is told from the whole.
    expect(narrowed.headers.get('content-disposition')).toContain(
      'tiendo-dvc-difference-share_l4-reached-2020-Q3-1-2020-Q4-1-minh-hoa.csv',
    );
    const whole = await world.get('/api/v1/releases/difference.csv?from=2020-Q3&to=2020-Q4');
    expect(whole.headers.get('content-disposition')).toContain(
      'tiendo-dvc-difference-2020-Q3-1-2020-Q4-1-minh-hoa.csv',
    );
    expect(
      await world.problem(`/api/v1/releases/difference.csv?${query}&crossed=sideways`),
    ).toMatchObject({ status: 404, parameter: 'crossed' });
    expect(await world.problem('/api/v1/releases/difference?from=2011-Q1')).toMatchObject({
      status: 404,
      parameter: 'from',
    });
    expect((await world.get('/releases/difference?from=2011-Q1')).status).toBe(404);
    expect((await world.get(`/releases/difference?${query}&measure=no_such`)).status).toBe(400);
  });

  it('say by which moment they were current, with the way back, wherever asOf is asked', async () => {
    const { releases } = await world.json<{
      releases: { period: string; releasedAt: string }[];
    }>('/api/v1/releases?series=dvc&period=2020-Q2');
    const day = releases.at(-1)?.releasedAt.slice(0, 10) ?? '';
    for (const path of ['/', '/units/p-26', '/rankings/provinces/share_l4']) {
      const page = await world.text(`${path}?asOf=${day}`);
      expect(page, path).toContain('như đã phát hành đến');
      expect(page, path).toContain('về bản hiện hành');
    }
  });
});
