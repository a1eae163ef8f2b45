// Versions of service rows on their way into the table, through COPY in its binary form: the server has
// no text to read, and a thousand rows are one buffer. Only services.ts imports it.
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { Db } from '../db/client.ts';
import { copyIn } from '../db/copy-in.ts';
import { invariant } from '../errors.ts';
import type { ServiceBatch, StandingVersion } from './standing-services.ts';

/** A version to be written; `before` is the one that it takes the place of. */
export interface NewVersion {
  serviceId: number;
  before: StandingVersion | null;
  inForce: boolean;
  figures: ServiceFigures;
  /** Null where no one reply says it. */
  replyOrdinal: number | null;
}

/** Ends the versions that new ones take the place of, as of `at`. */
export async function closeVersions(
  tx: Db,
  { unitId, sourceId, period }: ServiceBatch,
  versions: readonly NewVersion[],
  at: Date,
): Promise<void> {
  const ids = versions.filter(({ before }) => before !== null).map(({ serviceId }) => serviceId);
  if (ids.length === 0) return;
  const { count } = await tx.sql`
    update service_row set superseded_at = ${at.toISOString()}::timestamptz
    where unit_id = ${unitId} and service_id = any(${ids}::bigint[])
      and period = ${period.code} and period_end = ${period.end}::date
      and source_id = ${sourceId} and superseded_at is null`;
  invariant(count === ids.length, 'nobody else writes versions of a period that is being merged');
}

// The binary form: https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS. A field is
// its length and its bytes, as the type's receiving function reads them; -1 is null.
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const COLUMNS = 17;
/** PostgreSQL's days and microseconds begin here. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

const NULL = int32(-1);

/** The columns that all rows of a batch have in common, the last of each row. */
function commonFields({ unitId, sourceId, runId, period }: ServiceBatch, at: Date): Buffer {
  return Buffer.concat([
    field(Buffer.from(unitId)),
    field(int32((Date.parse(period.end) - EPOCH_MS) / DAY_MS)),
    field(Buffer.from(period.code)),
    field(Buffer.from(sourceId)),
    field(Buffer.from(runId.replaceAll('-', ''), 'hex')),
    field(int64(BigInt(at.getTime() - EPOCH_MS) * 1000n)),
  ]);
}

/** Rows one after another in one buffer. */
function createRows(bytes: number) {
  const rows = Buffer.allocUnsafe(bytes);
  let end = 0;
  return {
    int16(value: number) {
      end = rows.writeInt16BE(value, rows.writeInt32BE(2, end));
    },
    int32(value: number) {
      end = rows.writeInt32BE(value, rows.writeInt32BE(4, end));
    },
    /** A whole number that is safe. */
    int64(value: number) {
      end = rows.writeInt32BE(8, end);
      end = rows.writeInt32BE(Math.floor(value / 2 ** 32), end);
      end = rows.writeUInt32BE(value % 2 ** 32, end);
    },
    boolean(value: boolean) {
      end = rows.writeUInt8(value ? 1 : 0, rows.writeInt32BE(1, end));
    },
    begin(columns: number) {
      end = rows.writeInt16BE(columns, end);
    },
    add(bytes: Buffer) {
      end += bytes.copy(rows, end);
    },
    written: () => rows.subarray(0, end),
  };
}

/** Bytes of a row's own columns, each at its longest. */
const OWN_BYTES = 128;
/** Rows of one chunk, some 100 kB. */
const CHUNK = 512;

function* copyChunks(
  batch: ServiceBatch,
  versions: readonly NewVersion[],
  at: Date,
): Generator<Buffer> {
  const common = commonFields(batch, at);
  const reason = field(Buffer.from(batch.reason));
  yield HEADER;
  for (let from = 0; from < versions.length; from += CHUNK) {
    const chunk = versions.slice(from, from + CHUNK);
    const rows = createRows(chunk.length * (OWN_BYTES + common.length));
    for (const { serviceId, before, inForce, figures, replyOrdinal } of chunk) {
      rows.begin(COLUMNS);
      rows.int64(serviceId);
      rows.int16((before?.version ?? 0) + 1);
      rows.boolean(inForce);
      rows.int16(figures.level);
      rows.boolean(figures.eligible);
      rows.int32(figures.received);
      rows.int32(figures.filedOnline);
      rows.int32(figures.handledOnline);
      rows.int32(figures.onTime);
      if (replyOrdinal === null) rows.add(NULL);
      else rows.int16(replyOrdinal);
      rows.add(before === null ? NULL : reason);
      rows.add(common);
    }
    yield rows.written();
  }
  yield TRAILER;
}

/** Writes versions as of `at`. Throws a RangeError where a number is too large for its column. */
export async function writeVersions(
  tx: Db,
  batch: ServiceBatch,
  versions: readonly NewVersion[],
  at: Date,
): Promise<void> {
  const copy = tx.sql`
    copy service_row (service_id, version, in_force, level, eligible, received, filed_online,
      handled_online, on_time, reply_ordinal, reason, unit_id, period_end, period, source_id,
      run_id, recorded_at) from stdin (format binary)`;
  await copyIn(copy, copyChunks(batch, versions, at));
}
