// A unit's forecast as the API answers it. Field names are part of the API and never change. The route
// under /api/v1/units imports it.
import { INTERVAL_LEVEL } from '#lib/domain/explain/back-test.ts';
import type { LookBack } from '#lib/domain/explain/look-back.ts';
import { LEAST_ORIGINS, type Outlook } from '#lib/domain/explain/outlook.ts';
import type { Reaches, SeenPace, UnitForecast } from '#lib/domain/explain/unit-forecast.ts';
import { behindSinceOf, type BehindSince } from '#lib/domain/promises.ts';
import type { Release } from '#lib/domain/release.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import {
  readAskedPaces,
  readForecast,
  readLookBack,
  type AskedPaces,
} from '../explain/forecast.ts';
import { readParameters } from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { marksOf } from './release.ts';
import { requireSubject, SUBJECT_PARAMETERS, type Subject } from './subject.ts';

interface Asked extends Subject {
  forecast: UnitForecast;
  behindSince: BehindSince | null;
  asked: AskedPaces;
  past: LookBack[];
}

/**
 * The forecast that an address asks for, of share_l4 where no measure is named.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireForecast(
  db: Db,
  published: Published,
  name: string,
  url: URL,
): Promise<Asked> {
  const given = readParameters(url, SUBJECT_PARAMETERS);
  const subject = await requireSubject({ db, published }, name, HEADLINE_MEASURE, given);
  const { unit, release, measure } = subject;
  const course = await courseTo(published, release);
  const forecast = await readForecast(published, course, unit.id, measure);
  // A release that was found is the last of its own course.
  if (!forecast) throw new TypeError(`release ${release.id} has no course`);
  const asked = await readAskedPaces(db, forecast, release, new Date());
  const behindSince = behindSinceOf(course, unit.id, measure);
  const past = await readLookBack(published, course, unit.id, measure);
  return { ...subject, forecast, behindSince, asked, past };
}

/** What was forecast, on what it was tried, and until when the target can be reached. */
export function forecastJson({
  unit,
  release,
  measure,
  forecast,
  behindSince,
  asked,
  past,
}: Asked) {
  const { row, target, duePeriod, outlook, reason, reach } = forecast;
  return {
    release: marksOf(release),
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    measure,
    value: row?.value ?? null,
    target: target && {
      id: target.id,
      operator: target.operator,
      demand: row?.demand ?? null,
      due: target.due,
      duePeriod,
      state: row?.targetState ?? null,
      behindSince,
    },
    forecast: outlook && outlookJson(outlook),
    reason,
    reach: reach && reachJson(reach, asked, release),
    past: past.map(({ from, duePeriod, outlook: told, came }) => ({
      from,
      duePeriod,
      basis: told.basis,
      value: told.expected,
      interval: told.interval && { low: told.interval.low, high: told.interval.high },
      came,
    })),
  };
}

const outlookJson = ({ basis, method, horizon, expected, pace, ...rest }: Outlook) => ({
  basis,
  method,
  periodsAhead: horizon,
  value: expected,
  pace: { perPeriod: pace.perPeriod, periods: pace.periods },
  ...trialsJson(rest),
});

const trialsJson = ({
  interval,
  chance,
  tried,
}: Pick<Outlook, 'interval' | 'chance' | 'tried'>) => ({
  interval: interval && { low: interval.low, high: interval.high, level: INTERVAL_LEVEL },
  probability: chance && { value: chance.value, bound: chance.bound },
  backTest: tried && {
    releases: tried.origins,
    fewReleases: tried.origins < LEAST_ORIGINS,
    forecasts: tried.forecasts,
    meanAbsoluteErrors: tried.methods,
    coverage: tried.coverage,
  },
});

function reachJson({ group, own }: Reaches, asked: AskedPaces, { rules }: Release) {
  const paceJson = (seen: SeenPace | null, hasOpenSign: boolean) => {
    if (!seen) return null;
    const unit = rules.units.find(({ id }) => id === seen.unitId);
    return {
      pacePerPeriod: seen.pace,
      unitId: seen.unitId,
      name: { vi: unit?.nameVi ?? seen.unitId, en: unit?.nameEn ?? seen.unitId },
      from: seen.from,
      to: seen.to,
      periodsNeeded: seen.periodsNeeded,
      lastDay: seen.lastDay,
      reachable: seen.isReachable,
      openSign: hasOpenSign,
    };
  };
  return {
    fastestOfGroup: paceJson(group, asked.group),
    fastestOfUnit: paceJson(own, asked.own),
  };
}
