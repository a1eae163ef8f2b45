// Every sentence and list of the first page, and the heads of rankings, indicators and platforms, of all
// twelve quarters and in both languages, held against what the API answers. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { firstPageFaults, type FirstPage } from './sentences/first-page.ts';
import { indicatorTopFaults, platformTopFaults } from './sentences/measure-top.ts';
import { missedFaults, missedIn } from './sentences/missed.ts';
import { CODE, NATION, type World } from './sentences/nation-facts.ts';
import { NO_MAP, type Mapped, type Provinces } from './sentences/overview-map.ts';
import { rankingTopFaults } from './sentences/ranking-top.ts';
import { LANGUAGES, topOf, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const SLOW_MS = 600_000;

const { get, json } = webWorld('illustrative');
let world: World;
/** The day on which each quarter was first released. */
let releasedOn: ReadonlyMap<string, string>;

async function sent(path: string): Promise<Response> {
  const response = await get(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

beforeAll(async () => {
  world = await readWorld({ json });
  const { releases } = await json<{ releases: { period: string; firstReleasedAt: string }[] }>(
    '/api/v1/releases?series=dvc',
  );
  releasedOn = new Map(
    releases.map(({ period, firstReleasedAt }) => [period, firstReleasedAt.slice(0, 10)]),
  );
}, SLOW_MS);

const pageOf = async (period: string, language: Language): Promise<string> =>
  (await sent(`${language === 'en' ? '/en' : '/'}?period=${period}`)).text();

const faultsOf = (page: string, period: string, language: Language): string[] =>
  firstPageFaults(page, world, { period, releasedOn: releasedOn.get(period) ?? '' }, language);

describe.each(LANGUAGES)('the first page in %s', (language) => {
  it.each(PERIODS)('says what is true of %s', async (period) => {
    expect(faultsOf(await pageOf(period, language), period, language)).toEqual([]);
  });

  it('is found out where the day, the rule, a link to services or a year is another', async () => {
    const period = '2020-Q1';
    const page = await pageOf(period, language);
    expect(faultsOf(page, period, language)).toEqual([]);
    const copies = NOTED[language].map(([said, other]) => page.replace(said, other));
    expect(copies.filter((copy) => copy === page)).toEqual([]);
    expect(copies.filter((copy) => faultsOf(copy, period, language).length === 0)).toEqual([]);
  });
});

/** Beside the lists of the first page of a quarter, and what would be untrue there. */
const NOTED: Record<Language, [said: RegExp, other: string][]> = {
  vi: [
    [/Các chỉ tiêu (?:hạn 31\/12\/2020|của kỳ)/g, 'Các chỉ tiêu hạn 31/12/2021'],
    [/mẫu số từ 50/g, 'mẫu số từ 60'],
    [/nhiều nhất 5 thay đổi/g, 'nhiều nhất 6 thay đổi'],
    [/aria-label="[\d.]+: cần nâng/g, 'aria-label="0: cần nâng'],
    [/Ranh giới năm 2025/g, 'Ranh giới năm 2024'],
  ],
  en: [
    [/Targets (?:due 31 December 2020|of the period)/g, 'Targets due 31 December 2021'],
    [/out of 50 or more/g, 'out of 60 or more'],
    [/another round, 5 at most/g, 'another round, 6 at most'],
    [/aria-label="[\d,]+: which services/g, 'aria-label="0: which services'],
    [/Boundaries of 2025/g, 'Boundaries of 2024'],
  ],
};

describe('the map of another measure', () => {
  const pageBy = async (period: string, query: string, language: Language) =>
    (await sent(`${language === 'en' ? '/en' : '/'}?period=${period}&${query}`)).text();
  const askedOf = (period: string, mapped: Omit<Mapped, 'period'>): FirstPage => ({
    ...{ period, mapped },
    releasedOn: releasedOn.get(period) ?? '',
  });

  it.each(PERIODS)('says what is true of %s', async (period) => {
    const measured = world.indicators.filter(({ code }) =>
      world.rankings.get(`${period} ${code}`)?.rows.some(({ group }) => group === 'provinces'),
    );
    expect(measured.length).toBeGreaterThan(3);
    for (const [at, { code }] of measured.entries()) {
      const language = LANGUAGES[(at + PERIODS.indexOf(period)) % 2] ?? 'vi';
      const page = await pageBy(period, `map=${code}`, language);
      const asked = askedOf(period, { code });
      expect(firstPageFaults(page, world, asked, language), code).toEqual([]);
      // What is true of this measure is not of the others.
      const other = measured[(at + 1) % measured.length]?.code ?? '';
      expect(firstPageFaults(page, world, askedOf(period, { code: other }), language)).not.toEqual(
        [],
      );
    }
  });
});

describe('a map of something else', () => {
  const period = '2020-Q4';
  const pageBy = async (query: string, language: Language) =>
    (await sent(`${language === 'en' ? '/en' : '/'}?period=${period}&${query}`)).text();

  it.each(LANGUAGES)('by the provinces of another year is theirs (%s)', async (language) => {
    for (const code of [CODE, 'dossiers_online_services', 'docs_signed']) {
      const asked = { period, releasedOn: releasedOn.get(period) ?? '' };
      const query = `group=provinces&period=${period}&boundaries=2025`;
      const redrawn = await json<Provinces>(`/api/v1/rankings/${code}?${query}`);
      expect(redrawn.rows.length + redrawn.unranked.length).toBe(34);
      const page = await pageBy(`map=${code}&boundaries=2025`, language);
      const mapped = { code, redrawn };
      expect(firstPageFaults(page, world, { ...asked, mapped }, language), code).toEqual([]);
      const untold = { code };
      expect(firstPageFaults(page, world, { ...asked, mapped: untold }, language)).not.toEqual([]);
    }
  });

  it.each(LANGUAGES)('is found out where a tile or the key is another (%s)', async (language) => {
    const code = 'dossiers_online_services';
    const asked = { period, releasedOn: releasedOn.get(period) ?? '', mapped: { code } };
    const page = await pageBy(`map=${code}`, language);
    const start = page.indexOf('<section id="map"');
    const [head, body] = [page.slice(0, start), page.slice(start)];
    const others = [
      ...[...body.matchAll(/rx="3" fill="var\(--map-(\d)/g)]
        .slice(0, 10)
        .map(({ 0: tile, index }) => {
          const other = tile.endsWith('1') ? '5' : '1';
          return body.slice(0, index) + tile.slice(0, -1) + other + body.slice(index + tile.length);
        }),
      body.replace(OWN_MET[language].said, OWN_MET[language].untrue),
    ];
    expect(others.length).toBe(11);
    const unnoticed = others.filter(
      (other) => firstPageFaults(head + other, world, asked, language).length === 0,
    );
    expect(unnoticed.length).toBe(0);
  });

  it.each(LANGUAGES)('that has none by province says so (%s)', async (language) => {
    for (const code of ['tiendo:tiendo', 'no_such_measure']) {
      expect(await pageBy(`map=${code}`, language)).toContain(NO_MAP[language]);
    }
  });
});

const OWN_MET = {
  vi: { said: 'đạt mức riêng', untrue: 'từ 44,92%: đạt' },
  en: { said: 'own target met', untrue: 'from 44.92%: met' },
};

describe('the head of a ranking', () => {
  it.each(PERIODS)('says what is true of %s', async (period) => {
    const turn = PERIODS.indexOf(period);
    const shares = world.indicators.filter(({ measure }) => measure === 'share');
    // The page that is read most, and another share in each quarter.
    const read = [CODE, shares[turn % shares.length]?.code ?? ''].flatMap((code) =>
      NATION.map((group) => ({ code, group })),
    );
    for (const [at, { code, group }] of read.entries()) {
      const language = LANGUAGES[(at + turn) % 2] ?? 'vi';
      const indicator = shares.find((each) => each.code === code);
      if (!indicator) throw new Error(`no share ${code}`);
      const path = `${language === 'en' ? '/en' : ''}/rankings/${group}/${code}?period=${period}`;
      const top = topOf(await (await sent(path)).text());
      expect(rankingTopFaults(top, world, { indicator, group, period }, language), path).toEqual(
        [],
      );
    }
  });

  it.each(PERIODS)('says of one unit that it alone is measured: %s', async (period) => {
    const turn = PERIODS.indexOf(period);
    // Each measure in some quarter, what is had or not as well.
    for (const at of [2 * turn, 2 * turn + 1]) {
      const indicator = world.indicators[at % world.indicators.length];
      if (!indicator) throw new Error('nothing is measured');
      const language = LANGUAGES[at % 2] ?? 'vi';
      const prefix = language === 'en' ? '/en' : '';
      const path = `${prefix}/rankings/agencies/${indicator.code}?period=${period}`;
      const top = topOf(await (await sent(path)).text());
      const asked = { indicator, group: 'agencies', period };
      expect(rankingTopFaults(top, world, asked, language), path).toEqual([]);
      // What other groups come to is not told of this one.
      expect(rankingTopFaults(top, world, { ...asked, group: 'ministries' }, language)).not.toEqual(
        [],
      );
    }
  });

  it('is found out where a number of it is altered', async () => {
    const period = '2020-Q4';
    const indicator = world.indicators.find(({ code }) => code === CODE);
    if (!indicator) throw new Error(`no share ${CODE}`);
    const page = await (await sent(`/rankings/provinces/${CODE}?period=${period}`)).text();
    const asked = { indicator, group: 'provinces', period };
    const { headline, lead } = topOf(page);
    expect(headline).toMatch(/\d/);
    const altered = (text: string) =>
      text.replace(/\d/, (digit) => String((Number(digit) + 3) % 10));
    for (const top of [
      { headline: altered(headline), lead },
      { headline, lead: altered(lead) },
    ]) {
      expect(rankingTopFaults(top, world, asked, 'vi')).not.toEqual([]);
    }
  });
});

it('whoever is still below 30 % after 2020 is named by a target that was missed, and nobody else', () => {
  for (const period of PERIODS) {
    const rows = (world.rankings.get(`${period} ${CODE}`)?.rows ?? []).filter(({ group }) =>
      NATION.includes(group),
    );
    const short = rows.filter(
      ({ numerator: n, denominator: d }) => period > '2020-Q4' && 10 * (n ?? 0) < 3 * (d ?? 0),
    );
    const named = rows.filter(({ missedTargets }) => missedTargets.length > 0);
    expect(named, period).toEqual(short);
    if (period === '2021-Q1') expect(named.length).toBeGreaterThan(0);
  }
});

describe('targets that fell due, in a ranking by a later one', () => {
  const share = () => {
    const indicator = world.indicators.find(({ code }) => code === CODE);
    if (!indicator) throw new Error(`no share ${CODE}`);
    return indicator;
  };
  const pageAt = async (group: string, period: string, chosen: string | null, at: Language) => {
    const query = new URLSearchParams({ period, ...(chosen === null ? {} : { missed: chosen }) });
    const prefix = at === 'en' ? '/en' : '';
    return (await sent(`${prefix}/rankings/${group}/${CODE}?${query}`)).text();
  };

  it.each(PERIODS)(
    'are missed by whom the figures of %s say, beside each and by choice',
    async (period) => {
      const indicator = share();
      const choices = [null, ...indicator.targets.map(({ id }) => id)];
      for (const group of NATION) {
        for (const [at, chosen] of choices.entries()) {
          const language = LANGUAGES[(at + PERIODS.indexOf(period)) % 2] ?? 'vi';
          const page = await pageAt(group, period, chosen, language);
          const asked = { indicator, group, period };
          expect(missedFaults(page, world, asked, chosen, language), `${group} ${chosen}`).toEqual(
            [],
          );
        }
      }
    },
  );

  it.each(LANGUAGES)(
    'are found out where the page says another one, or of others (%s)',
    async (language) => {
      const asked = { indicator: share(), group: 'provinces', period: '2021-Q2' };
      const [missed] = missedIn(world, asked);
      const { id } = missed?.target ?? { id: '' };
      expect(missed?.rows.length).toBeGreaterThan(3);
      const [whole = '', chosen = ''] = await Promise.all(
        [null, id].map((each) => pageAt(asked.group, asked.period, each, language)),
      );
      // From what can be chosen, over what stands in the table, to the end of the note.
      const start = chosen.search(/<select[^>]*name="missed"/);
      const note = chosen.search(/“(?:Chậm từ|behind since)”/);
      const part = chosen.slice(start, chosen.indexOf('</p>', note));
      const figures = part
        .matchAll(/.{20}(?:chưa đạt |[ >])30%|.{20}(?:từ|at least) 80%/gs)
        .map(({ 0: said, index }): [what: string, page: string, by: string | null] => {
          const rest = chosen.slice(start + index + said.length);
          return [said, chosen.slice(0, start + index) + said.replace('0%', '1%') + rest, id];
        });
      const altered: [what: string, page: string, by: string | null][] = [
        ['whole', whole, id],
        ['chosen', chosen, null],
        ...figures,
      ];
      expect(altered.length).toBeGreaterThan(6);
      const unnoticed = altered.filter(
        ([, page, by]) => missedFaults(page, world, asked, by, language).length === 0,
      );
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    },
  );
});

describe('the heads of an indicator and of the platforms', () => {
  it.each(PERIODS)('say what is true of %s', async (period) => {
    const turn = PERIODS.indexOf(period);
    const language = LANGUAGES[turn % 2] ?? 'vi';
    const topAt = async (path: string) =>
      topOf(await (await sent(`${language === 'en' ? '/en' : ''}${path}?period=${period}`)).text());
    const known = world.indicators.filter(
      ({ code }) => (world.rankings.get(`${period} ${code}`)?.national ?? null) !== null,
    );
    // Another two in each quarter, so that each indicator is read in one.
    for (const at of [2 * turn, 2 * turn + 1]) {
      const indicator = known[at % known.length];
      if (!indicator) throw new Error(`nobody has a figure in ${period}`);
      const top = await topAt(`/indicators/${indicator.code}`);
      const asked = { indicator, period };
      expect(indicatorTopFaults(top, world, asked, language), indicator.code).toEqual([]);
    }
    expect(platformTopFaults(await topAt('/platforms'), world, period, language)).toEqual([]);
  });
});

/** What is held against nothing: how many units a link leads to, names of documents, the glossary. */
const LEFT_ALONE =
  /^(?:Xem cả|Số dịch vụ phải nâng|Tỷ lệ dịch vụ mức độ 4, so với|So với|NQ|CV|KH|KL|QĐ|Hiệu của) /;

/** A page in which one number that is read is another; once for each between two places. */
function* alteredPages(page: string, from: string, to: string): Generator<[string, string]> {
  const start = page.indexOf(from);
  const part = page.slice(start, page.indexOf(to, start));
  for (const { index, groups } of part.matchAll(/>(?<text>[^<>]*\d[^<>]*)</g)) {
    const text = groups?.['text'] ?? '';
    if (LEFT_ALONE.test(text.trim())) continue;
    for (const number of text.matchAll(/\d+/g)) {
      const at = start + index + 1 + number.index + number[0].length - 1;
      const other = String((Number(page[at]) + 3) % 10);
      yield [`${text} at ${number.index}`, page.slice(0, at) + other + page.slice(at + 1)];
    }
  }
}

describe('a page in which one figure is altered', () => {
  let page: string;
  beforeAll(async () => {
    page = await pageOf('2020-Q4', 'vi');
  });

  it.each([
    ['the headline and the lead', '<h1', '</p>'],
    ['the targets', '>Các chỉ tiêu', '</table>'],
    ['the changes', ' thay đổi đáng chú ý<', '</ol>'],
    ['who is behind and who rose', '>Còn thiếu nhiều dịch vụ nhất<', 'id="map"'],
    ['what is due', '>Quá hạn, sắp đến hạn<', '</section>'],
    ['the head of the spread', '<figcaption', '</figcaption>'],
    ['the head of the map', 'id="map"', '</figcaption>'],
    ['provinces by every measure', '>Xem bản đồ theo chỉ tiêu</th', '</table>'],
  ])('is found out: %s', (_, from, to) => {
    expect(faultsOf(page, '2020-Q4', 'vi')).toEqual([]);
    const altered = [...alteredPages(page, from, to)];
    const unnoticed = altered.filter(([, copy]) => faultsOf(copy, '2020-Q4', 'vi').length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
    expect(altered.length).toBeGreaterThan(5);
  });
});
