// Every answer that explains a figure, over real HTTP: its shape (golden files), both languages, null with
// a reason where there is nothing to explain, refusals that name what may be asked, and tags.
import { describe, expect, it } from 'vitest';
import { explainedWorld } from './explained.ts';
import { expectBothLanguages, shapeOf } from './shape.ts';

const world = explainedWorld();
const { get, json, problem, text } = world;

const unit = (id: string, answer: string, query = '') => `/api/v1/units/${id}/${answer}?${query}`;
const Q1 = 'period=2020-Q1';
const REVISED = 'period=2019-Q3';
/** Silent in 2021-Q1; a body of a group without target; the nation; a unit of 2025. */
const [SILENT, BODY, NATION, LATER] = ['m-bca', 'm-bhxh', 'vn', 'p25-33'];

/** What is asked of each answer, so that all its parts are seen. */
const ASKED: Record<string, string[]> = {
  explanation: [
    unit('p-26', 'explanation', 'to=2020-Q1'),
    unit('p-26', 'explanation', 'to=2019-Q1'),
    unit('p-48', 'explanation', 'to=2020-Q4&measure=tiendo:tiendo'),
    ...[SILENT, BODY, NATION, LATER].map((id) => unit(id, 'explanation', 'to=2021-Q1')),
  ],
  gap: [
    unit('p-26', 'gap', Q1),
    unit('p-30', 'gap', Q1),
    unit('p-26', 'gap', 'period=2019-Q1'),
    unit('p-26', 'gap', `${Q1}&measure=tiendo:tiendo`),
    unit('p-35', 'gap', `${REVISED}&rank=1`),
    ...[SILENT, BODY, NATION, LATER].map((id) => unit(id, 'gap', 'period=2021-Q1')),
  ],
  forecast: [
    unit('p-26', 'forecast', Q1),
    unit('p-26', 'forecast', 'period=2020-Q3'),
    unit('p-26', 'forecast', 'period=2019-Q1'),
    unit('p-26', 'forecast', `${Q1}&measure=tiendo:tiendo`),
    ...[SILENT, BODY, NATION, LATER].map((id) => unit(id, 'forecast', 'period=2021-Q1')),
  ],
  interval: [
    unit('m-btp', 'interval', Q1),
    unit('m-btp', 'interval', `${Q1}&measure=share_l4`),
    unit(SILENT, 'interval', 'period=2021-Q1'),
    ...[BODY, NATION, LATER].map((id) => unit(id, 'interval', Q1)),
  ],
  signs: ['p-24', 'p-33', BODY, NATION, LATER].map((id) => unit(id, 'signs')),
  twins: [
    unit('p-26', 'twins', 'period=2020-Q4'),
    unit('p-24', 'twins', 'period=2020-Q4'),
    unit('p-26', 'twins', 'period=2019-Q1'),
    ...[SILENT, BODY, NATION, LATER].map((id) => unit(id, 'twins', 'period=2021-Q1')),
  ],
  past: [LATER, 'p25-48', 'p-01', NATION].map((id) => unit(id, 'past')),
  bridge: [LATER, 'p-01', 'p-26', NATION].map((id) => unit(id, 'bridge')),
  editions: ['share_l4', 'tiendo:tiendo', 'lgsp_present'].map(
    (measure) => `/api/v1/rankings/${measure}/editions?${REVISED}&group=provinces`,
  ),
  services: [
    unit('p-35', 'services', REVISED),
    ...['p-26', SILENT, BODY, NATION, LATER].map((id) => unit(id, 'services', 'period=2021-Q1')),
  ],
  plan: [
    unit('p-49', 'plan', `${REVISED}&raise=20`),
    unit('p-49', 'plan', `${REVISED}&with=1020&others=moving`),
    unit('p-26', 'plan', `${Q1}&raise=3`),
    ...[SILENT, BODY, NATION, LATER].map((id) => unit(id, 'plan', 'period=2021-Q1')),
  ],
  procedure: ['1.001001', '1.001060'].map((code) => `/api/v1/procedures/${code}?${REVISED}`),
  procedures: [`/api/v1/procedures?${REVISED}`, `/api/v1/procedures?${Q1}`],
};

describe.each(Object.entries(ASKED))('%s', (name, paths) => {
  it('has the shape that was promised, in both languages', async () => {
    const answers = await Promise.all(paths.map((path) => json<object>(path)));
    for (const answer of answers) expectBothLanguages(answer);
    await expect(shapeOf(answers)).toMatchFileSnapshot(`golden/shapes/${name}.txt`);
  });

  it('spares a reader what did not change', async () => {
    await expectTag(paths[0] ?? '', paths[1] ?? '');
  });
});

