// One procedure across all units in the release that is asked for: who has it at which level, since when,
// how it is used, whom to ask.
import { error } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import { markOf, releaseQuery } from '#lib/components/release-mark.ts';
import {
  groupsOnProcedure,
  type Offer,
  type UnitOnProcedure,
  whomToAsk,
} from '#lib/domain/procedure-standing.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { readProcedure } from '#lib/server/explain/procedure.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { readResponsible } from '#lib/server/store/facts.ts';
import { getDb } from '#lib/server/web.ts';
import { procedureSheet } from '../../charts/procedure.ts';
import type { PageServerLoad } from './$types';

/** So many are named to be asked. */
const ASKED = 5;

const unitOf = ({ id, nameVi, nameEn, groupId }: UnitOnProcedure['unit']) => ({
  ...{ id, nameVi, nameEn, groupId },
});

const rowOf = ({ unit, level, since, sinceOrBefore, services, ...on }: UnitOnProcedure) => ({
  unit: unitOf(unit),
  level,
  since,
  sinceOrBefore,
  office: services[0]?.office ?? '',
  services: services.length,
  received: on.received,
  filedOnline: on.filedOnline,
  handledOnline: on.handledOnline,
  onTime: on.onTime,
});

/** Who is meant by it today; the catalogue knows few. */
async function askedOf(on: UnitOnProcedure) {
  const [current] = (await readResponsible(getDb(), on.unit.id)).filter(
    ({ validTo }) => validTo === null,
  );
  const contact = current && {
    role: { nameVi: current.roleVi, nameEn: current.roleEn },
    person: current.person,
  };
  return { ...rowOf(on), contact: contact ?? null };
}

const unitsWith = (standing: readonly UnitOnProcedure[], offers: readonly Offer[]) =>
  standing.filter(({ offer }) => offers.includes(offer)).map(({ unit }) => unitOf(unit));

function usedBy(standing: readonly UnitOnProcedure[]) {
  const sum = (pick: (each: UnitOnProcedure) => number): number =>
    standing.reduce((total, each) => total + pick(each), 0);
  return {
    received: sum(({ received }) => received),
    filedOnline: sum(({ filedOnline }) => filedOnline),
    handledOnline: sum(({ handledOnline }) => handledOnline),
    onTime: sum(({ onTime }) => onTime),
  };
}

const groupsOf = ({ rules }: Release, standing: readonly UnitOnProcedure[]) =>
  groupsOnProcedure(standing).flatMap((counts) => {
    const group = rules.groups.find(({ id }) => id === counts.groupId);
    return group ? [{ ...counts, nameVi: group.nameVi, nameEn: group.nameEn }] : [];
  });

export const load: PageServerLoad = async ({ params, url }) => {
  const { release, course, periods } = await releaseAsked(url.searchParams);
  const found = await readProcedure(getDb(), course, params.procedure);
  if (!found) {
    error(404, {
      message: m.procedure_unknown({ code: params.procedure }),
      hint: m.procedure_unknown_text(),
    });
  }
  const { procedure, standing, lift } = found;
  const mark = markOf(release);
  const sheet = procedureSheet(found, releaseQuery(mark, url.searchParams));
  const place = { name: 'procedure', query: { procedure: procedure.code }, release };
  return {
    release: mark,
    periods,
    procedure,
    lift,
    groups: groupsOf(release, standing),
    used: usedBy(standing),
    chart: sheet && showChart(sheet, place),
    ask: await Promise.all(whomToAsk(standing, ASKED).map(askedOf)),
    offering: standing
      .filter(({ offer }) => offer === 'offered')
      .toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0) || b.filedOnline - a.filedOnline)
      .map(rowOf),
    without: {
      notOffered: unitsWith(standing, ['not-offered']),
      noData: unitsWith(standing, ['no-rows', 'no-figure']),
    },
  };
};
