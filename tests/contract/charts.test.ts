// Addresses of charts: SVG, PNG and CSV of what pages show, the page for frames, and what is said where an
// address is wrong.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));
const { get, problem } = world;

const SPREAD = '/charts/spread.svg';
const PINNED = `measure=share_l4&release=${IDS['2020-Q1']}`;
/** The first bytes of every PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47];

const headersOf = async (path: string) => Object.fromEntries((await get(path)).headers);

describe('a picture', () => {
  it('shows finding, measure, source, release and mark, in the language of its address', async () => {
    const [vi, en] = await Promise.all(
      ['', '/en'].map(async (prefix) => (await get(`${prefix}${SPREAD}?${PINNED}`)).text()),
    );
    for (const text of ['đơn vị', 'phát hành', 'bản phát hành lần 1', 'Bản minh họa']) {
      expect(vi).toContain(text);
    }
    for (const text of ['units', 'released', 'release 1', 'Illustrative'])
      expect(en).toContain(text);
  });

  it('has its colours in it and nothing that runs', async () => {
    const svg = await (await get(`${SPREAD}?${PINNED}`)).text();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).not.toMatch(/var\(--|<script|<foreignObject|\son\w+=/);
  });

  it('is drawn anew for phones', async () => {
    const widthOf = async (width: string) =>
      /width="(\d+)"/.exec(await (await get(`${SPREAD}?${PINNED}&width=${width}`)).text())?.[1];
    expect(await widthOf('desk')).toBe('732');
    expect(await widthOf('phone')).toBe('372');
  });

  it('is a PNG of the same where one is asked for, twice as many dots wide', async () => {
    const reply = await get(`/charts/spread.png?${PINNED}`);
    const bytes = new DataView(await reply.arrayBuffer());
    expect(reply.headers.get('content-type')).toBe('image/png');
    expect(PNG.map((_, at) => bytes.getUint8(at))).toEqual(PNG);
    expect(bytes.getUint32(16)).toBe(2 * 732);
  });

  it('says in its file name of what it is, and that its figures are made up', async () => {
    expect(await headersOf(`${SPREAD}?${PINNED}`)).toMatchObject({
      'content-disposition': 'inline; filename="tiendo-spread-share_l4-2020-Q1-1-minh-hoa.svg"',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be kept where its release is named, and is asked for again where it is not', async () => {
    const [pinned, latest] = await Promise.all([
      headersOf(`${SPREAD}?${PINNED}`),
      headersOf(SPREAD),
    ]);
    expect(pinned['cache-control']).toBe('public, max-age=86400');
    expect(latest['cache-control']).toBe('public, no-cache');
  });

  it.each(['svg', 'png', 'csv'])('is not sent twice to whoever has it: %s', async (format) => {
    const path = `/charts/spread.${format}?${PINNED}`;
    const tag = (await get(path)).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    const again = await fetch(world.origin + path, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });
});

describe('the figures behind a picture', () => {
  it('come as CSV with the mark and the release in every row, and values as numbers', async () => {
    const text = await (await get(`/charts/spread.csv?${PINNED}`)).text();
    const [head, ...rows] = text.trimEnd().split('\r\n');
    expect(head).toBe('illustrative,release,Đơn vị,Nhóm,Số liệu');
    expect(rows).toHaveLength(5);
    expect(rows).toContain(`true,${IDS['2020-Q1']},Đà Nẵng,"Tỉnh, thành phố",0.4`);
  });

  it.each([
    ['nation', '', 'Tử số,Mẫu số,Số đơn vị có số liệu,Số đơn vị'],
    ['history', '&group=provinces', 'Đạt chỉ tiêu,Số đơn vị có chỉ tiêu'],
    ['rank', '&unit=p-01', 'Thứ hạng,Số đơn vị xếp hạng,Số liệu'],
  ])('of the %s give a part and its whole a column each', async (name, query, columns) => {
    const text = await (await get(`/charts/${name}.csv?measure=share_l4${query}`)).text();
    const [head = '', ...rows] = text.trimEnd().split('\r\n');
    expect(head).toContain(columns);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      expect(row.split(',')).toHaveLength(head.split(',').length);
      expect(row).not.toMatch(/\d\/\d/);
    }
  });
});

describe('every kind of chart', () => {
  it.each([
    'spread.svg',
    'nation.svg',
    'history.svg?group=provinces',
    'multiples.svg?group=provinces',
    'map.svg',
    'platforms.svg',
    'rank.svg?unit=p-01',
    'ranks.svg?unit=p-01',
    'fact.svg?measure=un_egdi_rank',
  ])('%s is a picture, or says that there are too few figures', async (path) => {
    const reply = await get(`/charts/${path}`);
    if (reply.status === 404) {
      expect((await reply.json()) as unknown).toMatchObject({
        type: 'urn:tiendo:problem:too-few-figures',
      });
      expect(['platforms.svg']).toContain(path);
    } else {
      expect(reply.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(await reply.text()).not.toContain('NaN');
    }
  });

  it('shows both archipelagos and the year of its boundaries on the map', async () => {
    const svg = await (await get('/charts/map.svg')).text();
    for (const text of ['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa', '30/6/2025', 'Natural Earth']) {
      expect(svg).toContain(text);
    }
  });
});

describe('a wrong address', () => {
  it.each([
    ['/charts/spreed.svg', 404, 'unknown-chart', 'chart'],
    ['/charts/spread.gif', 404, 'unknown-format', 'format'],
    [`${SPREAD}?mesure=share_l4`, 400, 'unknown-parameter', 'mesure'],
    [`${SPREAD}?unit=p-01`, 400, 'unknown-parameter', 'unit'],
    [`${SPREAD}?width=wall`, 404, 'unknown-width', 'width'],
    ['/charts/spread.csv?width=desk', 400, 'unknown-parameter', 'width'],
    [`${SPREAD}?measure=share_l5`, 404, 'unknown-measure', 'measure'],
    [`${SPREAD}?period=2020-Q9`, 400, 'bad-period', 'period'],
    ['/charts/multiples.svg?units=1,2,3,4,5,6,7,8,9,10,11,12,13', 400, 'bad-parameter', 'units'],
    [`${SPREAD}?release=none`, 404, 'unknown-release', 'release'],
    [`${SPREAD}?${PINNED}&period=2020-Q1`, 400, 'conflicting-parameters', 'release'],
    ['/charts/history.svg?group=cities', 404, 'unknown-group', 'group'],
    ['/charts/rank.svg?unit=nobody', 404, 'unknown-unit', 'unit'],
    ['/charts/fact.svg?measure=share_l4', 404, 'unknown-measure', 'measure'],
  ])('%s is %i %s', async (path, status, code, parameter) => {
    expect(await problem(path)).toMatchObject({
      status,
      type: `urn:tiendo:problem:${code}`,
      parameter,
    });
  });

  it('is only to be read', async () => {
    const reply = await fetch(world.origin + SPREAD, { method: 'DELETE' });
    expect(reply.status).toBe(405);
  });
});

describe('a chart in a frame', () => {
  it('may stand on any page, which no other page of ours may', async () => {
    const [embed, home] = await Promise.all([
      headersOf(`/embed/spread?${PINNED}`),
      headersOf('/indicators/share_l4'),
    ]);
    expect(embed['x-frame-options']).toBeUndefined();
    expect(embed['content-security-policy']).toContain('frame-ancestors *');
    expect(embed['content-security-policy']).toMatch(/script-src [^;]*'self'/);
    expect(home['x-frame-options']).toBe('DENY');
    expect(home['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('has source, mark and the way back, no menu, and says whether its figures stay', async () => {
    const [pinned, latest] = await Promise.all(
      [`?${PINNED}`, ''].map(async (query) => (await get(`/embed/spread${query}`)).text()),
    );
    for (const text of ['Nguồn:', 'Bản minh họa', 'Xem trên Tiến Độ', 'ghim theo một bản']) {
      expect(pinned).toContain(text);
    }
    expect(pinned).not.toMatch(/<nav|<footer|class="site/);
    expect(latest).toContain('bản phát hành mới nhất');
  });

  it('is a plain 404 where there is no such chart', async () => {
    expect((await get('/embed/none')).status).toBe(404);
  });
});
