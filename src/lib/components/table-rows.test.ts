import { describe, expect, it } from 'vitest';
import { createTableRows, rowsAsText } from './table-rows.ts';

interface Row {
  id: string;
  name: string;
  value: number | null;
  region: string;
}
const row = (id: string, name: string, value: number | null, region = 'north'): Row => ({
  id,
  name,
  value,
  region,
});
const ROWS = [
  row('a', 'Đắk Lắk', 2, 'west'),
  row('b', 'Đà Nẵng', null),
  row('c', 'An Giang', 10),
  row('d', 'Bắc Giang', 2),
];
const { of: show } = createTableRows<Row>({
  rows: ROWS,
  columns: [
    { id: 'name', sort: ({ name }) => name },
    { id: 'value', sort: ({ value }) => value },
  ],
  facets: [{ id: 'region', fits: ({ region }, chosen) => region === chosen }],
  rowId: ({ id }) => id,
  searchText: ({ name }) => name,
});
const all = { sort: null, search: '', chosen: {}, pinned: [] };
const ids = (rows: Row[]) => rows.map(({ id }) => id).join('');

describe('rows of a table', () => {
  it('stand as they were given where no order is asked for', () => {
    expect(ids(show(all).rest)).toBe('abcd');
  });

  it.each([
    ['name', false, 'cdba'],
    ['name', true, 'abdc'],
    // Equals as they were given; nothing known last, either way round.
    ['value', false, 'adcb'],
    ['value', true, 'cadb'],
  ])('are ordered by %s, descending: %s', (column, descending, expected) => {
    expect(ids(show({ ...all, sort: { column, descending } }).rest)).toBe(expected);
  });

  it('are found without marks and narrowed by choices together', () => {
    expect(ids(show({ ...all, search: 'da' }).rest)).toBe('ab');
    expect(ids(show({ ...all, search: 'da', chosen: { region: 'west' } }).rest)).toBe('a');
    expect(show({ ...all, search: 'zzz' })).toEqual({ pinned: [], rest: [], fitting: 0 });
  });

  it('that are pinned stand first in the order of their pins, whatever is sought, and only once', () => {
    const shown = show({ ...all, search: 'giang', pinned: ['d', 'a', 'nobody'] });
    expect(ids(shown.pinned)).toBe('da');
    expect(ids(shown.rest)).toBe('c');
    expect(shown.fitting).toBe(2);
  });
});

it('an order that was worked out beforehand reads no row when it is asked for', () => {
  let reads = 0;
  const sort = ({ name }: Row) => ((reads += 1), name);
  const columns = [{ id: 'name', sort }];
  const { of, orders } = createTableRows<Row>({
    rows: ROWS,
    columns,
    facets: [],
    rowId: ({ id }) => id,
  });
  orders.forEach((order) => order());
  expect(reads).toBe(ROWS.length);
  expect(ids(of({ ...all, sort: { column: 'name', descending: false } }).rest)).toBe('cdba');
  expect(reads).toBe(ROWS.length);
});

describe('a copy of a table', () => {
  it('has a head, tabs between cells, the minus of a keyboard and no formula', () => {
    const columns = [
      { label: 'Name', text: ({ name }: Row) => name },
      { label: 'Drawn' },
      { label: 'Change', text: ({ value }: Row) => `\u2212${value}`, numeric: true },
    ];
    const rows = [row('a', '=1+1', 0.4), row('b', 'Hai\tdòng\n', 2)];
    expect(rowsAsText(rows, columns)).toBe("Name\tChange\n'=1+1\t-0.4\nHai dòng\t-2");
  });
});
