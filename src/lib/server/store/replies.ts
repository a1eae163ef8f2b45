// Replies as they came: each body once a source, gzipped, under its SHA-256, and which run received
// which. Only the gather job imports it.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Db } from '../db/client.ts';
import type { Reply } from '../sources/fetch.ts';
import type { Claim } from './runs.ts';

const compress = promisify(gzip);
/** Level 1 takes a third of the time of the default and leaves a quarter more. */
const COMPRESSION = { level: 1 };

async function storeBodies(tx: Db, claim: Claim, replies: readonly Reply[]): Promise<void> {
  const unique = [...new Map(replies.map((reply) => [reply.hash, reply])).values()];
  const hashes = unique.map((reply) => reply.hash);
  const known = await tx.sql<{ hash: string }[]>`
    select hash from reply where unit_id = ${claim.unitId} and source_id = ${claim.sourceId}
      and hash = any(${hashes}::text[])`;
  const seen = new Set(known.map((row) => row.hash));
  const rows = await Promise.all(
    unique
      .filter((reply) => !seen.has(reply.hash))
      .map(async (reply) => ({
        unit_id: claim.unitId,
        source_id: claim.sourceId,
        hash: reply.hash,
        body: await compress(reply.body, COMPRESSION),
        bytes: reply.body.byteLength,
        content_type: reply.contentType,
        first_seen_at: reply.receivedAt.toISOString(),
      })),
  );
  for (const row of rows) {
    await tx.sql`insert into reply ${tx.sql(row)} on conflict do nothing`;
  }
}

/**
 * Stores what a try received, in order. What an earlier try of the same run received no longer counts
 * as the run's; its bodies stay.
 */
export async function storeReplies(tx: Db, claim: Claim, replies: readonly Reply[]): Promise<void> {
  await storeBodies(tx, claim, replies);
  await tx.sql`
    delete from run_reply where unit_id = ${claim.unitId} and run_id = ${claim.runId}`;
  if (replies.length === 0) return;
  const rows = replies.map((reply, place) => ({
    unit_id: claim.unitId,
    run_id: claim.runId,
    ordinal: place + 1,
    source_id: claim.sourceId,
    hash: reply.hash,
    url: reply.url,
    status: reply.status,
    received_at: reply.receivedAt.toISOString(),
  }));
  await tx.sql`insert into run_reply ${tx.sql(rows)}`;
}

/** Hashes of what the last successful run of this source and period received, in order; else empty. */
export async function readLastHashes(
  db: Db,
  source: { sourceId: string; unitId: string },
  period: string,
): Promise<string[]> {
  const rows = await db.sql<{ hash: string }[]>`
    select hash from run_reply where unit_id = ${source.unitId} and run_id = (
      select id from job_run where job = 'gather' and source_id = ${source.sourceId}
        and period = ${period} and state = 'done'
      order by as_of desc, finished_at desc limit 1)
    order by ordinal`;
  return rows.map((row) => row.hash);
}
