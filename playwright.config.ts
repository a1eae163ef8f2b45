// Browser tests: the built pages on a real database, in a real Chromium.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  reporter: [['list']],
  use: {
    viewport: { width: 1320, height: 900 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    launchOptions: {
      // A Chromium that is there already saves a download.
      ...(process.env.TIENDO_CHROMIUM && { executablePath: process.env.TIENDO_CHROMIUM }),
      args: ['--no-sandbox'],
    },
  },
});
