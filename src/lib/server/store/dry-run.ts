// What one run wrote: of a dry run inside its transaction, before that is undone. The dry run imports
// it, and names its parts for the page of a trial.
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import type { Claim } from './runs.ts';

export interface DryFinding {
  rule: string;
  severity: Severity;
  place: string;
  field: string | null;
  original: string;
  messageVi: string;
  messageEn: string;
}

/** A figure as it would be recorded, beside what stands. */
export interface DryFigure {
  unitId: string;
  indicator: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: string | null;
  /** Null where nothing stands yet. */
  standing: {
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    missing: string | null;
  } | null;
}

/** Services that would be new, changed, or no longer in force. */
export interface DryServices {
  added: number;
  changed: number;
  removed: number;
}

/** Findings told of at most; the counts hold all. */
const MOST_FINDINGS = 1_000;

/** What the rules found, in the order in which it was found, and how much of each severity. */
export async function readRunFindings(
  tx: Db,
  { runId }: Claim,
): Promise<{ findings: DryFinding[]; counts: Record<Severity, number> }> {
  const findings = await tx.sql<DryFinding[]>`
    select rule, severity, place, field, original, message_vi as "messageVi",
      message_en as "messageEn"
    from quarantine where run_id = ${runId} order by id limit ${MOST_FINDINGS}`;
  const counts = { refuse: 0, flag: 0, note: 0 };
  const rows = await tx.sql<{ severity: Severity; count: number }[]>`
    select severity, count(*)::int as count from quarantine
    where run_id = ${runId} group by severity`;
  for (const { severity, count } of rows) counts[severity] = count;
  return { findings: [...findings], counts };
}

/** The figures that it would change, by unit and indicator. */
export async function readRunFigures(tx: Db, { runId }: Claim): Promise<DryFigure[]> {
  const rows = await tx.sql<DryFigure[]>`
    select o.unit_id as "unitId", i.code as indicator, o.value, o.numerator, o.denominator, o.missing,
      case when s.version is not null then json_build_object('value', s.value,
        'numerator', s.numerator, 'denominator', s.denominator, 'missing', s.missing) end as standing
    from observation o
    join indicator i on i.id = o.indicator_id
    left join observation s on s.unit_id = o.unit_id and s.indicator_id = o.indicator_id
      and s.period = o.period and s.source_id = o.source_id and s.period_end = o.period_end
      and s.version = o.version - 1
    where o.run_id = ${runId}
    order by o.unit_id, i.sort, i.code`;
  return [...rows];
}

/** How many services it would add, change and say to be gone. */
export async function readRunServices(tx: Db, { runId }: Claim): Promise<DryServices> {
  const [row] = await tx.sql<DryServices[]>`
    select count(*) filter (where version = 1)::int as added,
      count(*) filter (where version > 1 and in_force)::int as changed,
      count(*) filter (where version > 1 and not in_force)::int as removed
    from service_row where run_id = ${runId}`;
  return row ?? { added: 0, changed: 0, removed: 0 };
}
