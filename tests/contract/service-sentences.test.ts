// Every sentence on the pages of services, as a reader without scripts meets them, held against what the API
// answers. Shares no code with the pages.
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FiledRow } from '../helpers/seed-illustrative.ts';
import { gatherRevised, releaseAgain, REVISED } from '../helpers/seed-revision.ts';
import { type ServiceRow, serviceRow } from '../helpers/small-portal.ts';
import { explainedWorld, filed, NAMED } from './explained.ts';
import type { Gap, Indicator, Name, Ranking } from './sentences/facts.ts';
import { indexGapFaults, isIndexGapHead } from './sentences/index-gap.ts';
import { namedFaults, type NamedFacts, type NamedLine } from './sentences/named-services.ts';
import { planWayFaults } from './sentences/plan-ways.ts';
import { headFaults, leadFaults, planFaults, type ServiceFacts } from './sentences/services.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const world = explainedWorld();
const { json, text } = world;

const QUARTERS = [2019, 2020, 2021].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
/** Every so many units of a quarter are read, others in each quarter. */
const EVERY = 8;
const PLAN_HEADS = {
  vi: 'Thử nâng dịch vụ lên mức độ 4',
  en: 'Try raising services to level 4',
};
/** What a plan takes for granted stands in so many items. */
const ASSUMED = 3;
const SLOW_MS = 600_000;

interface ListedUnit {
  unitId: string;
  name: Name;
  group: string | null;
  providesServices: boolean;
}

const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

async function factsOf({ unitId, name }: ListedUnit, period: string, query: string) {
  const of = <Answer>(answer: string) =>
    json<Answer>(`/api/v1/units/${unitId}/${answer}period=${period}`);
  const [plan, still, services, gap] = await Promise.all([
    of<ServiceFacts['plan']>(`plan?${query}&`),
    of<ServiceFacts['plan']>('plan?'),
    of<ServiceFacts['services']>('services?limit=2000&'),
    of<ServiceFacts['gap']>('gap?'),
  ]);
  return { name, period, plan, rank: still.now?.rank ?? null, services, gap };
}

/** What is wrong with a unit's page where so much is tried. */
async function faultsOf(unit: ListedUnit, period: string, query: string, language: Language) {
  const facts = await factsOf(unit, period, query);
  const page = await text(at(language, `/units/${unit.unitId}/services?period=${period}&${query}`));
  const { headline, lead } = topOf(page);
  const section = sectionsOf(page).find(({ heading }) => heading === PLAN_HEADS[language]);
  return [
    ...headFaults(headline, facts, language),
    ...(facts.services.total === null ? [] : leadFaults(lead, facts, language)),
    ...planFaults(section, facts, language),
    ...planWayFaults(section, facts, ASSUMED, language),
  ].map((fault) => `${unit.unitId} ${period} ${language} ?${query}: ${fault}`);
}

