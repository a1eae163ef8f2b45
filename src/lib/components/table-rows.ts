// Which of its rows a table shows, in which order, and what a copy of them says. Pure; DataTable and
// its tests import it. What is looked at again and again (folded names, the order of each column) is
// worked out once, when it is first wanted: of ten thousand rows a click may not cost a tenth of a second.
// The only file that touches TanStack Table.
import {
  columnFilteringFeature,
  constructTable,
  createFilteredRowModel,
  createSortedRowModel,
  rowPinningFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
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

export interface TableRows<Row> {
  /** What the table shows of its rows for a view. */
  of: (view: View) => ShownRows<Row>;
  /** Each works out a column's order before it is asked for. */
  orders: readonly (() => void)[];
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

/** Behind every place. */
const LAST = Number.MAX_VALUE;

/** By what rows stand in the order of a column, either way: those that it says nothing of last. */
const standingsIn = (places: Float64Array, descending: boolean): Float64Array =>
  Float64Array.from(places, (place) => (Number.isNaN(place) ? LAST : descending ? -place : place));

/** Works out a thing when it is first wanted. */
function lazily<Value>(make: () => Value): () => Value {
  let known: Value | undefined;
  return () => (known ??= make());
}

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  rowPinningFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

/** A column of its own for each way: whichever it is, some rows stand last. */
const sortColumn = (id: string, descending: boolean): string => (descending ? `-${id}` : id);
/** Columns that are only filtered by. */
const SEARCH = '~search';
const facetColumn = (id: string): string => `~${id}`;

/** Columns that can be sorted by, each with its places, worked out when they are first wanted. */
const orderedIn = <Row>({ rows, columns }: TableContent<Row>) =>
  columns.flatMap(({ id, sort }) =>
    sort ? [{ id, places: lazily(() => placesIn(rows, sort)) }] : [],
  );
type Ordered = ReturnType<typeof orderedIn>;

function columnsOf<Row extends object>(
  { rows, facets, searchText }: TableContent<Row>,
  ordered: Ordered,
): ColumnDef<typeof features, Row>[] {
  const folded = lazily(() => rows.map((row) => foldForSearch(searchText?.(row) ?? '')));
  return [
    ...ordered.flatMap(({ id, places }) =>
      [false, true].map((descending) => {
        const standings = lazily(() => standingsIn(places(), descending));
        // Asked some hundred thousand times a click: the table's own values are looked up by name.
        const standingOf = ({ index }: { index: number }) => standings()[index] ?? LAST;
        return {
          id: sortColumn(id, descending),
          accessorFn: (row: Row) => row,
          sortFn: (a: { index: number }, b: { index: number }) => standingOf(a) - standingOf(b),
          sortUndefined: false as const,
        };
      }),
    ),
    {
      id: SEARCH,
      accessorFn: (_, at) => folded()[at] ?? '',
      filterFn: (row, id, sought: string) => row.getValue<string>(id).includes(sought),
    },
    ...facets.map(({ id, fits }) => ({
      id: facetColumn(id),
      accessorFn: (row: Row) => row,
      filterFn: (row: { original: Row }, _: string, chosen: string) => fits(row.original, chosen),
    })),
  ];
}

/** Rows that a column says nothing of stand last either way; equals stay as the rows were given. */
export function createTableRows<Row extends object>(content: TableContent<Row>): TableRows<Row> {
  const known = new Set(content.rows.map(content.rowId));
  const ordered = orderedIn(content);
  const table = constructTable({
    features,
    columns: columnsOf(content, ordered),
    data: content.rows,
    getRowId: content.rowId,
    keepPinnedRows: true,
  });
  // The same array as long as it says the same: by that the table knows that nothing is to be filtered anew.
  let columnFilters: { id: string; value: string }[] = [];
  const of = ({ sort, search, chosen, pinned }: View): ShownRows<Row> => {
    const sought = content.searchText ? foldForSearch(search) : '';
    const filters = [
      ...(sought === '' ? [] : [{ id: SEARCH, value: sought }]),
      ...Object.entries(chosen).map(([id, value]) => ({ id: facetColumn(id), value })),
    ];
    if (JSON.stringify(filters) !== JSON.stringify(columnFilters)) columnFilters = filters;
    const state = {
      sorting: sort ? [{ id: sortColumn(sort.column, sort.descending), desc: false }] : [],
      columnFilters,
      rowPinning: { top: pinned.filter((id) => known.has(id)), bottom: [] },
    };
    table.setOptions((options) => ({ ...options, state }));
    return {
      pinned: table.getTopRows().map(({ original }) => original),
      rest: table.getCenterRows().map(({ original }) => original),
      fitting: table.getRowModel().rows.length,
    };
  };
  return {
    of,
    orders: ordered.map(
      ({ places }) =>
        () =>
          void places(),
    ),
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
