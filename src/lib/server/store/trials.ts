// Sources that are tried: which configuration, in a run of job `try`, and what it found. The staff's
// pages ask for a trial and show it; the scheduler does it.
import * as v from 'valibot';
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import { inTransaction } from '../db/client.ts';
import type { SourceConfig } from '../sources/source.ts';
import { recordEvent } from './audit.ts';
import type { DryFigure, DryFinding, DryServices } from './dry-run.ts';
import type { RunState } from './runs.ts';
import { lockSource, openWaitingRun } from './waiting-runs.ts';

/** Findings and figures that a trial keeps of all it found. */
export const MOST_SHOWN = 200;

export interface TrialReport {
  /**
   * `sound` would be recorded · `returned` would be sent back whole · `failed` cannot be read ·
   * `refused` cannot be asked: the period, a unit or an indicator does not fit.
   */
  outcome: 'sound' | 'returned' | 'failed' | 'refused';
  error: { code: string; text: string } | null;
  pages: number;
  rows: number;
  rowsAccepted: number;
  rowsRefused: number;
  /** What the rules found, by severity, and the first 200 of it. */
  counts: Record<Severity, number>;
  findings: DryFinding[];
  /** The first rows as the source sent them, each as text. */
  sample: string[];
  /** How many figures would be new or change, and the first 200 of them. */
  figuresChanged: number;
  figures: DryFigure[];
  services: DryServices;
  durationMs: number;
}

export interface Trial {
  runId: string;
  state: RunState;
  sourceId: string;
  unitId: string;
  period: string;
  requestedBy: string | null;
  /** ISO time. */
  askedAt: string;
  config: SourceConfig;
  report: TrialReport | null;
}

/**
 * Asks the scheduler to try a source, registered or not.
 *
 * @returns the id of the trial's run
 */
export async function askForTrial(
  db: Db,
  config: SourceConfig,
  period: string,
  { by, now }: { by: string; now: Date },
): Promise<string> {
  const { id, unit } = config;
  return inTransaction(db, async (tx) => {
    await lockSource(tx, id);
    const runId = await openWaitingRun(tx, {
      ...{ job: 'try', source: { id, unit }, period },
      ...{ trigger: 'manual', personId: by, now },
    });
    await tx.sql`
      insert into source_trial (run_id, config) values (${runId}, ${JSON.stringify(config)}::text::jsonb)`;
    const event = { unitId: unit, personId: by, action: 'source.try', subject: id } as const;
    await recordEvent(tx, { ...event, details: { period, runId } }, now);
    return runId;
  });
}

/** The configuration that a run tries; null where the run is no trial. */
export async function readTrialConfig(db: Db, runId: string): Promise<SourceConfig | null> {
  const [row] = await db.sql<{ config: SourceConfig }[]>`
    select config from source_trial where run_id = ${runId}`;
  return row?.config ?? null;
}

/** Keeps what a trial found; part of the transaction that ends its run. */
export async function writeTrialReport(tx: Db, runId: string, report: TrialReport): Promise<void> {
  await tx.sql`
    update source_trial set report = ${JSON.stringify(report)}::text::jsonb where run_id = ${runId}`;
}

/** A trial as far as it is; null where there is none of this id. */
export async function readTrial(db: Db, runId: string): Promise<Trial | null> {
  if (!v.is(v.pipe(v.string(), v.uuid()), runId)) return null;
  const [trial] = await db.sql<Trial[]>`
    select r.id as "runId", r.state, r.source_id as "sourceId", r.unit_id as "unitId", r.period,
      coalesce(p.name, r.requested_by) as "requestedBy", to_json(r.slot_at) #>> '{}' as "askedAt",
      t.config, t.report
    from source_trial t join job_run r on r.id = t.run_id
    left join person p on p.id = r.requested_by
    where t.run_id = ${runId}`;
  return trial ?? null;
}
