// What a registry of sources may say: whatever could not be run later is refused when it is read.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { parseSources, type SourceInputOf } from './source.ts';

const source = (
  change: Partial<SourceInputOf<'portal-json'>> = {},
): SourceInputOf<'portal-json'> => ({
  id: 'portal-68',
  unit: 'p-68',
  kind: 'portal-json',
  origin: 'counted',
  nameVi: 'Cổng thử',
  nameEn: 'Test portal',
  address: 'http://127.0.0.1:9',
  mapping: {
    produces: 'observations',
    request: { path: '/units?period={period}' },
    paging: { kind: 'none' },
    rows: 'rows',
    unitCode: 'unit',
    measures: [{ indicator: 'lgsp_present', value: 'present' }],
  },
  schedule: '0 6 15 1,4,7,10 *',
  missedPolicy: 'all',
  firstSlot: '2020-04-15T06:00+07:00',
  frequency: 'quarter',
  reckoning: 'calendar',
  timeoutMs: 2_000,
  maxAttempts: 2,
  illustrative: false,
  indicators: ['lgsp_present'],
  ...change,
});

const faultsOf = (input: unknown): string[] => {
  try {
    parseSources(input);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message.split('\n').slice(1);
  }
};

describe('a list of sources', () => {
  it('is taken in the time zone of Vietnam where it names none', () => {
    expect(parseSources([source()])).toMatchObject([{ timeZone: 'Asia/Ho_Chi_Minh' }]);
  });

  it('is refused with the path to a time zone that nobody keeps', () => {
    expect(faultsOf([source(), source({ id: 'b', timeZone: 'Asia/Hanoii' })])).toEqual([
      '  1.timeZone: must be a time zone such as Asia/Ho_Chi_Minh',
    ]);
  });

  it.each([
    ['words', 'every day at six o’clock'],
    ['six fields, of which the first would be seconds', '0 0 6 15 1 *'],
    ['an hour that no day has', '0 25 * * *'],
    ['a day that no month has', '0 6 31 2 *'],
    ['a time drawn by lot, which is another one each time it is read', 'H 6 * * *'],
  ])('is refused with the path to a schedule of %s', (_what, schedule) => {
    expect(faultsOf([source({ schedule })])).toEqual([
      '  0.schedule: must be a cron expression of five fields',
    ]);
  });

  it('is refused with the path to an id that stands twice', () => {
    expect(faultsOf([source(), source({ id: 'b' }), source({ unit: 'p-48' })])).toEqual([
      '  2.id: "portal-68" is the id of source 0 already',
    ]);
  });
});
