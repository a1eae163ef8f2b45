// What the page of one figure says of where it comes from, as a reader meets it, held against what the API answers:
// figures that were counted, stated, revised and not brought. Shares no code with the page.
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherRevised, releaseAgain, REVISED } from '../helpers/seed-revision.ts';
import { serviceRow } from '../helpers/small-portal.ts';
import { webWorld } from '../helpers/worlds.ts';
import type { Name } from './sentences/facts.ts';
import {
  countedFaults,
  figureTopFaults,
  SERVICE_HEADS,
  type CountedLine,
  type FigureFacts,
  type ToldFigure,
} from './sentences/provenance.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { PERIODS } from './sentences/world.ts';

const web = webWorld('illustrative');
const EARLIER = '2019-Q2';
/** Every so many units of a quarter are read, others in each quarter. */
const EVERY = 11;
const SLOW_MS = 300_000;

/** Thirty services, of which some were raised since the quarter before, one was lowered and two are new. */
const levelsOf = (levels: readonly number[]) =>
  levels.map((level, at) => serviceRow(String(1001 + at), { level }));
const THEN = [...Array<number>(6).fill(2), 4, ...Array<number>(21).fill(3)];
const NOW = [4, 4, 3, ...Array<number>(3).fill(2), 3, ...Array<number>(21).fill(3), 4, 1];

let sources: Map<string, Name>;
beforeAll(async () => {
  const { db } = web;
  const at = '2021-05-31T06:00:00Z';
  const rows = levelsOf(THEN);
  await gatherRevised(db, REVISED.unit, 'Quảng Nam', rows, { period: EARLIER, at });
  await gatherRevised(db, REVISED.unit, 'Quảng Nam', levelsOf(NOW));
  await gatherRevised(db, REVISED.late, 'Hưng Yên');
  await releaseAgain(db, REVISED.period);
  const told = await web.json<{ sources: { id: string; name: Name }[] }>('/api/v1/sources');
  sources = new Map(told.sources.map(({ id, name }) => [id, name]));
});

interface Row {
  unitId: string;
  reason?: string | null;
}
interface Asked {
  unit: string;
  code: string;
  period: string;
}

async function factsOf({ unit, code, period }: Asked): Promise<FigureFacts> {
  const path = `/api/v1/units/${unit}/figures/${code}`;
  const figure = await web.json<ToldFigure>(`${path}?period=${period}`);
  const file = figure.services ? await web.text(`${path}/services.csv?period=${period}`) : '';
  const lines = parse<CountedLine>(file, { columns: true, bom: true });
  return { figure, sources, isFlag: /_(?:connected|present)$/.test(code), lines };
}

const pageOf = ({ unit, code, period }: Asked, language: Language): Promise<string> =>
  web.text(`${language === 'en' ? '/en' : ''}/units/${unit}/figures/${code}?period=${period}`);

function faultsIn(page: string, facts: FigureFacts, language: Language): string[] {
  const section = sectionsOf(page).find(({ heading }) => heading === SERVICE_HEADS[language]);
  return [
    ...figureTopFaults(topOf(page), facts, language),
    ...countedFaults(section, facts, language),
  ];
}

const REVISED_FIGURE = { unit: REVISED.unit, code: 'share_l4', period: REVISED.period };

describe('the page of a figure', () => {
  it(
    'says who said it, when it was recorded and where it stands, in every quarter',
    async () => {
      const faults: string[] = [];
      let [counted, stated, missing, notBrought] = [0, 0, 0, 0];
      for (const [turn, period] of PERIODS.entries()) {
        const { rows, unranked } = await web.json<Record<'rows' | 'unranked', Row[]>>(
          `/api/v1/rankings/share_l4?period=${period}`,
        );
        const some = rows.filter((_, at) => at % (2 * EVERY) === turn % EVERY);
        const none = unranked.filter(
          ({ reason }, at) => reason !== 'not-applicable' || at % 3 === turn % 3,
        );
        for (const { unitId: unit } of [...some, ...none]) {
          const language = LANGUAGES[(counted + missing) % 2] ?? 'vi';
          for (const code of ['share_l4', 'npsp_connected']) {
            const asked = { unit, code, period };
            const facts = await factsOf(asked);
            const { value, numerator, version } = facts.figure;
            notBrought += Number(value === null && version !== null);
            if (value === null) missing += 1;
            else if (numerator === null) stated += 1;
            else counted += 1;
            const found = faultsIn(await pageOf(asked, language), facts, language);
            faults.push(...found.map((fault) => `${unit} ${code} ${period}: ${fault}`));
          }
        }
      }
      expect(faults).toEqual([]);
      expect(Math.min(counted, stated, missing)).toBeGreaterThan(20);
      expect(notBrought).toBeGreaterThan(8);
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('says which services were raised, lowered and new (%s)', async (language) => {
    const facts = await factsOf(REVISED_FIGURE);
    expect(facts.lines).toHaveLength(NOW.length);
    const page = await pageOf(REVISED_FIGURE, language);
    expect(faultsIn(page, facts, language)).toEqual([]);
    const changed = facts.lines.filter((line) => line.level !== line.previous_level);
    expect(changed.map((line) => line.previous_level)).toEqual(['2', '2', '2', '4', '', '']);
    const { figure, lines } = facts;
    const { services, recounted, versions } = figure;
    const others: FigureFacts[] = [
      ...lines.slice(0, 25).flatMap((line, at) =>
        [{ previous_level: '1' }, { level: '9' }, { received: '77' }].map((other) => ({
          ...facts,
          lines: lines.with(at, { ...line, ...other }),
        })),
      ),
      ...Object.keys(services ?? {})
        .filter((key) => /^(?:services|level\d|received|filedOnline|handledOnline)$/.test(key))
        .map((key) => ({
          ...facts,
          figure: { ...figure, services: services && { ...services, [key]: 12_345 } },
        })),
      { ...facts, figure: { ...figure, recounted: recounted && { ...recounted, numerator: 2 } } },
      { ...facts, figure: { ...figure, numerator: 1 } },
      {
        ...facts,
        figure: {
          ...figure,
          versions: versions.map((each) => ({ ...each, recordedAt: '2021-01-01T00:00:00Z' })),
        },
      },
      { ...facts, sources: new Map() },
    ];
    expect(others.length).toBeGreaterThan(85);
    const unnoticed = others.filter((other) => faultsIn(page, other, language).length === 0);
    expect(unnoticed).toEqual([]);
  });

  it('says so where counting again comes to something else', async () => {
    const { sql } = web.db;
    const changed = await sql`
      update service_row set level = 4 where unit_id = ${REVISED.unit} and period = ${REVISED.period}
        and service_id = (select min(service_id) from service_row
          where unit_id = ${REVISED.unit} and period = ${REVISED.period} and level = 2)`;
    expect(changed.count).toBe(1);
    const facts = await factsOf(REVISED_FIGURE);
    const { recounted, numerator } = facts.figure;
    expect(recounted?.numerator).toBe((numerator ?? 0) + 1);
    for (const language of LANGUAGES) {
      expect(faultsIn(await pageOf(REVISED_FIGURE, language), facts, language)).toEqual([]);
    }
  });
});
