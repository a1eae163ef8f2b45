// Types that SvelteKit looks for.
import type { Edition } from '#lib/components/release-mark.ts';

declare global {
  namespace App {
    interface PageData {
      /** Every release of the periods that have more than one. */
      editions?: Edition[];
    }
    interface Error {
      message: string;
      /** Where the period asked for has no release: those that have one, newest first. */
      periods?: string[];
    }
  }
}

export {};
