// The words of search results. The page of the search and the field in the frame import it.
import { m } from '#lib/paraglide/messages.js';
import type { SoughtKind } from '#lib/domain/search/find.ts';

const KINDS: Record<SoughtKind, () => string> = {
  unit: m.search_kind_unit,
  body: m.search_kind_body,
  indicator: m.search_kind_indicator,
  series: m.search_kind_series,
  procedure: m.search_kind_procedure,
  page: m.search_kind_page,
  term: m.search_kind_term,
};

/** What a result is, and what tells it from others of its name. */
export const kindText = (kind: SoughtKind, note: string | null): string =>
  note === null ? KINDS[kind]() : `${KINDS[kind]()}, ${note}`;
