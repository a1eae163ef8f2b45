// A release as an index package: everything that it can be built again from.
import { exportName } from '#lib/domain/package/export-release.ts';
import { api, otherMethods, ProblemError, readParameters, respond } from '#lib/server/http.ts';
import type { Refusal } from '#lib/server/publish/export.ts';
import { getPublished, getZipped } from '#lib/server/web.ts';

/** What is wrong with a release that cannot leave: the first fault of its package, or its hash. */
function refusalOf(refusal: Refusal): ProblemError {
  const about = { status: 409 as const, title: 'The release cannot be exported' };
  if (refusal.refused === 'kept-later') {
    const detail =
      'What is stored no longer gives the hash of this release: something was kept after it was ' +
      'built that says it was recorded before. A package that comes to another hash is not given out.';
    return new ProblemError({ ...about, code: 'not-reproducible', detail });
  }
  const [first] = refusal.faults;
  const where = first ? ` (${first.rule} in ${first.file})` : '';
  const detail =
    `The package of this release would break ${refusal.faults.length} rules of the format${where}. ` +
    'This is a fault of this instance or of its catalogue, not of the figures.';
  return new ProblemError({ ...about, code: 'not-a-package', detail });
}

export const GET = api(async ({ params, request, url }) => {
  readParameters(url, []);
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
  const zipped = await getZipped()(release.id, request.signal);
  if ('refused' in zipped) throw refusalOf(zipped);
  const mark = release.illustrative ? '-minh-hoa' : '';
  return respond(request, {
    body: zipped.body,
    contentType: 'application/zip',
    fileName: `${exportName(release)}${mark}.zip`,
    tag: zipped.hash,
  });
});

export const fallback = otherMethods;
