// Where a command keeps its database when nobody says where. Jobs import it.
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHARED_FOLDER } from './cluster-binaries.ts';
import { closedFolder, serverUser } from './cluster-user.ts';

const PROJECT = dirname(fileURLToPath(new URL('../../../../package.json', import.meta.url)));

/**
 * `.data/NAME` in the project. Root, whose PostgreSQL runs as another user, gets a folder under
 * /var/lib instead where that user may not pass: a checkout below a closed home folder.
 *
 * @param name `demo` or `tiendo`
 * @param project the checkout; another one in tests
 */
export async function defaultFolder(name: string, project = PROJECT): Promise<string> {
  const folder = join(project, '.data', name);
  const user = await serverUser(join(folder, 'postgres', 'cluster'));
  if ((await closedFolder(folder, user)) === null) return folder;
  const place = createHash('sha256').update(project).digest('hex').slice(0, 8);
  return join(SHARED_FOLDER, `${name}-${place}`);
}
