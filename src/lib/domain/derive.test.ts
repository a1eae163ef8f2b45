import { describe, expect, it } from 'vitest';
import { deriveShares, type ServiceCounts } from './derive.ts';

const COUNTS: ServiceCounts = {
  services: 100,
  eligible: 60,
  level1: 30,
  level2: 25,
  level3: 25,
  level4: 20,
  level3WithDossiers: 9,
  level4WithDossiers: 7,
  received: 1000,
  filedOnline: 300,
  handledOnline: 210,
  onTime: 950,
  receivedOfOnline: 400,
};

const NONE = Object.fromEntries(Object.keys(COUNTS).map((key) => [key, 0]));

describe('deriveShares', () => {
  it.each([
    ['share_l3', 25, 100],
    ['share_l4', 20, 100],
    ['share_l3_plus', 45, 100],
    ['share_l4_eligible', 20, 60],
    ['share_l4_with_dossiers', 7, 20],
    ['share_l3_with_dossiers', 9, 25],
    ['dossiers_online_all', 210, 1000],
    ['dossiers_online_services', 210, 400],
    ['dossiers_on_time', 950, 1000],
  ])('%s is %d of %d', (code, numerator, denominator) => {
    expect(deriveShares(COUNTS)).toContainEqual({ code, numerator, denominator });
  });

  it('gives each share once', () => {
    expect(new Set(deriveShares(COUNTS).map((share) => share.code)).size).toBe(9);
  });

  it('passes on denominators of 0, so that the share is not measured rather than 0', () => {
    const shares = deriveShares(NONE as unknown as ServiceCounts);
    expect(shares.every((share) => share.numerator === 0 && share.denominator === 0)).toBe(true);
  });
});
