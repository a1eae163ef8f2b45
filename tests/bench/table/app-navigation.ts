// Stands in for SvelteKit's `$app/navigation` on the bench's page, which has no router: the address is
// written as the router writes it, and `page` follows.
import { page } from './app-state.svelte.ts';

export function pushState(url: string, state: App.PageState): void {
  history.pushState(null, '', url);
  page.state = state;
}

export function replaceState(url: string, state: App.PageState): void {
  history.replaceState(null, '', url);
  page.state = state;
}

/** Parts that ask the server do not stand on the bench's page. */
export function goto(url: string): never {
  throw new Error(`the bench has no server to ask for ${url}`);
}
