// Public services and what their units report of them, by period. What a reply says is held against
// what stands; only the difference is written, versions through COPY. The gather job imports it.
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { copyIn, escapeText } from '../db/copy-in.ts';
import { invariant } from '../errors.ts';
import {
  figuresFrom,
  figuresOf,
  readStanding,
  type ServiceBatch,
  type StandingService,
  type StandingVersion,
} from './standing-services.ts';
import {
  addServices,
  describeServices,
  type UnitService,
  type UnitServices,
} from './unit-services.ts';

export type { ServiceBatch } from './standing-services.ts';

/** A row of a reply, with the page it stood on (from 1). */
export interface ReportedService {
  record: ServiceRecord;
  replyOrdinal: number;
}

/** Which services count as no longer listed. */
export interface GoneRule {
  /** False where a quarantined row's code cannot be read: then none can be said to be gone. */
  isKnown: boolean;
  /** Codes that are listed, in rows that were quarantined: their older version stays. */
  except: readonly string[];
  /** Codes of rows that a person took back, with the reply of each: gone, whatever else is known. */
  withdrawn: ReadonlyMap<string, number>;
}

/** A reply whose every row could be read and none was taken back. */
export const ALL_READ: GoneRule = { isKnown: true, except: [], withdrawn: new Map() };

/** Services by code, each as its row stands in the period: null where nothing was said of it. */
type Standing = Map<string, StandingService>;

const isDescribed = (service: UnitService, record: ServiceRecord): boolean =>
  service.procedure === record.procedure &&
  service.name === record.name &&
  service.field === record.field &&
  service.office === record.office;

/** Enters services that are new and describes anew those that call themselves otherwise. */
async function mergeCatalogue(
  tx: Db,
  batch: ServiceBatch,
  services: UnitServices,
  rows: readonly ReportedService[],
): Promise<void> {
  const added: ServiceRecord[] = [];
  const renamed: ServiceRecord[] = [];
  for (const { record } of rows) {
    const service = services.get(record.code);
    if (service === undefined) added.push(record);
    else if (!isDescribed(service, record)) renamed.push(record);
  }
  if (renamed.length > 0) await describeServices(tx, batch, renamed);
  if (added.length > 0) await addServices(tx, batch, added, services);
}

/** A version to be written; `before` is the one that it takes the place of. */
interface NewVersion {
  serviceId: string;
  before: StandingVersion | null;
  inForce: boolean;
  figures: string;
  /** Null where no one reply says it. */
  replyOrdinal: number | null;
}

/** What the reply says that does not stand yet: rows that come for the first time, or changed. */
function* changedVersions(
  standing: Standing,
  rows: readonly ReportedService[],
): Generator<NewVersion> {
  for (const { record, replyOrdinal } of rows) {
    const service = standing.get(record.code);
    invariant(service, `service ${record.code} was entered before its row`);
    const { id, current } = service;
    const figures = figuresOf(record);
    if (current?.inForce === true && current.figures === figures) continue;
    yield { serviceId: id, before: current, inForce: true, figures, replyOrdinal };
  }
}

/** A service that is gone or taken back keeps its last figures in a version that says: not in force. */
function* goneVersions(
  standing: Standing,
  rows: readonly ReportedService[],
  { isKnown, except, withdrawn }: GoneRule,
): Generator<NewVersion> {
  if (!isKnown && withdrawn.size === 0) return;
  const listed = new Set(except);
  for (const { record } of rows) listed.add(record.code);
  for (const [code, { id, current }] of standing) {
    if (current?.inForce !== true || listed.has(code)) continue;
    const replyOrdinal = withdrawn.get(code) ?? null;
    if (replyOrdinal === null && !isKnown) continue;
    const { figures } = current;
    yield { serviceId: id, before: current, inForce: false, figures, replyOrdinal };
  }
}

