// Sentences of the pages that are looked things up in: platforms, the nation, indicators, comparisons. All twelve
// quarters, each in one of the languages, held against what the API answers. Shares no code with the pages.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { comparisonFaults, type Compared } from './sentences/comparison.ts';
import { pictureFaults, tableFaults, type Tabled } from './sentences/comparison-table.ts';
import { courseFaults, indicatorListFaults, measuredIn } from './sentences/indicators.ts';
import type { NationRanking, PlannedIndicator, World } from './sentences/nation-facts.ts';
import { nationFaults, type FiledFact } from './sentences/nation.ts';
import {
  pressFaults,
  publishedFaults,
  rankFaults,
  type FiledPress,
  type FiledRank,
} from './sentences/nation-tables.ts';
import type { Name } from './sentences/facts.ts';
import { platformFaults } from './sentences/platforms.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const PERIODS = [2019, 2020, 2021].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
const SLOW_MS = 600_000;

const { json, text } = webWorld('illustrative');
let world: World;

beforeAll(async () => {
  const { indicators } = await json<{ indicators: PlannedIndicator[] }>('/api/v1/indicators');
  const own = indicators.filter(({ series }) => series === 'dvc');
  const rankings = new Map<string, NationRanking>();
  for (const period of PERIODS) {
    for (const { code } of own) {
      const ranking = await json<NationRanking>(`/api/v1/rankings/${code}?period=${period}`);
      // Some are in the catalogue and nobody has measured them yet.
      if ('rows' in ranking) rankings.set(`${period} ${code}`, ranking);
    }
  }
  world = { indicators: own, periods: PERIODS, rankings };
}, SLOW_MS);

const languageOf = (period: string): Language => LANGUAGES[PERIODS.indexOf(period) % 2] ?? 'vi';
const pageOf = (path: string, language: Language): Promise<string> =>
  text((language === 'en' ? '/en' : '') + path);

/** A page in which one number of a text that says this is another; once for each. */
function* altered(page: string, saying: RegExp): Generator<[what: string, page: string]> {
  const start = page.indexOf('</h1>');
  for (const { 0: said, index } of page
    .slice(start, page.indexOf('</main>'))
    .matchAll(/>[^<>]*\d[^<>]*</g)) {
    if (!saying.test(said)) continue;
    for (const number of said.matchAll(/\d+/g)) {
      const place = start + index + number.index + number[0].length - 1;
      const other = String((Number(page[place]) + 3) % 10);
      yield [`${said} at ${number.index}`, page.slice(0, place) + other + page.slice(place + 1)];
    }
  }
}

/** The same of every text between two places. */
function* alteredIn(page: string, from: number, to: string): Generator<[string, string]> {
  const end = page.indexOf(to, from);
  for (const copy of altered(page, /\d/)) {
    const [, other] = copy;
    if (other.slice(0, from) === page.slice(0, from) && other.slice(end) === page.slice(end)) {
      yield copy;
    }
  }
}

/** Which of these copies of a page nothing was found wrong with. */
const unnoticed = (copies: Iterable<[string, string]>, faultsIn: (page: string) => string[]) =>
  [...copies].filter(([, copy]) => faultsIn(copy).length === 0).map(([what]) => what);

