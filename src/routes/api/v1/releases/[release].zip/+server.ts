// A release as an index package: everything that it can be built again from.
import { exportName } from '#lib/domain/package/export-release.ts';
import { api, otherMethods, ProblemError, respond } from '#lib/server/http.ts';
import { getPublished, getZipped } from '#lib/server/web.ts';

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
  const zipped = await getZipped()(release.id, request.signal);
  if (!zipped) {
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
    body: zipped.body,
    contentType: 'application/zip',
    fileName: `${exportName(release)}${mark}.zip`,
    tag: zipped.hash,
  });
});

export const fallback = otherMethods;
