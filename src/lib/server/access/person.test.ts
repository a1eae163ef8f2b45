import { describe, expect, it } from 'vitest';
import { isStaff, may, unitsFor, type HeldRole, type Person } from './person.ts';

const holding = (...roles: HeldRole[]): Person => ({
  id: 'x',
  name: 'X',
  email: 'x@example.vn',
  roles,
});
const administrator = holding({ role: 'administrator', unitId: 'vn' });
const publisher = holding({ role: 'publisher', unitId: 'vn' });
const reporter = holding({ role: 'unit_reporter', unitId: 'p-26' });

describe('what a person may do', () => {
  it.each([
    ['nobody', null, 'enter-admin', undefined, false],
    ['somebody without a role', holding(), 'enter-admin', undefined, false],
    ['an administrator', administrator, 'manage-people', undefined, true],
    ['an administrator, for any unit', administrator, 'hand-in-report', 'p-01', true],
    ['a publisher', publisher, 'manage-people', undefined, false],
    ['a publisher, for any unit', publisher, 'decide-rows', 'p-01', true],
    ['a reporter, for their unit', reporter, 'hand-in-report', 'p-26', true],
    ['a reporter, for another unit', reporter, 'hand-in-report', 'p-01', false],
    ['a reporter, for the nation', reporter, 'hand-in-report', 'vn', false],
    ['a reporter, for some unit', reporter, 'hand-in-report', undefined, true],
    ['a reporter, behind the pages', reporter, 'see-gathering', 'p-26', false],
  ] as const)('%s: %o %s %s is %s', (_who, person, action, unitId, expected) => {
    expect(may(person, action, unitId)).toBe(expected);
  });

  it('never comes from a reporter role that names no unit of its own', () => {
    const lost = holding({ role: 'unit_reporter', unitId: 'vn' });
    expect(may(lost, 'hand-in-report', 'p-26')).toBe(false);
    expect(may(lost, 'hand-in-report', 'vn')).toBe(false);
    expect(unitsFor(lost, 'hand-in-report')).toEqual([]);
  });

  it('is told as a list of units, or all', () => {
    expect(unitsFor(administrator, 'hand-in-report')).toBe('all');
    expect(unitsFor(reporter, 'hand-in-report')).toEqual(['p-26']);
    expect(unitsFor(reporter, 'decide-rows')).toEqual([]);
    expect(unitsFor(null, 'hand-in-report')).toEqual([]);
  });

  it('is more for staff', () => {
    expect([administrator, publisher, reporter, null].map(isStaff)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