/** An address answers 304 to its own tag, and a whole answer to that of another. */
async function expectTag(path: string, other: string): Promise<void> {
  const [first, another] = await Promise.all([get(path), get(other)]);
  expect([first.status, another.status]).toEqual([200, 200]);
  const asked = (tag: string | null) => get(path, { headers: { 'if-none-match': tag ?? '' } });
  const again = await asked(first.headers.get('etag'));
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await asked(another.headers.get('etag'))).status).toBe(200);
}

describe('the lists of services to raise', () => {
  const path = unit('p-35', 'gap.csv', REVISED);
  it('is a file that says in its name and on every line that it is made up', async () => {
    const answer = await get(path);
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="tiendo-gap-p-35-share_l4-2019-Q3-2-minh-hoa.csv"',
    );
    const [head, ...lines] = (await answer.text()).trim().split('\r\n');
    expect(head).toBe(
      'illustrative,release,period,unit,measure,place,service,name,procedure,office,field,level,' +
        'dossiers,to_target,to_next_rank,to_rank',
    );
    expect(lines.map((line) => line.startsWith('true,'))).toEqual([true, true, true]);
  });

  it.each([NATION, LATER, 'p-26'])('has a head alone where no service is known: %s', async (id) => {
    const lines = (await text(unit(id, 'gap.csv', Q1))).trim().split('\r\n');
    expect(lines).toHaveLength(1);
  });

  it('spares a reader what did not change', () => expectTag(path, unit('p-26', 'gap.csv', Q1)));
});

describe('the package of a release', () => {
  const releaseOf = async (period: string) => {
    const { releases } = await json<{ releases: { id: string }[] }>(
      `/api/v1/releases?period=${period}&series=dvc`,
    );
    return `/api/v1/releases/${releases[0]?.id ?? ''}.zip`;
  };
  it('is a zip that says in its name that it is made up, and has a tag', async () => {
    const [path, other] = [await releaseOf('2019-Q1'), await releaseOf('2019-Q2')];
    const answer = await get(path);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="dvc-2019-q1-1-minh-hoa.zip"',
    );
    await expectTag(path, other);
  });
});

const REFUSED: [answer: string, query: string, status: number, parameter: string, one?: string][] =
  [
    ['explanation', 'page=2', 400, 'page', 'from'],
    ['explanation', 'measure=nothing', 404, 'measure', 'share_l4'],
    ['explanation', 'to=2031-Q1', 404, 'to', '2020-Q1'],
    ['explanation', 'from=2031-Q1', 404, 'from', '2020-Q1'],
    ['explanation', 'series=nothing', 404, 'series', 'dvc'],
    ...['gap', 'gap.csv', 'forecast', 'interval'].flatMap((answer): typeof REFUSED => [
      [answer, 'page=2', 400, 'page', 'period'],
      [answer, 'measure=nothing', 404, 'measure', 'share_l4'],
      [answer, 'period=2031-Q1', 404, 'period', '2020-Q1'],
      [answer, 'period=soon', 400, 'period'],
      [answer, 'series=nothing', 404, 'series', 'dvc'],
      [answer, 'release=nothing', 404, 'release'],
      [answer, 'asOf=yesterday', 400, 'asOf'],
      [answer, `release=nothing&${Q1}`, 400, 'release'],
    ]),
    ['plan', 'raise=soon', 400, 'raise'],
    ['plan', 'raise=soon&raise=3', 400, 'raise'],
    ['plan', 'others=gone', 400, 'others'],
    ['gap', 'rank=0', 400, 'rank'],
    ['gap', `${Q1}&rank=64`, 400, 'rank'],
    ['signs', 'page=2', 400, 'page', 'series'],
    ['signs', 'series=nothing', 404, 'series', 'dvc'],
    ['signs', 'period=soon', 400, 'period'],
    ['past', 'page=2', 400, 'page', 'measure'],
    ['past', 'measure=nothing', 404, 'measure', 'share_l4'],
    ['past', 'series=nothing', 404, 'series', 'dvc'],
    ['bridge', 'page=2', 400, 'page', 'period'],
    ['bridge', 'period=soon', 400, 'period'],
  ];

