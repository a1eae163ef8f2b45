// The script that stands in every page itself (src/scripts), and what the policy of scripts has to know of
// it. Pages to be read start SvelteKit's own only where a reader reaches for them. Only the hook imports it.
import { createHash } from 'node:crypto';
import type { Handle } from '@sveltejs/kit';
import beforePaint from '../../../scripts/before-paint.ts?script';
import onReach from '../../../scripts/on-reach.ts?script';

const SCRIPT = beforePaint + onReach;
const HASH = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;
const POLICY = 'content-security-policy';

/** SvelteKit's script at the end of a page's body. */
const START = /<script>(?=\s*\{\s*__sveltekit_)/;

/**
 * Leaves SvelteKit's script on the page as text, which browsers do not run, beside the names of the files
 * that it will ask for. Its hash in the policy stays true: the text is not touched.
 */
const putOff = (html: string, files: readonly string[]): string =>
  html.replace(START, `<script type="text/later" data-files="${files.join(' ')}">`);

/** Who is at work has a page that works at once. */
export const writeScripts: Handle = async ({ event, resolve }) => {
  const isAtWork = event.locals.person !== null;
  const files: string[] = [];
  const response = await resolve(event, {
    preload({ type, path }) {
      if (type === 'js') files.push(path);
      return type === 'css' || (type === 'js' && isAtWork);
    },
    transformPageChunk({ html }) {
      const page = html.replace('</head>', () => `<script>${SCRIPT}</script></head>`);
      return isAtWork ? page : putOff(page, files);
    },
  });
  const policy = response.headers.get(POLICY);
  if (policy !== null) response.headers.set(POLICY, policy.replace('script-src', `$& ${HASH}`));
  return response;
};
