// The services of a unit, what raising some of them comes to, and one procedure across all units, over real
// HTTP: worked out again here by counting, never by the engine.
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readServiceList } from '#lib/domain/listed-services.ts';
import { readWorkbook } from '#lib/server/spreadsheets/read-workbook.ts';
import type { FiledRow } from '../helpers/seed-illustrative.ts';
import { REVISED } from '../helpers/seed-revision.ts';
import { type Counts, explainedWorld, NAMED, placeOf, provincesIn } from './explained.ts';

const { get, json, problem, text } = explainedWorld();

const Q3 = `period=${REVISED.period}`;
const unit = (id: string, answer: string, query = '') => `/api/v1/units/${id}/${answer}?${query}`;

interface Services {
  release: { id: string };
  total: number | null;
  reason: string | null;
  found: number;
  services: { place: number | null; service: string; level: number; dossiers: number }[];
  next: string | null;
}
const codesOf = ({ services }: Services): string[] => services.map(({ service }) => service);
const servicesOf = (id: string, query = '') =>
  json<Services>(unit(id, 'services', `${Q3}&${query}`));

describe('the services of a unit', () => {
  it('stand in the order in which to raise them', async () => {
    const { services, total, reason, next } = await servicesOf(NAMED.unit);
    expect([total, reason, next]).toEqual([NAMED.rows.length, null, null]);
    expect(services.slice(0, 4).map(({ place, service }) => [place, service])).toEqual([
      [1, '1002'],
      [2, '1001'],
      [3, '1003'],
      [null, '1005'],
    ]);
  });

  it.each([
    ['level=4', ['1005']],
    ['eligible=true&dossiers=6', ['1002', '1005']],
    ['q=so tu PHAP', ['1002']],
    ['q=1.001004', ['1004']],
    ['sort=-dossiers&dossiers=20', ['1004', '1002']],
    ['sort=name&level=3', ['1001']],
    ['field=Đất đai&office=Sở Tư pháp', ['1002']],
    ['q=khong co', []],
    ['raise=1', ['1002']],
    ['raise=2&without=1002&with=1003&sort=name', ['1001', '1003']],
    ['raise=3&level=3', ['1001']],
    ['raise=0', []],
  ])('are narrowed and ordered: %s', async (query, expected) => {
    const found = await servicesOf(NAMED.unit, query);
    expect([codesOf(found), found.found]).toEqual([expected, expected.length]);
  });

  it('come page by page, each once, all of one release', async () => {
    const seen: string[] = [];
    let page = await servicesOf(REVISED.unit, 'limit=25');
    const release = page.release.id;
    for (;;) {
      seen.push(...codesOf(page));
      expect(page.release.id).toBe(release);
      if (page.next === null) break;
      page = await json<Services>(unit(REVISED.unit, 'services', `limit=25&cursor=${page.next}`));
    }
    expect(seen).toHaveLength(REVISED.services);
    expect(new Set(seen).size).toBe(REVISED.services);
  });

  it('come whole as CSV and as a workbook, which say that they are made up', async () => {
    const csv = await get(unit(NAMED.unit, 'services.csv', `${Q3}&sort=-dossiers`));
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename="tiendo-services-p-35-2019-Q3-2-minh-hoa.csv"',
    );
    const rows = parse<FiledRow>(await csv.text(), { columns: true, bom: true });
    expect(rows.map(({ service }) => service)).toEqual(
      codesOf(await servicesOf(NAMED.unit, 'sort=-dossiers')),
    );
    const answer = await get(unit(NAMED.unit, 'services.xlsx', `${Q3}&sort=-dossiers`));
    const sheets = await readWorkbook(new Uint8Array(await answer.arrayBuffer()), {
      sheets: 'all',
    });
    expect(sheets.map(({ name }) => name)).toEqual(['Dịch vụ công']);
    const cells = sheets[0]?.rows.map((row) => row.cells.map(({ value }) => value)) ?? [];
    expect(cells.flat()).toContain('Mã dịch vụ');
    expect(cells.flat().join(' ')).toContain('minh họa');
    // What a unit sends back untouched to be compared says what the CSV says, field by field.
    const list = readServiceList(
      (sheets[0]?.rows ?? []).map(({ number, cells: own }) => ({
        number,
        cells: new Map(own.map(({ column, value }) => [column, value])),
      })),
    );
    expect(list?.services.map(({ code, fields }) => ({ service: code, ...fields }))).toEqual(
      rows.map((row) => ({
        ...{ service: row.service, procedure: row.procedure, name: row.name, field: row.field },
        ...{ office: row.office, level: Number(row.level), eligible: row.eligible === 'true' },
        ...{ received: Number(row.received), filedOnline: Number(row.filed_online) },
        ...{ handledOnline: Number(row.handled_online), onTime: Number(row.on_time) },
      })),
    );
  });

  it.each([
    ['p-26', 'no-rows'],
    ['p25-33', 'not-in-release'],
  ])('are none, with the reason, where none is known: %s', async (id, reason) => {
    expect(await servicesOf(id)).toMatchObject({ total: null, reason, services: [], next: null });
    const lines = (await text(unit(id, 'services.csv', Q3))).trim().split('\r\n');
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['services', 'page=2', 400, 'page'],
    ['services', 'level=5', 404, 'level'],
    ['services', 'eligible=maybe', 404, 'eligible'],
    ['services', 'dossiers=many', 400, 'dossiers'],
    ['services', 'sort=colour', 400, 'sort'],
    ['services', 'limit=0', 400, 'limit'],
    ['services', 'cursor=5', 400, 'cursor'],
    ['services.csv', 'limit=5', 400, 'limit'],
    ['services.xlsx', 'sort=colour', 400, 'sort'],
    ['services', 'raise=4', 400, 'raise'],
    ['services.csv', 'with=1005', 400, 'with'],
    ['plan', 'raise=-1', 400, 'raise'],
    ['plan', 'raise=9999', 400, 'raise'],
    ['plan', 'others=flying', 400, 'others'],
    ['plan', 'with=nothing', 400, 'with'],
    ['plan', 'without=1001', 400, 'without'],
    ['plan', 'measure=share_l3', 400, 'measure'],
  ])('refuse what is asked wrongly of %s: %s', async (answer, query, status, parameter) => {
    const said = await problem(unit(NAMED.unit, answer, `${Q3}&${query}`));
    expect(said).toMatchObject({ status, parameter });
  });
});

