// Marks on figures that count: what rules find odd beside the period before, the own history and other
// sources. A real portal, a real PostgreSQL.
import { describe, expect, it } from 'vitest';
import { readFindings } from '#lib/server/store/quarantine.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { decidedRows, ten } from '../helpers/decided-rows.ts';
import { answerRows, sendJson, serviceRow, smallSource } from '../helpers/small-portal.ts';

const world = decidedRows();
const { gather, found, decideOn, figures } = world;

describe('marks on figures that count', () => {
  const rulesOf = async (period: string) =>
    (await found('all', period)).flatMap(({ rules }) => rules).sort();

  it('tell levels that fell, copied counts and shrinking denominators of the next period', async () => {
    world.portal.answer = answerRows(ten((at) => ({ level: at < 8 ? 4 : 3 })));
    await gather('2020-04-15');
    world.portal.answer = answerRows(ten((at) => ({ level: at === 0 ? 3 : 4 })));
    expect(await gather('2020-07-15', { period: '2020-Q2' })).toMatchObject({ outcome: 'done' });
    expect(await rulesOf('2020-Q2')).toEqual(['copied-forward', 'level-fell']);
    world.portal.answer = answerRows(ten(() => ({ level: 4, received: 99 })).slice(0, 4));
    await gather('2020-10-15', { period: '2020-Q3' });
    expect(await rulesOf('2020-Q3')).toEqual(['shrinking-denominator', 'shrinking-eligible']);
    expect(
      await readFindings(world.db, { unitId: world.source.unit, period: '2020-Q3' }),
    ).toMatchObject([
      { rule: 'shrinking-denominator', severity: 'flag', findings: 1 },
      { rule: 'shrinking-eligible', severity: 'flag', findings: 1 },
    ]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ numerator: 4, denominator: 4 });
  });

  it('tell of services that are lost period after period, until a person has decided that it is right', async () => {
    const LOST = ['shorter-list', 'shrinking-denominator', 'shrinking-eligible'];
    const list = (count: number, received: number) =>
      answerRows(
        Array.from({ length: count }, (_, at) =>
          serviceRow(`${at}`, { level: at < 6 ? 4 : 2, received: received + at }),
        ),
      );
    world.portal.answer = list(24, 10);
    await gather('2020-04-15');
    world.portal.answer = list(8, 20);
    await gather('2020-07-15', { period: '2020-Q2' });
    expect(await rulesOf('2020-Q2')).toEqual(LOST);
    world.portal.answer = list(8, 30);
    await gather('2020-10-15', { period: '2020-Q3' });
    expect(await rulesOf('2020-Q3')).toEqual(LOST);
    for (const rule of LOST) {
      await decideOn(rule, '2020-10-16', { decision: 'release', changesFigures: false });
    }
    world.portal.answer = list(8, 40);
    await gather('2021-01-15', { period: '2020-Q4' });
    expect(await rulesOf('2020-Q4')).toEqual([]);
  });

  it('tell of a list that is too short also where the same period is asked about once more', async () => {
    const list = (count: number) =>
      answerRows(Array.from({ length: count }, (_, at) => serviceRow(`${at}`)));
    world.portal.answer = list(24);
    await gather('2020-04-15');
    for (const [day, count] of [
      ['2020-04-16', 9],
      ['2020-04-17', 8],
    ] as const) {
      world.portal.answer = list(count);
      await gather(day);
      expect(await rulesOf('2020-Q1')).toEqual(['shorter-list']);
    }
    world.portal.answer = list(24);
    await gather('2020-04-18');
    expect(await rulesOf('2020-Q1')).toEqual([]);
  });

  it('tell a jump beyond the own history, and two sources that disagree', async () => {
    const periods = ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1'];
    for (const [at, period] of periods.entries()) {
      const levels = (row: number) => ({ level: at === 4 && row < 9 ? 4 : 2, received: 10 + at });
      world.portal.answer = answerRows(ten(levels));
      await gather(`2020-0${at + 2}-15`, { period });
    }
    expect(await rulesOf('2020-Q1')).toContain('jump');
    const { unit } = world.source;
    world.source = smallSource(`${world.source.id}-other`, unit, world.portal.url);
    await upsertSources(world.db, [world.source]);
    world.portal.answer = answerRows(ten(() => ({ level: 2 })));
    await gather('2020-08-15');
    expect(await rulesOf('2020-Q1')).toContain('sources-disagree');
  });

  it('tell a total that is not the sum of the rows', async () => {
    if (world.source.kind !== 'portal-json' || world.source.mapping.produces !== 'services')
      throw new Error();
    world.source.mapping.totals = { received: 'received', onTime: 'onTime' };
    const rows = ten();
    const sum = rows.reduce((total, row) => total + Number(row.received), 0);
    world.portal.answer = (_request, response) =>
      sendJson(response, { period: '2020-Q1', total: 10, rows, received: sum, onTime: 1 });
    await gather('2020-04-15');
    expect(await found('all')).toMatchObject([
      { rules: ['total-differs'], place: 'whole reply, onTime', severity: 'flag' },
    ]);
  });

  it('never keep a sound row from counting beside a poisonous one', async () => {
    const poison = [null, 7, 'text', [], { code: { toString: 'no' } }, { code: 'a\0b' }];
    world.portal.answer = answerRows([...ten(), ...poison]);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 16 });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ numerator: 2, denominator: 10 });
  });
});
