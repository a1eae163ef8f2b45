// The target over a ranking. The page and its workbook import it.
import { documentNames } from '#lib/components/legal-words.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { targetOf } from '#lib/domain/standing.ts';

/** The target that most of the group is judged by. */
export function targetOfGroup(release: Release, measure: string, group: string) {
  const summary = summaryOf(release, measure, group);
  const target = targetOf(release, summary?.targetId ?? null);
  if (!target) return null;
  const { operator, value, baseline, due } = target;
  return { operator, value, baseline, due, documents: documentNames(target) };
}
