// What a ranking can be narrowed to: region, kind, state, who has not met an earlier target, and the leaders
// with the neighbours of a unit.
// Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { demandWords } from '#lib/components/legal-words.ts';
import type { TableFacet } from '#lib/components/table-state.ts';
import { regionWord, stateWord, unitNameOf } from '#lib/components/words.ts';
import { compareVietnamese, formatDay } from '#lib/domain/format.ts';
import { leadersAndNeighbours } from '#lib/domain/neighbours.ts';
import { TARGET_STATES } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';
import { hasRanks, type RankedRow } from './columns.ts';

type Facet = TableFacet<RankedRow>;

/** The choice of a unit whose neighbours are shown, as the address names it. */
export const NEAR = 'near';
/** The choice of an earlier target that has not been met. */
export const MISSED = 'missed';
/** Nobody looks for a unit in a longer list; the search finds it. */
const MOST_CHOICES = 300;

const KINDS: Record<string, () => string> = {
  province: m.ranking_kind_province,
  city: m.ranking_kind_city,
  ministry: m.ranking_kind_ministry,
  agency: m.ranking_kind_agency,
};

const inOrder = (options: Facet['options']): Facet['options'] =>
  options.toSorted((a, b) => compareVietnamese(a.label, b.label));

const regionFacet = (values: string[]): Facet => ({
  id: 'region',
  label: m.ranking_facet_region(),
  options: inOrder(values.map((value) => ({ value, label: regionWord(value) }))),
  fits: ({ regionId }, chosen) => regionId === chosen,
});

const kindFacet = (values: string[]): Facet => ({
  id: 'kind',
  label: m.ranking_facet_kind(),
  options: values.flatMap((value) => {
    const word = KINDS[value];
    return word ? [{ value, label: word() }] : [];
  }),
  fits: ({ kind }, chosen) => kind === chosen,
});

const stateFacet = (values: RankedRow['state'][]): Facet => ({
  id: 'state',
  label: m.ranking_facet_state(),
  options: values.map((value) => ({ value, label: stateWord(value) })),
  fits: ({ state }, chosen) => state === chosen,
});

/** Who has not met a target that fell due, whatever the one says that judges now. */
const missedFacet = ({ missed, face }: PageData): Facet => ({
  id: MISSED,
  label: m.ranking_facet_missed(),
  options: missed.map((target) => ({
    value: target.id,
    label: m.ranking_facet_missed_target({
      target: demandWords(target, face),
      due: formatDay(target.due, locale()),
    }),
  })),
  fits: ({ id }, chosen) =>
    missed.some((target) => target.id === chosen && target.units.includes(id)),
});

/** The leaders and the neighbours of a unit of a ranking. */
export const nearTo = (ranked: PageData['ranked'], unit: string): Set<string> =>
  leadersAndNeighbours<string>(
    ranked.map(({ id }) => id),
    unit,
  );

function nearFacet(ranked: PageData['ranked']): Facet {
  let near = { of: '', units: new Set<string>() };
  return {
    id: NEAR,
    label: m.ranking_facet_near(),
    options: inOrder(ranked.map((row) => ({ value: row.id, label: unitNameOf(row) }))),
    fits({ id }, chosen) {
      if (near.of !== chosen) {
        near = { of: chosen, units: nearTo(ranked, chosen) };
      }
      return near.units.has(id);
    },
  };
}

/** Those that tell units apart, and what the address asks for, though it may fit nobody. */
export function facetsOf(data: PageData, params: URLSearchParams): Facet[] {
  const { ranked, target } = data;
  const regions = [...new Set(ranked.flatMap(({ regionId }) => regionId ?? []))];
  const kinds = [...new Set(ranked.map(({ kind }) => kind))].toSorted();
  const asked = params.getAll('state');
  const states = TARGET_STATES.filter(
    (state) => asked.includes(state) || ranked.some((row) => row.state === state),
  );
  return [
    ...(regions.length > 1 ? [regionFacet(regions)] : []),
    ...(kinds.length > 1 && kinds.every((kind) => KINDS[kind]) ? [kindFacet(kinds)] : []),
    ...(target !== null && states.length > 1 ? [stateFacet(states)] : []),
    ...(data.missed.length > 0 ? [missedFacet(data)] : []),
    ...(hasRanks(data) && ranked.length > 1 && ranked.length <= MOST_CHOICES
      ? [nearFacet(ranked)]
      : []),
  ];
}
