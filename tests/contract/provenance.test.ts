// Corrections and provenance over real HTTP: one province revised a quarter after its release, another
// one reported it late.
import { beforeAll, describe, expect, it } from 'vitest';
import { publishPeriod } from '../../jobs/publish.ts';
import { jobContext } from '../helpers/job-context.ts';
import { REVISED, seedRevision } from '../helpers/seed-revision.ts';
import { MONTHLY, seedMonths } from '../helpers/seed-months.ts';
import { type Browser, joinAs, joinFirst } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';

const RENAMED_AT = '2022-07-01T02:00:00Z';

const world = webWorld('illustrative');
const { get, json } = world;
let staff: Browser;
let reporter: Browser;

beforeAll(async () => {
  await seedRevision(world.db);
  await seedMonths(world.db);
  staff = await joinFirst(world, 'staff@example.vn');
  const role = { role: 'unit_reporter', unitId: 'p-49' } as const;
  reporter = await joinAs(world, { ...role, email: 'reporter@example.vn' });
});

interface Stated {
  value: number | null;
  rank: number | null;
  reason: string | null;
}
interface Corrections {
  editions: {
    release: { number: number; period: string };
    replaces: { number: number };
    corrections: {
      unitId: string;
      measure: string;
      kind: string;
      revision: string | null;
      before: Stated;
      after: Stated;
    }[];
  }[];
}
interface Figure {
  value: number | null;
  reason: string | null;
  lastKnown: { period: string } | null;
  versions: { version: number; revision: string | null; releases: { number: number }[] }[];
  run: { replies: { sha256: string; host: string }[]; rowsAccepted: number } | null;
  services: { services: number } | null;
  recounted: { numerator: number; denominator: number } | null;
}

const figureOf = (unit: string, query: string) =>
  json<Figure>(`/api/v1/units/${unit}/figures/share_l4?${query}`);
const AS_REVISED = `period=${REVISED.period}`;

