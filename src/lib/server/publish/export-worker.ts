// The worker thread of zipped.ts: reads a release and what it was built from over a connection of its
// own, and packs it. Nobody imports it.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../db/client.ts';
import { readRelease } from '../store/releases.ts';
import { zipRelease } from './export.ts';
import type { ExportTask, ZippedRelease } from './zipped.ts';

const { databaseUrl, release: id } = workerData as ExportTask;

async function zip(): Promise<ZippedRelease | null> {
  const db = connect(databaseUrl, { max: 1, name: 'tiendo-export' });
  try {
    const release = await readRelease(db, id);
    const body = release && (await zipRelease(db, release));
    return body && { body, hash: createHash('sha256').update(body).digest('base64url') };
  } finally {
    await db.close();
  }
}

const zipped = await zip();
parentPort?.postMessage(zipped, zipped ? [zipped.body.buffer] : []);
