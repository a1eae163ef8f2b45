// Public services and what their units report of them, by period: staged through COPY, merged by
// version, counted into the figures that shares are derived from. Only the gather job imports it.
import type { ServiceCounts } from '#lib/domain/derive.ts';
import type { Period } from '#lib/domain/period.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { copyIn } from '../db/copy-in.ts';

/** A row as staged, with the page it stood on (from 1). */
export interface StagedService {
  record: ServiceRecord;
  replyOrdinal: number;
}

/** What one reply is about. */
export interface ServiceBatch {
  seriesId: string;
  unitId: string;
  sourceId: string;
  runId: string;
  period: Period;
  /** Why a version replaces the one before: the source revised it, or a person corrected it. */
  reason: 'R1' | 'C';
}

const STAGING = `create temp table if not exists incoming_service (
  code text not null, procedure_code text not null, name_vi text not null, field text not null,
  office text not null, level smallint not null, eligible boolean not null,
  received integer not null, filed_online integer not null, handled_online integer not null,
  on_time integer not null, reply_ordinal smallint not null)`;

const SPECIAL = /[\\\t\n\r]/g;
const NAMES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** Text as COPY reads it; most texts hold nothing special and are passed on as they are. */
const escapeText = (text: string): string =>
  text.search(SPECIAL) < 0 ? text : text.replace(SPECIAL, (found) => NAMES[found] ?? found);

const copyLine = ({ record: r, replyOrdinal }: StagedService): string =>
  `${escapeText(r.code)}\t${escapeText(r.procedure)}\t${escapeText(r.name)}\t` +
  `${escapeText(r.field)}\t${escapeText(r.office)}\t${r.level}\t${r.eligible ? 't' : 'f'}\t` +
  `${r.received}\t${r.filedOnline}\t${r.handledOnline}\t${r.onTime}\t${replyOrdinal}\n`;

/** Lines of one chunk, some 60 kB. */
const CHUNK = 256;

function* copyChunks(rows: readonly StagedService[]): Generator<string> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    yield rows
      .slice(from, from + CHUNK)
      .map(copyLine)
      .join('');
  }
}

/**
 * Puts rows where `mergeServices` finds them in the same transaction, in place of any staged before.
 * Rejects with PostgreSQL's error where it takes a row for none, such as 22003 for a number too large.
 */
export async function stageServices(tx: Db, rows: readonly StagedService[]): Promise<void> {
  await tx.sql.unsafe(STAGING);
  // The table belongs to the connection and may still hold another transaction's batch.
  await tx.sql`truncate incoming_service`;
  await copyIn(tx.sql`copy incoming_service from stdin`, copyChunks(rows));
}

async function mergeProcedures(tx: Db): Promise<void> {
  // In order of code, so that two units that bring the same procedures wait and never deadlock. The
  // first name that a procedure comes with stays: units spell the same procedure differently.
  await tx.sql`
    insert into procedure (code, name_vi, field)
    select distinct on (procedure_code) procedure_code, name_vi, field from incoming_service i
    where not exists (select from procedure p where p.code = i.procedure_code)
    order by procedure_code, code
    on conflict do nothing`;
}

async function mergeCatalogue(tx: Db, { unitId, seriesId }: ServiceBatch): Promise<void> {
  await tx.sql`
    insert into service (unit_id, series_id, code, procedure_code, name_vi, field, office)
    select ${unitId}, ${seriesId}, code, procedure_code, name_vi, field, office
    from incoming_service i
    where not exists (select from service s where s.unit_id = ${unitId}
      and s.series_id = ${seriesId} and s.code = i.code)
    order by code
    on conflict (unit_id, series_id, code) do nothing`;
  await tx.sql`
    update service s set procedure_code = i.procedure_code, name_vi = i.name_vi, field = i.field,
      office = i.office
    from incoming_service i
    where s.unit_id = ${unitId} and s.series_id = ${seriesId} and s.code = i.code
      and (s.procedure_code, s.name_vi, s.field, s.office)
        is distinct from (i.procedure_code, i.name_vi, i.field, i.office)`;
}

/** Closes versions that the reply changes, and those of services that it no longer lists. */
async function supersede(tx: Db, batch: ServiceBatch, gone: GoneRule, at: string): Promise<number> {
  const { unitId, seriesId, sourceId, period } = batch;
  const { count } = await tx.sql`
    update service_row r set superseded_at = ${at}::timestamptz
    from service s left join incoming_service i on i.code = s.code
    where s.unit_id = ${unitId} and s.series_id = ${seriesId}
      and r.unit_id = ${unitId} and r.service_id = s.id and r.period = ${period.code}
      and r.period_end = ${period.end}::date and r.source_id = ${sourceId}
      and r.superseded_at is null
      and case when i.code is null
        then r.in_force and ${gone.isKnown} and s.code <> all(${gone.except}::text[])
        else (r.in_force, r.level, r.eligible, r.received, r.filed_online, r.handled_online,
            r.on_time)
          is distinct from (true, i.level, i.eligible, i.received, i.filed_online,
            i.handled_online, i.on_time) end`;
  return count;
}

