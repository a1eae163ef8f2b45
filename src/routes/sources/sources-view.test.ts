import { describe, expect, it } from 'vitest';
import type { Release } from '#lib/domain/release.ts';
import { coverageOf, plainSchedule } from './sources-view.ts';

const release = {
  rules: {
    groups: [
      { id: 'provinces', inNational: true },
      { id: 'agencies', inNational: false },
    ],
    units: [
      { id: 'p-01', groupId: 'provinces', providesServices: true },
      { id: 'p-48', groupId: 'provinces', providesServices: true },
      { id: 'p-68', groupId: 'provinces', providesServices: true },
      { id: 'm-bhxh', groupId: 'agencies', providesServices: true },
      { id: 'm-vtv', groupId: 'agencies', providesServices: false },
    ],
  },
  rows: [
    { unitId: 'p-01', measure: 'share_l4', value: 0.2 },
    { unitId: 'p-48', measure: 'share_l4', value: null, missing: 'no-reply' },
  ],
} as unknown as Release;

describe('coverageOf', () => {
  const sources = [
    { unitId: 'p-01', active: true },
    { unitId: 'p-48', active: true },
    { unitId: 'p-68', active: false },
    { unitId: 'm-bhxh', active: true },
    { unitId: 'vn', active: true },
  ];
  const coverage = coverageOf(release, sources, 'share_l4');

  it('counts only units of the groups that make the nation', () => {
    expect(coverage).toMatchObject({ expected: 3, connected: 2, measured: 1 });
  });
  it('counts each group by itself', () => {
    expect(coverage.groups).toMatchObject([
      { group: { id: 'provinces' }, expected: 3, connected: 2, measured: 1 },
    ]);
  });
  it('names a unit without a figure, and one that nobody asks, apart', () => {
    expect(coverage.silent.map(({ unit, isConnected }) => [unit.id, isConnected])).toEqual([
      ['p-48', true],
      ['p-68', false],
    ]);
  });
  it('counts bodies without public services as outside', () => {
    expect(coverage.outside).toBe(1);
  });
});

describe('plainSchedule', () => {
  it.each([
    ['0 6 15 1,4,7,10 *', 'quarter', '06:00'],
    ['0 6 15 * *', 'month', '06:00'],
    ['5 23 1 3 *', 'year', '23:05'],
    ['30 0 * * *', 'day', '00:30'],
  ])('%s is told by the %s', (cron, kind, time) => {
    expect(plainSchedule(cron)).toMatchObject({ kind, time });
  });
  it.each(['*/5 * * * *', '0 6 15 1,7 *', '0 6 * 3 *'])('%s is shown as it is', (cron) => {
    expect(plainSchedule(cron)).toBeNull();
  });
});
