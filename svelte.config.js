// The pages' build. Vietnamese and English share one set of routes; the words come from messages.
import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    // Addresses are put into a language after `resolve()`, which needs them from the root.
    paths: { relative: false },
    // A page is drawn from its first answer; the largest has some 40 kB of styles, 8 kB of them on the way.
    inlineStyleThreshold: 60_000,
    // Who may write from where is asked by server/access/guard.ts, of every type of content and before a
    // route runs; this wall would answer a portal's push in words of its own.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        // And our own that stand in pages (server/pages/page-scripts.ts).
        'script-src': ['self'],
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
