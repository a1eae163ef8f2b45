// What the page of a unit says where no release of the quarter holds it: before anything is published, of a unit
// that was not there yet or no more, that is not followed, or offers no services; and of a share without its counts. Held against the API of a
// small world, in which most units of the catalogue are in no release.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { seedReleases, seedSuccessorAlone, seedUncounted } from './seed.ts';
import type { Ranking } from './sentences/facts.ts';
import { topFactsIn } from './small-world.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { knownTopFaults, lineageFaults, type Asked, type Known } from './sentences/unit-known.ts';
import {
  LATER,
  successorSectionFaults,
  successorTopFaults,
  type Succeeded,
} from './sentences/unit-successor.ts';
import { topFaults } from './sentences/unit-top.ts';

const small = webWorld();
const RELEASED = ['2020-Q1', '2020-Q2'];
/** A unit and the period that its page is asked for, null for none. */
const CASES: [unit: string, period: string | null][] = [
  ['p-26', '2020-Q2'], // never in a release
  ['p-68', '2025-Q4'], // ended, and there are figures of it
  ['p-48', '2025-Q4'], // its last figure is not of the last release
  ['p-46', '2025'], // another name, nobody merged with it
  ['m-bqll', '2025-Q4'], // no source bears its heir out
  ['m-bldtbxh', '2025-Q1'], // in parts to several
  ['m-btttt', '2025-Q4'],
  ['m-bca', '2025-Q4'], // has come to parts of others
  ['p25-33', '2020-Q2'], // out of two
  ['p25-46', null], // of the last release, before it was formed
  ['m-btp', '2016-Q1'], // before the first day of the list
  ['p-01', '2008-Q1'],
  ['m-vov', '2020-Q2'], // no services
  ['p-01', '2018'],
];

interface Listed extends Pick<Known, 'unitId' | 'name' | 'validTo'> {
  group: string | null;
}
let units: ReadonlyMap<string, Listed>;
let unpublished: Map<Language, string>;
/** Quarters by unit in which it has a figure. */
const figures = new Map<string, string[]>();

const pageOf = (id: string, period: string | null, language: Language): Promise<string> =>
  small.text(
    `${language === 'en' ? '/en' : ''}/units/${id}${period === null ? '' : `?period=${period}`}`,
  );

beforeAll(async () => {
  unpublished = new Map();
  for (const language of LANGUAGES) {
    unpublished.set(language, await pageOf('p-68', null, language));
  }
  await seedReleases(small.db);
  const { units: listed } = await small.json<{ units: Listed[] }>('/api/v1/units');
  units = new Map(listed.map((unit) => [unit.unitId, unit]));
  for (const period of RELEASED) {
    const path = `/api/v1/rankings/share_l4?period=${period}`;
    for (const { unitId } of (await small.json<Ranking>(path)).rows) {
      figures.set(unitId, [...(figures.get(unitId) ?? []), period]);
    }
  }
});

interface Read {
  known: Known;
  asked: Asked;
  language: Language;
  page: string;
}

const faultsIn = ({ known, asked, language, page }: Read): string[] => {
  const names = new Map([...units].map(([id, { name }]) => [id, name]));
  return [
    ...knownTopFaults(topOf(page), known, names, asked, language),
    ...lineageFaults(sectionsOf(page), known, units, language),
  ];
};

async function read(id: string, period: string | null, language: Language): Promise<Read> {
  const of = period === null ? '' : `?period=${period}`;
  const shown = period ?? RELEASED.at(-1) ?? '';
  return {
    known: await small.json<Known>(`/api/v1/units/${id}${of}`),
    asked: {
      period: shown,
      isReleased: RELEASED.includes(shown),
      latest: figures.get(id)?.at(-1) ?? null,
    },
    language,
    page: await pageOf(id, period, language),
  };
}

