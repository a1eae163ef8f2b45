// Types that SvelteKit looks for.
declare global {
  namespace App {
    interface Error {
      message: string;
      /** Where the period asked for has no release: those that have one, newest first. */
      periods?: string[];
    }
  }
}

export {};
