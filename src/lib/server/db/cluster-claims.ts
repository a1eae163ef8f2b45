// Which processes use a cluster: each leaves a file with its name, and the last to go stops the
// server. A process killed hard leaves its file; it counts for nothing once the process is gone.
// Only the cluster files import it.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isAlive, nameSelf } from './cluster-process.ts';

const claimSchema = v.object({
  pid: v.number(),
  started: v.string(),
  /** What was run, for the person who asks who holds the folder. */
  command: v.string(),
});

export type Claim = v.InferOutput<typeof claimSchema>;

/** Leaves this process's claim. Returns the name of its file. */
export async function leaveClaim(claimsFolder: string): Promise<string> {
  const file = join(claimsFolder, `${process.pid}-${randomBytes(4).toString('hex')}.json`);
  const claim: Claim = { ...(await nameSelf()), command: process.argv.slice(1).join(' ') };
  await writeFile(`${file}.part`, JSON.stringify(claim));
  await rename(`${file}.part`, file);
  return file;
}

async function readClaim(file: string): Promise<Claim | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : v.parse(claimSchema, JSON.parse(text));
}

/** The claims of living processes beside `own`. Files of those that are gone are cleared away. */
export async function otherClaims(claimsFolder: string, own: string): Promise<Claim[]> {
  const names = (await readdir(claimsFolder)).filter((name) => name.endsWith('.json'));
  const files = names.map((name) => join(claimsFolder, name)).filter((file) => file !== own);
  const claims: Claim[] = [];
  for (const file of files) {
    const claim = await readClaim(file);
    if (claim !== null && (await isAlive(claim))) claims.push(claim);
    else await rm(file, { force: true });
  }
  return claims;
}
