import { describe, expect, it } from 'vitest';
import { findRule, VALIDATION_RULES } from './catalogue.ts';
import { compareNation, compareTotals } from './totals.ts';

describe('the catalogue of rules', () => {
  it('names every rule once', () => {
    const ids = VALIDATION_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => findRule(id)?.id === id)).toBe(true);
    expect(findRule('no-such-rule')).toBeNull();
  });

  it('says of each rule what, why and how to mend it, in both languages', () => {
    for (const rule of VALIDATION_RULES) {
      const vi = [rule.messageVi, rule.whyVi, rule.mendVi];
      const en = [rule.messageEn, rule.whyEn, rule.mendEn];
      expect([...vi, ...en].every((text) => text.length > 5)).toBe(true);
      expect(new Set([...vi, ...en]).size).toBe(6);
    }
  });

  it('refuses only what contradicts itself, cannot be read or was rejected by a person', () => {
    const refusing = VALIDATION_RULES.filter(({ kind }) => kind === 'content')
      .filter(({ severity }) => severity === 'refuse')
      .map(({ id }) => id);
    expect(refusing.sort()).toEqual([
      'filed-above-received',
      'handled-above-filed',
      'on-time-above-received',
      'part-above-whole',
      'rejected-by-decision',
      'share',
      'share-above-one',
      'shorter-push',
    ]);
  });

  it('lets nobody release what cannot be read', () => {
    const unreadable = VALIDATION_RULES.filter(
      ({ kind, severity }) => kind === 'structural' && severity === 'refuse',
    );
    expect(unreadable.some(({ releasable }) => releasable)).toBe(false);
  });
});

describe('totals', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['agree', { received: 30 }, []],
    ['agree in quotes', { received: '30' }, []],
    ['differ', { received: 31 }, ['received']],
    ['are not compared where they are no numbers', { received: 'ba mươi' }, []],
    ['are not compared where nothing is counted', { paper: 3 }, []],
    ['are not compared where they are left out', { received: null }, []],
  ])('%s', (_rule, stated, expected) => {
    expect(compareTotals(stated, { received: 30 }).map(({ field }) => field)).toEqual(expected);
  });

  it('of the nation are no less than what its units have', () => {
    expect(compareNation('npsp_accounts', [3, 4], 7)).toEqual([]);
    expect(compareNation('npsp_accounts', [3, 4], null)).toEqual([]);
    expect(compareNation('npsp_accounts', [3, 5], 7)).toMatchObject([
      { rule: { id: 'units-above-nation' }, evidence: { sum: 8, nation: 7 } },
    ]);
  });
});
