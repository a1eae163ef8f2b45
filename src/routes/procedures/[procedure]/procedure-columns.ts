// The columns of the table of units that offer a procedure, and what it is narrowed by. Only the page
// imports it.
import type { TableColumn, TableFacet } from '#lib/components/table-state.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

export type OfferingRow = PageData['offering'][number];

const partOf = (some: number, { received }: OfferingRow): number | null =>
  received === 0 ? null : some / received;

export const columnsOf = (): TableColumn<OfferingRow>[] => [
  {
    id: 'unit',
    label: m.procedure_col_unit(),
    sort: (row) => unitNameOf(row.unit),
    heads: true,
    fixed: true,
  },
  {
    id: 'level',
    label: m.procedure_col_level(),
    sort: (row) => row.level,
    numeric: true,
    descendingFirst: true,
  },
  {
    id: 'since',
    label: m.procedure_col_since(),
    sort: (row) => row.since,
    optional: true,
  },
  { id: 'office', label: m.procedure_col_office(), sort: (row) => row.office, optional: true },
  {
    id: 'dossiers',
    label: m.procedure_col_dossiers(),
    sort: (row) => row.received,
    numeric: true,
    descendingFirst: true,
    optional: true,
  },
  {
    id: 'filed',
    label: m.procedure_col_filed(),
    sort: (row) => partOf(row.filedOnline, row),
    numeric: true,
    descendingFirst: true,
  },
  {
    id: 'handled',
    label: m.procedure_col_handled(),
    sort: (row) => partOf(row.handledOnline, row),
    numeric: true,
    descendingFirst: true,
    optional: true,
  },
  {
    id: 'onTime',
    label: m.procedure_col_on_time(),
    sort: (row) => partOf(row.onTime, row),
    numeric: true,
    descendingFirst: true,
    optional: true,
  },
];

/** @param groups those in which anybody offers it */
export const facetsOf = (groups: TableFacet<OfferingRow>['options']): TableFacet<OfferingRow>[] => [
  {
    id: 'level',
    label: m.procedure_col_level(),
    options: ['4', '3', '2', '1'].map((level) => ({
      value: level,
      label: m.procedure_level({ level }),
    })),
    fits: (row, chosen) => String(row.level) === chosen,
  },
  ...(groups.length > 1
    ? [
        {
          id: 'group',
          label: m.procedure_col_group(),
          options: groups,
          fits: (row: OfferingRow, chosen: string) => row.unit.groupId === chosen,
        },
      ]
    : []),
];
