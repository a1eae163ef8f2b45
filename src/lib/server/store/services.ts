// Public services and what their units report of them, by period. What a reply says is held against
// what stands; only the difference is written (service-versions.ts). The gather job imports it.
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { invariant } from '../errors.ts';
import { closeVersions, type NewVersion, writeVersions } from './service-versions.ts';
import { readStanding, type ServiceBatch, type Standing } from './standing-services.ts';
import {
  addServices,
  describeServices,
  descriptionOf,
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
    else if (service.description !== descriptionOf(record)) renamed.push(record);
  }
  if (renamed.length > 0) await describeServices(tx, batch, renamed);
  if (added.length > 0) await addServices(tx, batch, added, services);
}

const sayTheSame = (a: ServiceFigures, b: ServiceFigures): boolean =>
  a.level === b.level &&
  a.eligible === b.eligible &&
  a.received === b.received &&
  a.filedOnline === b.filedOnline &&
  a.handledOnline === b.handledOnline &&
  a.onTime === b.onTime;

/** What the reply says that does not stand yet: rows that come for the first time, or changed. */
function* changedVersions(
  standing: Standing,
  services: UnitServices,
  rows: readonly ReportedService[],
): Generator<NewVersion> {
  for (const { record, replyOrdinal } of rows) {
    const service = services.get(record.code);
    invariant(service, `service ${record.code} was entered before its row`);
    const before = standing.get(service.id) ?? null;
    if (before?.inForce === true && sayTheSame(before, record)) continue;
    yield { serviceId: service.id, before, inForce: true, figures: record, replyOrdinal };
  }
}

/** A service that is gone or taken back keeps its last figures in a version that says: not in force. */
function* goneVersions(
  standing: Standing,
  services: UnitServices,
  rows: readonly ReportedService[],
  { isKnown, except, withdrawn }: GoneRule,
): Generator<NewVersion> {
  if (standing.size === 0 || (!isKnown && withdrawn.size === 0)) return;
  const listed = new Set(except);
  for (const { record } of rows) listed.add(record.code);
  for (const [code, { id }] of services) {
    const before = standing.get(id);
    if (before?.inForce !== true || listed.has(code)) continue;
    const replyOrdinal = withdrawn.get(code) ?? null;
    if (replyOrdinal === null && !isKnown) continue;
    yield { serviceId: id, before, inForce: false, figures: before, replyOrdinal };
  }
}

/** The figures of all that is in force once a reply is merged: its rows, and what it did not end. */
function figuresInForce(
  standing: Standing,
  services: UnitServices,
  rows: readonly ReportedService[],
  ended: readonly NewVersion[],
): ServiceFigures[] {
  const inForce: ServiceFigures[] = rows.map(({ record }) => record);
  if (standing.size === 0) return inForce;
  const told = new Set(ended.map(({ serviceId }) => serviceId));
  for (const { record } of rows) told.add(services.get(record.code)?.id ?? Number.NaN);
  for (const { id } of services.values()) {
    const before = standing.get(id);
    if (before?.inForce === true && !told.has(id)) inForce.push(before);
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
 * Must be called inside a transaction; rejects with a RangeError where a number is too large for its
 * column, and with PostgreSQL's 23505 where another transaction merged the same period meanwhile.
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
  await mergeCatalogue(tx, batch, services, rows);
  const standing = await readStanding(tx, batch);
  const ended = [...goneVersions(standing, services, rows, gone)];
  const versions = [...changedVersions(standing, services, rows), ...ended];
  if (versions.length > 0) {
    await closeVersions(tx, batch, versions, at);
    await writeVersions(tx, batch, versions, at);
  }
  return { versions: versions.length, inForce: figuresInForce(standing, services, rows, ended) };
}
