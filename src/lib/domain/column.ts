// One number a unit for a whole group, in the order of its units. Types only; the engine's parts hand
// columns to each other.
import type { MissingReason } from './missing.ts';

export interface Column {
  /** NaN where there is none. */
  values: Float64Array;
  /** Why there is none, by place. */
  missing: ReadonlyMap<number, MissingReason>;
}