interface Told {
  raised: number;
  numerator: number;
  denominator: number;
  rank: number;
  ranked: number;
  passed: { unitId: string }[];
  state: string;
}
interface Planned {
  most: number;
  now: Told;
  outcome: Told;
}
const planOf = (id: string, query: string) => json<Planned>(unit(id, 'plan', `${Q3}&${query}`));

const OWN: Counts = [REVISED.level4, REVISED.services];
const others = (): Map<string, Counts> => {
  const provinces = provincesIn(REVISED.period);
  provinces.delete(REVISED.unit.slice(2));
  return provinces;
};
const isAbove = ([above, below]: Counts, own: Counts): boolean => above * own[1] > own[0] * below;

describe('a plan', () => {
  it('that raises nothing is what was published', async () => {
    const { now, outcome, most } = await planOf(REVISED.unit, '');
    expect(outcome).toEqual(now);
    expect(most).toBe(REVISED.services - REVISED.level4);
    expect(now).toMatchObject({
      numerator: OWN[0],
      denominator: OWN[1],
      rank: placeOf(OWN, others().values()),
      passed: [],
    });
  });

  it.each([1, 5, 20, 42])('that raises %i takes the place that such a share has', async (more) => {
    const then: Counts = [OWN[0] + more, OWN[1]];
    const { outcome } = await planOf(REVISED.unit, `raise=${more}`);
    const passed = [...others()]
      .filter(([, counts]) => isAbove(counts, OWN) && !isAbove(counts, then))
      .map(([code]) => `p-${code}`);
    expect(outcome).toMatchObject({
      raised: more,
      numerator: then[0],
      rank: placeOf(then, others().values()),
      ranked: others().size + 1,
    });
    expect(outcome.passed.map(({ unitId }) => unitId).toSorted()).toEqual(passed.toSorted());
  });

  it('counts services that are added and those that are left out', async () => {
    const { services } = await servicesOf(REVISED.unit, 'limit=2000');
    const order = services.filter(({ place }) => place !== null).map(({ service }) => service);
    const query = `raise=5&without=${order[1]},${order[2]}&with=${order[9]}`;
    expect((await planOf(REVISED.unit, query)).outcome.raised).toBe(4);
  });

  it.each([
    ['p-26', null],
    ['p25-33', 'not-in-release'],
    ['m-bhxh', null],
  ])('is told of every unit, or why not: %s', async (id, reason) => {
    const said = await json<{ reason: string | null; outcome: unknown }>(
      unit(id, 'plan', `${Q3}&others=moving`),
    );
    expect(said.reason).toBe(reason);
    expect(said.outcome === null).toBe(reason !== null);
  });
});

describe('one procedure', () => {
  interface OnProcedure {
    groups: { group: string; known: number; offering: number; atLevel4: number; toRaise: number }[];
    lift: { units: number } | null;
    units: { unitId: string; offer: string; level: number | null; dossiers: number }[];
  }
  const ask = (code: string) => json<OnProcedure>(`/api/v1/procedures/${code}?${Q3}`);

  it('is counted over the services of all units, with those that do not offer it told apart', async () => {
    // The first three provinces have rows; of Hà Nam only the first ten.
    const shared = await ask('1.001001');
    expect(shared.groups).toEqual([
      { group: 'provinces', units: 63, known: 3, offering: 3, atLevel4: 2, toRaise: 1 },
    ]);
    const rare = await ask('1.001060');
    expect(rare.groups).toMatchObject([{ known: 3, offering: 2, atLevel4: 0, toRaise: 2 }]);
    expect(rare.lift).toMatchObject({ units: 2, services: 2, dossiers: 20 });
    const offers = new Map(rare.units.map(({ unitId, offer }) => [unitId, offer]));
    expect([NAMED.unit, REVISED.unit, 'p-26'].map((id) => offers.get(id))).toEqual([
      'not-offered',
      'offered',
      'no-rows',
    ]);
  });

  it('that nobody names is refused, with the way to those that are', async () => {
    expect(await problem(`/api/v1/procedures/9.999999?${Q3}`)).toMatchObject({
      status: 404,
      parameter: 'procedure',
      see: '/api/v1/procedures',
    });
  });
});
