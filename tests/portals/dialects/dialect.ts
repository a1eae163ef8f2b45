// A dialect is the way in which one maker's portal software answers: its address, the names and forms
// of its fields, its nesting and its pages. The mapping that a source is registered with undoes it.
import type { Service, ServiceCounts } from '../unit-services.ts';

/** Which rows a request asks for. */
export interface Window {
  period: string;
  offset: number;
  limit: number;
}

/** What a page of rows is, for the envelope around them. */
export interface Page extends Window {
  /** The unit's official code. */
  unit: string;
  /** Rows of the whole quarter. */
  total: number;
}

export interface Dialect {
  name: string;
  /** Whether replies carry an ETag and are not sent again to who knows it. */
  hasVersions?: boolean;
  /** How to read it, in the mapping language of the gatherer. */
  mapping: object;
  /** The window that a request asks for; null where the address is none of this dialect's. */
  readRequest(url: URL): Window | null;
  /** The first part of a row, which says what the service is and is the same in every quarter. */
  openRow(service: Service): string;
  /** The rest of a row. The counts are plain numbers, so the text is put together by hand: it is fast. */
  closeRow(counts: ServiceCounts): string;
  /** What stands in a reply before and after its rows, which are the inside of a JSON array. */
  envelope(page: Page): [before: string, after: string];
}

/** No request gets more rows than this. */
const MAX_LIMIT = 1000;

/** A whole number from 0 up in a query, or null where the text is none. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/** The window between `offset` and `offset + limit`; null where a part is missing or the limit is out of bounds. */
export function windowOf(
  period: string | null,
  offset: number | null,
  limit: number | null,
): Window | null {
  if (period === null || offset === null || limit === null) return null;
  return limit >= 1 && limit <= MAX_LIMIT && offset >= 0 ? { period, offset, limit } : null;
}

/** `2020`, `1` → `2020-Q1`; null where it is no quarter. */
export function quarterCode(year: string | null, quarter: string | null): string | null {
  return /^\d{4}$/.test(year ?? '') && /^[1-4]$/.test(quarter ?? '') ? `${year}-Q${quarter}` : null;
}

/** The opening part of a row from its fields: the object without its closing brace. */
export function openObject(fields: object): string {
  return JSON.stringify(fields).slice(0, -1);
}
