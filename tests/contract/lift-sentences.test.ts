// The two tables of the list of procedures, and what stands over them where the services of all units are known,
// held against what the API tells of each procedure and of each unit. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherRevised, releaseAgain } from '../helpers/seed-revision.ts';
import { type ServiceRow, serviceRow } from '../helpers/small-portal.ts';
import { webWorld } from '../helpers/worlds.ts';
import { CODE, type NationRanking, type PlannedIndicator } from './sentences/nation-facts.ts';
import { lacksOf, liftsOf, type Lifts, type RaisedProcedure } from './sentences/procedure-lifts.ts';
import { procedureRowsFaults, type ListAsked } from './sentences/procedure-rows.ts';
import { type AllProcedures, proceduresFaults } from './sentences/procedures.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const world = webWorld();
const { json } = world;
const [LONG, TOO_FEW, NOTHING_LEFT, MET, ALONE] = [
  '2020-Q2',
  '2020-Q3',
  '2020-Q4',
  '2021-Q1',
  '2020-Q1',
] as const;
const SLOW_MS = 600_000;

const from = (first: number, n: number) => Array.from({ length: n }, (_, at) => first + at);
const rows = (codes: readonly number[], change: Partial<ServiceRow>): ServiceRow[] =>
  codes.map((code) => serviceRow(String(code), change));
/** So many at level 4, so many to raise, and so many that do not qualify, of procedures one after the other. */
const unitOf = (first: number, level4: number, open: number, rest: number): ServiceRow[] => [
  ...rows(from(first, level4), { level: 4 }),
  ...rows(from(first + level4, open), { field: 'Hộ tịch' }),
  ...rows(from(first + level4 + open, rest), { eligible: false }),
];

const UNITS = {
  'p-68': 'Lâm Đồng',
  'p-48': 'Đà Nẵng',
  'p-49': 'Quảng Nam',
  'm-btp': 'Bộ Tư pháp',
} as const;

/** What each unit offers; of nobody else there is a figure, so that the services of all are known. */
const KNOWN: Record<string, Partial<Record<keyof typeof UNITS, readonly ServiceRow[]>>> = {
  [ALONE]: { 'p-68': unitOf(1001, 2, 2, 6) },
  // More steps than are shown, and more procedures than a page holds.
  [LONG]: {
    'p-68': [
      ...unitOf(1001, 10, 60, 29),
      // Two services of one procedure.
      serviceRow('1100', { procedure: '1.001040', received: 33 }),
    ],
    'm-btp': [...unitOf(1041, 2, 30, 7), serviceRow('1080', { level: 3, received: 600 })],
    'p-48': unitOf(1001, 5, 4, 1),
    'p-49': unitOf(1020, 2, 1, 7),
  },
  [TOO_FEW]: { 'p-68': unitOf(1001, 5, 3, 32), 'p-49': unitOf(1005, 2, 2, 6) },
  [NOTHING_LEFT]: { 'p-68': unitOf(1001, 10, 0, 40), 'p-48': unitOf(1001, 5, 4, 1) },
  [MET]: { 'p-68': unitOf(1001, 45, 3, 2), 'p-48': unitOf(1015, 9, 1, 0) },
};

let indicator: PlannedIndicator;
const lifts = new Map<string, Lifts>();
const totals = new Map<string, AllProcedures & Lifts>();

async function readLifts(period: string): Promise<Lifts> {
  const { rows: ranked } = await json<NationRanking>(`/api/v1/rankings/${CODE}?period=${period}`);
  const told: RaisedProcedure[] = [];
  for (const code of from(1001, 120)) {
    const answer = await world.get(`/api/v1/procedures/1.00${code}?period=${period}`);
    if (answer.ok) told.push((await answer.json()) as RaisedProcedure);
  }
  return liftsOf(told, lacksOf(ranked, indicator, period));
}

beforeAll(async () => {
  for (const [hour, [period, units]] of Object.entries(KNOWN).entries()) {
    for (const [unit, known] of Object.entries(units)) {
      const name = UNITS[unit as keyof typeof UNITS];
      const at = `2021-06-01T1${hour}:00:00Z`;
      await gatherRevised(world.db, unit, name, known, { period, at });
    }
    await releaseAgain(world.db, period);
  }
  const { indicators } = await json<{ indicators: PlannedIndicator[] }>('/api/v1/indicators');
  const own = indicators.find(({ code }) => code === CODE);
  if (!own) throw new Error(`no ${CODE}`);
  indicator = own;
  for (const period of Object.keys(KNOWN)) {
    lifts.set(period, await readLifts(period));
    totals.set(period, await json(`/api/v1/procedures?period=${period}&limit=5000`));
  }
}, SLOW_MS);

