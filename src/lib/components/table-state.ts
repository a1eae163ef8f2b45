// What a table shows, as it stands in the address: `?sort=-value&q=ha&region=dbsh&cols=value&pin=p-26`.
// The server and the browser read the same text, so that every view can be linked to and works without
// scripts. Pure; DataTable, its parts and their tests import it.

export interface TableColumn<Row> {
  id: string;
  label: string;
  /** What rows are ordered by; null stands last either way. A column without one cannot be sorted. */
  sort?: (row: Row) => string | number | null;
  /** What a copy of the table says; a column without one is left out of it. */
  text?: (row: Row) => string;
  /** First click orders from the largest down. */
  descendingFirst?: boolean;
  /** Stands on the right. */
  numeric?: boolean;
  /** Left out on phones. */
  optional?: boolean;
  /** Left out on paper. */
  onScreen?: boolean;
  /** The reader may not hide it. */
  fixed?: boolean;
  /** Hidden until the reader asks for it. */
  off?: boolean;
  /** The cell that names the row. */
  heads?: boolean;
  width?: string;
}

/** One choice that narrows the rows, e.g. the region. */
export interface TableFacet<Row> {
  id: string;
  label: string;
  options: { value: string; label: string }[];
  /** Whether the row stays where `chosen` is chosen. */
  fits: (row: Row, chosen: string) => boolean;
}

export interface TableState {
  sort: { column: string; descending: boolean } | null;
  search: string;
  /** By facet; absent where all are shown. */
  chosen: Record<string, string>;
  hidden: string[];
  /** Ids of rows that stand first, in the order in which they were pinned. */
  pinned: string[];
  /** Which page of a long table those see who have no scripts; from 1. */
  page: number;
}

export interface TableSpec {
  /** Columns that can be sorted. */
  sortable: string[];
  /** Columns that can be hidden. */
  hideable: string[];
  /** Those of them that are hidden at first. */
  off: string[];
  facets: { id: string; options: { value: string }[] }[];
  /** Whether rows can be pinned. */
  canPin: boolean;
}

/** Longest search text kept; names are shorter. */
const MAX_SEARCH_CHARS = 100;
/** More rows above the rest would be a table of their own. */
export const MOST_PINS = 12;

/** The names a table uses in the address. */
export const tableParams = ({ facets }: TableSpec): string[] => [
  ...['sort', 'q', 'cols', 'pin', 'page'],
  ...facets.map(({ id }) => id),
];

/** An order as the address says it: `-value` from the largest down. */
export const sortText = ({ column, descending }: NonNullable<TableState['sort']>): string =>
  (descending ? '-' : '') + column;

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** Whether the columns are those that a reader chose. */
export const isChosen = (hidden: readonly string[], spec: Pick<TableSpec, 'off'>): boolean =>
  !isSame(hidden, spec.off);

/** Reads what the address asks for; what it does not know is left out, never an error. */
export function readTableState(params: URLSearchParams, spec: TableSpec): TableState {
  // A head that is pressed without scripts sends its order after the one that was there.
  const get = (name: string) => params.getAll(name).at(-1) ?? null;
  const order = get('sort') ?? '';
  const column = order.replace(/^-/, '');
  const chosen: Record<string, string> = {};
  for (const facet of spec.facets) {
    const value = get(facet.id);
    if (value && facet.options.some((option) => option.value === value)) chosen[facet.id] = value;
  }
  const shown = params.getAll('cols');
  const pins = spec.canPin ? params.getAll('pin') : [];
  const page = Number(params.get('page'));
  return {
    sort: spec.sortable.includes(column) ? { column, descending: order.startsWith('-') } : null,
    search: (get('q') ?? '').slice(0, MAX_SEARCH_CHARS),
    chosen,
    hidden: shown.length === 0 ? spec.off : spec.hideable.filter((id) => !shown.includes(id)),
    pinned: [...new Set(pins)].filter((id) => id !== '').slice(0, MOST_PINS),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** `params` with this state in place of the one it held; other names stay as they are. */
export function writeTableState(
  params: URLSearchParams,
  state: TableState,
  spec: TableSpec,
): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const name of tableParams(spec)) written.delete(name);
  if (state.sort) written.set('sort', sortText(state.sort));
  if (state.search) written.set('q', state.search);
  for (const [facet, value] of Object.entries(state.chosen)) written.set(facet, value);
  if (isChosen(state.hidden, spec)) {
    for (const id of spec.hideable) {
      if (!state.hidden.includes(id)) written.append('cols', id);
    }
  }
  for (const id of state.pinned) written.append('pin', id);
  if (state.page > 1) written.set('page', String(state.page));
  return written;
}

/** The order a click on a column's head asks for: its first order, then the other way round. */
export function nextSort(
  sort: TableState['sort'],
  column: { id: string; descendingFirst?: boolean },
): { column: string; descending: boolean } {
  const descending =
    sort?.column === column.id ? !sort.descending : (column.descendingFirst ?? false);
  return { column: column.id, descending };
}
