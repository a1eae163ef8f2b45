// The public services that a unit has offered, by its own codes, and the procedures that they are
// instances of. The gather job reads them once a run; services.ts enters what is new.
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { copyIn, copyLine } from '../db/copy-in.ts';

/** Whose services are meant, and in which series. */
export interface ServicesOf {
  unitId: string;
  seriesId: string;
}

/** A service as the unit described it last. */
interface UnitService {
  id: number;
  description: string;
}

/** Services by the unit's own code. */
export type UnitServices = Map<string, UnitService>;

/**
 * What a unit says of a service beside its code, in one text: nothing of it is asked but whether it
 * still is the same, and the driver reads one text in half the time of four. Between them stands the
 * sign that is made for it, U+001F.
 */
export const descriptionOf = ({ procedure, name, field, office }: ServiceRecord): string =>
  `${procedure}\u001f${name}\u001f${field}\u001f${office}`;

/** The columns of a `ServiceRow`, its description as `descriptionOf` writes it. */
const columnsOf = ({ sql }: Db) =>
  sql`code, id, procedure_code || chr(31) || name_vi || chr(31) || field || chr(31) || office`;

type ServiceRow = readonly [code: string, id: string, description: string];

function keep(services: UnitServices, rows: readonly unknown[]): void {
  for (const [code, id, description] of rows as readonly ServiceRow[]) {
    services.set(code, { id: Number(id), description });
  }
}

/** Every service of a unit in a series, whatever period it was in force in. */
export async function readUnitServices(tx: Db, of: ServicesOf): Promise<UnitServices> {
  const services: UnitServices = new Map();
  const rows = await tx.sql`
    select ${columnsOf(tx)} from service
    where unit_id = ${of.unitId} and series_id = ${of.seriesId}`.values();
  keep(services, rows);
  return services;
}

/** What of records is sent as JSON. */
const asJson = (records: readonly ServiceRecord[]): string =>
  JSON.stringify(
    records.map(({ code, procedure, name, field, office }) => ({
      ...{ code, procedure, name, field, office },
    })),
  );

/** What `asJson` wrote, as rows. */
const DESCRIBED = `json_to_recordset($1::text::json)
  as i(code text, procedure text, name text, field text, office text)`;

const DESCRIBE_SERVICES = `
  update service s set procedure_code = i.procedure, name_vi = i.name, field = i.field,
    office = i.office
  from ${DESCRIBED} where s.unit_id = $2 and s.series_id = $3 and s.code = i.code`;

// The first name that a procedure comes with stays: units spell the same procedure differently. In
// order of code, so that two runs that bring the same procedures wait and never deadlock.
const ADD_PROCEDURES = `
  insert into procedure (code, name_vi, field)
  select distinct on (i.procedure) i.procedure, i.name, i.field from ${DESCRIBED}
  order by i.procedure, i.code
  on conflict do nothing`;

/** Enters the procedures that nobody has brought before. */
async function addProcedures(tx: Db, records: readonly ServiceRecord[]): Promise<void> {
  const codes = [...new Set(records.map(({ procedure }) => procedure))];
  const rows = await tx.sql<{ code: string }[]>`
    select code from unnest(${codes}::text[]) as i (code)
    where not exists (select from procedure p where p.code = i.code)`;
  if (rows.length === 0) return;
  const unknown = new Set(rows.map(({ code }) => code));
  const described = asJson(records.filter(({ procedure }) => unknown.has(procedure)));
  await tx.sql.unsafe(ADD_PROCEDURES, [described], { prepare: true });
}

/** Describes services anew that call themselves otherwise than they did. */
export async function describeServices(
  tx: Db,
  { unitId, seriesId }: ServicesOf,
  records: readonly ServiceRecord[],
): Promise<void> {
  await addProcedures(tx, records);
  const parameters = [asJson(records), unitId, seriesId];
  await tx.sql.unsafe(DESCRIBE_SERVICES, parameters, { prepare: true });
}

/** As many numbers that no service bears. */
async function takeIds(tx: Db, count: number): Promise<number[]> {
  const [row] = await tx.sql<{ ids: string[] }[]>`
    select array_agg(nextval('service_id_seq')) as ids
    from generate_series(1, ${count}::int)`;
  return (row?.ids ?? []).map(Number);
}

/** Services of one chunk, some 100 kB. */
const CHUNK = 512;

function* copyChunks(
  { unitId, seriesId }: ServicesOf,
  ids: readonly number[],
  records: readonly ServiceRecord[],
): Generator<string> {
  for (let from = 0; from < records.length; from += CHUNK) {
    const lines = records
      .slice(from, from + CHUNK)
      .map(({ code, procedure, name, field, office }, at) =>
        copyLine([String(ids[from + at]), unitId, seriesId, code, procedure, name, field, office]),
      );
    yield lines.join('');
  }
}

/**
 * Enters services that `services` does not have, and adds them to it. Whoever enters services of the
 * same unit and series waits until this transaction ends: COPY would break at a code that another
 * entered meanwhile.
 */
export async function addServices(
  tx: Db,
  of: ServicesOf,
  records: readonly ServiceRecord[],
  services: UnitServices,
): Promise<void> {
  const { unitId, seriesId } = of;
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${`services ${unitId} ${seriesId}`}, 0))`;
  const meanwhile = await tx.sql`
    select ${columnsOf(tx)} from service
    where unit_id = ${unitId} and series_id = ${seriesId}
      and code = any(${records.map(({ code }) => code)}::text[])`.values();
  keep(services, meanwhile);
  const added = records.filter(({ code }) => !services.has(code));
  if (added.length === 0) return;
  await addProcedures(tx, added);
  const ids = await takeIds(tx, added.length);
  const copy = tx.sql`
    copy service (id, unit_id, series_id, code, procedure_code, name_vi, field, office) from stdin`;
  await copyIn(copy, copyChunks(of, ids, added));
  added.forEach((record, at) =>
    services.set(record.code, { id: ids[at] ?? Number.NaN, description: descriptionOf(record) }),
  );
}
