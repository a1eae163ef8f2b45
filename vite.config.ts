// Build of the pages and settings of the test runner.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    sveltekit(),
    paraglideVitePlugin({
      project: './src/lib/messages/project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['url', 'baseLocale'],
    }),
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
