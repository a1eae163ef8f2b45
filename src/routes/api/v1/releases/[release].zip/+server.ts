// A release as an index package: everything that it can be built again from.
import pLimit from 'p-limit';
import { exportName } from '#lib/domain/package/export-release.ts';
import { api, otherMethods, ProblemError, respond } from '#lib/server/http.ts';
import { zipRelease } from '#lib/server/publish/export.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { Release } from '#lib/domain/release.ts';

/** Packages made last; a quarter of 94 units takes about 300 kB. */
const KEPT = 8;
type Zipped = ReturnType<typeof zipRelease>;
/** One at a time: each holds the past of a whole series in memory, and takes a second of the processor. */
const lane = pLimit(1);
const made = new Map<string, Zipped>();

/** A release never changes, so that its package is made once. */
function zipOf(release: Release): Zipped {
  const found = made.get(release.id) ?? lane(() => zipRelease(getDb(), release));
  made.delete(release.id);
  made.set(release.id, found);
  // A failed reading must not be remembered.
  found.catch(() => made.delete(release.id));
  const [oldest] = made.keys();
  if (made.size > KEPT && oldest !== undefined) made.delete(oldest);
  return found;
}

export const GET = api(async ({ params, request }) => {
  const release = await getPublished().byId(params.release ?? '');
  if (!release) {
    throw new ProblemError({
      status: 404,
      code: 'unknown-release',
      title: 'Unknown release',
      detail: 'No release that is or was current has this id.',
      parameter: 'release',
      see: '/api/v1/releases',
    });
  }
  const body = await zipOf(release);
  if (!body) {
    throw new ProblemError({
      status: 409,
      code: 'not-reproducible',
      title: 'The release cannot be exported',
      detail:
        'What is stored no longer gives the hash of this release: something was kept after it was ' +
        'built that says it was recorded before. A package that comes to another hash is not given out.',
    });
  }
  const mark = release.illustrative ? '-minh-hoa' : '';
  return respond(request, {
    body,
    contentType: 'application/zip',
    fileName: `${exportName(release)}${mark}.zip`,
    tag: `release-zip-1-${release.id}`,
  });
});

export const fallback = otherMethods;
