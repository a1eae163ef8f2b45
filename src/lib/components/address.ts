// Addresses of pages in the language being read. Every link of a component or a page is made here.
// Anyone above components may import it.
import { resolve } from '$app/paths';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import type { Locale } from '#lib/domain/format.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';

export type Query = Record<string, string | number | null | undefined>;

/** The language of the page. */
export const locale = (): Locale => getLocale();

/** `?a=1&b=2` of what has a value; nothing where nothing has. */
export function queryText(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** A series as addresses name it: the gathered one is meant where none is. */
export const seriesNamed = (series: string): string | null =>
  series === GATHERED_SERIES ? null : series;

/** The English first page is `/en`; the router would answer `/en/` with a redirect. */
const withoutSlash = (address: string): string => address.replace(/(?<=[^/])\/(?=$|\?)/, '');

/**
 * The address of a page of ours, in the language being read.
 *
 * @param path from the root and without language, e.g. `/rankings/provinces/share_l4`
 */
export function localHref(path: string, query: Query = {}): string {
  return withoutSlash(localizeHref(resolve(path as '/'))) + queryText(query);
}

/** This very view in another language: same page, same query. */
export function hrefIn(url: URL, language: Locale): string {
  return withoutSlash(localizeHref(url.pathname + url.search, { locale: language }));
}

/** A file of the API, which has no language in its address. */
export const apiHref = (path: string, query: Query = {}): string =>
  resolve(`/api/v1/${path}` as '/') + queryText(query);
