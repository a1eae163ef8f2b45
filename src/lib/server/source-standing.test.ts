import { describe, expect, it } from 'vitest';
import type { WatchedSource } from '#lib/domain/incidents.ts';
import { standsAs } from './source-standing.ts';
import type { LastRun, SourceState } from './store/source-state.ts';

const AT = new Date('2020-04-15T06:00:00Z');
const run = (changes: Partial<LastRun>): LastRun => ({
  ...{ period: '2020-Q1', state: 'waiting', at: AT, attempt: 1, nextAttemptAt: AT },
  ...{ rowsAccepted: 0, rowsQuarantined: 0, errorCode: null, errorText: null },
  ...changes,
});
const asked = { isPaused: false, isHandedIn: false, runs: [] } as unknown as WatchedSource;
const standing = (lastRun: LastRun, lastSuccessAt: Date | null = AT, watched = asked) =>
  standsAs({ lastRun, lastSuccessAt } as SourceState, watched, null).standing;

describe('a source whose last run waits', () => {
  it('is tried again where a try failed', () => {
    expect(standing(run({ errorCode: 'timeout' }))).toBe('trying');
  });

  it('stands as before where nothing was tried yet', () => {
    expect(standing(run({}))).toBe('well');
    expect(standing(run({}), null)).toBe('unknown');
  });

  it('is being checked where something was handed in', () => {
    expect(standing(run({}), AT, { ...asked, isHandedIn: true })).toBe('checking');
  });
});
