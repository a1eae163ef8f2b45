// How sure a unit's place on a composite is: its interval under other weights, scales and rules for
// gaps, the exact best and worst place, and its tier.
import { OWN_INDEX_MEASURE } from '#lib/domain/usual-measures.ts';
import { marksOf } from '#lib/server/api/release.ts';
import { requireSubject, SUBJECT_PARAMETERS } from '#lib/server/api/subject.ts';
import { intervalOf } from '#lib/server/explain/interval.ts';
import { api, otherMethods, ProblemError, readParameters, respondJson } from '#lib/server/http.ts';
import { BusyError } from '#lib/server/keep-last.ts';
import { getDb, getLog, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, SUBJECT_PARAMETERS);
  const from = { db: getDb(), published: getPublished() };
  const { unit, release, measure } = await requireSubject(
    from,
    params.unit ?? '',
    OWN_INDEX_MEASURE,
    given,
  );
  return respondJson(request, {
    release: marksOf(release),
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    ...(await intervalOf(release, unit.id, measure, {
      ends: 'wait',
      signal: request.signal,
      onFailure: (error) => getLog().error({ err: error, measure }, 'no exact ends of an index'),
    }).catch(refuseBusy)),
  });
});

function refuseBusy(error: unknown): never {
  if (!(error instanceof BusyError)) throw error;
  throw new ProblemError({
    status: 503,
    code: 'too-many-intervals',
    title: 'Too many ask for such intervals',
    detail: 'Intervals are drawn once a release and index, one after the other. Try again.',
    headers: { 'retry-after': '10' },
  });
}

export const fallback = otherMethods;
