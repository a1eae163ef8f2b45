// Which page of a long list an address asks for. Loads of pages import it.

/** The page shown and what it holds. */
export interface PageOf<T> {
  items: T[];
  /** From 1. */
  page: number;
  /** 1 where the list is empty. */
  pages: number;
  /** How many stand before it. */
  from: number;
}

/** The number of `?page=` within the pages that there are; 1 where it says nothing, or no number. */
export function pageAsked(params: URLSearchParams, pages: number): number {
  const asked = Math.trunc(Number(params.get('page'))) || 1;
  return Math.min(Math.max(asked, 1), Math.max(pages, 1));
}

/** The part of a list that `?page=` asks for. */
export function pageOf<T>(all: readonly T[], size: number, params: URLSearchParams): PageOf<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = pageAsked(params, pages);
  const from = (page - 1) * size;
  return { items: all.slice(from, from + size), page, pages, from };
}
