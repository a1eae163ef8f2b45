// What the guard finds in a draft beside the releases that it must be like. Publishing imports it.
import { guardRelease } from '#lib/domain/guard.ts';
import type { Transfer } from '#lib/domain/lineage.ts';
import type { Period } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import { invariant } from '../errors.ts';
import { readTransfers } from '../store/facts.ts';
import { findReferenceIds, type HeldFinding } from '../store/holds.ts';
import { readObservedPeriods } from '../store/observations-read.ts';
import { readRelease, type ReleaseDraft } from '../store/releases.ts';

/** What is implausible in a draft, beside each of its references; none for the first of a series. */
export async function findImplausible(tx: Db, draft: ReleaseDraft): Promise<HeldFinding[]> {
  const { content, knownAt, periodEnd } = draft;
  const seriesId = content.rules.series.id;
  const subject = { seriesId, period: content.period, periodEnd };
  const [references, observed, transfers] = await Promise.all([
    findReferenceIds(tx, subject),
    readObservedPeriods(tx, seriesId, knownAt),
    readTransfers(tx),
  ]);
  const beside = { observed, transfers };
  const found = await Promise.all(references.map((id) => findBeside(tx, draft, id, beside)));
  return found.flat();
}

async function findBeside(
  tx: Db,
  { content, periodEnd }: ReleaseDraft,
  againstId: string,
  { observed, transfers }: { observed: readonly Period[]; transfers: readonly Transfer[] },
): Promise<HeldFinding[]> {
  const last = await readRelease(tx, againstId);
  invariant(last, `release ${againstId} is there to compare with`);
  // The last one is current, and the latest before this one: nothing in between is published.
  const between = observed.filter(({ end }) => end > last.periodEnd && end < periodEnd);
  const findings = guardRelease(last, content, {
    transfers,
    unpublishedBetween: last.period === content.period ? 0 : between.length,
  });
  return findings.map((finding) => ({ ...finding, againstId }));
}
