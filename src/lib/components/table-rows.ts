// Which of its rows a table shows, in which order, and what a copy of them says. Pure; DataTable and
// its tests import it. What is looked at again and again (folded names, the order of each column) is
// worked out once, when it is first wanted: of ten thousand rows a click may not cost a tenth of a second.
import { compareVietnamese, foldForSearch } from '#lib/domain/format.ts';
import { guardFormula } from '#lib/domain/formula-guard.ts';
import type { TableColumn, TableFacet, TableState } from './table-state.ts';

export interface TableContent<Row> {
  rows: readonly Row[];
  columns: readonly Pick<TableColumn<Row>, 'id' | 'sort'>[];
  facets: readonly Pick<TableFacet<Row>, 'id' | 'fits'>[];
  rowId: (row: Row) => string;
  /** What a search looks through; absent, nothing is sought. */
  searchText?: ((row: Row) => string) | undefined;
}

export interface ShownRows<Row> {
  /** Those that stand first whatever is sought or chosen, in the order in which they were pinned. */
  pinned: Row[];
  /** All others that fit, in the order that was asked for. */
  rest: Row[];
  /** How many fit, pinned or not. */
  fitting: number;
}

type View = Pick<TableState, 'sort' | 'search' | 'chosen' | 'pinned'>;

/** What a column orders a row by, as a number; NaN where it has nothing. */
function placesIn<Row>(rows: readonly Row[], sort: (row: Row) => string | number | null) {
  const values = rows.map(sort);
  if (values.every((value) => typeof value !== 'string')) {
    return Float64Array.from(values, (value) => value ?? Number.NaN);
  }
  const texts = new Set(values.flatMap((value) => (value === null ? [] : [String(value)])));
  const places = new Map([...texts].sort(compareVietnamese).map((text, place) => [text, place]));
  return Float64Array.from(values, (value) =>
    value === null ? Number.NaN : (places.get(String(value)) ?? Number.NaN),
  );
}

/** Works out a thing by its key when it is first wanted. */
function remember<Value>(make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/**
 * What a table shows of its rows for a view. Rows that a column says nothing of stand last either way;
 * equals stay as the rows were given.
 */
export function createTableRows<Row>(content: TableContent<Row>): (view: View) => ShownRows<Row> {
  const { columns, facets, rowId, searchText } = content;
  const lines = content.rows.map((row, at) => ({ row, at }));
  const foldedOf = remember(() => lines.map(({ row }) => foldForSearch(searchText?.(row) ?? '')));
  const placesOf = remember((id) => {
    const sort = columns.find((column) => column.id === id)?.sort;
    return sort ? placesIn(content.rows, sort) : new Float64Array();
  });

  function fittingLines({ search, chosen }: View) {
    const sought = searchText ? foldForSearch(search) : '';
    const folded = sought === '' ? null : foldedOf('all');
    const choices = facets.filter(({ id }) => chosen[id] !== undefined);
    return lines.filter(
      ({ row, at }) =>
        (folded === null || folded[at]?.includes(sought)) &&
        choices.every(({ id, fits }) => fits(row, chosen[id] ?? '')),
    );
  }

  function inOrder(fitting: typeof lines, { sort }: View) {
    if (!sort) return fitting;
    const places = placesOf(sort.column);
    const placeOf = ({ at }: { at: number }) => places[at] ?? Number.NaN;
    const sign = sort.descending ? -1 : 1;
    const { told = [], untold = [] } = Object.groupBy(fitting, (line) =>
      Number.isNaN(placeOf(line)) ? 'untold' : 'told',
    );
    told.sort((a, b) => sign * (placeOf(a) - placeOf(b)) || a.at - b.at);
    return [...told, ...untold];
  }

  return (view) => {
    const fitting = fittingLines(view);
    const rows = inOrder(fitting, view).map(({ row }) => row);
    if (view.pinned.length === 0) return { pinned: [], rest: rows, fitting: rows.length };
    const pinned = view.pinned.flatMap((id) => content.rows.filter((row) => rowId(row) === id));
    const rest = rows.filter((row) => !pinned.includes(row));
    return { pinned, rest, fitting: rows.length };
  };
}

const MINUS = '\u2212';
const inOneCell = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Rows as lines of cells parted by tabs, as a spreadsheet takes them from the clipboard, under the
 * names of the columns that say something. Numbers bear the minus of a keyboard; no text is run as a
 * formula.
 */
export function rowsAsText<Row>(
  rows: readonly Row[],
  columns: readonly Pick<TableColumn<Row>, 'label' | 'text' | 'numeric'>[],
): string {
  const told = columns.flatMap(({ label, text, numeric }) =>
    text ? [{ label, text, numeric }] : [],
  );
  const lines = rows.map((row) =>
    told.map(({ text, numeric }) => {
      const cell = inOneCell(text(row));
      return numeric ? cell.replace(MINUS, '-') : guardFormula(cell);
    }),
  );
  return [told.map(({ label }) => label), ...lines].map((cells) => cells.join('\t')).join('\n');
}
