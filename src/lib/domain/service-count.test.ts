import { describe, expect, it } from 'vitest';
import { changeOf, countServices, isCompared, recount, type ServiceLine } from './service-count.ts';

const line = (given: Partial<ServiceLine>): ServiceLine => ({
  code: '1',
  nameVi: 'Dịch vụ',
  procedure: '1.000001',
  office: 'Sở Tư pháp',
  field: 'Hộ tịch',
  level: 2,
  eligible: false,
  received: 0,
  filedOnline: 0,
  handledOnline: 0,
  onTime: 0,
  previousLevel: null,
  ...given,
});

const LINES = [
  line({ level: 4, eligible: true, received: 10, filedOnline: 4, handledOnline: 3, onTime: 9 }),
  line({ level: 4, eligible: true }),
  line({ level: 3, received: 5, filedOnline: 1, handledOnline: 1, onTime: 5 }),
  line({ level: 2, received: 100, onTime: 50 }),
];

describe('countServices', () => {
  it('counts levels, services in use and dossiers', () => {
    expect(countServices(LINES)).toEqual({
      services: 4,
      eligible: 2,
      level1: 0,
      level2: 1,
      level3: 1,
      level4: 2,
      level3WithDossiers: 1,
      level4WithDossiers: 1,
      received: 115,
      filedOnline: 5,
      handledOnline: 4,
      onTime: 64,
      receivedOfOnline: 15,
    });
  });
});

describe('recount', () => {
  it.each([
    ['share_l4', { numerator: 2, denominator: 4 }],
    ['share_l4_with_dossiers', { numerator: 1, denominator: 2 }],
    ['dossiers_online_services', { numerator: 4, denominator: 15 }],
    ['docs_signed', null],
  ])('of %s is what the rows come to: %j', (indicator, share) => {
    expect(recount(LINES, indicator)).toEqual(share);
  });
});

describe('changeOf', () => {
  it.each([
    [4, 3, 'raised'],
    [3, 4, 'lowered'],
    [4, 4, 'same'],
    [4, null, 'new'],
  ] as const)('level %s after %s is %s', (level, previousLevel, change) => {
    expect(changeOf(line({ level, previousLevel }), true)).toBe(change);
  });

  it('calls nothing new where nothing is known of the period before', () => {
    const lines = [line({ level: 4 }), line({ level: 2 })];
    expect(lines.map((each) => changeOf(each, isCompared(lines)))).toEqual([null, null]);
  });
});
