// A period as it was first published beside what is published now, or, for staff, what is known now.
// Pages and API read it; what differs is worked out in domain/explain/editions.ts.
import { compareEditions, type EditionComparison } from '#lib/domain/explain/editions.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Published } from '../published.ts';

export interface Editions extends EditionComparison {
  before: Release;
  after: Release;
}

/** The first release of the period of another one; that one itself where it is the first. */
export async function readFirstEdition(published: Published, release: Release): Promise<Release> {
  const heads = await published.heads(release.rules.series.id);
  const first = heads
    .filter(({ period }) => period === release.period)
    .toSorted((a, b) => a.number - b.number)[0];
  return (first && (await published.byId(first.id))) ?? release;
}

/** What a period's first release said beside a later one, on one measure and group. */
export async function readEditionsOf(
  published: Published,
  after: Release,
  question: { measure: string; groupId: string },
): Promise<Editions> {
  const before = await readFirstEdition(published, after);
  return { before, after, ...compareEditions(before, after, question) };
}