describe('what is asked wrongly', () => {
  it.each(REFUSED)(
    'of %s with ?%s is refused: %i %s',
    async (answer, query, status, parameter, one) => {
      const said = await problem(unit('p-26', answer, query));
      expect(said).toMatchObject({ status, parameter });
      if (one !== undefined) expect(said.allowed).toContain(one);
    },
  );

  it.each([
    ['rankings/share_l4/editions', 400, 'group', 'provinces'],
    ['rankings/share_l4/editions?group=cities', 404, 'group', 'provinces'],
    ['rankings/share_l4/editions?group=provinces&boundaries=2025', 400, 'boundaries'],
    ['rankings/nothing/editions?group=provinces', 404, 'measure', 'share_l4'],
    ['procedures?page=2', 400, 'page', 'limit'],
    ['procedures?period=2031-Q1', 404, 'period', '2020-Q1'],
    ['procedures?limit=0', 400, 'limit'],
    ['releases/nothing.zip', 404, 'release'],
  ] as const)('at %s is refused: %i %s', async (path, status, parameter, one?: string) => {
    const said = await problem(`/api/v1/${path}`);
    expect(said).toMatchObject({ status, parameter });
    if (one !== undefined) expect(said.allowed).toContain(one);
  });

  it.each(Object.keys(ASKED).filter((name) => !/editions|procedure/.test(name)))(
    'of a unit that is none is refused by %s',
    async (answer) => {
      const said = await problem(unit('p-00', answer));
      expect(said).toMatchObject({ status: 404, parameter: 'unit', see: '/api/v1/units' });
    },
  );
});

describe('where there is nothing to explain', () => {
  const none = (reason: string) => ({
    toTarget: null,
    toTargetReason: reason,
    toNextRank: null,
    toNextRankReason: reason,
  });
  it.each([
    [NATION, 'gap', Q1, { reason: 'not-in-release', ...none('not-in-release') }],
    [LATER, 'gap', Q1, { reason: 'not-in-release', ...none('not-in-release') }],
    [SILENT, 'gap', 'period=2021-Q1', { reason: 'no-reply', ...none('no-figure') }],
    [BODY, 'gap', Q1, { toTarget: null, toTargetReason: 'not-applicable' }],
    ['p-30', 'gap', Q1, { toTargetReason: 'met', toNextRankReason: 'first' }],
    [NATION, 'explanation', 'to=2020-Q1', { move: null, reason: 'not-listed-now' }],
    [LATER, 'explanation', 'to=2020-Q1', { move: null, reason: 'not-listed-now' }],
    [SILENT, 'explanation', 'to=2021-Q1', { move: null, reason: 'unranked-now' }],
    ['p-26', 'explanation', 'to=2019-Q1', { move: null, reason: 'first-period' }],
    [NATION, 'forecast', Q1, { forecast: null, reason: 'not-in-release' }],
    [LATER, 'forecast', Q1, { forecast: null, reason: 'not-in-release' }],
    [SILENT, 'forecast', 'period=2021-Q1', { forecast: null, reason: 'no-figure' }],
    [BODY, 'forecast', Q1, { forecast: null, reason: 'no-target' }],
    ['p-26', 'forecast', 'period=2019-Q1', { forecast: null, reason: 'one-period' }],
    [NATION, 'interval', Q1, { interval: null, bounds: null, reason: 'unranked' }],
    [LATER, 'interval', Q1, { interval: null, bounds: null, reason: 'unranked' }],
    [SILENT, 'interval', 'period=2021-Q1', { interval: null, reason: 'unranked' }],
    ['m-btp', 'interval', `${Q1}&measure=share_l4`, { interval: null, reason: 'not-composite' }],
    [NATION, 'signs', '', { signs: [] }],
    [LATER, 'signs', '', { signs: [] }],
    [NATION, 'past', '', { past: null, reason: 'always-this-unit' }],
    ['p-01', 'past', '', { past: null, reason: 'always-this-unit' }],
    ['p-26', 'bridge', '', { before: null, after: null, reason: 'one-side-missing' }],
  ])('%s answers of %s?%s with null and the reason', async (id, answer, query, expected) => {
    expect(await json(unit(id, answer, query))).toMatchObject(expected);
  });

  it('a unit that took in another, or a field of one, was not always what it is', async () => {
    const split = { value: null, reason: 'split', units: ['m-bldtbxh'] };
    const health = await json<{ past: { periods: unknown[] } }>(unit('m-byt', 'past'));
    expect(health).toMatchObject({ reason: null, past: { since: '2025-03-01', parts: [] } });
    expect(health.past.periods.at(-1)).toMatchObject(split);
    const defence = await json<{ past: { parts: unknown[] } }>(unit('m-bqp', 'past'));
    expect(defence.past.parts).toMatchObject([{ unitId: 'm-bqp' }, { unitId: 'm-bqll' }]);
  });

  it('the others of a group are still explained', async () => {
    expect(await json(unit('p-26', 'gap', Q1))).toMatchObject({ reason: null, unit: '26' });
    expect(await json(unit(NATION, 'bridge'))).toMatchObject({ reason: null });
  });
});
