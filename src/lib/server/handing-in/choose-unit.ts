// Which unit a page of what is handed in is about: the person's own, or the one that staff chose.
// Pages under /report and /compare-list import it.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { unitsFor, type Action, type Person } from '../access/person.ts';
import type { Db } from '../db/client.ts';
import { readServiceSources, type ServiceSource } from '../store/service-sources.ts';

/** A unit to choose from. */
export interface UnitChoice {
  id: string;
  nameVi: string;
  nameEn: string;
}

export interface ChosenUnit {
  choices: UnitChoice[];
  /** Null where there are several and none was asked for, or none at all. */
  source: ServiceSource | null;
}

/**
 * The units that this person may act for or look at, and the source of the one that is meant.
 *
 * @param asked the unit in the address
 * @throws SvelteKit's 404 where it is none of them: that it exists is nobody else's to know
 */
export async function chooseUnit(
  db: Db,
  person: Person,
  wanted: { action: Action; reports: boolean; asked: string | null },
): Promise<ChosenUnit> {
  const units = unitsFor(person, wanted.action);
  const sources = await readServiceSources(db, { reports: wanted.reports, units });
  const choices = [...new Map(sources.map((each) => [each.unit, each])).values()].map(
    ({ unit, unitNameVi, unitNameEn }) => ({ id: unit, nameVi: unitNameVi, nameEn: unitNameEn }),
  );
  const meant = wanted.asked ?? (choices.length === 1 ? choices[0]?.id : null);
  const source = sources.find(({ unit }) => unit === meant) ?? null;
  if (wanted.asked !== null && source === null) error(404, m.common_error_404());
  return { choices, source };
}
