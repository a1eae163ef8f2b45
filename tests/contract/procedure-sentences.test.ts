// Every sentence on the pages of procedures, as a reader without scripts meets them, held against what the
// API answers, in quarters of which the services of nobody, of few and of several kinds of units are known.
// Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherRevised, releaseAgain, REVISED } from '../helpers/seed-revision.ts';
import { serviceRow } from '../helpers/small-portal.ts';
import { explainedWorld, NAMED } from './explained.ts';
import { TARGET_HEADS } from './sentences/overview-lists.ts';
import {
  type AllProcedures,
  onPaceFaults,
  procedureFaults,
  proceduresFaults,
  type OnProcedure,
} from './sentences/procedures.ts';
import type { Lifts } from './sentences/procedure-lifts.ts';
import { procedureRowsFaults } from './sentences/procedure-rows.ts';
import { procedureUnitFaults } from './sentences/procedure-units.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const world = explainedWorld();
const { json, text } = world;

const QUARTERS = [2019, 2020, 2021].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
const MINISTRY = 'm-btp';
const [TOO_FEW, NOTHING_LEFT, STEPS] = ['2020-Q1', '2020-Q2', '2020-Q3'] as const;
const SLOW_MS = 600_000;

const ineligible = (codes: readonly number[]) =>
  codes.map((code) => serviceRow(String(code), { eligible: false }));
const NO_DOSSIERS = { received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 };
const from = (first: number, n: number) => Array.from({ length: n }, (_, at) => first + at);

/** The services of a province that is short, and of a ministry that is not. */
const KNOWN = {
  // Two of three lacking qualify, and are of one procedure.
  [TOO_FEW]: {
    province: [
      serviceRow('1001'),
      serviceRow('1011', { procedure: '1.001001' }),
      ...ineligible(from(1002, 8)),
    ],
    ministry: [serviceRow('1001', { level: 4, received: 1, filedOnline: 1, onTime: 1 })],
  },
  [NOTHING_LEFT]: {
    province: [serviceRow('1002', { level: 4 }), ...ineligible(from(1012, 9))],
    ministry: [],
  },
  // Two procedures that do not suffice; one that both have at level 4.
  [STEPS]: {
    province: [
      ...['1001', '1002'].map((code) => serviceRow(code)),
      serviceRow('1003', { level: 4 }),
      serviceRow('1009', { eligible: false, ...NO_DOSSIERS }),
      ...ineligible(from(1020, 16)),
    ],
    ministry: [serviceRow('1001'), serviceRow('1003', { level: 4, ...NO_DOSSIERS })],
  },
} as const;

beforeAll(async () => {
  for (const [hour, [period, { province, ministry }]] of Object.entries(KNOWN).entries()) {
    // One question at a time.
    const when = { period, at: `2021-06-01T1${hour}:00:00Z` };
    await gatherRevised(world.db, NAMED.unit, 'Hà Nam', province, when);
    if (ministry.length > 0) {
      await gatherRevised(world.db, MINISTRY, 'Bộ Tư pháp', ministry, when);
    }
    await releaseAgain(world.db, period);
  }
}, SLOW_MS);

const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