describe('the pages of services', () => {
  it.each(QUARTERS)(
    'say of every unit that is read in %s what the API says, of plans too',
    async (period) => {
      const { units } = await json<{ units: ListedUnit[] }>(`/api/v1/units?period=${period}`);
      const turn = QUARTERS.indexOf(period);
      const read = units
        .filter(({ group, providesServices }) => group && providesServices)
        .filter((_, at) => at % EVERY === turn % EVERY);
      expect(read.length).toBeGreaterThan(9);
      const faults: string[] = [];
      for (const [place, unit] of read.entries()) {
        const language = LANGUAGES[(place + turn) % 2] ?? 'vi';
        const query = place % 3 === 0 ? 'raise=0' : place % 3 === 1 ? 'raise=3' : 'others=moving';
        const { most } = await json<{ most: number | null }>(
          `/api/v1/units/${unit.unitId}/plan?period=${period}`,
        );
        faults.push(...(await faultsOf(unit, period, (most ?? 0) < 3 ? '' : query, language)));
      }
      expect(faults).toEqual([]);
    },
    SLOW_MS,
  );

  it.each([NAMED.unit, REVISED.unit, REVISED.late])(
    'say it in both languages where each service is known: %s',
    async (id) => {
      const { units } = await json<{ units: ListedUnit[] }>(
        `/api/v1/units?period=${REVISED.period}`,
      );
      const unit = units.find(({ unitId }) => unitId === id);
      if (!unit) throw new Error(`no unit ${id}`);
      for (const language of LANGUAGES) {
        for (const query of ['raise=2', 'raise=3&others=moving', 'others=moving']) {
          expect(await faultsOf(unit, REVISED.period, query, language)).toEqual([]);
        }
      }
    },
  );

  it.each(LANGUAGES)('say what in an address is no plan, and count it (%s)', async (language) => {
    const said = async (query: string) => {
      const path = `/units/${REVISED.unit}/services?period=${REVISED.period}&${query}`;
      const plan = sectionsOf(await text(at(language, path))).find(
        ({ heading }) => heading === PLAN_HEADS[language],
      );
      const { wrong, one, many } = NO_PLAN[language];
      return (plan?.texts ?? []).filter((each) => [wrong, one, many].some((no) => no.test(each)));
    };
    const { services } = await json<{ services: { service: string }[] }>(
      `/api/v1/units/${REVISED.unit}/services?period=${REVISED.period}&limit=1`,
    );
    const [known] = services;
    const { wrong, one, many } = NO_PLAN[language];
    const cases: [query: string, told: RegExp[]][] = [
      ['raise=2', []],
      ['raise=abc', [wrong]],
      [`with=${known?.service}`, []],
      ['with=zz', [one]],
      [`with=zz,${known?.service},yy`, [many]],
    ];
    for (const [query, told] of cases) {
      const lines = await said(query);
      expect(lines, query).toHaveLength(told.length);
      told.forEach((pattern, place) => expect(lines[place]).toMatch(pattern));
    }
  });
});

/** What is said of an address: one that names no number, and one or two services that cannot be raised. */
const NO_PLAN = {
  vi: {
    wrong: /^“abc” không phải là số dịch vụ, nên không tính\.$/,
    one: /^1 mã dịch vụ trong địa chỉ không nâng được trong kỳ này, nên không tính\.$/,
    many: /^2 mã dịch vụ trong địa chỉ không nâng được trong kỳ này, nên không tính\.$/,
  },
  en: {
    wrong: /^“abc” is no number of services and is left out\.$/,
    one: /^1 code in the address is of no service to raise in this period and is left out\.$/,
    many: /^2 codes in the address are of no services to raise in this period and are left out\.$/,
  },
};

/** Services that come to just what a unit filed of a quarter: what is raised of them is told on the index too. */
function servicesAsFiled(row: FiledRow): ServiceRow[] {
  const n = (column: string): number => Number(row[column]);
  const used = [n('level4_with_dossiers'), n('level3_with_dossiers')];
  const [of4 = 0, of3 = 0] = used;
  const others = of4 + of3 - 1;
  const nothing = { received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 };
  const one = { received: 1, filedOnline: 1, handledOnline: 0, onTime: 0 };
  const online = {
    received: n('dossiers_of_online_services') - others,
    filedOnline: n('dossiers_filed_online') - others,
    handledOnline: n('dossiers_handled_online'),
    onTime: n('dossiers_handled_online'),
  };
  const onPaper = {
    ...nothing,
    received: n('dossiers_total') - n('dossiers_of_online_services'),
    onTime: n('dossiers_on_time') - n('dossiers_handled_online'),
  };
  const levels = [4, 3, 2, 1].flatMap((level) =>
    Array.from({ length: n(`services_level${level}`) }, (_, at) => ({ level, at })),
  );
  return levels.map(({ level, at }, place) => {
    const isUsed = level > 2 && at < (used[4 - level] ?? 0);
    const dossiers = place === 0 ? online : isUsed ? one : nothing;
    const eligible = place < n('services_eligible');
    const counts = level === 2 && at === 0 ? onPaper : dossiers;
    return serviceRow(String(2001 + place), { level, eligible, ...counts });
  });
}

const KNOWN_WAY = '2019-Q4';
/** One that has to raise more services than are named, one that has to raise a few. */
const RAISED = { bca: 'Bộ Công an', bkhcn: 'Bộ Khoa học và Công nghệ' };

/** A province that has to raise services of more offices than are named one by one. */
const MANY_OFFICES = 'p-24';
const OFFICES = ['Xây dựng', 'Y tế', 'Tư pháp', 'Nội vụ', 'Công Thương', 'Tài chính', 'Du lịch'];
const servicesOfOffices = (): ServiceRow[] =>
  Array.from({ length: 60 }, (_, at) =>
    serviceRow(String(3001 + at), {
      level: at < 6 ? 4 : 3,
      // Each office has one less of them than the one before.
      office: `Sở ${OFFICES[[0, 1, 0, 2, 1, 0, 3, 4, 5, 6][at % 10] ?? 0]}`,
    }),
  );

