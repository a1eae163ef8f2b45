// Replies as they came: each body once a source, packed, under its SHA-256, and which run received
// which. Jobs, the receipts of what is handed in, and the pages that hand out what came import it.
import { promisify } from 'node:util';
import { constants, gunzip, zstdCompress, zstdDecompress } from 'node:zlib';
import type { Db } from '../db/client.ts';
import { invariant } from '../errors.ts';
import type { Reply } from '../sources/fetch.ts';
import type { KnownReplies, TracedReply } from '../sources/kind.ts';
import type { Claim } from './runs.ts';

const zstd = promisify(zstdCompress);
const unzstd = promisify(zstdDecompress);
const ungzip = promisify(gunzip);
/** Zstandard takes half the time of gzip, each at its quickest, and leaves a third less. */
const QUICKEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The first two bytes of what was packed by gzip, as bodies once were. */
const GZIP_MAGIC = 0x1f8b;
const unpack = (body: Buffer): Promise<Buffer> =>
  body.length > 1 && body.readUInt16BE() === GZIP_MAGIC ? ungzip(body) : unzstd(body);

/** The run that received them. */
type Receiver = Pick<Claim, 'runId' | 'unitId' | 'sourceId'>;

/** Bodies of a source that are not stored yet, packed, each once. */
async function packNew(claim: Receiver, replies: readonly Reply[], stored: ReadonlySet<string>) {
  const unique = new Map(replies.map((reply) => [reply.hash, reply]));
  const added = [...unique.values()].filter(({ hash }) => !stored.has(hash));
  return Promise.all(
    added.map(async ({ hash, body, contentType, receivedAt }) => ({
      unit_id: claim.unitId,
      source_id: claim.sourceId,
      hash,
      body: await zstd(body, QUICKEST),
      bytes: body.byteLength,
      content_type: contentType,
      first_seen_at: receivedAt.toISOString(),
    })),
  );
}

const trailOf = (claim: Receiver, replies: readonly Reply[]) =>
  replies.map((reply, place) => ({
    unit_id: claim.unitId,
    run_id: claim.runId,
    ordinal: place + 1,
    source_id: claim.sourceId,
    hash: reply.hash,
    url: reply.url,
    status: reply.status,
    etag: reply.etag,
    last_modified: reply.lastModified,
    received_at: reply.receivedAt.toISOString(),
  }));

/**
 * Stores what a try received, in order. What an earlier try of the same run received no longer counts
 * as the run's; its bodies stay.
 */
export async function storeReplies(
  tx: Db,
  claim: Receiver,
  replies: readonly Reply[],
): Promise<void> {
  const { sql } = tx;
  const { unitId, sourceId, runId } = claim;
  const hashes = replies.map(({ hash }) => hash);
  const [known] = await Promise.all([
    sql<{ hash: string }[]>`
      select hash from reply where unit_id = ${unitId} and source_id = ${sourceId}
        and hash = any(${hashes}::text[])`,
    sql`delete from run_reply where unit_id = ${unitId} and run_id = ${runId}`,
  ]);
  if (replies.length === 0) return;
  const bodies = await packNew(claim, replies, new Set(known.map(({ hash }) => hash)));
  await Promise.all([
    bodies.length > 0 && sql`insert into reply ${sql(bodies)} on conflict do nothing`,
    sql`insert into run_reply ${sql(trailOf(claim, replies))}`,
  ]);
}

/** What the last successful run of a source and period received, and what was made of it. */
export interface LastRun {
  runId: string;
  /** Its replies, in order. */
  replies: TracedReply[];
  rowsAccepted: number;
  rowsQuarantined: number;
  /** When what it received was said. */
  saidAt: Date;
  /** What read it; null where that was not kept. */
  sourceVersion: number | null;
  rulesVersion: number | null;
}

/** The successful run that took in what this source said last of a period; null before the first. */
export async function readLastRun(
  db: Db,
  source: { sourceId: string; unitId: string },
  period: string,
): Promise<LastRun | null> {
  const [run] = await db.sql<(Omit<LastRun, 'saidAt'> & { saidAt: string })[]>`
    select r.id as "runId", r.source_version as "sourceVersion", r.rules_version as "rulesVersion",
      to_json(coalesce(r.said_at, r.as_of)) #>> '{}' as "saidAt", r.rows_accepted as "rowsAccepted", r.rows_quarantined as "rowsQuarantined",
      (select coalesce(json_agg(json_build_object('url', p.url, 'hash', p.hash, 'etag', p.etag,
        'lastModified', p.last_modified) order by p.ordinal), '[]') from run_reply p
        where p.unit_id = ${source.unitId} and p.run_id = r.id) as replies
    from job_run r
    where r.job = 'gather' and r.source_id = ${source.sourceId} and r.period = ${period}
      and r.state = 'done'
    order by coalesce(r.said_at, r.as_of) desc, r.finished_at desc limit 1`;
  return run ? { ...run, saidAt: new Date(run.saidAt) } : null;
}

interface StoredReply extends Omit<Reply, 'receivedAt' | 'body'> {
  body: Buffer;
  receivedAt: string;
}

/** Bytes of all that a run received, as it came. */
export async function countStoredBytes(db: Db, unitId: string, runId: string): Promise<number> {
  const [row] = await db.sql<{ bytes: number }[]>`
    select coalesce(sum(b.bytes), 0)::float8 as bytes
    from run_reply p join reply b using (unit_id, source_id, hash)
    where p.unit_id = ${unitId} and p.run_id = ${runId}`;
  return row?.bytes ?? 0;
}

/** What a run received, in order, as it came; at one address only where it is named. */
export async function readStoredReplies(
  db: Db,
  unitId: string,
  runId: string,
  url: string | null = null,
): Promise<Reply[]> {
  const rows = await db.sql<StoredReply[]>`
    select p.url, p.status, b.content_type as "contentType", b.body, p.hash, p.etag,
      p.last_modified as "lastModified", to_json(p.received_at) #>> '{}' as "receivedAt"
    from run_reply p join reply b using (unit_id, source_id, hash)
    where p.unit_id = ${unitId} and p.run_id = ${runId}
      and (${url}::text is null or p.url = ${url})
    order by p.ordinal`;
  return Promise.all(
    rows.map(async ({ body, receivedAt, ...row }) => ({
      ...row,
      body: await unpack(body),
      receivedAt: new Date(receivedAt),
    })),
  );
}

/**
 * What the last successful run of a source and period received, for whoever asks again. Bodies are read
 * when they are asked for.
 */
export function knownReplies(db: Db, unitId: string, last: LastRun | null): KnownReplies {
  const trail = last?.replies ?? [];
  const validators = new Map(
    trail
      .filter(({ etag, lastModified }) => etag !== null || lastModified !== null)
      .map(({ url, etag, lastModified }) => [url, { etag, lastModified }]),
  );
  return {
    trail,
    validatorsOf: (url) => validators.get(url) ?? null,
    async read(url) {
      const found = last ? await readStoredReplies(db, unitId, last.runId, url) : [];
      const [reply] = found;
      invariant(reply, 'what a source says is unchanged was stored');
      return reply;
    },
  };
}

/** A reply's bytes, unpacked, and what its source called them; null where there is no such reply. */
export async function readReplyBody(
  db: Db,
  sourceId: string,
  hash: string,
): Promise<{ body: Buffer; contentType: string } | null> {
  const [reply] = await db.sql<{ body: Buffer; contentType: string }[]>`
    select body, content_type as "contentType" from reply
    where source_id = ${sourceId} and hash = ${hash} limit 1`;
  return reply ? { ...reply, body: await unpack(reply.body) } : null;
}
