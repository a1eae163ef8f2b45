import { describe, expect, it } from 'vitest';
import { compareWithLast, lastUndoubted, SHORTER_LEAST } from './shorter.ts';

const found = (now: number, before: number | null, mustConfirm = false) =>
  compareWithLast(
    now,
    before === null ? null : { services: before, period: '2021-Q4' },
    mustConfirm,
  );

describe('a list beside the one that its source sent last', () => {
  it.each<[string, number, number | null, string[]]>([
    ['is unremarkable where it is the first', 1, null, []],
    ['is unremarkable where it grew', 40, 30, []],
    ['is unremarkable at half', 20, 40, []],
    ['is marked below half', 19, 40, ['shorter-list']],
    ['is marked where nothing is left', 0, SHORTER_LEAST, ['shorter-list']],
    ['is unremarkable beside a few', 1, SHORTER_LEAST - 1, []],
  ])('%s', (_rule, now, before, expected) => {
    expect(found(now, before).map(({ rule }) => rule.id)).toEqual(expected);
  });

  it('is refused where its sender has yet to confirm it, in words that say how many there were', () => {
    const [finding] = found(1, 2_019, true);
    expect(finding?.rule).toMatchObject({ id: 'shorter-push', severity: 'refuse' });
    expect(finding?.rule.messageVi).toContain('(2021-Q4) có 2.019 dịch vụ, lần này có 1');
    expect(finding?.rule.messageEn).toContain('2,019 last time (2021-Q4), 1 now');
    expect(finding?.rule.mendEn).toContain('shorter=yes');
  });

  it('is only marked once it was confirmed', () => {
    expect(found(1, 2_019)[0]?.rule.severity).toBe('flag');
  });

  it('is laid beside the list before one that is in doubt', () => {
    const last = { services: 10, period: '2022-Q1' };
    const doubt = { services: 10, servicesBefore: 40, periodBefore: '2021-Q4' };
    expect(lastUndoubted(last, doubt)).toEqual({ services: 40, period: '2021-Q4' });
    expect(lastUndoubted(last, undefined)).toEqual(last);
  });
});
