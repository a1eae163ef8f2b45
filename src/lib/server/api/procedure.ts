// One procedure across all units as the API answers it. Names are part of the API and never change. The
// route /api/v1/procedures/{procedure} imports it.
import { groupsOnProcedure, type UnitOnProcedure } from '#lib/domain/procedure-standing.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { readProcedure } from '../explain/procedure.ts';
import { ProblemError, readParameters, requirePeriod } from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { marksOf, requireRelease } from './release.ts';

/**
 * A procedure in the release that an address asks for (`period` or `release`).
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function procedureJson(db: Db, published: Published, code: string, url: URL) {
  const { period, release: id } = readParameters(url, ['period', 'release']);
  if (period !== undefined) requirePeriod(period);
  const release = await requireRelease(published, { series: GATHERED_SERIES, period, release: id });
  const found = await readProcedure(db, await courseTo(published, release), code);
  if (!found) {
    throw new ProblemError({
      status: 404,
      code: 'unknown-procedure',
      title: 'Unknown procedure',
      detail: 'No unit has named a procedure of this code.',
      parameter: 'procedure',
      see: '/api/v1/procedures',
    });
  }
  const { procedure, standing, lift } = found;
  return {
    release: marksOf(release),
    period: release.period,
    procedure: procedure.code,
    name: procedure.nameVi,
    field: procedure.field,
    groups: groupsOnProcedure(standing).map(({ groupId, ...counts }) => ({
      group: groupId,
      ...counts,
    })),
    lift: lift && {
      units: lift.units,
      services: lift.services,
      dossiers: lift.dossiers,
      short: lift.short,
      reachAlone: lift.reachAlone,
    },
    units: standing.map(unitJson),
  };
}

const unitJson = (on: UnitOnProcedure) => ({
  unit: on.unit.code,
  unitId: on.unit.id,
  name: { vi: on.unit.nameVi, en: on.unit.nameEn },
  group: on.unit.groupId,
  offer: on.offer,
  level: on.level,
  since: on.since,
  sinceOrBefore: on.sinceOrBefore,
  toRaise: on.toRaise,
  dossiers: on.received,
  filedOnline: on.filedOnline,
  handledOnline: on.handledOnline,
  onTime: on.onTime,
  services: on.services.map(({ code, nameVi, office, level, eligible, ...counts }) => ({
    service: code,
    name: nameVi,
    office,
    level,
    eligible,
    dossiers: counts.received,
    filedOnline: counts.filedOnline,
    handledOnline: counts.handledOnline,
    onTime: counts.onTime,
  })),
});