describe('the page of platforms', () => {
  const faultsOf = (page: string, period: string, language: Language) =>
    platformFaults(page, sectionsOf(page), world, period, language);

  it.each(PERIODS)('says who has what since when: %s', async (period) => {
    const language = languageOf(period);
    const page = await pageOf(`/platforms?period=${period}`, language);
    expect(faultsOf(page, period, language)).toEqual([]);
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const page = await pageOf('/platforms?period=2020-Q3', language);
    const faultsIn = (copy: string) => faultsOf(copy, '2020-Q3', language);
    expect(faultsIn(page)).toEqual([]);
    const told = [...altered(page, /đơn vị|units|\(\d+\)/)];
    const marks = [...altered(page, /có từ|yes, since/)].filter((_, at) => at % 20 === 0);
    expect(Math.min(told.length, marks.length)).toBeGreaterThan(8);
    expect(unnoticed([...told, ...marks], faultsIn)).toEqual([]);
  });

  const [BEFORE, AFTER] = ['2019-Q3', '2019-Q4'];
  const WORDS = {
    vi: { not: 'chưa khai trương', no: 'chưa có', npsp: 'Cổng DVC quốc gia', first: 'Quý I/2019' },
    en: { not: 'not open yet', no: 'not yet', npsp: 'NPSP', first: 'Q1 2019' },
  };

  it.each(LANGUAGES)(
    'says of nobody that it lacks the national portal before that opened (%s)',
    async (language) => {
      const { not, no, npsp, first } = WORDS[language];
      const pages = await Promise.all(
        [BEFORE, AFTER].map(async (period) => {
          const page = await pageOf(`/platforms?period=${period}`, language);
          expect(faultsOf(page, period, language)).toEqual([]);
          return { period, page };
        }),
      );
      const [early, later] = pages.map(({ page }) => page);
      expect(early).toContain(`>${not}<`);
      expect(later).not.toContain(`>${not}<`);
      // Its line starts where it opened, on later pages too.
      const drawn = new RegExp(`${npsp}, ${first}: `, 'i');
      expect(pages.filter(({ page }) => drawn.test(page))).toEqual([]);
      const copies = pages.flatMap(({ period, page }) => [
        ...[`>${not}<`, '>–<'].flatMap((text) =>
          page.includes(text)
            ? [[period, page.replace(text, text === '>–<' ? '>0/85<' : `>${no}<`)]]
            : [],
        ),
        [period, page.replace('</h1>', `</h1><title>${npsp}, ${first}: 0</title>`)],
      ]);
      expect(copies.length).toBeGreaterThan(3);
      const missed = copies.filter(
        ([period = '', copy = '']) => faultsOf(copy, period, language).length === 0,
      );
      expect(missed.map(([period]) => period)).toEqual([]);
    },
  );
});

describe('the page of the nation', () => {
  const filed = <Row>(file: string) =>
    parse<Row>(readFileSync(`drizzle/catalogue/${file}.csv`), { columns: true, bom: true });
  const published = filed<FiledFact>('national_facts');
  const faultsOf = (page: string, period: string, language: Language) =>
    nationFaults(topOf(page).headline, sectionsOf(page), { world, period, published }, language);

  it.each(PERIODS)('says what others published and what is gathered: %s', async (period) => {
    const language = languageOf(period);
    const page = await pageOf(`/nation?period=${period}`, language);
    expect(faultsOf(page, period, language)).toEqual([]);
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const page = await pageOf('/nation?period=2020-Q4', language);
    const faultsIn = (copy: string) => faultsOf(copy, '2020-Q4', language);
    expect(faultsIn(page)).toEqual([]);
    const saying = {
      vi: /Mức độ 4: |LGSP: |Tài khoản: |xếp Việt Nam hạng|Đối chiếu, /,
      en: /Level 4: |LGSP: |Accounts: |ranked Viet Nam|For comparison, /,
    }[language];
    // Pictures say the same of themselves.
    const copies = [...altered(page, saying)].filter(([what]) => !/[;]\s*\d/.test(what));
    expect(copies.length).toBeGreaterThan(15);
    expect(unnoticed(copies, faultsIn)).toEqual([]);
  });

  describe('its tables', () => {
    const ranks = filed<FiledRank>('published_ranks');
    const press = filed<FiledPress>('press_facts');
    let names: ReadonlyMap<string, Name>;
    beforeAll(async () => {
      const listed = await json<{ units: { unitId: string; name: Name }[] }>('/api/v1/units');
      names = new Map(listed.units.map(({ unitId, name }) => [unitId, name]));
    });
    const faultsInTables = (page: string, language: Language) => {
      const sections = sectionsOf(page);
      return [
        ...publishedFaults(sections, published, language),
        ...rankFaults(sections, ranks, (unit) => names.get(unit), language),
        ...pressFaults(page, sections, press, language),
      ];
    };

    it.each(LANGUAGES)('hold what others published as it was filed (%s)', async (language) => {
      expect(faultsInTables(await pageOf('/nation', language), language)).toEqual([]);
    });

    it.each(LANGUAGES)('are found out where a number is altered (%s)', async (language) => {
      const page = await pageOf('/nation', language);
      const faultsIn = (copy: string) => faultsInTables(copy, language);
      const cells = [...altered(page, /^>\s*(?:hơn |more than )?[\d.,–]+%?\s*<$/)];
      const shown = [...altered(page, /^>(?:Xem|Show) \d+ (?:số liệu|facts)<$/)];
      // Every fifth of them; what stands in pictures and in the figures gathered here is no table's.
      const start = page.indexOf(language === 'vi' ? 'Các bảng xếp hạng' : 'Published rankings');
      const own = cells.filter(([, copy]) => copy.slice(0, start) === page.slice(0, start));
      const copies = [...shown, ...own.filter((_, at) => at % 5 === 0)];
      expect(copies.length).toBeGreaterThan(20);
      expect(unnoticed(copies, faultsIn)).toEqual([]);
    });
  });
});

