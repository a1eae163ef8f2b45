// A secret that the demo draws for itself and keeps in its data folder, so that nobody is signed out
// by a restart. A real installation is given its own (TIENDO_SECRET). demo and dev import it.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'session-secret';

/** The secret of a data folder: the one drawn before, or a new one. */
export async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, FILE);
  const drawn = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true });
  try {
    // Two that start at once agree on the one that was first.
    await writeFile(file, drawn, { mode: 0o600, flag: 'wx' });
    return drawn;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    return (await readFile(file, 'utf8')).trim();
  }
}
