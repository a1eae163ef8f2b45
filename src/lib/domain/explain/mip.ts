// A mixed-integer programme as plain arrays, and what is asked of whoever solves it: the domain knows
// no solver. Types only; rank-bounds.ts makes programmes, the server's solver.ts solves them.

export interface MipRow {
  lower: number;
  upper: number;
  /** Columns with a coefficient other than 0. */
  columns: number[];
  values: number[];
}

/** Minimise Σ cost·x, with every x and every row between its ends. */
export interface MipModel {
  costs: number[];
  lower: number[];
  upper: number[];
  isInteger: boolean[];
  rows: MipRow[];
}

export interface MipAnswer {
  /** No solution costs less: the minimum itself where it was found in time. */
  bound: number;
  /** The best solution found; null where time ran out before there was any. */
  values: number[] | null;
}

/** Null where there is no time left. */
export type SolveMip = (model: MipModel) => MipAnswer | null;