describe('the pages of indicators', () => {
  const listFaults = (page: string, period: string, language: Language) =>
    indicatorListFaults(topOf(page).headline, sectionsOf(page), world, period, language);

  it.each(PERIODS)('say what is measured and met: %s', async (period) => {
    const language = languageOf(period);
    const page = await pageOf(`/indicators?period=${period}`, language);
    expect(listFaults(page, period, language)).toEqual([]);
  });

  it.each(PERIODS)('say from what to what the nation went: %s', async (period) => {
    const turn = PERIODS.indexOf(period);
    const measured = measuredIn(world, period);
    // Another three in each quarter.
    for (const at of [3 * turn, 3 * turn + 1, 3 * turn + 2]) {
      const indicator = measured[at % measured.length];
      if (!indicator) throw new Error(`nothing is measured in ${period}`);
      const language = LANGUAGES[at % 2] ?? 'vi';
      const page = await pageOf(`/indicators/${indicator.code}?period=${period}`, language);
      const { heading } = sectionsOf(page)[0] ?? {};
      const faults = courseFaults(heading, world, { indicator, period }, language);
      expect(faults, indicator.code).toEqual([]);
    }
  });

  it.each(LANGUAGES)(
    'say that a line is dashed just where there is a target (%s)',
    async (language) => {
      const period = '2020-Q4';
      const dashed = { vi: '; vạch đứt: mức phải đạt', en: '; dashed: the target' }[language];
      for (const [code, isDashed] of [
        ['share_l4', true],
        ['share_l3', false],
      ] as const) {
        const indicator = world.indicators.find((each) => each.code === code);
        if (!indicator) throw new Error(`no ${code}`);
        const page = await pageOf(`/indicators/${code}?period=${period}`, language);
        const { heading = '' } = sectionsOf(page)[0] ?? {};
        const faultsIn = (said: string) =>
          courseFaults(said, world, { indicator, period }, language);
        expect(faultsIn(heading)).toEqual([]);
        expect(heading.includes(dashed)).toBe(isDashed);
        const other = isDashed
          ? heading.replace(dashed, '')
          : heading.replace(NATIONWIDE[language], (said) => said + dashed);
        expect(faultsIn(other)).not.toEqual([]);
      }
    },
  );

  it.each(LANGUAGES)('are found out where a number is altered (%s)', async (language) => {
    const page = await pageOf('/indicators?period=2020-Q4', language);
    const faultsIn = (copy: string) => listFaults(copy, '2020-Q4', language);
    expect(faultsIn(page)).toEqual([]);
    const rows = [...altered(page, /^>\s*\d+\/\d+\s*<$/)];
    const sub = [...altered(page, /Số cả nước của|National figure of/)];
    expect(Math.min(rows.length / 10, sub.length)).toBeGreaterThan(0);
    expect(unnoticed([...rows, ...sub], faultsIn)).toEqual([]);
  });
});

const NATIONWIDE = { vi: ', cả nước', en: ', nationwide' };

