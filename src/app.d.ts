// Types that SvelteKit looks for.
import type { Edition } from '#lib/components/release-mark.ts';
import type { Person } from '#lib/server/access/person.ts';

declare global {
  namespace App {
    interface Locals {
      /** Who is signed in; null for everybody else. */
      person: Person | null;
      /** Whether the page shows what is true for this moment alone; see server/pages/passing.ts. */
      isPassing?: true;
    }
    interface PageData {
      /** Every release of the periods that have more than one. */
      editions?: Edition[];
    }
    interface PageState {
      /** The query of the address where a part of the page wrote it without asking the server. */
      search?: string;
      /** The address of a figure whose provenance stands open beside the page. */
      figure?: string;
    }
    interface Error {
      /** In the reader's language where the status is under 500. */
      message: string;
      /** What to do about it, where that is not the same for every page. */
      hint?: string;
      /** Where the period asked for has no release: those that have one, newest first. */
      periods?: string[];
      /** Path and query of the page that was refused, where another was made in its place. */
      address?: string;
    }
  }
}

export {};
