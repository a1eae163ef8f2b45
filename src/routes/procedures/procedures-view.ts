// What the list of procedures shows, as it stands in the address: `?q=dat dai&field=Đất đai&sort=short`.
// What cannot be meant is left out, never an error. Pure; the page's load imports it.
import { compareVietnamese, finderOf } from '#lib/domain/format.ts';
import type { ProcedureLift } from '#lib/domain/explain/lift.ts';

export interface ListedProcedure extends ProcedureLift {
  code: string;
  nameVi: string;
  field: string;
}

/** `units` is the order in which lifts come. */
export const PROCEDURE_ORDERS = ['units', 'short', 'alone', 'dossiers', 'name'] as const;
export type ProcedureOrder = (typeof PROCEDURE_ORDERS)[number];

export interface ProceduresView {
  search: string;
  field: string | null;
  sort: ProcedureOrder;
}

const MOST_CHARS = 300;

export function readView(params: URLSearchParams): ProceduresView {
  return {
    search: (params.get('q') ?? '').slice(0, MOST_CHARS),
    field: params.get('field') || null,
    sort: PROCEDURE_ORDERS.find((each) => each === params.get('sort')) ?? 'units',
  };
}

const COMPARE: Record<ProcedureOrder, (a: ListedProcedure, b: ListedProcedure) => number> = {
  units: () => 0,
  short: (a, b) => b.short - a.short,
  alone: (a, b) => b.reachAlone - a.reachAlone,
  dossiers: (a, b) => b.dossiers - a.dossiers,
  name: (a, b) => compareVietnamese(a.nameVi, b.nameVi),
};

/** Those in which every word sought stands, of one field where one is asked for, in the order asked for. */
export function listProcedures(
  procedures: readonly ListedProcedure[],
  { search, field, sort }: ProceduresView,
): ListedProcedure[] {
  const isFound = finderOf(search);
  return procedures
    .filter(
      (each) =>
        (field === null || each.field === field) &&
        isFound(`${each.nameVi} ${each.code} ${each.field}`),
    )
    .toSorted(COMPARE[sort]);
}

/** The fields that there are, each with how many procedures, by name. */
export const fieldsOf = (procedures: readonly ListedProcedure[]): [field: string, n: number][] =>
  [...Map.groupBy(procedures, ({ field }) => field)]
    .map(([field, own]): [string, number] => [field, own.length])
    .toSorted(([a], [b]) => compareVietnamese(a, b));
