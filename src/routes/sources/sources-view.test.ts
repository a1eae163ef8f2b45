import { describe, expect, it } from 'vitest';
import type { Release } from '#lib/domain/release.ts';
import { coverageOf, faultOf, quarterlySchedule } from './sources-view.ts';

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

describe('faultOf', () => {
  const cases: [string, string | null, string | null][] = [
    ['a source never asked is a fault', null, 'never-run'],
    ['a run that is done is none', 'done', null],
    ['a run that goes on is none', 'running', null],
    ['a run given up is one', 'failed', 'failed'],
    ['a run that waits for its next try is one', 'waiting', 'waiting'],
  ];
  it.each(cases)('%s', (_rule, state, fault) => {
    expect(faultOf(state)).toBe(fault);
  });
});

describe('quarterlySchedule', () => {
  it('reads day and hour of a quarterly schedule', () => {
    expect(quarterlySchedule('0 6 15 1,4,7,10 *')).toEqual({ day: 15, time: '06:00' });
  });
  it('leaves any other schedule to be shown as it is', () => {
    expect(quarterlySchedule('*/5 * * * *')).toBeNull();
  });
});