function pageOf(period: string, asked: ListAsked, language: Language): Promise<string> {
  const wish = Object.entries({ period, ...asked }).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams(wish).toString();
  return world.text(`${language === 'en' ? '/en' : ''}/procedures?${query}`);
}

function faultsOf(page: string, period: string, asked: ListAsked, language: Language): string[] {
  const [own, all] = [lifts.get(period), totals.get(period)];
  if (!own || !all) throw new Error(`nothing of ${period}`);
  return [
    ...proceduresFaults(topOf(page), all, language),
    ...procedureRowsFaults(page, sectionsOf(page), own, asked, language),
  ];
}

const ASKED: ListAsked[] = [
  {},
  { page: 2 },
  { q: 'thu tuc 1041' },
  { q: 'khong co' },
  { field: 'Hộ tịch', sort: 'dossiers' },
  ...['short', 'alone', 'dossiers', 'name'].map((sort) => ({ sort })),
];

describe('the list of procedures', () => {
  it('is told by the API as it is worked out from each procedure', () => {
    for (const period of Object.keys(KNOWN)) {
      const { procedures, together } = totals.get(period) ?? {};
      expect({ procedures, together }, period).toEqual(lifts.get(period));
    }
  });

  it('holds what is left to raise, nothing or more than a page, however it is asked for', async () => {
    const counted = Object.keys(KNOWN).map((period) => {
      const { short, shortKnown, eligible, coverable, lackingKnown, together } =
        totals.get(period) ?? ({} as AllProcedures);
      expect(shortKnown).toBe(short);
      return [period, short, eligible, coverable - lackingKnown, together.length];
    });
    // How many are short, what they can raise, how far that is too few, and how many steps help.
    expect(counted).toEqual([
      [ALONE, 1, 2, 0, 1],
      [LONG, 3, 93, 0, 19],
      [TOO_FEW, 2, 5, -4, 3],
      [NOTHING_LEFT, 1, 0, -5, 0],
      [MET, 0, 0, 0, 0],
    ]);
    for (const period of Object.keys(KNOWN)) {
      for (const language of LANGUAGES) {
        for (const asked of period === LONG ? ASKED : [{}]) {
          const page = await pageOf(period, asked, language);
          const faults = faultsOf(page, period, asked, language);
          expect(faults, `${period} ${language} ${JSON.stringify(asked)}`).toEqual([]);
        }
      }
    }
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    for (const [period, asked] of [
      [LONG, {}],
      [LONG, { page: 2 }],
      [TOO_FEW, {}],
      [NOTHING_LEFT, {}],
      [MET, {}],
    ] as const) {
      // What opens from a term is the glossary's.
      const page = (await pageOf(period, asked, language)).replaceAll(
        /<span\b[^>]*\bpopover\b.*?<\/span>/gs,
        '',
      );
      expect(faultsOf(page, period, asked, language)).toEqual([]);
      const copies = [...altered(page)];
      expect(copies.length).toBeGreaterThan(2);
      const unnoticed = copies.filter(
        ([, copy]) => faultsOf(copy, period, asked, language).length === 0,
      );
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    }
  });
});

/** The page with another number in its head, or in a section's tables, choices and what is said of them. */
function* altered(page: string): Generator<[what: string, page: string]> {
  const parts =
    /<h1\b.*?<\/h1>|<p\b[^>]*class="lead\b.*?<\/p>|<section\b.*?(?=<p\b[^>]*class="src|<\/section>)/gs;
  for (const { 0: part, index } of page.matchAll(parts)) {
    for (const { 0: text, index: inside } of part.matchAll(/>[^<>]*\d[^<>]*</g)) {
      for (const number of text.matchAll(/\d+/g)) {
        const at = index + inside + number.index + number[0].length - 1;
        const digit = String((Number(page[at]) + 3) % 10);
        yield [`${text} at ${number.index}`, page.slice(0, at) + digit + page.slice(at + 1)];
      }
    }
  }
}
