// What the address bar says, also after a part of the page wrote into it without asking the server:
// `page.url` stays at the last navigation then. Parts that keep their state in the address import it.
import { goto, pushState, replaceState } from '$app/navigation';
import { page } from '$app/state';

export const shownUrl = (): URL => new URL(page.state.search ?? page.url.search, page.url);

export const shownParams = (): URLSearchParams => shownUrl().searchParams;

/** A query of this very page; the path alone where nothing is asked. */
export function addressOf(params: URLSearchParams): string {
  const query = params.toString();
  return query ? `?${query}` : page.url.pathname;
}

/** Beside what other parts keep. A lone "?" is no query at all. */
const stateWith = (params: URLSearchParams): App.PageState => ({
  ...page.state,
  search: `?${params.toString()}`,
});

/** Writes the query, which the page's parts follow; going back brings the one before. */
export function pushParams(params: URLSearchParams): void {
  pushState(addressOf(params), stateWith(params));
}

/** The same in place of what is there, so that going back leads past it. */
export function replaceParams(params: URLSearchParams): void {
  replaceState(addressOf(params), stateWith(params));
}

/** Asks the server for the query; place and focus stay. */
export const goToParams = (params: URLSearchParams): Promise<void> =>
  goto(addressOf(params), { keepFocus: true, noScroll: true });