async function insertVersions(tx: Db, batch: ServiceBatch, at: string): Promise<number> {
  const { unitId, seriesId, sourceId, runId, period, reason } = batch;
  const { count } = await tx.sql`
    insert into service_row (unit_id, service_id, period_end, period, source_id, version, in_force,
      level, eligible, received, filed_online, handled_online, on_time, reason, run_id,
      reply_ordinal, recorded_at)
    select ${unitId}, s.id, ${period.end}::date, ${period.code}, ${sourceId},
      coalesce(v.last, 0) + 1, true, i.level, i.eligible, i.received, i.filed_online,
      i.handled_online, i.on_time, case when v.last is not null then ${reason}::text end, ${runId}::uuid,
      i.reply_ordinal, ${at}::timestamptz
    from incoming_service i
    join service s on s.unit_id = ${unitId} and s.series_id = ${seriesId} and s.code = i.code
    left join (
      select service_id, max(version) as last, bool_or(superseded_at is null) as stands
      from service_row
      where unit_id = ${unitId} and period = ${period.code} and period_end = ${period.end}::date
        and source_id = ${sourceId}
      group by service_id) v on v.service_id = s.id
    where v.stands is not true`;
  return count;
}

/** A service that is gone keeps its last figures in a version that says: not in force. */
async function insertGone(tx: Db, batch: ServiceBatch, at: string): Promise<number> {
  const { unitId, sourceId, runId, period, reason } = batch;
  const { count } = await tx.sql`
    insert into service_row (unit_id, service_id, period_end, period, source_id, version, in_force,
      level, eligible, received, filed_online, handled_online, on_time, reason, run_id,
      reply_ordinal, recorded_at)
    select unit_id, service_id, period_end, period, source_id, version + 1, false, level, eligible,
      received, filed_online, handled_online, on_time, ${reason}::text, ${runId}::uuid, reply_ordinal,
      ${at}::timestamptz
    from (
      select distinct on (service_id) * from service_row
      where unit_id = ${unitId} and period = ${period.code} and period_end = ${period.end}::date
        and source_id = ${sourceId}
      order by service_id, version desc) last
    where superseded_at is not null`;
  return count;
}

/** Which services count as no longer listed. */
export interface GoneRule {
  /** False where a quarantined row's code cannot be read: then none can be said to be gone. */
  isKnown: boolean;
  /** Codes that are listed, in rows that were quarantined: their older version stays. */
  except: string[];
}

/**
 * Merges the staged rows as of `at`: new procedures and services, a new version where a row changed
 * (reason R1) or came for the first time, and one that says "not in force" where a service is no
 * longer listed. The same rows again write nothing.
 *
 * @returns versions written
 */
export async function mergeServices(
  tx: Db,
  batch: ServiceBatch,
  gone: GoneRule,
  at: Date,
): Promise<number> {
  const time = at.toISOString();
  await mergeProcedures(tx);
  await mergeCatalogue(tx, batch);
  const closed = await supersede(tx, batch, gone, time);
  const written = await insertVersions(tx, batch, time);
  return written + (closed > 0 ? await insertGone(tx, batch, time) : 0);
}

/** Counts a unit's services in force in a period, by their current versions. Whole numbers. */
export async function countServices(tx: Db, batch: ServiceBatch): Promise<ServiceCounts> {
  const { unitId, sourceId, period } = batch;
  const [counts] = await tx.sql<ServiceCounts[]>`
    select count(*)::int as "services",
      count(*) filter (where eligible)::int as "eligible",
      count(*) filter (where level = 1)::int as "level1",
      count(*) filter (where level = 2)::int as "level2",
      count(*) filter (where level = 3)::int as "level3",
      count(*) filter (where level = 4)::int as "level4",
      count(*) filter (where level = 3 and filed_online > 0)::int as "level3WithDossiers",
      count(*) filter (where level = 4 and filed_online > 0)::int as "level4WithDossiers",
      coalesce(sum(received), 0)::float8 as "received",
      coalesce(sum(filed_online), 0)::float8 as "filedOnline",
      coalesce(sum(handled_online), 0)::float8 as "handledOnline",
      coalesce(sum(on_time), 0)::float8 as "onTime",
      coalesce(sum(received) filter (where level >= 3), 0)::float8 as "receivedOfOnline"
    from service_row
    where unit_id = ${unitId} and period = ${period.code} and period_end = ${period.end}::date
      and source_id = ${sourceId} and superseded_at is null and in_force`;
  if (!counts) throw new Error('a count always has one row');
  return counts;
}
