import { describe, expect, it } from 'vitest';
import { isAhead, readMoment } from './moment.ts';

describe('a moment in text', () => {
  it.each([
    ['a day is its end in Hà Nội', '2020-04-30', '2020-04-30T16:59:59.999Z'],
    ['a time of Hà Nội is itself', '2020-04-30T06:00+07:00', '2020-04-29T23:00:00.000Z'],
    ['a time of the zero meridian is itself', '2020-04-30T06:00:00.5Z', '2020-04-30T06:00:00.500Z'],
  ])('%s', (_rule, text, moment) => {
    expect(readMoment(text)?.toISOString()).toBe(moment);
  });

  it.each([
    '',
    '1',
    '2020',
    '2020-04',
    '2020-02-30',
    '30/4/2020',
    '2020-04-30T06:00',
    '2020-02-30T06:00Z',
    '2020-04-30T25:00Z',
    '2020-04-30 06:00Z',
    'yesterday',
  ])('"%s" is none', (text) => {
    expect(readMoment(text)).toBeNull();
  });
});

it('is ahead from tomorrow on, though today is not over', () => {
  const now = new Date('2020-04-30T01:00:00Z');
  const ahead = (text: string) => isAhead(readMoment(text) ?? now, now);
  expect(['2020-04-29', '2020-04-30', '2020-05-01'].map(ahead)).toEqual([false, false, true]);
  expect(['2020-04-30T00:59Z', '2020-04-30T01:01Z'].map(ahead)).toEqual([false, true]);
});
