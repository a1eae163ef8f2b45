// Why a unit has no figure on other boundaries, in the language being read. Loads of pages import it.
import type { Stop } from '#lib/domain/boundaries.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { unitNameOf } from './words.ts';

const STOPS: Record<Stop['reason'], (names: { names: string }) => string> = {
  'part-missing': m.boundaries_stop_part_missing,
  'not-added': () => m.boundaries_stop_not_added(),
  split: m.boundaries_stop_split,
  divided: m.boundaries_stop_divided,
  merged: m.boundaries_stop_merged,
};

/** Units by the names of tables, joined by commas; those that nobody knows by their id. */
export function namesOf(ids: readonly string[], units: readonly MemberUnit[]): string {
  const known = new Map<string, MemberUnit>(units.map((unit) => [unit.id, unit]));
  return ids
    .map((id) => {
      const unit = known.get(id);
      return unit ? unitNameOf(unit) : id;
    })
    .join(', ');
}

export const stopWord = ({ reason, units }: Stop, known: readonly MemberUnit[]): string =>
  STOPS[reason]({ names: namesOf(units, known) });