describe('corrections', () => {
  it('tell a revision apart from a late figure, each with its reason', async () => {
    const { editions } = await json<Corrections>('/api/v1/corrections?indicator=share_l4');
    expect(editions).toHaveLength(1);
    expect(editions[0]).toMatchObject({
      release: { number: 2, period: REVISED.period },
      replaces: { number: 1 },
    });
    expect(editions[0]?.corrections).toMatchObject([
      {
        unitId: REVISED.late,
        kind: 'late',
        revision: 'R2',
        before: { value: null, reason: 'no-reply', rank: null },
        after: { value: 0.3 },
      },
      { unitId: REVISED.unit, kind: 'revised', revision: 'R1', after: { value: 0.3 } },
    ]);
  });

  it('are the same as CSV, marked as made up on every line and in the file name', async () => {
    const answer = await get('/corrections.csv?reason=R1');
    expect(answer.headers.get('content-disposition')).toContain('-minh-hoa.csv');
    const lines = (await answer.text()).trim().split('\r\n').slice(1);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('true,') && line.includes(REVISED.unit))).toBe(
      true,
    );
  });

  it('come as an Atom feed in both languages, an entry a release', async () => {
    const feed = async (path: string) => {
      const answer = await get(path);
      expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
      return answer.text();
    };
    const vietnamese = await feed('/corrections/feed.xml');
    expect(vietnamese).toContain('xml:lang="vi"');
    expect(vietnamese.match(/<entry>/g)).toHaveLength(1);
    expect(vietnamese).toMatch(/<title>Quý III\/2019: bản số 2 phát hành 2\/6\/2021/);
    expect(await feed('/en/corrections/feed.xml')).toContain('release 2 of 2 June 2021');
  });

  it('leave out of the feed a release that states no figure otherwise', async () => {
    const entries = async () =>
      (await (await get('/corrections/feed.xml')).text()).match(/<entry>/g)?.length;
    const before = await entries();
    await world.db.sql`update unit set name_en = 'Quang Nam (renamed)' where id = 'p-49'`;
    const subject = { seriesId: 'dvc', period: '2021-Q1' };
    await publishPeriod(jobContext(world.db, RENAMED_AT), subject);
    const { editions } = await json<Corrections>('/api/v1/corrections?period=2021-Q1');
    expect(editions.map(({ corrections }) => corrections)).toEqual([[]]);
    expect(await entries()).toBe(before);
  });

  it.each(['reason=R9', 'period=soon', 'units=p-49'])('refuse ?%s', async (query) => {
    for (const path of ['/api/v1/corrections', '/corrections.csv']) {
      const answer = await get(`${path}?${query}`);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('say so where nothing matches', async () => {
    const page = await (await get('/corrections?unit=p-01')).text();
    expect(page).toContain('Không có thay đổi nào khớp với bộ lọc');
  });
});

describe('the provenance of a figure', () => {
  it('leads to its versions, run, reply and services, which come to the figure', async () => {
    const figure = await figureOf(REVISED.unit, AS_REVISED);
    expect(figure.versions.map(({ version, revision }) => [version, revision])).toEqual([
      [1, null],
      [2, 'R1'],
    ]);
    expect(figure.versions.map(({ releases }) => releases.map(({ number }) => number))).toEqual([
      [1],
      [2],
    ]);
    expect(figure.run?.rowsAccepted).toBe(REVISED.services);
    expect(figure.run?.replies).toMatchObject([
      { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ]);
    expect(figure.services?.services).toBe(REVISED.services);
    expect(figure.recounted).toEqual({
      numerator: REVISED.level4,
      denominator: REVISED.services,
    });
  });

  it('of the earlier release is what that release says', async () => {
    const revised = await figureOf(REVISED.unit, AS_REVISED);
    const [first] = await json<{ releases: { id: string; number: number }[] }>(
      `/api/v1/releases?${AS_REVISED}`,
    ).then(({ releases }) => releases.filter(({ number }) => number === 1));
    const earlier = await figureOf(REVISED.unit, `release=${first?.id ?? ''}`);
    expect(earlier.value).not.toBe(revised.value);
    expect(earlier.services).toBeNull();
  });

  it('of a missing figure says why, and what was known last', async () => {
    const figure = await figureOf('m-bca', 'period=2021-Q1');
    expect(figure).toMatchObject({
      value: null,
      reason: 'no-reply',
      lastKnown: { period: '2020-Q4' },
    });
    const page = await (await get('/units/m-bca/figures/share_l4?period=2021-Q1')).text();
    expect(page).toContain('Thiếu số liệu không phải là 0');
  });

  it('that is summed from its months names each of them', async () => {
    const figure = await json<{ months: { period: string; numerator: number }[] }>(
      `/api/v1/units/${MONTHLY.unit}/figures/docs_signed?period=${MONTHLY.period}`,
    );
    expect(figure.months.map(({ period, numerator }) => [period, numerator])).toEqual([
      ['2022-01', 1],
      ['2022-02', 2],
      ['2022-03', 3],
    ]);
    const address = `/units/${MONTHLY.unit}/figures/docs_signed?period=${MONTHLY.period}`;
    const page = await (await get(address)).text();
    expect(page).toContain('cộng từ số liệu từng tháng');
    expect(page).toContain('(6/30)');
  });

  it('offers the services as CSV, a line each', async () => {
    const answer = await get(
      `/api/v1/units/${REVISED.unit}/figures/share_l4/services.csv?${AS_REVISED}`,
    );
    expect(answer.headers.get('content-disposition')).toContain(
      'tiendo-services-p-49-2019-Q3-2-minh-hoa.csv',
    );
    expect((await answer.text()).trim().split('\r\n')).toHaveLength(REVISED.services + 1);
  });

  it('is found by the code that the unit bore, and is nowhere for what is not measured', async () => {
    const led = await fetch(`${world.origin}/units/49/figures/share_l4?${AS_REVISED}`, {
      redirect: 'manual',
    });
    expect(led.headers.get('location')).toBe(`/units/p-49/figures/share_l4?${AS_REVISED}`);
    expect((await get('/units/p-49/figures/nothing')).status).toBe(404);
    expect((await get('/api/v1/units/p-49/figures/nothing')).status).toBe(404);
  });

  it('gives the address and the body of a reply to staff alone', async () => {
    const path = `/units/${REVISED.unit}/figures/share_l4?${AS_REVISED}`;
    const [forAll, forStaff] = [
      await (await get(path)).text(),
      await (await staff.get(path)).text(),
    ];
    for (const secret of ['/services?period=', '/admin/replies/']) {
      expect(forAll).not.toContain(secret);
      expect(forStaff).toContain(secret);
    }
  });
});

describe('how the source of a figure was set up', () => {
  const read = async (unit: string, prefix = '') =>
    (await get(`${prefix}/units/${unit}/figures/share_l4?${AS_REVISED}`)).text();
  const change = (source: string, path: string[], day: string) => world.db.sql`
    insert into source_version (source_id, version, config, changed_by, changed_at, reason)
    select source_id, version + 1, jsonb_set(config, ${path}, '"another"'), null, ${day}, 'moved'
    from source_version where source_id = ${source} order by version desc limit 1`;

  it('is told with the figure, and that it has changed since, where it has', async () => {
    expect(await read(REVISED.late)).toContain('Từ đó đến nay cấu hình không đổi.');
    await change('portal-33', ['mapping', 'rows'], '2022-01-05');
    await change('portal-33', ['address'], '2022-02-05');
    expect(await read(REVISED.late)).toContain(
      'Sau đó cấu hình đã đổi (địa chỉ, cách đọc); nay là bản 3, từ 5/2/2022.',
    );
    expect(await read(REVISED.late, '/en')).toContain(
      'The set-up has changed since (the address, how it is read); it is now version 3',
    );
  });

  it('is told between two versions of the figure that were read by different ones', async () => {
    const { sql } = world.db;
    await change('portal-49', ['address'], '2021-05-01');
    await sql`update job_run set source_version = 2 where source_id = 'portal-49'`;
    expect(await read(REVISED.unit)).not.toContain('Trước bản này');
    // The first version was seeded without a run of its own.
    await sql`
      insert into job_run select (jsonb_populate_record(r, jsonb_build_object('id', o.run_id,
        'slot_at', '2019-10-16', 'source_version', 1))).*
      from job_run r, (select distinct run_id from observation where unit_id = ${REVISED.unit}
        and period = ${REVISED.period} and source_id = 'portal-49' and version = 1) o
      where r.source_id = 'portal-49'`;
    const page = await read(REVISED.unit);
    expect(page).toContain('Trước bản này, cấu hình nguồn đã đổi: địa chỉ (bản 2, từ 1/5/2021).');
    expect(page).toContain('theo cấu hình bản 2, có hiệu lực từ 1/5/2021');
    expect(await read(REVISED.unit, '/en')).toContain(
      'Before this version the set-up of the source changed: the address (version 2',
    );
  });
});

describe('what was known at a moment', () => {
  const PAGES = [
    '/',
    '/rankings',
    '/rankings/provinces/share_l4',
    '/units',
    '/units/p-49',
    '/units/p-49/figures/share_l4',
    '/indicators',
    '/indicators/share_l4',
  ];
  const BANNER = 'Bản tính lại từ những gì đã ghi nhận';
  const BETWEEN = `period=${REVISED.period}&knownAt=2021-06-01T12:00:00Z`;

  it.each(PAGES)('is shown to staff on %s, under a banner, for no cache', async (path) => {
    const answer = await staff.get(`${path}?${BETWEEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(await answer.text()).toContain(BANNER);
  });

  it.each(PAGES)('is refused to everybody else on %s', async (path) => {
    expect((await get(`${path}?${BETWEEN}`)).status).toBe(403);
    expect((await reporter.get(`${path}?${BETWEEN}`)).status).toBe(403);
  });

  it('is what was recorded by then, released or not', async () => {
    const rowAt = async (moment: string) => {
      const answer = await staff.get(
        `/units/p-49/figures/share_l4?period=${REVISED.period}&knownAt=${moment}`,
      );
      return /<h1[^>]*>([^<]*)/.exec(await answer.text())?.[1] ?? '';
    };
    expect(await rowAt('2021-06-01T05:00:00Z')).not.toContain('30,0%');
    expect(await rowAt('2021-06-01T07:00:00Z')).toContain('30,0% (18/60)');
  });

  const RECOUNTED = {
    '': [
      'đúng như những gì đã ghi nhận đến 1/6/2021 19:00',
      'khớp với số của bản tính lại này',
      'không khớp với số của bản tính lại này',
    ],
    '/en': [
      'just as recorded by 1 June 2021 19:00',
      ', as in this recomputation.',
      'which is not what this recomputation says.',
    ],
  } as const;
  const PUBLISHED =
    /lập bản phát hành|số đã phát hành|release was built|as published|was published\./;

  it.each(['', '/en'] as const)(
    'is never told as published where it is counted again (%s)',
    async (start) => {
      const [told, same, differs] = RECOUNTED[start];
      const read = async () => {
        const page = await (
          await staff.get(`${start}/units/p-49/figures/share_l4?${BETWEEN}`)
        ).text();
        return /<section id="services">.*?<\/section>/s.exec(page)?.[0] ?? '';
      };
      const before = await read();
      expect(before).toContain(told);
      expect(before).toContain(same);
      const { sql } = world.db;
      const [changed] = await sql<{ service_id: string }[]>`
      select min(service_id) as service_id from service_row
      where unit_id = 'p-49' and period = ${REVISED.period} and level = 4`;
      const setLevel = (level: number) => sql`
      update service_row set level = ${level}
      where unit_id = 'p-49' and period = ${REVISED.period}
        and service_id = ${changed?.service_id ?? ''}`;
      await setLevel(3);
      const after = await read();
      await setLevel(4);
      expect(after).toContain(differs);
      expect(before + after).not.toMatch(PUBLISHED);
    },
  );

  it('is never told as published where plans are tried', async () => {
    const read = async (start: string) =>
      (await staff.get(`${start}/units/p-49/services?${BETWEEN}`)).text();
    expect(await read('')).toContain('như đã ghi nhận');
    expect(await read('')).not.toContain('như công bố');
    expect(await read('/en')).toContain(', as recorded');
    expect(await read('/en')).not.toContain(', as published');
  });

  it('names the release that says the same', async () => {
    const at = async (moment: string) =>
      (await staff.get(`/?period=${REVISED.period}&knownAt=${moment}`)).text();
    expect(await at('2021-06-01T05:00:00Z')).toContain('trùng với bản phát hành số 1');
    expect(await at('2021-06-03')).toContain('trùng với bản phát hành số 2');
  });

  it('stores no release', async () => {
    const count = () => world.db.sql<{ n: number }[]>`select count(*)::int as n from release`;
    const before = await count();
    await staff.get(`/?${BETWEEN}`);
    expect(await count()).toEqual(before);
  });

  it('reaches no export: the API does not know the parameter', async () => {
    for (const path of ['/api/v1/rankings/share_l4', '/api/v1/units/p-49/figures/share_l4']) {
      expect((await staff.get(`${path}?knownAt=now`)).status).toBe(400);
    }
  });

  it('stands beside the published for staff, and for nobody else', async () => {
    const path = `/units/p-49?${AS_REVISED}`;
    expect(await (await staff.get(path)).text()).toContain('Theo những gì đã ghi nhận đến nay');
    expect(await (await get(path)).text()).not.toContain('Theo những gì đã ghi nhận đến nay');
  });
});
