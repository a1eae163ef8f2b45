// What the guard finds in a draft beside the releases that it must be like. Publishing imports it.
import { guardRelease } from '#lib/domain/guard.ts';
import type { Transfer } from '#lib/domain/lineage.ts';
import type { Period } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Db } from '../db/client.ts';
import { invariant } from '../errors.ts';
import { readTransfers } from '../store/facts.ts';
import { findReferenceIds, readStandingHolds, type HeldFinding } from '../store/holds.ts';
import { readObservedPeriods } from '../store/observations-read.ts';
import { readRelease, type ReleaseDraft } from '../store/releases.ts';

/** What is implausible in a draft: beside each of its references, or by itself in the first of a series. */
export async function findImplausible(tx: Db, draft: ReleaseDraft): Promise<HeldFinding[]> {
  const { content, knownAt, periodEnd } = draft;
  const seriesId = content.rules.series.id;
  const subject = { seriesId, period: content.period, periodEnd };
  const [references, observed, transfers] = await Promise.all([
    findReferenceIds(tx, subject),
    readObservedPeriods(tx, seriesId, knownAt),
    readTransfers(tx),
  ]);
  if (references.length === 0) {
    // What was never drafted, as the past of an exported release, is nothing to wait for.
    const held = new Set((await readStandingHolds(tx, seriesId)).map(({ period }) => period));
    const drafted = observed.filter(({ code }) => held.has(code));
    return findBeside(draft, null, { observed: drafted, transfers });
  }
  const beside = { observed, transfers };
  const found = await Promise.all(
    references.map(async (id) => {
      const last = await readRelease(tx, id);
      invariant(last, `release ${id} is there to compare with`);
      return findBeside(draft, last, beside);
    }),
  );
  return found.flat();
}

function findBeside(
  { content, periodEnd }: ReleaseDraft,
  last: Release | null,
  { observed, transfers }: { observed: readonly Period[]; transfers: readonly Transfer[] },
): HeldFinding[] {
  // The last one is current, and the latest before this one: nothing in between is published.
  const between = observed.filter(
    ({ end }) => (last === null || end > last.periodEnd) && end < periodEnd,
  );
  const findings = guardRelease(last, content, {
    transfers,
    unpublishedBetween: last?.period === content.period ? 0 : between.length,
  });
  return findings.map((finding) => ({ ...finding, againstId: last?.id ?? null }));
}