const indicators: Indicator[] = [];
beforeAll(async () => {
  const gatheredAt = { period: KNOWN_WAY, at: '2021-06-01T06:00:00Z' };
  await gatherRevised(world.db, MANY_OFFICES, 'Bắc Giang', servicesOfOffices(), gatheredAt);
  for (const [code, name] of Object.entries(RAISED)) {
    const row = filed(KNOWN_WAY).find(({ unit }) => unit === code);
    if (!row) throw new Error(`${code} filed nothing`);
    const rows = servicesAsFiled(row);
    const at = '2021-06-01T06:00:00Z';
    await gatherRevised(world.db, `m-${code}`, name, rows, { period: KNOWN_WAY, at });
  }
  await releaseAgain(world.db, KNOWN_WAY);
  const known = await json<{ indicators: Indicator[] }>('/api/v1/indicators?series=dvc');
  indicators.push(...known.indicators);
});

describe('the way to the next place of an index', () => {
  const CASES = [
    ['m-bca', 'ministries', KNOWN_WAY, 'many'],
    ['m-bkhcn', 'ministries', KNOWN_WAY, 'few'],
    // The services of a province that was revised do not come to what it filed of dossiers.
    [REVISED.unit, 'provinces', REVISED.period, 'unknown'],
  ] as const;
  it.each(CASES)(
    'says of %s which services are to be raised and what they move together, or why not',
    async (unit, group, period, kind) => {
      const indexGap = await json<Gap>(
        `/api/v1/units/${unit}/gap?measure=tiendo:tiendo&period=${period}`,
      );
      const ranking = await json<Ranking>(
        `/api/v1/rankings/tiendo:tiendo?period=${period}&group=${group}`,
      );
      const rankings = () => Promise.resolve(ranking);
      const facts = { indexGap, rankings, period, group, indicators };
      const { named } = indexGap.toNextRank?.raising ?? {};
      expect(named ? (named.length > 5 ? 'many' : 'few') : 'unknown').toBe(kind);
      for (const language of LANGUAGES) {
        const page = await text(at(language, `/units/${unit}?period=${period}`));
        const section = sectionsOf(page).find(({ heading }) => isIndexGapHead(heading));
        if (!section) throw new Error(`no way up for ${unit}`);
        expect(await indexGapFaults(section, facts, language), unit).toEqual([]);
        const last = section.texts.at(-1) ?? '';
        const copies = [
          section.texts.slice(0, -1),
          ...[...last.matchAll(/\d+/g)].map((match) =>
            section.texts.with(-1, last.slice(0, match.index) + '7' + last.slice(match.index)),
          ),
        ];
        for (const texts of copies) {
          expect(await indexGapFaults({ ...section, texts }, facts, language)).not.toEqual([]);
        }
      }
    },
  );
});

/** What stands at the service with which the first ones, raised together, reach the target or the next place. */
const MARKS = {
  vi: {
    target: 'Nâng {n} dịch vụ đầu theo thứ tự, đến đây, là đạt chỉ tiêu {demand}',
    rank: 'Nâng {n} dịch vụ đầu theo thứ tự, đến đây, là lên hạng {rank}, nếu các đơn vị khác đứng yên',
  },
  en: {
    target: 'Raising the first {n} services, up to this one, reaches the {demand} target',
    rank: 'Raising the first {n} services, up to this one, reaches place {rank} if all others stand still',
  },
};
const LIST_HEADS = { vi: 'Danh sách dịch vụ', en: 'List of services' };

