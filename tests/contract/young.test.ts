// A real installation before its first release, over real HTTP: no page is an error of the reader.
import { describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';

const world = webWorld();
const get = (path: string) => world.get(path, { redirect: 'manual' });

describe('before anything is published', () => {
  it.each([
    ['/', '/sources'],
    ['/en', '/en/sources'],
    ['/rankings/provinces/share_l4', '/sources'],
  ])('%s leads to %s, for now', async (path, to) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([307, to]);
  });

  it.each(['/sources', '/rankings'])('%s says so in words', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Chưa có bản công bố nào');
  });

  it.each(['/units', '/platforms', '/indicators', '/nation', '/methodology', '/data'])(
    '%s shows what there is',
    async (path) => {
      expect((await get(path)).status).toBe(200);
    },
  );

  it.each(['1', '2020-02-30', 'yesterday'])('asOf=%s is refused in words', async (text) => {
    const answer = await get(`/units?asOf=${text}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('thời điểm không đọc được');
  });
});
