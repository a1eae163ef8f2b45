// From what was recorded to a release that is ready to be written: reads rules and observations as
// known at a moment and lets the engine score them. Publishing imports it; nothing is written here.
import { createHash } from 'node:crypto';
import { buildRelease } from '#lib/domain/build-release.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import type { ExportedRelease } from '#lib/domain/package/manifest.ts';
import { asExported } from '#lib/domain/package/score-package.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import { rollUp } from '#lib/domain/roll-up.ts';
import type { ReleaseContent, ReleaseStatus } from '#lib/domain/release.ts';
import { scoresCsv, type HashVersion } from '#lib/domain/scores-csv.ts';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/client.ts';
import { UsageError } from '../errors.ts';
import { readObservations, readObservedPeriods } from '../store/observations-read.ts';
import {
  findReleaseId,
  hasPublishedScores,
  readFirstReleasedAt,
  readRelease,
  type ReleaseDraft,
} from '../store/releases.ts';
import { readRules } from '../store/rules.ts';

/** SHA-256 of a release's scores.csv, hex; of the version in force where none is given. */
export const hashOf = (content: ReleaseContent, version?: HashVersion): string =>
  createHash('sha256').update(scoresCsv(content, version)).digest('hex');

/** Packages whose owner published a result are final; what we gathered ourselves may be revised. */
async function statusOf(db: Db, content: ReleaseContent): Promise<ReleaseStatus> {
  const { kind, id } = content.rules.series;
  return kind === 'package' && (await hasPublishedScores(db, id)) ? 'final' : 'provisional';
}

/** What is published, and, where an exported release is built again, how it was built then. */
export interface DraftSubject {
  seriesId: string;
  period: string;
  exported?: ExportedRelease | null | undefined;
}

/**
 * Builds the release of a series and period from what was recorded by `now`, compared with the one
 * that was current then for the period before. Days left to a target are counted from the day on which
 * the period was first released: a correction judges as the release that it corrects did, and an
 * exported release that was loaded as the one that was exported did.
 *
 * @throws UsageError where the series is unknown or has nothing recorded about the period
 */
export async function draftRelease(
  db: Db,
  { seriesId, period: code, exported, now }: DraftSubject & { now: Date },
): Promise<ReleaseDraft> {
  const periods = await readObservedPeriods(db, seriesId, now);
  const period = periods.find((each) => each.code === code);
  if (!period) throw new UsageError(`Nothing is recorded about ${code} in series "${seriesId}".`);
  const previousReleaseId = await findReleaseId(db, {
    seriesId,
    period: shiftPeriod(code, -1),
    asOf: now,
  });
  const [rules, observations, previous, firstReleasedAt] = await Promise.all([
    readRules(db, seriesId, period),
    readObservations(db, seriesId, period, now),
    previousReleaseId === null ? null : readRelease(db, previousReleaseId),
    readFirstReleasedAt(db, { seriesId, period: code }),
  ]);
  const releasedOn = exported?.releasedOn ?? hanoiDay((firstReleasedAt ?? now).toISOString());
  const { kind, frequency } = rules.series;
  const measures = new Map(rules.indicators.map(({ id, measure }) => [id, measure]));
  const figures = kind === 'gathered' ? rollUp(observations, frequency, measures) : observations;
  const asBuilt = exported ? asExported(rules, exported) : rules;
  const input = { rules: asBuilt, period, observations: figures, previous, releasedOn };
  const content = { ...buildRelease(input), rules };
  return {
    id: newId(),
    content,
    status: await statusOf(db, content),
    hash: hashOf(content),
    periodStart: period.start,
    periodEnd: period.end,
    knownAt: now,
    previousReleaseId,
  };
}
