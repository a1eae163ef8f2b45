// What the back room shows of findings: texts that wait for a person or were decided on, one line for
// each text of a source and period, whatever number of rules it broke. Only findings that stand are
// listed. Routes under /admin import it.
import { createHash } from 'node:crypto';
import type { PendingQuery, Row } from 'postgres';
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';

/** `waiting` a person should look at it · `decided` somebody has · `all` notes, too. */
export const FINDING_STATES = ['waiting', 'decided', 'all'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export interface FindingFilter {
  state: FindingState;
  sourceId?: string | undefined;
  unitId?: string | undefined;
  period?: string | undefined;
  rule?: string | undefined;
  severity?: Severity | undefined;
}

/** A text that broke rules. */
export interface FoundText {
  /** Of its first finding: what addresses name it by. */
  id: string;
  unitId: string;
  unitVi: string;
  unitEn: string;
  sourceId: string;
  sourceVi: string;
  sourceEn: string;
  period: string;
  originalHash: string;
  /** The gravest of its findings. */
  severity: Severity;
  /** Ids of the rules that it broke. */
  rules: string[];
  place: string;
  recordedAt: string;
  decision: DecisionKind | null;
}

/** Texts of one page of the list. */
export const TEXTS_A_PAGE = 50;

/** Texts that stand, with the latest decision on each. */
function texts({ sql }: Db, filter: Omit<FindingFilter, 'state' | 'severity' | 'rule'>) {
  const { sourceId = null, unitId = null, period = null } = filter;
  return sql`
    select min(q.id::text) as id, q.unit_id, q.source_id, q.period, q.original_hash,
      case when bool_or(q.severity = 'refuse') then 'refuse'
        when bool_or(q.severity = 'flag') then 'flag' else 'note' end as severity,
      array_agg(distinct q.rule order by q.rule) as rules, min(q.place) as place,
      min(q.recorded_at) as recorded_at,
      (select d.decision from quarantine_decision d
        where d.source_id = q.source_id and d.period = q.period
          and d.original_hash = q.original_hash
        order by d.decided_at desc, d.id desc limit 1) as decision
    from quarantine q
    where q.superseded_at is null
      and (${sourceId}::text is null or q.source_id = ${sourceId})
      and (${unitId}::text is null or q.unit_id = ${unitId})
      and (${period}::text is null or q.period = ${period})
    group by q.unit_id, q.source_id, q.period, q.original_hash`;
}

function wanted({ sql }: Db, filter: FindingFilter) {
  const { state } = filter;
  const [rule, severity] = [filter.rule ?? null, filter.severity ?? null];
  return sql`
    (${state} = 'all' or (${state} = 'decided' and t.decision is not null)
      or (${state} = 'waiting' and t.decision is null and t.severity <> 'note'))
    and (${rule}::text is null or ${rule} = any(t.rules))
    and (${severity}::text is null or t.severity = ${severity})`;
}

/** Texts by filter: what keeps figures out first, the newest period first. */
export async function listFoundTexts(
  db: Db,
  filter: FindingFilter,
  page: number,
): Promise<FoundText[]> {
  return db.sql<FoundText[]>`
    select t.id, t.unit_id as "unitId", coalesce(u.name_vi, t.unit_id) as "unitVi",
      coalesce(u.name_en, t.unit_id) as "unitEn", t.source_id as "sourceId",
      coalesce(s.name_vi, t.source_id) as "sourceVi",
      coalesce(s.name_en, t.source_id) as "sourceEn", t.period,
      t.original_hash as "originalHash", t.severity, t.rules, t.place,
      to_json(t.recorded_at) #>> '{}' as "recordedAt", t.decision
    from (${texts(db, filter)}) t left join unit u on u.id = t.unit_id
    left join source s on s.id = t.source_id
    where ${wanted(db, filter)}
    order by array_position(array['refuse', 'flag', 'note'], t.severity), t.period desc,
      t.unit_id, t.id
    limit ${TEXTS_A_PAGE} offset ${(page - 1) * TEXTS_A_PAGE}`;
}

/** Most texts that are decided on at once: some seconds of work. */
const MOST_AT_ONCE = 2_000;

/** All texts that a filter names, on whatever page. */
export interface FoundSet {
  /** Of a finding of each text. */
  ids: string[];
  /** SHA-256 of which texts they are, hex: others have another, the same found once more have not. */
  hash: string;
}

/** The texts that the filter names; null where they are more than can be decided on at once. */
export async function readFoundSet(db: Db, filter: FindingFilter): Promise<FoundSet | null> {
  const rows = await db.sql<{ id: string; text: string }[]>`
    select t.id, concat_ws(' ', t.unit_id, t.source_id, t.period, t.original_hash) as text
    from (${texts(db, filter)}) t where ${wanted(db, filter)}
    order by text limit ${MOST_AT_ONCE + 1}`;
  if (rows.length > MOST_AT_ONCE) return null;
  const hash = createHash('sha256').update(rows.map(({ text }) => text).join('\n'));
  return { ids: rows.map(({ id }) => id), hash: hash.digest('hex') };
}

/** The periods of a source that findings are of, in order, so that two who lock them wait in turn. */
export async function readFoundAt(
  db: Db,
  sourceId: string,
  ids: readonly string[],
): Promise<{ sourceId: string; period: string }[]> {
  return db.sql<{ sourceId: string; period: string }[]>`
    select distinct source_id as "sourceId", period from quarantine
    where source_id = ${sourceId} and id = any(${[...ids]}::uuid[]) order by period`;
}

/** How many texts the filter names, of which severity. */
export type FoundCounts = Record<Severity, number>;

export async function countFoundTexts(db: Db, filter: FindingFilter): Promise<FoundCounts> {
  const rows = await db.sql<{ severity: Severity; texts: number }[]>`
    select t.severity, count(*)::int as texts from (${texts(db, filter)}) t
    where ${wanted(db, filter)} group by t.severity`;
  const of = (severity: Severity) => rows.find((row) => row.severity === severity)?.texts ?? 0;
  return { refuse: of('refuse'), flag: of('flag'), note: of('note') };
}

/** Texts that broke one rule at one source: they have one cause, and one reason can hold for all. */
export interface AlikeTexts {
  rule: string;
  sourceId: string;
  sourceVi: string;
  sourceEn: string;
  texts: number;
}

/** Most groups that are offered at once. */
const MOST_ALIKE = 10;

/** Groups of two texts or more among those of the filter, what keeps figures out first, then large ones. */
export async function readAlikeTexts(db: Db, filter: FindingFilter): Promise<AlikeTexts[]> {
  return db.sql<AlikeTexts[]>`
    select r.rule, t.source_id as "sourceId", coalesce(s.name_vi, t.source_id) as "sourceVi",
      coalesce(s.name_en, t.source_id) as "sourceEn", count(*)::int as texts
    from (${texts(db, filter)}) t cross join unnest(t.rules) as r (rule)
    left join source s on s.id = t.source_id
    where ${wanted(db, filter)}
    group by r.rule, t.source_id, s.name_vi, s.name_en having count(*) > 1
    order by bool_or(t.severity = 'refuse') desc, count(*) desc, r.rule, t.source_id
    limit ${MOST_ALIKE}`;
}

/** What the list can be narrowed to: each value that stands, with its texts. */
export interface FindingChoices {
  sources: { id: string; nameVi: string; nameEn: string }[];
  periods: string[];
  rules: string[];
  units: { id: string; nameVi: string; nameEn: string }[];
}

export async function readFindingChoices(db: Db): Promise<FindingChoices> {
  const [row] = await db.sql<Omit<FindingChoices, 'units' | 'sources'>[]>`
    select coalesce(array_agg(distinct period order by period desc), '{}') as periods,
      coalesce(array_agg(distinct rule order by rule), '{}') as rules
    from quarantine where superseded_at is null`;
  const units = await db.sql<FindingChoices['units']>`
    select u.id, u.name_vi as "nameVi", u.name_en as "nameEn" from unit u
    where u.id in (select unit_id from quarantine where superseded_at is null) order by u.id`;
  const sources = await db.sql<FindingChoices['sources']>`
    select s.id, s.name_vi as "nameVi", s.name_en as "nameEn" from source s
    where s.id in (select source_id from quarantine where superseded_at is null) order by s.id`;
  return { ...(row ?? { periods: [], rules: [] }), units: [...units], sources: [...sources] };
}

/** One rule that a text broke. */
export interface FoundFault {
  id: string;
  rule: string;
  severity: Severity;
  place: string;
  field: string | null;
}

/** A text with everything that was found in it. */
export interface FoundDetail {
  unitId: string;
  unitVi: string;
  unitEn: string;
  sourceId: string;
  sourceVi: string;
  sourceEn: string;
  period: string;
  originalHash: string;
  original: string;
  replyHash: string | null;
  runId: string;
  recordedAt: string;
  /** False once a later reading no longer found it: then there is nothing left to decide. */
  stands: boolean;
  /** Of the reading that is shown: the one that stands, or the last that found it. */
  faults: FoundFault[];
}

type FoundRow = Omit<FoundDetail, 'faults'> & FoundFault & { asked: string };

/** Everything that was ever found in some texts, those of one finding together, what stands first. */
function readFound({ sql }: Db, asked: PendingQuery<Row[]>): Promise<FoundRow[]> {
  return sql<FoundRow[]>`
    with text as (${asked})
    select text.asked, q.id, q.unit_id as "unitId", coalesce(u.name_vi, q.unit_id) as "unitVi",
      coalesce(u.name_en, q.unit_id) as "unitEn", q.source_id as "sourceId",
      coalesce(s.name_vi, q.source_id) as "sourceVi",
      coalesce(s.name_en, q.source_id) as "sourceEn", q.period,
      q.original_hash as "originalHash", q.original, q.reply_hash as "replyHash",
      q.run_id as "runId", to_json(q.recorded_at) #>> '{}' as "recordedAt",
      q.superseded_at is null as stands, q.rule, q.severity, q.place, q.field
    from quarantine q join text using (source_id, period, original_hash)
    left join unit u on u.id = q.unit_id
    left join source s on s.id = q.source_id
    order by text.asked, q.superseded_at desc nulls first, q.id`;
}

/** A text as it was last found. */
function detailOf(rows: readonly FoundRow[]): FoundDetail | null {
  const [first] = rows;
  if (!first) return null;
  const { asked: _asked, id: _id, rule: _rule, severity: _severity, ...rest } = first;
  const { place: _place, field: _field, ...text } = rest;
  const shown = rows.filter(({ runId, stands }) => runId === text.runId && stands === text.stands);
  const faults = shown.map(({ id, rule, severity, place, field }) => ({
    ...{ id, rule, severity, place, field },
  }));
  return { ...text, faults };
}

/** The text of a finding, as it was last found; null where there is no such finding. */
export async function readFoundText(db: Db, findingId: string): Promise<FoundDetail | null> {
  // By way of the units: every key of a finding begins with one.
  const asked = db.sql`
    select q.id as asked, q.source_id, q.period, q.original_hash
    from unit join quarantine q on q.unit_id = unit.id and q.id = ${findingId}`;
  return detailOf(await readFound(db, asked));
}

/** The texts of findings of one source, by the finding's id; ids that it has not are left out. */
export async function readFoundTexts(
  db: Db,
  sourceId: string,
  ids: readonly string[],
): Promise<Map<string, FoundDetail>> {
  const asked = db.sql`
    select id as asked, source_id, period, original_hash from quarantine
    where source_id = ${sourceId} and id = any(${[...ids]}::uuid[])`;
  const texts = Map.groupBy(await readFound(db, asked), (row) => row.asked);
  return new Map(
    [...texts].flatMap(([id, rows]) => {
      const text = detailOf(rows);
      return text ? [[id, text]] : [];
    }),
  );
}

/** What a text's service says in the figures that stand, and in those of another period. */
export interface StandingService {
  period: string;
  fields: Record<string, string | number | boolean>;
}

/** A service as it stands in some periods, by our names; periods without it are left out. */
export async function readStandingService(
  db: Db,
  where: { unitId: string; sourceId: string; code: string; periods: readonly string[] },
): Promise<StandingService[]> {
  return db.sql<StandingService[]>`
    select r.period, json_build_object('code', s.code, 'procedure', s.procedure_code,
      'name', s.name_vi, 'field', s.field, 'office', s.office, 'level', r.level,
      'eligible', r.eligible, 'received', r.received, 'filedOnline', r.filed_online,
      'handledOnline', r.handled_online, 'onTime', r.on_time) as fields
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.unit_id = ${where.unitId} and r.source_id = ${where.sourceId}
      and s.code = ${where.code} and r.period = any(${[...where.periods]}::text[])
      and r.superseded_at is null and r.in_force`;
}
