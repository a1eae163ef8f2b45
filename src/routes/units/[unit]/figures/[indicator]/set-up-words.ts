// How the source of a figure was set up, in words. Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import type { SetUpChange, SetUpPart } from '#lib/domain/set-up.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

const PARTS: Record<SetUpPart, () => string> = {
  address: m.provenance_set_up_address,
  reading: m.provenance_set_up_reading,
  other: m.provenance_set_up_other,
};

const wordsOf = ({
  version,
  since,
  changed,
}: Pick<SetUpChange, 'version' | 'since'> & {
  changed: readonly SetUpPart[];
}) => ({
  n: version,
  day: formatDay(hanoiDay(since.toISOString()), locale()),
  parts: changed.map((part) => PARTS[part]()).join(', '),
});

/** By which version of the set-up a figure was read, and whether it still holds. */
export function setUpText(setUp: NonNullable<PageData['setUp']>): string {
  const { version, changedSince } = setUp;
  const read =
    version === 1 ? m.provenance_set_up_first() : m.provenance_set_up_later(wordsOf(setUp));
  const since = changedSince
    ? m.provenance_set_up_changed(wordsOf(changedSince))
    : m.provenance_set_up_same();
  return `${read} ${since}`;
}

/** What changed in the set-up between two versions of a figure. */
export const setUpChangeText = (change: SetUpChange): string =>
  m.provenance_set_up_between(wordsOf(change));
