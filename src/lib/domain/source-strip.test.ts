import { describe, expect, it } from 'vitest';
import type { DueSlot, WatchedRun, WatchedSource } from './incidents.ts';
import { markOf, stripOf } from './source-strip.ts';

const NOW = new Date('2021-01-20T00:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);
const SLOT: DueSlot = { at: daysAgo(5), period: '2020-Q4' };

const run = (state: WatchedRun['state'], slot = SLOT): WatchedRun => ({
  ...{ slotAt: slot.at, period: slot.period, state, trigger: 'schedule' },
  ...{ at: slot.at, errorCode: null },
});
const source = (slots: DueSlot[], runs: WatchedRun[]): WatchedSource => ({
  ...{ isHandedIn: false, isPaused: false, isOver: false, slots, runs },
});

describe('markOf', () => {
  const cases: [rule: string, runs: WatchedRun[], mark: string][] = [
    ['a slot that was answered in the end is answered', [run('failed'), run('done')], 'answered'],
    ['a slot given up has failed', [run('failed')], 'failed'],
    ['a slot given up that is tried again waits', [run('failed'), run('waiting')], 'waiting'],
    ['a slot that policy let go was not asked', [run('skipped')], 'let-go'],
    ['a slot that nobody knows of is unknown, not failed', [], 'unknown'],
  ];
  it.each(cases)('%s', (_rule, runs, mark) => {
    expect(markOf(source([SLOT], runs), SLOT, NOW)).toBe(mark);
  });
  it('a slot of today waits', () => {
    const slot = { at: daysAgo(0.5), period: '2020-Q4' };
    expect(markOf(source([slot], []), slot, NOW)).toBe('waiting');
  });
});

describe('stripOf', () => {
  it('shows a quarterly source by its slots, oldest first', () => {
    const slots = [{ at: daysAgo(97), period: '2020-Q3' }, SLOT];
    expect(stripOf(source(slots, [run('done'), run('failed', slots[0])]), NOW)).toEqual({
      by: 'slot',
      marks: [
        { of: '2020-Q3', mark: 'failed' },
        { of: '2020-Q4', mark: 'answered' },
      ],
    });
  });
  it('shows twelve slots at most', () => {
    const slots = Array.from({ length: 20 }, (_, i) => ({ at: daysAgo(2000 - i), period: '2020' }));
    expect(stripOf(source(slots, []), NOW).marks).toHaveLength(12);
  });
  it('shows a daily source by ninety days, the gravest of a day’s slots', () => {
    const slots = Array.from({ length: 40 }, (_, i) => ({
      at: daysAgo(20 - i / 2),
      period: '2020-Q4',
    }));
    const failed = slots[38] ?? SLOT;
    const { by, marks } = stripOf(
      source(slots, [run('done', slots.at(-1)), { ...run('failed', failed) }]),
      NOW,
    );
    expect([by, marks.length, marks[0]?.mark]).toEqual(['day', 90, 'none-due']);
    expect(marks.at(-2)?.mark).toBe('answered');
  });
});
