// What a first visit loads stays within limits: bytes on the way, of the built pages with twelve quarters.
import { describe, expect, it } from 'vitest';
import { PAGES, weigh } from '../helpers/page-weight.ts';
import { webWorld } from '../helpers/worlds.ts';

const MOST = { all: 100_000, fonts: 30_000, scripts: 40_000, onReach: 130_000 };

const world = webWorld('illustrative');

describe('a first visit', () => {
  it.each(PAGES)('to %s loads no more than it may', async (path) => {
    const { page, styles, fonts, scripts, onReach } = await weigh(world.origin, path);
    expect(page).toBeGreaterThan(5_000);
    expect(onReach).toBeGreaterThan(20_000);
    expect(fonts).toBeGreaterThan(10_000);
    expect(fonts).toBeLessThanOrEqual(MOST.fonts);
    expect(scripts).toBeLessThanOrEqual(MOST.scripts);
    expect(onReach).toBeLessThanOrEqual(MOST.onReach);
    expect(page + styles + fonts + scripts).toBeLessThanOrEqual(MOST.all);
  });
});
