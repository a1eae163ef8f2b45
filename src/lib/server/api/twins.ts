// The twins of a unit as the API answers them. Field names are part of the API and never change. The route
// under /api/v1/units imports it.
import { TWIN_REACH, type Twin, type TwinsRaised } from '#lib/domain/explain/twins.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { readTwins, type UnitTwins } from '../explain/twins.ts';
import { readParameters } from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { marksOf } from './release.ts';
import { requireSubject, SUBJECT_PARAMETERS, type Subject } from './subject.ts';

interface Asked extends Subject {
  /** Null where the release does not hold the unit, as the nation. */
  twins: UnitTwins | null;
}

/** So many procedures of those that twins raised; more than anybody plans at once. */
const MOST_PROCEDURES = 100;

/**
 * The twins that an address asks for, on share_l4 where no measure is named.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireTwins(
  db: Db,
  published: Published,
  name: string,
  url: URL,
): Promise<Asked> {
  const given = readParameters(url, SUBJECT_PARAMETERS);
  const subject = await requireSubject({ db, published }, name, HEADLINE_MEASURE, given);
  const { unit, release, measure } = subject;
  const course = await courseTo(published, release);
  return { ...subject, twins: await readTwins(db, course, unit.id, measure) };
}

/** The answer as JSON. */
export const twinsJson = ({ release, unit, measure, twins }: Asked) => ({
  release: marksOf(release),
  unitId: unit.id,
  name: { vi: unit.nameVi, en: unit.nameEn },
  measure,
  within: TWIN_REACH,
  since: twins?.found?.since ?? null,
  demand: twins?.found?.demand ?? null,
  own: twins?.found?.own ?? null,
  reason: twins ? twins.reason : 'not-in-release',
  sentence: twins?.sentence ?? null,
  twins: twins?.found?.twins.map((each) => twinJson(each, twins)) ?? [],
  raised: twins?.raised ? raisedJson(twins.raised) : null,
});

function twinJson({ unitId, then, now, metIn }: Twin, { units }: UnitTwins) {
  const found = units.get(unitId);
  const name = found ? { vi: found.nameVi, en: found.nameEn } : null;
  return { unitId, name, then, now, metIn };
}

const raisedJson = ({ services, known, twins: units, fields, procedures }: TwinsRaised) => ({
  services,
  unitsKnown: known,
  units,
  fields: fields.map(({ field, twins, services: raised }) => ({
    field,
    units: twins,
    services: raised,
  })),
  procedures: procedures
    .slice(0, MOST_PROCEDURES)
    .map(({ procedure, nameVi, field, twins, services: raised, own }) => ({
      procedure,
      name: nameVi,
      field,
      units: twins,
      services: raised,
      ownToRaise: own,
    })),
});
