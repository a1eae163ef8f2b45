// The catalogue of procedures that the stand-ins draw on: one for all provinces, one for each ministry.
// The same lists give the same codes and weights at every start.
import { hashOf, normalFrom, randomFrom } from '../seeded.ts';
import { draftsOf, readList, type Draft, type Entry } from './lists.ts';
import { ALSO_IN_MINISTRIES } from './patterns.ts';
import type { Procedure } from './procedure.ts';

export interface Catalogue {
  /** Every province chooses from these, so one code means one procedure throughout the country. */
  provinces: Procedure[];
  /** @param code the ministry's, such as `bnv`. */
  ofMinistry(code: string): Procedure[];
}

/** Words that bind a procedure to a tier below the ministry. */
const LOCAL = /UBND|tỉnh|huyện|xã|địa phương|thôn|thành phố/;

const SERIES = ['1', '1', '1', '2', '3'];

/** Hands out codes such as `1.004194`: chance by name, the next free one where two names meet. */
function codeGiver(): (name: string) => string {
  const taken = new Set<number>();
  return (name) => {
    let number = hashOf('procedure', name) % 12_000;
    while (taken.has(number)) number = (number + 1) % 12_000;
    taken.add(number);
    return `${SERIES[number % SERIES.length]}.${String(number).padStart(6, '0')}`;
  };
}

/** A few procedures carry most dossiers: importance times a log-normal draw. */
function weightOf(draft: Draft): number {
  const draw = normalFrom(randomFrom(hashOf('weight', draft.name)));
  return draft.importance * Math.exp(0.9 * draw);
}

function toMinistry(entry: Entry): Entry | null {
  if (!ALSO_IN_MINISTRIES.has(entry.pattern) || LOCAL.test(entry.object)) return null;
  return { ...entry, office: entry.ministryOffice, variants: '' };
}

/** Reads the lists. Throws where a line cannot be read or two procedures would bear one name. */
export function readCatalogue(): Catalogue {
  const giveCode = codeGiver();
  const toProcedures = (drafts: Draft[], place: string): Procedure[] => {
    const names = new Set(drafts.map((draft) => draft.name));
    if (names.size < drafts.length) throw new Error(`two procedures of one name: ${place}`);
    return drafts.map((draft) => ({
      code: giveCode(draft.name),
      name: draft.name,
      field: draft.field,
      office: draft.office,
      weight: weightOf(draft),
    }));
  };
  const provincial = readList('provinces.txt');
  const central = readList('ministries.txt');
  const provinces = toProcedures(provincial.flatMap(draftsOf), 'provinces');
  const ministries = new Map<string, Procedure[]>();
  for (const ministry of new Set([...central, ...provincial].map((e) => e.ministry))) {
    const own = central.filter((entry) => entry.ministry === ministry).flatMap(draftsOf);
    const shared = provincial
      .filter((entry) => entry.ministry === ministry)
      .flatMap((entry) => toMinistry(entry) ?? [])
      .flatMap(draftsOf)
      .map((draft) => ({ ...draft, name: `${draft.name} thuộc thẩm quyền cấp bộ` }));
    ministries.set(ministry, toProcedures([...own, ...shared], ministry));
  }
  return { provinces, ofMinistry: (code) => ministries.get(code) ?? [] };
}
