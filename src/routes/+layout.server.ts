// What the frame of every page needs to know.
import type {
  Edition,
  KnownEdition,
  LetThroughRelease,
  ThinRelease,
} from '#lib/components/release-mark.ts';
import { isThin } from '#lib/domain/reporting.ts';
import { termsOf } from '#lib/server/page-terms.ts';
import { readSite } from '#lib/server/site.ts';
import type { ReleaseHead } from '#lib/server/store/releases.ts';
import { getPublished } from '#lib/server/web.ts';
import type { LayoutServerLoad } from './$types';

/** Every release of the periods that were released more than once, so that pages can say so. */
function editionsOf(heads: ReleaseHead[]): Edition[] {
  const periods = Map.groupBy(heads, ({ seriesId, period }) => `${seriesId} ${period}`);
  return [...periods.values()]
    .filter((of) => of.length > 1)
    .flatMap((of) =>
      of.map(({ id, seriesId, period, number, releasedAt, current, hash }) => {
        const before = of.find((each) => each.number === number - 1);
        const isSame = before?.hash === hash;
        return { id, seriesId, period, number, releasedAt, current, isSame };
      }),
    );
}

const thinOf = ({ id, reporting }: ReleaseHead): ThinRelease => ({ id, ...reporting });

/** For staff who look at what was known: to which releases that may come out the same. */
const hashesOf = (heads: ReleaseHead[]): KnownEdition[] =>
  heads.map(({ seriesId, period, number, hash }) => ({ seriesId, period, number, hash }));

const letThroughOf = ({ id, letThrough }: ReleaseHead): LetThroughRelease[] =>
  letThrough ? [{ id, found: letThrough.found, reason: letThrough.reason }] : [];

export const load: LayoutServerLoad = async ({ locals, route, url }) => {
  const heads = await getPublished().heads();
  return {
    site: readSite(process.env),
    /** Who is signed in, for the head of the page. */
    person: locals.person && { name: locals.person.name },
    /** What the page's words mean. */
    terms: termsOf(route.id),
    /** Whether anything shown here is illustrative: then every page says so. */
    illustrative: heads.some((head) => head.current && head.illustrative),
    editions: editionsOf(heads),
    knownEditions: url.searchParams.has('knownAt') ? hashesOf(heads) : [],
    /** Releases that few units have figures in, so that pages can say so. */
    thin: heads.filter(({ reporting }) => isThin(reporting)).map(thinOf),
    /** Releases that were held before readers saw them, and why they were let through. */
    letThrough: heads.flatMap(letThroughOf),
  };
};
