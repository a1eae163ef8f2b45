// The units of the catalogue: of all times, or those that existed on the last day of a period.
import { periodOf } from '#lib/domain/period.ts';
import { isWithin } from '#lib/domain/unit.ts';
import { unitItem } from '#lib/server/api/units.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { readDatedCodes } from '#lib/server/store/catalogue.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const { period, group } = readParameters(url, ['period', 'group']);
  const day = period === undefined ? undefined : periodOf(requirePeriod(period)).end;
  const [units, codes] = await Promise.all([readUnits(getDb()), readDatedCodes(getDb())]);
  if (group !== undefined) {
    const groups = units.flatMap(({ groupId }) => groupId ?? []);
    requireOneOf('group', group, [...new Set(groups)]);
  }
  const listed = units
    .filter((unit) => day === undefined || isWithin(day, unit))
    .filter((unit) => group === undefined || unit.groupId === group);
  return respondJson(request, {
    period: period ?? null,
    units: listed.map((unit) => unitItem(unit, codes, day)),
  });
});

export const fallback = otherMethods;