describe.each(LANGUAGES)('a unit that no release of the quarter holds, in %s', (language) => {
  it('is told by what is known of it', async () => {
    const faults: string[] = [];
    const unnoticed: string[] = [];
    let copies = 0;
    for (const [id, period] of CASES) {
      const found = await read(id, period, language);
      faults.push(...faultsIn(found).map((fault) => `${id} ${period}: ${fault}`));
      for (const copy of altered(found.page, language)) {
        copies += 1;
        if (faultsIn({ ...found, page: copy }).length === 0) {
          unnoticed.push(`${id} ${period}: ${topOf(copy).headline}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(copies).toBeGreaterThan(80);
    expect(unnoticed).toEqual([]);
  });

  it('has nothing published where nothing is', async () => {
    const known = await small.json<Known>('/api/v1/units/p-68');
    const asked = { period: null, isReleased: false, latest: null };
    const page = unpublished.get(language) ?? '';
    expect(faultsIn({ known, asked, language, page })).toEqual([]);
    const later = { ...asked, period: '2020-Q2' };
    expect(faultsIn({ known, asked: later, language, page })).not.toEqual([]);
  });
});

const NOT_COUNTED: Record<Language, string> = {
  vi: 'Số liệu kỳ này không kèm tử số và mẫu số nguyên, nên không tính được cần thêm bao nhiêu.',
  en: 'The figure came without whole counts, so that it cannot be told how many more.',
};

describe('a share that came without its counts', () => {
  beforeAll(() => seedUncounted(small.db));

  it.each(LANGUAGES)('is told as the share alone, and of no services, in %s', async (language) => {
    for (const [earlier, period] of [
      [[...RELEASED], '2021-Q1'],
      [[...RELEASED, '2021-Q1'], '2021-Q2'],
    ] as const) {
      const facts = await topFactsIn(small)('p-01', 'provinces', period);
      const page = await pageOf('p-01', period, language);
      const top = topOf(page);
      const faultsOf = (said: typeof top) =>
        topFaults(said, facts, { first: earlier[0] ?? '', earlier }, language);
      expect(await faultsOf(top), period).toEqual([]);
      const untrue = { ...top, lead: top.lead.replace('20', '30') };
      expect(await faultsOf(untrue)).not.toEqual([]);
      const gap = sectionsOf(page).find(({ texts }) => texts.includes(NOT_COUNTED[language]));
      const uncounted = [facts.gap.toTargetReason, facts.gap.toNextRankReason].filter(
        (reason) => reason === 'not-counted',
      );
      const said = gap?.texts.filter((text) => text === NOT_COUNTED[language]) ?? [];
      expect(said.length).toBe(uncounted.length);
      expect(said.length).toBe(period === '2021-Q1' ? 2 : 0);
    }
  });
});

describe('a unit that the later series alone holds, and alone of its group', () => {
  beforeAll(() => seedSuccessorAlone(small.db));

  it.each(LANGUAGES)('is told by its share, not by a place among none, in %s', async (language) => {
    const path = `/api/v1/units/p25-33?series=${LATER.series}&period=2025-Q4`;
    const unit = await small.json<Succeeded>(path);
    const page = await pageOf('p25-33', '2025-Q4', language);
    const beside = { before: null, ranked: 1, latest: null };
    const faultsOf = (of: Succeeded, ranked: number) => [
      ...successorTopFaults(topOf(page), of, { ...beside, ranked }, language),
      ...successorSectionFaults(sectionsOf(page), of, language),
    ];
    expect(faultsOf(unit, 1)).toEqual([]);
    expect(faultsOf(unit, 2)).not.toEqual([]);
    const others = unit.figures.map((figure) => ({ ...figure, value: 0.25 }));
    expect(faultsOf({ ...unit, figures: others }, 1)).not.toEqual([]);
  });
});

/** Words that would be untrue in place of one another. */
const TWISTED: Record<Language, [said: string, untrue: string][]> = {
  vi: [
    ['tồn tại đến', 'được thành lập ngày'],
    ['không thuộc danh sách', 'thuộc danh sách'],
    ['chưa có bản công bố', 'đã có bản công bố'],
    [' · chưa kiểm chứng', ''],
    ['giảm nghèo', 'cai nghiện ma túy'],
    ['báo chí, xuất bản', 'an toàn thông tin mạng'],
  ],
  en: [
    ['existed until', 'was formed on'],
    ['is not among', 'is among'],
    ['nothing is published', 'something is published'],
    [' · not verified', ''],
    ['poverty reduction', 'drug rehabilitation'],
    ['press and publishing', 'network information security'],
  ],
};

/** Pages in which one number of headline, lead or lineage, or a word of them, is another; once for each. */
function altered(page: string, language: Language): string[] {
  const bare = page
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<span\b[^>]*\bpopover\b.*?<\/span>/gs, '');
  const parts = [
    ...[...bare.matchAll(/<h1\b.*?<\/h1>|<p\b[^>]*class="lead\b.*?<\/p>/gs)],
    ...[...bare.matchAll(/<section\b[^>]*>(?:(?!<\/section>).)*<\/section>/gs)].filter(
      ({ 0: part }) =>
        /<h2[^>]*>(?:Đơn vị kế thừa|Đơn vị tiền thân|Successors|Predecessors)</.test(part),
    ),
  ];
  return parts.flatMap(({ 0: part, index }) => {
    const put = (at: number, length: number, text: string): string =>
      bare.slice(0, index + at) + text + bare.slice(index + at + length);
    const numbers = [...part.matchAll(/\d+(?=[^<>\d]*<)/g)].map(({ 0: number, index: at }) =>
      put(at + number.length - 1, 1, String((Number(number.at(-1)) + 3) % 10)),
    );
    const words = TWISTED[language].flatMap(([said, untrue]) => {
      const at = part.indexOf(said);
      return at === -1 ? [] : [put(at, said.length, untrue)];
    });
    return [...numbers, ...words];
  });
}
