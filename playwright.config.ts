// Browser tests: the built pages on a real database, in a real Chromium.
import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/helpers/chromium.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  // A busy machine answers late; what is wrong stays wrong.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1320, height: 900 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      // Nothing of the browser's own may reach beyond this machine.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
