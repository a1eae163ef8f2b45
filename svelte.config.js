// The pages' build. Vietnamese and English share one set of routes; the words come from messages.
import adapter from '@sveltejs/adapter-node';

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