async function closeVersions(
  tx: Db,
  { unitId, sourceId, period }: ServiceBatch,
  versions: readonly NewVersion[],
  at: string,
): Promise<void> {
  const ids = versions.filter(({ before }) => before !== null).map(({ serviceId }) => serviceId);
  if (ids.length === 0) return;
  const { count } = await tx.sql`
    update service_row set superseded_at = ${at}::timestamptz
    where unit_id = ${unitId} and service_id = any(${ids}::bigint[])
      and period = ${period.code} and period_end = ${period.end}::date
      and source_id = ${sourceId} and superseded_at is null`;
  invariant(count === ids.length, 'nobody else writes versions of a period that is being merged');
}

/** Lines of one chunk, some 60 kB. */
const CHUNK = 512;

function* copyChunks(
  { unitId, sourceId, runId, period, reason }: ServiceBatch,
  versions: readonly NewVersion[],
  at: string,
): Generator<string> {
  const of = [unitId, period.end, period.code, sourceId, runId, at].map(escapeText).join('\t');
  for (let from = 0; from < versions.length; from += CHUNK) {
    let lines = '';
    for (const { serviceId, before, inForce, figures, replyOrdinal } of versions.slice(
      from,
      from + CHUNK,
    )) {
      const why = before === null ? '\\N' : reason;
      lines +=
        `${serviceId}\t${(before?.version ?? 0) + 1}\t${inForce ? 't' : 'f'}\t${figures}\t` +
        `${replyOrdinal ?? '\\N'}\t${why}\t${of}\n`;
    }
    yield lines;
  }
}

async function writeVersions(
  tx: Db,
  batch: ServiceBatch,
  versions: readonly NewVersion[],
  at: string,
): Promise<void> {
  const copy = tx.sql`
    copy service_row (service_id, version, in_force, level, eligible, received, filed_online,
      handled_online, on_time, reply_ordinal, reason, unit_id, period_end, period, source_id,
      run_id, recorded_at) from stdin`;
  await copyIn(copy, copyChunks(batch, versions, at));
}

/** The figures of all that is in force once a reply is merged: its rows, and what it did not end. */
function figuresInForce(
  standing: Standing,
  rows: readonly ReportedService[],
  ended: readonly NewVersion[],
): ServiceFigures[] {
  const inForce: ServiceFigures[] = rows.map(({ record }) => record);
  const told = new Set(ended.map(({ serviceId }) => serviceId));
  for (const { record } of rows) told.add(standing.get(record.code)?.id ?? '');
  for (const { id, current } of standing.values()) {
    if (current?.inForce === true && !told.has(id)) inForce.push(figuresFrom(current.figures));
  }
  return inForce;
}

/** What a merge came to. */
export interface MergedServices {
  /** Versions written. */
  versions: number;
  /** Figures of the services that are in force in the period by this source, in no order. */
  inForce: ServiceFigures[];
}

/**
 * Merges a reply's rows as of `at`: new procedures and services, a new version where a row changed
 * (with the batch's reason) or came for the first time, and one that says "not in force" where a
 * service is no longer listed or was taken back. The same rows again write nothing. No two rows may bear the same code.
 * Must be called inside a transaction; rejects with PostgreSQL's error where it takes a row for none
 * (22003 for a number too large), or where another transaction merged the same period meanwhile
 * (23505).
 *
 * @param services those of the unit as they stand; the reply's new ones are added
 */
export async function mergeServices(
  tx: Db,
  batch: ServiceBatch,
  services: UnitServices,
  rows: readonly ReportedService[],
  gone: GoneRule,
  at: Date,
): Promise<MergedServices> {
  const time = at.toISOString();
  await mergeCatalogue(tx, batch, services, rows);
  const standing = await readStanding(tx, batch, services);
  const ended = [...goneVersions(standing, rows, gone)];
  const versions = [...changedVersions(standing, rows), ...ended];
  if (versions.length > 0) {
    await closeVersions(tx, batch, versions, time);
    await writeVersions(tx, batch, versions, time);
  }
  return { versions: versions.length, inForce: figuresInForce(standing, rows, ended) };
}
