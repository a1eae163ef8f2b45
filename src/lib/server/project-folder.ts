// Where the product lies on disk. The built pages lie elsewhere in it than the files that they were
// built from; whoever starts a child or a thread from a source file asks here.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function folderOf(from: string): string {
  const isThere = existsSync(join(from, 'package.json'));
  return isThere || dirname(from) === from ? from : folderOf(dirname(from));
}

/** The folder of package.json. */
export const PROJECT_FOLDER = folderOf(import.meta.dirname);
