// What a table shows, as it stands in the address: `?sort=-value&q=ha&region=dbsh&cols=value`. The
// server and the browser read the same text, so that every view can be linked to and works without
// scripts. Pure; DataTable and its tests import it.

export interface TableColumn<Row> {
  id: string;
  label: string;
  /** What rows are ordered by; null stands last either way. A column without one cannot be sorted. */
  sort?: (row: Row) => string | number | null;
  /** First click orders from the largest down. */
  descendingFirst?: boolean;
  /** Stands on the right. */
  numeric?: boolean;
  /** Left out on phones. */
  optional?: boolean;
  /** The reader may not hide it. */
  fixed?: boolean;
  /** The cell that names the row. */
  heads?: boolean;
  width?: string;
}

/** One choice that narrows the rows, e.g. the region. */
export interface TableFacet<Row> {
  id: string;
  label: string;
  options: { value: string; label: string }[];
  value: (row: Row) => string;
}

export interface TableState {
  sort: { column: string; descending: boolean } | null;
  search: string;
  /** By facet; absent where all are shown. */
  chosen: Record<string, string>;
  hidden: string[];
}

export interface TableSpec {
  /** Columns that can be sorted. */
  sortable: string[];
  /** Columns that can be hidden. */
  hideable: string[];
  facets: { id: string; options: { value: string }[] }[];
  /** Put before every name in the address, so that two tables can share one. */
  prefix: string;
}

/** Longest search text kept; names are shorter. */
const MAX_SEARCH_CHARS = 100;

/** The names a table uses in the address. */
export const tableParams = (spec: TableSpec): string[] =>
  ['sort', 'q', 'cols', ...spec.facets.map((facet) => facet.id)].map((name) => spec.prefix + name);

/** Reads what the address asks for; what it does not know is left out, never an error. */
export function readTableState(params: URLSearchParams, spec: TableSpec): TableState {
  const get = (name: string) => params.get(spec.prefix + name);
  const sortText = get('sort') ?? '';
  const column = sortText.replace(/^-/, '');
  const chosen: Record<string, string> = {};
  for (const facet of spec.facets) {
    const value = get(facet.id);
    if (value && facet.options.some((option) => option.value === value)) chosen[facet.id] = value;
  }
  const shown = params.getAll(`${spec.prefix}cols`);
  return {
    sort: spec.sortable.includes(column) ? { column, descending: sortText.startsWith('-') } : null,
    search: (get('q') ?? '').slice(0, MAX_SEARCH_CHARS),
    chosen,
    hidden: shown.length === 0 ? [] : spec.hideable.filter((id) => !shown.includes(id)),
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
  const set = (name: string, value: string) => written.set(spec.prefix + name, value);
  if (state.sort) set('sort', (state.sort.descending ? '-' : '') + state.sort.column);
  if (state.search) set('q', state.search);
  for (const [facet, value] of Object.entries(state.chosen)) set(facet, value);
  if (state.hidden.length > 0) {
    for (const id of spec.hideable) {
      if (!state.hidden.includes(id)) written.append(`${spec.prefix}cols`, id);
    }
  }
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
