// Attempts to inject through every parameter and place of an address of the API, over real HTTP: each is
// refused as the reader's mistake, and nothing is changed.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));
const { get, json } = world;

const RANKING = '/api/v1/rankings/share_l4';

describe('injection', () => {
  const PAYLOADS = [
    "' OR '1'='1",
    "'; DROP TABLE release; --",
    '1 UNION SELECT password FROM pg_shadow',
    '$1',
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '${7*7}',
    'a\u0000b',
    'a\r\nset-cookie: x=1',
    '\u202egnp.exe',
    'x'.repeat(5000),
    '__proto__',
  ];
  const shown = (payload: string) => JSON.stringify(payload).slice(0, 30);

  it.each(PAYLOADS.map((payload) => [shown(payload), payload]))(
    'in any parameter is refused: %s',
    async (_, payload) => {
      const text = encodeURIComponent(payload);
      const paths = [
        ...['period', 'group', 'series', 'release', 'asOf'].map(
          (name) => `${RANKING}?${name}=${text}`,
        ),
        `${RANKING}?${text}=1`,
        `/api/v1/rankings/${text}`,
        `/api/v1/units/${text}`,
      ];
      for (const path of paths) {
        const response = await get(path);
        expect(response.status, path).toBeGreaterThanOrEqual(400);
        expect(response.status, path).toBeLessThan(500);
        expect(response.headers.get('set-cookie')).toBeNull();
        expect(response.headers.get('content-type')).toMatch(
          /^(application\/problem\+json|text\/html)/,
        );
        expect(await response.text()).not.toContain('<script>alert');
      }
    },
  );

  it('leaves the releases as they were', async () => {
    const { releases } = await json<{ releases: unknown[] }>('/api/v1/releases');
    expect(releases).toHaveLength(4);
  });
});
