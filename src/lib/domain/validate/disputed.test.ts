import { describe, expect, it } from 'vitest';
import type { ListedService } from '../listed-services.ts';
import { checkDisputed, disputedRow } from './disputed.ts';
import type { ServiceRecord } from './service.ts';

const OURS: ServiceRecord = {
  ...{ code: 'A', procedure: '1.000001', name: 'Thủ tục A', field: 'Hộ tịch', office: 'Sở A' },
  ...{ level: 3, eligible: false, received: 10, filedOnline: 5, handledOnline: 4, onTime: 9 },
};

const broken = (fields: ListedService['fields'], before: ServiceRecord | null = OURS) =>
  checkDisputed(disputedRow(OURS, { code: 'A', row: 3, fields }), before).faults.map(
    ({ rule, field }) => `${rule.id} ${rule.severity} ${field}`,
  );

describe('a disputed row', () => {
  it.each<[says: string, fields: ListedService['fields'], broken: string[]]>([
    ['nothing else', {}, []],
    ['a name of its own', { name: 'Thủ tục A1' }, []],
    [
      'fewer received than filed',
      { received: 4, onTime: 4 },
      ['filed-above-received refuse filedOnline'],
    ],
    ['level 4 without being eligible', { level: 4 }, ['level-4-not-eligible flag eligible']],
    ['a level below the period before', { level: 2 }, ['level-fell flag level']],
  ])('that says %s breaks %o: %o', (_says, fields, rules) => {
    expect(broken(fields)).toEqual(rules);
  });

  it('that says less of a level falls below nothing where there was no period before', () => {
    expect(broken({ level: 2 }, null)).toEqual([]);
  });
});
