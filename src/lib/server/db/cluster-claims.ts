// Which processes use a cluster: each leaves a file with its name, and the last to go stops the
// server. A process killed hard leaves its file; it counts for nothing once the process is gone.
// Only the cluster files import it.
//
// Nobody comes in on a server that is being stopped: whoever goes first says so and then looks who
// else is there; whoever comes first leaves a claim and then looks who is going. One of the two sees
// the other, whatever the order, and no lock can be left behind.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { isAlive, nameSelf } from './cluster-process.ts';

const POLL_MS = 25;

const claimSchema = v.object({
  pid: v.number(),
  started: v.string(),
  /** What was run, for the person who asks who holds the folder. */
  command: v.string(),
  /** Set before the process looks whether it is the last. */
  leaving: v.boolean(),
});

export type Claim = v.InferOutput<typeof claimSchema>;

async function writeClaim(file: string, leaving: boolean): Promise<void> {
  const command = process.argv.slice(1).join(' ');
  const claim: Claim = { ...(await nameSelf()), command, leaving };
  await writeFile(`${file}.part`, JSON.stringify(claim));
  await rename(`${file}.part`, file);
}

async function readClaim(file: string): Promise<Claim | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : v.parse(claimSchema, JSON.parse(text));
}

/** The claims of living processes beside `own`. Files of those that are gone are cleared away. */
async function otherClaims(folder: string, own: string): Promise<Claim[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const files = names.map((name) => join(folder, name)).filter((file) => file !== own);
  const claims: Claim[] = [];
  for (const file of files) {
    const claim = await readClaim(file);
    if (claim !== null && (await isAlive(claim))) claims.push(claim);
    else await rm(file, { force: true });
  }
  return claims;
}

/** Those that use the server beside `own`. */
export async function otherUsers(folder: string, own: string): Promise<Claim[]> {
  return (await otherClaims(folder, own)).filter((claim) => !claim.leaving);
}

/** Leaves this process's claim and waits while others are going. Returns the claim's file. */
export async function leaveClaim(folder: string): Promise<string> {
  const file = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.json`);
  await writeClaim(file, false);
  while ((await otherClaims(folder, file)).some((claim) => claim.leaving)) await pause(POLL_MS);
  return file;
}

/** Withdraws a claim; before that calls `ifLast` where no other process uses the server. */
export async function withdrawClaim(
  folder: string,
  file: string,
  ifLast: () => Promise<void>,
): Promise<void> {
  try {
    await writeClaim(file, true);
    if ((await otherUsers(folder, file)).length === 0) await ifLast();
  } finally {
    await rm(file, { force: true });
  }
}
