// The pages' build. Vietnamese and English share one set of routes; the words come from messages.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';

/** The one script written into every page by hand, which sets light or dark before anything is drawn. */
const inlineScript =
  /<script>(.*?)<\/script>/s.exec(readFileSync('src/app.html', 'utf8'))?.[1] ?? '';
const inlineHash = createHash('sha256').update(inlineScript).digest('base64');

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    // Addresses are put into a language after `resolve()`, which needs them from the root.
    paths: { relative: false },
    // Who may write from where is asked by server/access/guard.ts, of every type of content and before a
    // route runs; this wall would answer a portal's push in words of its own.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', `sha256-${inlineHash}`],
        // Bars and tiles carry their own width and position as style attributes.
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
        'form-action': ['self'],
      },
    },
  },
};
