// What the API, the files and the feed tell of sources, over real HTTP: shapes (golden files), what the
// public may not know, and a feed whose entries keep their ids.
import { beforeAll, describe, expect, it } from 'vitest';
import { seedSources } from '../helpers/seed-sources.ts';
import { webWorld } from '../helpers/worlds.ts';

const world = webWorld();
const { get, text } = world;

beforeAll(() => seedSources(world.db));

/** Ids are drawn anew for every test. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const golden = async (path: string) =>
  `${JSON.stringify(JSON.parse((await text(path)).replace(UUID, 'ID')), null, 2)}\n`;

describe('sources', () => {
  it('are told with their standing, what happens next and their past', async () => {
    await expect(await golden('/api/v1/sources')).toMatchFileSnapshot('golden/sources.json');
  });
  it('are told one by one with runs, findings, incidents and versions', async () => {
    await expect(await golden('/api/v1/sources/portal-p-68')).toMatchFileSnapshot(
      'golden/source.json',
    );
  });
  it('can be had as a file', async () => {
    await expect(await text('/sources.csv')).toMatchFileSnapshot('golden/sources.csv');
  });
  it('that do not exist are a problem of the API and a page that says so', async () => {
    const problem = await get('/api/v1/sources/nobody');
    expect([problem.status, await problem.json()]).toMatchObject([
      404,
      { type: 'urn:tiendo:problem:unknown-source' },
    ]);
    expect((await get('/sources/nobody')).status).toBe(404);
  });
  it.each(['/api/v1/sources', '/api/v1/sources/portal-p-48', '/sources/portal-p-48', '/sources'])(
    '%s tells nothing of the inside of a network',
    async (path) => {
      expect(await text(path)).not.toMatch(/10\.0\.0\.7|127\.0\.0\.1:9/);
    },
  );
});

describe('the feed of faults', () => {
  it('has an entry for each beginning and each end, with ids that stay', async () => {
    const feed = await text('/sources/feed.xml');
    expect(await text('/sources/feed.xml')).toBe(feed);
    const titles = [...feed.matchAll(/<entry>\s*<id>(.*?)<\/id>\s*<title>(.*?)<\/title>/gs)].map(
      ([, id, title]) => [id?.replace(UUID, 'ID'), title],
    );
    expect(titles).toEqual(
      expect.arrayContaining([
        ['urn:uuid:ID', 'Cổng Lâm Đồng: bắt đầu có sự cố'],
        ['urn:uuid:ID#closed', 'Cổng Lâm Đồng: hết sự cố, nguồn đã trả lời'],
        ['urn:uuid:ID', 'Báo cáo quý Hà Nội: bắt đầu có sự cố'],
      ]),
    );
    expect(new Set(titles.map(([, title]) => title)).size).toBe(titles.length);
    expect(feed).toContain('xml:lang="vi"');
  });
  it('speaks English at its English address', async () => {
    const feed = await text('/en/sources/feed.xml');
    expect(feed).toContain('xml:lang="en"');
    expect(feed).toContain('Portal of Da Nang: a fault begins');
  });
});
