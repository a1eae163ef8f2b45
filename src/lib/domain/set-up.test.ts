import { describe, expect, it } from 'vitest';
import { changedParts, changesBetween, type SetUp, type SetUpPart } from './set-up.ts';

const BEFORE = {
  address: 'https://a.vn',
  kind: 'csv',
  mapping: { fields: { code: 'Mã', names: ['x'] } },
  schedule: '0 6 * * *',
};

describe('two configurations of a source', () => {
  it.each<[change: object, parts: SetUpPart[]]>([
    [{}, []],
    [{ address: 'https://b.vn' }, ['address']],
    [{ kind: 'xlsx' }, ['reading']],
    [{ mapping: { fields: { code: 'Ma', names: ['x'] } } }, ['reading']],
    [{ schedule: '0 7 * * *' }, ['other']],
    [{ lastSlot: null }, ['other']],
    [{ timeoutMs: 5, address: null }, ['address', 'other']],
  ])('that differ by %o differ in %o', (change, parts) => {
    expect(changedParts(BEFORE, { ...BEFORE, ...change })).toEqual(parts);
  });
});

const day = (of: number) => new Date(Date.UTC(2020, 0, of));
const SET_UPS: SetUp[] = [
  { version: 1, since: day(1), changed: [] },
  { version: 2, since: day(2), changed: ['other'] },
  { version: 4, since: day(4), changed: ['address'] },
];

describe('what changed after a version of a set-up', () => {
  it.each<[from: number | null, to: number | undefined, change: object | null]>([
    [1, undefined, { version: 4, since: day(4), changed: ['address', 'other'] }],
    [1, 2, { version: 2, since: day(2), changed: ['other'] }],
    [2, 4, { version: 4, since: day(4), changed: ['address'] }],
    [4, undefined, null],
    [2, 2, null],
    [4, 1, null],
    [null, undefined, null],
  ])('%o up to %o is %o', (from, to, change) => {
    expect(changesBetween(SET_UPS, from, to)).toEqual(change);
  });

  it('is nothing where the later version is not known, or the source has none', () => {
    expect(changesBetween(SET_UPS, 1, null)).toBeNull();
    expect(changesBetween([], 1)).toBeNull();
  });
});
