// Build of the pages and settings of the test runner.
import { readFile } from 'node:fs/promises';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { minify, transformWithOxc, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const MESSAGES = {
  project: './src/lib/messages/project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['url' as const, 'baseLocale' as const],
};

/** `import text from './x.ts?script'`: a script to be written into pages, small and in a scope of its own. */
const scriptText: Plugin = {
  name: 'script-text',
  load: {
    filter: { id: /\?script$/ },
    async handler(id) {
      const file = id.replace('?script', '');
      this.addWatchFile(file);
      const { code } = await transformWithOxc(await readFile(file, 'utf8'), file);
      const small = await minify(file, `(()=>{${code}})()`);
      return `export default ${JSON.stringify(small.code.trim())}`;
    },
  },
};

/** What needs no process of its own: functions without a state, whose modules are loaded once for all. */
const OF_PAGES = ['src/{routes,lib/components}/**/*.test.ts'];
const OF_THE_DOMAIN = ['src/lib/{domain,charts}/**/*.test.ts'];

const SHARED = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  maxWorkers: 2,
} as const;
/** Node runs what it runs in production, as it runs it there. */
const IN_NODE = { ...SHARED, experimental: { viteModuleRunner: false, nodeLoader: false } };

export default defineConfig({
  plugins: [
    scriptText,
    sveltekit(),
    // Under vitest the plugin keeps the servers from closing; jobs/bootstrap.js compiles the messages
    // before the tests run.
    ...(process.env.VITEST ? [] : [paraglideVitePlugin(MESSAGES)]),
  ],
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...SHARED,
          name: 'pages',
          include: OF_PAGES,
          isolate: false,
          // Three thousand small modules that need nothing of Vite.
          server: { deps: { external: [/\/paraglide\//] } },
        },
      },
      {
        extends: false,
        test: {
          ...IN_NODE,
          name: 'domain',
          include: OF_THE_DOMAIN,
          setupFiles: ['tests/helpers/ci-seed.ts'],
          isolate: false,
        },
      },
      {
        extends: false,
        test: {
          ...IN_NODE,
          name: 'server',
          include: ['src/**/*.test.ts', 'jobs/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...OF_PAGES, ...OF_THE_DOMAIN],
          // Every test file that needs PostgreSQL gets a database of its own on one shared server.
          globalSetup: ['tests/helpers/global-setup.ts'],
        },
      },
    ],
  },
});