describe('the list of services', () => {
  it.each([
    [NAMED.unit, REVISED.period],
    [REVISED.unit, REVISED.period],
    ['m-bca', KNOWN_WAY],
  ])(
    'marks of %s where the first of them reach something, and nowhere else',
    async (unit, period) => {
      const { toTarget, toNextRank } = await json<Gap>(
        `/api/v1/units/${unit}/gap?period=${period}`,
      );
      const wanted = [
        ...(toTarget && toTarget.services > 0
          ? [{ kind: 'target' as const, n: toTarget.services, reached: toTarget.demand * 100 }]
          : []),
        ...(toNextRank?.services
          ? [{ kind: 'rank' as const, n: toNextRank.services, reached: toNextRank.rank }]
          : []),
      ];
      expect(wanted).not.toEqual([]);
      for (const language of LANGUAGES) {
        const page = await text(at(language, `/units/${unit}/services?period=${period}`));
        const rows = sectionsOf(page).find(({ heading }) => heading === LIST_HEADS[language])?.rows;
        const said = (rows ?? []).flatMap((row) =>
          row.some((cell) => /đến đây, là|up to this one,/.test(cell)) ? [row.join(' ')] : [],
        );
        const told = wanted.map(({ kind, n, reached }) => {
          const words = MARKS[language][kind].replace('{n}', String(n));
          const text = words
            .replace(/{demand}/, `${reached}%`)
            .replace('{rank}', String(reached))
            .replace(/^Raising the first 1 services/, 'Raising the first 1 service');
          return { place: n, text };
        });
        expect(new Set(told.map(({ place }) => place)).size).toBe(said.length);
        for (const { place, text } of told) {
          expect(said.some((row) => row.includes(text) && row.includes(` ${place} `))).toBe(true);
        }
      }
    },
  );
});

describe('the services that a unit’s page names', () => {
  /** By how many offices they are of; where nothing is asked for; and on a share that none would add to. */
  const CASES = [
    [MANY_OFFICES, 'share_l4', KNOWN_WAY, 'others'],
    [REVISED.unit, 'share_l3', REVISED.period, 'unneeded'],
    [REVISED.unit, 'share_l4', REVISED.period, 'one service'],
    [REVISED.unit, 'share_l3_plus', REVISED.period, 'one service'],
    [REVISED.unit, 'share_l4_eligible', REVISED.period, 'one office'],
    [REVISED.unit, 'share_l4_with_dossiers', REVISED.period, 'none'],
  ] as const;

  it.each(CASES)(
    'are the first of the file: %s on %s in %s, %s',
    async (unit, measure, period, kind) => {
      const about = `period=${period}&measure=${measure}`;
      const file = await text(`/api/v1/units/${unit}/gap.csv?${about}`);
      const facts: NamedFacts = {
        gap: await json<Gap>(`/api/v1/units/${unit}/gap?${about}`),
        lines: parse<NamedLine>(file, { columns: true, bom: true }),
        isLevel4: measure === 'share_l4',
      };
      for (const language of LANGUAGES) {
        const page = await text(at(language, `/units/${unit}?${about}`));
        const html = /<section id="gap".*?<\/section>/s.exec(page)?.[0] ?? '';
        const [section] = sectionsOf(html);
        const faultsIn = (copy: NamedFacts) => namedFaults(html, section, copy, language);
        expect(faultsIn(facts), language).toEqual([]);
        expect(
          KINDS[language][kind].test(section?.texts.join(' ') ?? ''),
          section?.texts.join(' '),
        ).toBe(true);
        const { lines } = facts;
        const [first] = lines;
        const others: NamedFacts[] = first
          ? [
              { ...facts, lines: lines.slice(1) },
              ...(kind === 'unneeded'
                ? []
                : [
                    { ...facts, lines: [{ ...first, office: 'Sở Khác' }, ...lines.slice(1)] },
                    { ...facts, lines: [{ ...first, name: 'Khác' }, ...lines.slice(1)] },
                    { ...facts, isLevel4: !facts.isLevel4 },
                  ]),
            ]
          : [{ ...facts, lines: [{ name: 'Khác', office: 'Sở Khác' }] }];
        expect(others.filter((copy) => faultsIn(copy).length === 0)).toEqual([]);
      }
    },
  );
});

/** What the page says just of this kind of case. */
const KINDS = {
  vi: {
    others: /các cơ quan khác \d+\./,
    unneeded: /Cả danh sách/,
    'one office': /dịch vụ đứng đầu danh sách thuộc: [^,]*\./,
    'one service': / 1 dịch vụ đứng đầu danh sách/,
    none: /Không còn dịch vụ nào làm tăng/,
  },
  en: {
    others: /other offices \d+\./,
    unneeded: /The whole list/,
    'one office': /services of the list belong to: [^,]*\./,
    'one service': /The first service of the list belongs to/,
    none: /No service is left that would add/,
  },
};