describe('the page of a comparison', () => {
  /** A set that says something of its own: both groups, ends of a ranking, who is silent, who serves nobody. */
  function setsIn(period: string): [name: string, code: string, units: string[]][] {
    const { rows = [], unranked = [] } = world.rankings.get(`${period} share_l4`) ?? {};
    const lgsp = world.rankings.get(`${period} lgsp_present`)?.rows ?? [];
    const idsOf = (units: readonly { unitId: string }[]) => units.map(({ unitId }) => unitId);
    const ranked = idsOf(rows);
    const silent = unranked.filter(({ reason }) => reason !== 'not-applicable');
    const never = unranked.filter(({ reason }) => reason === 'not-applicable');
    const few = [...ranked.slice(0, 2), ...ranked.slice(-2)];
    const codes = world.indicators.map(({ code }) => code);
    const other = codes[PERIODS.indexOf(period) % codes.length] ?? '';
    const level = levelIn(period);
    const having = lgsp.filter(({ value }) => value === 1);
    return [
      ['ends', 'share_l4', few],
      ['another measure', other, few],
      ['silent', 'share_l4', [...few, ...idsOf(silent.slice(0, 2))]],
      ['one of two', 'share_l4', [...ranked.slice(0, 1), ...idsOf(never.slice(0, 1))]],
      ['have it or not', 'lgsp_present', [...few, ...idsOf(having.slice(0, 3))]],
      ['have it, not all asked', 'lgsp_present', [...few, ...idsOf(never.slice(0, 2))]],
      ['each its own target', 'share_l4_with_dossiers', few],
      ['nobody', 'share_l4', idsOf(never.slice(0, 3))],
      ['level', level.code, idsOf(level.units)],
      ['level, not all asked', level.code, idsOf([...level.units, ...never.slice(0, 1)])],
    ];
  }
  /** Up to three that are level on a share, of the share on which most are. */
  function levelIn(period: string) {
    const shares = world.indicators.filter(({ measure }) => measure === 'share');
    const level = shares.flatMap(({ code }) => {
      const { rows = [] } = world.rankings.get(`${period} ${code}`) ?? {};
      const byValue = Map.groupBy(rows, ({ value }) => value);
      return [...byValue.values()].map((units) => ({ code, units }));
    });
    const most = level.toSorted((a, b) => b.units.length - a.units.length)[0];
    if (!most || most.units.length < 2) throw new Error(`nobody is level in ${period}`);
    return { ...most, units: most.units.slice(0, 3) };
  }

  async function facedWith(period: string, code: string, units: readonly string[]) {
    const asked = `units=${units.join(',')}&period=${period}`;
    const compared = await json<Compared & Tabled>(`/api/v1/compare?${asked}`);
    return { path: `/compare?${asked}&measure=${code}`, compared, code, period };
  }
  const faultsOf = (
    page: string,
    faced: Awaited<ReturnType<typeof facedWith>>,
    language: Language,
  ) => {
    const sections = sectionsOf(page);
    const { compared, code, period } = faced;
    const { units, measures } = compared;
    const shown = measures.find(({ measure }) => measure === code) ?? measures[0];
    const indicator = world.indicators.find((each) => each.code === shown?.measure);
    return [
      ...comparisonFaults(topOf(page), sections, faced, language),
      ...tableFaults(sections, compared, language),
      ...(indicator ? pictureFaults(page, { world, units, indicator, period }, language) : []),
    ];
  };

  it.each(PERIODS)('says who is highest and who has no figure: %s', async (period) => {
    for (const [turn, [name, code, units]] of setsIn(period).entries()) {
      const language = LANGUAGES[(turn + PERIODS.indexOf(period)) % 2] ?? 'vi';
      const faced = await facedWith(period, code, [...new Set(units)]);
      const page = await pageOf(faced.path, language);
      expect(faultsOf(page, faced, language), `${name}: ${faced.path}`).toEqual([]);
    }
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const [, , units = []] = setsIn('2020-Q4')[2] ?? [];
    const faced = await facedWith('2020-Q4', 'share_l4', units);
    const page = await pageOf(faced.path, language);
    const faultsIn = (copy: string) => faultsOf(copy, faced, language);
    expect(faultsIn(page)).toEqual([]);
    const told = [...altered(page, /(?:chênh|apart)|(?:Tất cả chỉ tiêu|Every measure) \(/)];
    // The names of measures hold levels.
    const figures = [...alteredIn(page, page.indexOf('id="compared"'), '</table>')].filter(
      ([what]) => !/mức độ|level/i.test(what),
    );
    const charted = [...alteredIn(page, page.indexOf('<figcaption'), '</figcaption>')].filter(
      ([what]) => !/ at (?:16|38)$/.test(what),
    );
    expect([told.length, figures.length, charted.length].map((n) => n > 5)).toEqual([
      true,
      true,
      true,
    ]);
    const copies = [...told, ...figures.filter((_, at) => at % 5 === 0), ...charted];
    expect(unnoticed(copies, faultsIn)).toEqual([]);
  });
});
