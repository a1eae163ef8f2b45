import { describe, expect, it } from 'vitest';
import { exampleServiceRow, SERVICE_FIELDS } from './service-fields.ts';
import { checkService, type RawService } from './validate/service.ts';

const rawRow = (change: Partial<RawService> = {}): RawService => ({
  ...(exampleServiceRow() as unknown as RawService),
  ...change,
});
const refused = (change: Partial<RawService>): boolean =>
  checkService(rawRow(change)).record === null;

describe('what is said of the fields of a row', () => {
  it('is an example that no rule finds fault with', () => {
    expect(checkService(rawRow())).toEqual({ record: exampleServiceRow(), faults: [] });
  });

  it('names every field that is read, and no other', () => {
    const read = Object.keys(checkService(rawRow()).record ?? {});
    expect(SERVICE_FIELDS.map(({ name }) => name)).toEqual(read);
  });

  it.each(SERVICE_FIELDS)('$name is required as said', ({ name, required }) => {
    expect(refused({ [name]: undefined })).toBe(required);
    if (!required) {
      const { faults } = checkService(rawRow({ [name]: undefined }));
      expect(faults.map(({ rule }) => rule.severity)).toEqual(['flag']);
    }
  });

  it.each(SERVICE_FIELDS.filter(({ kind }) => kind === 'code' || kind === 'text'))(
    '$name is as long as said and no longer',
    ({ name, most }) => {
      expect(refused({ [name]: 'x'.repeat(most ?? 0) })).toBe(false);
      expect(refused({ [name]: 'x'.repeat((most ?? 0) + 1) })).toBe(true);
    },
  );

  it.each(SERVICE_FIELDS.filter(({ kind }) => kind === 'count'))(
    '$name is a whole number as large as said and no larger',
    ({ name, most }) => {
      // Parts may not exceed their whole: all four rise together.
      const all = (value: unknown) => ({
        received: value,
        filedOnline: value,
        handledOnline: value,
        onTime: value,
      });
      expect(refused(all(most))).toBe(false);
      expect(refused({ ...all(most), [name]: (most ?? 0) + 1 })).toBe(true);
      for (const wrong of [-1, 0.5, '1.234', 'x', true]) {
        expect(refused({ [name]: wrong }), String(wrong)).toBe(true);
      }
    },
  );

  it.each([
    ['level', [1, 2, 3, 4], [0, 5, 2.5, 'x', true]],
    ['eligible', [true, false], ['x', 2]],
  ] as const)('%s takes what is said and nothing else', (name, right, wrong) => {
    for (const value of right) expect(refused({ [name]: value }), String(value)).toBe(false);
    for (const value of wrong) expect(refused({ [name]: value }), String(value)).toBe(true);
  });
});
