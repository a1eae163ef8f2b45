// Pages that are true for this moment alone. Loads of pages import it.
import { getRequestEvent } from '$app/server';

/**
 * Says that the page being made shows what is about to change though nothing is written: others wait, a
 * search goes on, something failed. It is then not kept for the next reader.
 */
export function passing(): void {
  getRequestEvent().locals.isPassing = true;
}
