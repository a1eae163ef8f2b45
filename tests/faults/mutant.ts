// A copy of the gatherer with the transaction taken out: statements run one by one on the same
// connection, each kept at once. The kill test must find it out.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './kill-gatherer.ts';

const PARTS = [
  'package.json',
  'src/lib/server',
  'src/lib/domain',
  'jobs',
  'tests/helpers',
  'tests/faults',
];
const CLIENT = 'src/lib/server/db/client.ts';
const BEGIN = 'db.sql.begin(held)';

const WITHOUT_TRANSACTION = `
async function withoutTransaction<T>(
  sql: postgres.Sql,
  work: (client: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const client = await sql.reserve();
  try {
    return await work(client as unknown as postgres.TransactionSql);
  } finally {
    client.release();
  }
}
`;

/** Makes the copy in a folder of its own. Throws where the transaction is no longer where it was. */
export async function makeMutant(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-mutant-'));
  for (const part of PARTS) {
    await mkdir(join(folder, part, '..'), { recursive: true });
    await cp(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const client = await readFile(join(folder, CLIENT), 'utf8');
  if (!client.includes(BEGIN)) throw new Error(`${CLIENT} no longer has "${BEGIN}"`);
  const mutated = client.replace(BEGIN, 'withoutTransaction(db.sql, held)') + WITHOUT_TRANSACTION;
  await writeFile(join(folder, CLIENT), mutated);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
