// A real installation before its first release, over real HTTP: no page is an error of the reader.
import { describe, expect, it } from 'vitest';
import { registerPushSource } from '../helpers/push-source.ts';
import { webWorld } from '../helpers/worlds.ts';
import { LANGUAGES, plain } from './sentences/text.ts';
import { noServicesFaults, unreleasedFaults, waitingFaults } from './sentences/unreleased.ts';

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

  it('lists say that nothing is, of what is defined how much that is, and of a unit its name', async () => {
    const { indicators } = await world.json<{ indicators: unknown[] }>('/api/v1/indicators');
    const { name } = await world.json<{ name: { vi: string; en: string } }>('/api/v1/units/p-48');
    expect(indicators.length).toBeGreaterThan(30);
    for (const language of LANGUAGES) {
      const at = (path: string) => world.text(`${language === 'en' ? '/en' : ''}${path}`);
      const pages = {
        ...{ units: await at('/units?q=zzzz'), platforms: await at('/platforms') },
        indicators: await at('/indicators'),
      };
      const asked = { period: null, isThen: false };
      const faultsIn = (count: number) => unreleasedFaults(pages, asked, count, language);
      expect(faultsIn(indicators.length)).toEqual([]);
      expect(faultsIn(indicators.length + 1)).not.toEqual([]);
      const services = await at('/units/p-48/services');
      const unit = { name, period: null, isReleased: false };
      expect(noServicesFaults(services, unit, language)).toEqual([]);
    }
  });

  it('sources say how many wait, none, one and two', async () => {
    for (const [count, unit] of ['p-68', 'p-01', null].entries()) {
      const { sources } = await world.json<{ sources: unknown[] }>('/api/v1/sources');
      expect(sources).toHaveLength(count);
      for (const language of LANGUAGES) {
        const page = await world.text(`${language === 'en' ? '/en' : ''}/sources`);
        const heading = plain(/<h2[^>]*>(.*?)<\/h2>/s.exec(page)?.[1] ?? '');
        expect(waitingFaults(heading, count, language)).toEqual([]);
        expect(waitingFaults(heading, count + 1, language)).not.toEqual([]);
      }
      if (unit !== null) await registerPushSource(world.db, unit);
    }
  });
});
