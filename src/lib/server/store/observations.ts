// Writing observations: append-only, one version a change. Figures are told apart by unit, indicator,
// period and source. Jobs and package loading may import it; reading is observations-read.ts.
import type { Observation, RevisionReason } from '#lib/domain/observation.ts';
import type { Db } from '../db/client.ts';

/** An observation to be recorded; its version is given by the store. */
export interface NewObservation extends Omit<Observation, 'version' | 'reason'> {
  /** First and last day of the period, ISO. */
  periodStart: string;
  periodEnd: string;
  /**
   * Kept only where a version stood before. Left out it is `R1`, or `R2` where that version was
   * missing: a figure that comes late is no revision of the source's.
   */
  reason?: RevisionReason;
  /** When the source counted it (ISO time), where it says so. */
  observedAt?: string | null;
}

const INCOMING = `json_to_recordset($1::text::json) as i(
  "unitId" text, "indicatorId" text, period text, "periodStart" date, "periodEnd" date,
  "sourceId" text, origin text, value float8, numerator float8, denominator float8, missing text,
  "missingNote" text, status text, qualifier text, illustrative boolean, reason text,
  "runId" uuid, "observedAt" timestamptz)`;

// What all have in common lets PostgreSQL skip the partitions that no row of the batch falls into, and
// read the others by their index, also where it plans without knowing the batch.
const SAME_FIGURE = `o.unit_id = i."unitId" and o.indicator_id = i."indicatorId"
  and o.period = i.period and o.source_id = i."sourceId" and o.period_end = i."periodEnd"
  and o.period_end between $2::date and $3::date and o.unit_id = any($5::text[])
  and o.period = any($6::text[])`;

// No version ends before it began, however late a report comes in.
const SUPERSEDE = `update observation o set superseded_at = greatest($4::timestamptz, o.recorded_at)
  from ${INCOMING}
  where ${SAME_FIGURE} and o.superseded_at is null
    and (o.value, o.numerator, o.denominator, o.missing, o.missing_note, o.status, o.qualifier,
         o.origin, o.illustrative)
      is distinct from
        (i.value, i.numerator, i.denominator, i.missing, i."missingNote", i.status, i.qualifier,
         i.origin, i.illustrative)`;

/** A silence takes back nothing that was said; it may only give a later reason for an earlier one. */
const SUPERSEDE_SILENCE = `${SUPERSEDE} and o.recorded_at <= $4::timestamptz
  and o.missing in ('no-reply', 'gathering-failed')`;

const INSERT = `insert into observation (unit_id, indicator_id, period, period_start, period_end,
    source_id, version, origin, value, numerator, denominator, missing, missing_note, status,
    qualifier, illustrative, reason, run_id, observed_at, recorded_at)
  select i."unitId", i."indicatorId", i.period, i."periodStart", i."periodEnd", i."sourceId",
    coalesce(max(o.version), 0) + 1, i.origin, i.value, i.numerator, i.denominator, i.missing,
    i."missingNote", i.status, i.qualifier, i.illustrative,
    case when max(o.version) is not null then coalesce(i.reason,
      case when (array_agg(o.missing order by o.version desc))[1] is null then 'R1' else 'R2' end)
    end,
    i."runId", i."observedAt", greatest($4::timestamptz, max(o.superseded_at))
  from ${INCOMING} left join observation o on ${SAME_FIGURE}
  group by i."unitId", i."indicatorId", i.period, i."periodStart", i."periodEnd", i."sourceId",
    i.origin, i.value, i.numerator, i.denominator, i.missing, i."missingNote", i.status,
    i.qualifier, i.illustrative, i.reason, i."runId", i."observedAt"
  having count(o.version) = count(o.superseded_at)`;

/**
 * Records figures as of `at`. A figure that says what its current version says gets no new version
 * (run and observed time do not count as a difference); a changed one closes that version and adds
 * one with its reason. Whether a report is the source's last word is for the caller to ask
 * (`isOvertaken`). One that comes in after a silence recorded as of a later moment replaces it from that
 * moment on. Must be called inside a transaction; a batch names each figure once, else PostgreSQL
 * refuses it (23505).
 *
 * @param options.keepStanding the source stayed silent, which takes back nothing that it said: only
 * figures that have no version, or none but a silence, are recorded
 * @returns versions written, and figures of the batch that stood so already
 */
export async function recordObservations(
  tx: Db,
  batch: readonly NewObservation[],
  at: Date,
  options: { keepStanding?: boolean } = {},
): Promise<{ written: number; unchanged: number }> {
  if (batch.length === 0) return { written: 0, unchanged: 0 };
  const ends = batch.map((entry) => entry.periodEnd).sort();
  const [first = '', last = first] = [ends[0], ends.at(-1)];
  const units = [...new Set(batch.map(({ unitId }) => unitId))];
  const periods = [...new Set(batch.map(({ period }) => period))];
  const parameters = [JSON.stringify(batch), first, last, at.toISOString(), units, periods];
  const supersede = options.keepStanding ? SUPERSEDE_SILENCE : SUPERSEDE;
  const [, inserted] = await Promise.all([
    tx.sql.unsafe(supersede, parameters, { prepare: true }),
    tx.sql.unsafe(INSERT, parameters, { prepare: true }),
  ]);
  return { written: inserted.count, unchanged: batch.length - inserted.count };
}
