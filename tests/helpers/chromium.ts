// Finds a Chromium for the browser tests, or installs Debian's. tests/run.ts and playwright.config.ts
// import it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ON_MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** TIENDO_CHROMIUM, or the first known name on the PATH; null where there is none. */
export function findChromium(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const named = process.env.TIENDO_CHROMIUM ? [process.env.TIENDO_CHROMIUM] : [];
  return [...named, ...places, ...ON_MAC].find(canRun) ?? null;
}

/**
 * A Chromium to run. Where there is none, root on Debian (or what is made of it) gets one installed.
 *
 * @throws Error that says what to do where that is not possible
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 2, 2],
      });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome, and none was found. Install one ' +
      '(Debian: apt-get install chromium), or name it: TIENDO_CHROMIUM=/path/to/chrome npm test',
  );
}
