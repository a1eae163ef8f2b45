// Which rows of a comparison are looked at, as the address says it.
import type { RowDifference } from '#lib/domain/compare-lists.ts';

export const KINDS: readonly RowDifference[] = ['different', 'only-theirs', 'only-ours'];

export interface View {
  /** Null for all. */
  kind: RowDifference | null;
  search: string;
  /** From 1. */
  page: number;
}

/** What the address says; whatever it says wrongly is taken as not said. */
export function readView(params: URLSearchParams): View {
  const page = Number(params.get('page') ?? 1);
  return {
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? null,
    search: (params.get('q') ?? '').slice(0, 100),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}
