// Public pages are read before a script is loaded: SvelteKit's own starts where a reader reaches for the
// page, by pointer, touch, key or focus. The script at the end of app.html starts it and hands over what
// the reader did until then. Only the hook imports it.
import type { ResolveOptions } from '@sveltejs/kit';

/** SvelteKit's script at the end of a page's body. */
const START = /<script>(?=\s*\{\s*__sveltekit_)/;

/**
 * Leaves SvelteKit's script on the page as text, which browsers do not run, beside the names of the files
 * that it will ask for. Its hash in the policy of scripts stays true: the text is not touched.
 */
export function startOnReach(): Required<Pick<ResolveOptions, 'preload' | 'transformPageChunk'>> {
  const files: string[] = [];
  return {
    preload({ type, path }) {
      if (type === 'js') files.push(path);
      return type === 'css';
    },
    transformPageChunk: ({ html }) =>
      html.replace(START, `<script type="text/later" data-files="${files.join(' ')}">`),
  };
}