describe('the pages of procedures', () => {
  const faultsOf = (page: string, facts: OnProcedure, language: Language) => {
    const sections = sectionsOf(page);
    return [
      ...procedureFaults(topOf(page), sections, facts, language),
      ...procedureUnitFaults(page, sections, facts, language),
    ];
  };
  const factsOf = (code: string, period: string) =>
    json<OnProcedure>(`/api/v1/procedures/${code}?period=${period}`);

  it.each(['1.001001', '1.001002', '1.001003', '1.001005', '1.001009', '1.001015', '1.001060'])(
    'say of %s what the API says, of all units too',
    async (code) => {
      for (const period of [REVISED.period, TOO_FEW, NOTHING_LEFT, STEPS, '2020-Q4']) {
        const facts = await factsOf(code, period);
        for (const language of LANGUAGES) {
          const page = await text(at(language, `/procedures/${code}?period=${period}`));
          expect(faultsOf(page, facts, language), period).toEqual([]);
        }
      }
    },
  );

  it.each(LANGUAGES)('are found out where a number of them is altered (%s)', async (language) => {
    const facts = await factsOf('1.001001', TOO_FEW);
    const page = await text(at(language, `/procedures/1.001001?period=${TOO_FEW}`));
    expect(faultsOf(page, facts, language)).toEqual([]);
    const [start, end] = [page.indexOf('<h1'), page.indexOf('</main>')];
    const saying = {
      vi: /cung cấp|hồ sơ|chưa đạt|từ quý|đơn vị|: mức độ \d<|^>[\d,%/]+<$/,
      en: /offer|dossier|short|since|units|: level \d<|^>[\d.%/]+<$/,
    }[language];
    const copies = [...page.slice(start, end).matchAll(/>[^<>]*\d[^<>]*</g)]
      .filter(
        ({ 0: said }) =>
          saying.test(said) && !/iframe|Natural Earth|(?:Mức độ|Level) 1:/.test(said),
      )
      .flatMap(({ 0: said, index }) =>
        [...said.matchAll(/(?<!Thủ tục )\d+/g)].map(({ 0: number, index: inside }) => {
          const place = start + index + inside + number.length - 1;
          const other = String((Number(page[place]) + 3) % 10);
          const copy = page.slice(0, place) + other + page.slice(place + 1);
          return [`${said} at ${inside}`, copy] as const;
        }),
      );
    expect(copies.length).toBeGreaterThan(25);
    const unnoticed = copies.filter(([, copy]) => faultsOf(copy, facts, language).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  });

  it.each(QUARTERS)('say first of %s what is left to raise, and of whom it is known', async (q) => {
    const facts = await json<AllProcedures>(`/api/v1/procedures?period=${q}`);
    expect(facts.short).toBeGreaterThan(0);
    const lifts = await json<Lifts>(`/api/v1/procedures?period=${q}&limit=5000`);
    for (const language of LANGUAGES) {
      const page = await text(at(language, `/procedures?period=${q}`));
      expect(proceduresFaults(topOf(page), facts, language)).toEqual([]);
      expect(procedureRowsFaults(page, sectionsOf(page), lifts, {}, language)).toEqual([]);
      const first = sectionsOf(await text(at(language, `/?period=${q}`)));
      const targets = first.find(({ heading }) => TARGET_HEADS[language].test(heading));
      expect(targets).toBeDefined();
      expect(onPaceFaults(targets, facts, language)).toEqual([]);
      const lacking = facts.shortKnown > 0 ? 'lackingKnown' : 'lacking';
      for (const key of ['short', 'measured', lacking] as const) {
        const other = { ...facts, [key]: facts[key] + 1 };
        expect(proceduresFaults(topOf(page), other, language), key).not.toEqual([]);
      }
    }
  });

  it('do so where nothing is known, too few qualify, and none', async () => {
    const sums = async (period: string) => {
      const facts = await json<AllProcedures>(`/api/v1/procedures?period=${period}`);
      const { shortKnown, lackingKnown, eligible, coverable, together } = facts;
      const reached = together.at(-1)?.reached ?? null;
      return { shortKnown, lackingKnown, eligible, coverable, steps: together.length, reached };
    };
    expect(await sums('2020-Q4')).toMatchObject({ shortKnown: 0, steps: 0 });
    expect(await sums(TOO_FEW)).toMatchObject({
      coverable: 2,
      lackingKnown: 3,
      steps: 1,
      reached: 0,
    });
    expect(await sums(NOTHING_LEFT)).toMatchObject({ shortKnown: 1, eligible: 0, steps: 0 });
    expect(await sums(STEPS)).toMatchObject({ lackingKnown: 5, eligible: 2, steps: 2, reached: 0 });
  });
});
