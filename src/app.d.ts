// Types that SvelteKit looks for.
declare global {
  namespace App {
    interface Error {
      message: string;
    }
  }
}

export {};
