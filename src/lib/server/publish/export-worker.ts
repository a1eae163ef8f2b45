// The worker thread of zipped.ts: reads a release and what it was built from over a connection of its
// own, and packs it. Nobody imports it.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../db/client.ts';
import { invariant } from '../errors.ts';
import { readRelease } from '../store/releases.ts';
import { zipRelease, type Refusal } from './export.ts';
import type { ExportTask, ZippedRelease } from './zipped.ts';

const { databaseUrl, release: id } = workerData as ExportTask;

async function zip(): Promise<ZippedRelease | Refusal> {
  const db = connect(databaseUrl, { max: 1, name: 'tiendo-export' });
  try {
    const release = await readRelease(db, id);
    invariant(release, `release ${id} is there to be packed`);
    const body = await zipRelease(db, release);
    return 'refused' in body
      ? body
      : { body, hash: createHash('sha256').update(body).digest('base64url') };
  } finally {
    await db.close();
  }
}

const zipped = await zip();
parentPort?.postMessage(zipped, 'refused' in zipped ? [] : [zipped.body.buffer]);
