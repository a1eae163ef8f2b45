// Build of the pages and settings of the test runner.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const MESSAGES = {
  project: './src/lib/messages/project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['url' as const, 'baseLocale' as const],
};

export default defineConfig({
  plugins: [
    sveltekit(),
    // Under vitest the plugin keeps the servers from closing; jobs/bootstrap.js compiles the messages
    // before the tests run.
    ...(process.env.VITEST ? [] : [paraglideVitePlugin(MESSAGES)]),
  ],
  test: {
    include: ['src/**/*.test.ts', 'jobs/**/*.test.ts', 'tests/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Every test file that needs PostgreSQL gets a database of its own on one shared server.
    globalSetup: ['tests/helpers/global-setup.ts'],
    maxWorkers: 2,
  },
});
