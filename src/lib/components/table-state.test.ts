import { describe, expect, it } from 'vitest';
import {
  MOST_PINS,
  nextSort,
  readTableState,
  type TableSpec,
  writeTableState,
} from './table-state.ts';

const spec: TableSpec = {
  sortable: ['rank', 'value'],
  hideable: ['value', 'change'],
  off: [],
  facets: [{ id: 'region', options: [{ value: 'dbsh' }, { value: 'dbscl' }] }],
  canPin: true,
};
const read = (query: string) => readTableState(new URLSearchParams(query), spec);
const FIRST = { sort: null, search: '', chosen: {}, hidden: [], pinned: [], page: 1 };

describe('a table in the address', () => {
  it('reads order, search, choice and columns', () => {
    expect(read('sort=-value&q=H%C3%A0&region=dbsh&cols=value')).toEqual({
      sort: { column: 'value', descending: true },
      search: 'Hà',
      chosen: { region: 'dbsh' },
      hidden: ['change'],
      pinned: [],
      page: 1,
    });
  });

  it.each(['sort=nothing', 'sort=-', 'region=mars', 'pin=', 'page=-2', 'page=x', ''])(
    'leaves out what it does not know: %s',
    (query) => {
      expect(read(query)).toEqual(FIRST);
    },
  );

  it('cuts a search that is longer than any name', () => {
    expect(read(`q=${'a'.repeat(500)}`).search).toHaveLength(100);
  });

  it('writes what it reads and keeps the rest of the address', () => {
    const query = 'period=2020-Q1&sort=-value&q=ha&region=dbscl&cols=change&pin=b&pin=a&page=3';
    const written = writeTableState(
      new URLSearchParams('period=2020-Q1&sort=rank'),
      read(query),
      spec,
    );
    expect(written.toString()).toBe(query);
  });

  it('writes nothing for a table as it first stands', () => {
    expect(writeTableState(new URLSearchParams('sort=rank&q=x'), read(''), spec).toString()).toBe(
      '',
    );
  });

  it('pins nothing where no row can be pinned', () => {
    const params = new URLSearchParams('pin=a');
    expect(readTableState(params, { ...spec, canPin: false }).pinned).toEqual([]);
  });

  it('hides what is off until the columns are chosen, and says nothing of a choice that is no other', () => {
    const quiet = { ...spec, off: ['change'] };
    const ask = (query: string) => readTableState(new URLSearchParams(query), quiet);
    expect(ask('').hidden).toEqual(['change']);
    expect(ask('cols=value&cols=change').hidden).toEqual([]);
    const write = (hidden: string[]) =>
      writeTableState(new URLSearchParams(), { ...FIRST, hidden }, quiet).toString();
    expect(write(['change'])).toBe('');
    expect(write([])).toBe('cols=value&cols=change');
  });

  it('takes the order that was asked for last, and each pin once, twelve at most', () => {
    expect(read('sort=rank&sort=-value').sort).toEqual({ column: 'value', descending: true });
    expect(read('pin=a&pin=b&pin=a').pinned).toEqual(['a', 'b']);
    const many = Array.from({ length: 20 }, (_, i) => `pin=${i}`).join('&');
    expect(read(many).pinned).toHaveLength(MOST_PINS);
  });

  it('orders a column its own way first and turns it round at the second click', () => {
    const column = { id: 'value', descendingFirst: true };
    const first = nextSort(null, column);
    expect(first).toEqual({ column: 'value', descending: true });
    expect(nextSort(first, column)).toEqual({ column: 'value', descending: false });
    expect(nextSort(first, { id: 'rank' })).toEqual({ column: 'rank', descending: false });
  });
});
