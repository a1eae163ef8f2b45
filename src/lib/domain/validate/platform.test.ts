import { describe, expect, it } from 'vitest';
import { checkFigure, type RawFigure } from './platform.ts';

const share = (numerator: unknown, denominator: unknown, qualifier: unknown = null): RawFigure => ({
  indicator: 'docs_electronic',
  measure: 'share',
  counts: { numerator, denominator },
  value: undefined,
  qualifier,
});

const value = (measure: RawFigure['measure'], given: unknown, qualifier?: unknown): RawFigure => ({
  indicator: 'x',
  measure,
  counts: null,
  value: given,
  qualifier,
});

describe('a figure of a platform', () => {
  it.each<[string, RawFigure, object]>([
    [
      'is the fraction of its two counts',
      share(3, 4),
      { value: 0.75, numerator: 3, denominator: 4 },
    ],
    ['may be nothing of something', share(0, 4), { value: 0, missing: null }],
    ['is missing over nothing', share(0, 0), { value: null, missing: 'no-denominator' }],
    [
      'is not reported where both counts are left out',
      share(null, undefined),
      { missing: 'not-reported' },
    ],
    ['keeps "more than"', share(3, 4, '>'), { qualifier: '>' }],
    ['may be a flag in figures', value('flag', 0), { value: 0, numerator: null }],
    ['may be a flag in words of JSON', value('flag', true), { value: 1 }],
    ['may be a count', value('count', 47000, '>'), { value: 47000, qualifier: '>' }],
    ['is not reported where it is left out', value('flag', undefined), { missing: 'not-reported' }],
  ])('%s', (_rule, raw, expected) => {
    const { figure, faults } = checkFigure(raw);
    expect(faults).toEqual([]);
    expect(figure).toMatchObject(expected);
  });

  it.each<[string, RawFigure, string]>([
    ['with a part above its whole', share(5, 4), 'part-above-whole'],
    ['with one count of two', share(5, null), 'half-share'],
    ['with a count that is none', share(-1, 4), 'not-a-whole-number'],
    ['whose flag is neither 0 nor 1', value('flag', 2), 'flag'],
    ['whose flag is a word nobody mapped', value('flag', 'Có'), 'flag'],
    ['whose share lies above 1', value('share', 1.2), 'share'],
    ['whose score is no number', value('score', 'high'), 'number'],
    ['with a qualifier that means nothing', value('count', 3, '~'), 'qualifier'],
  ])('is rejected %s', (_rule, raw, rule) => {
    const { figure, faults } = checkFigure(raw);
    expect(figure).toBeNull();
    expect(faults.map((fault) => fault.rule.id)).toContain(rule);
  });
});
