// What the frame of every page needs to know.
import { readSite } from '#lib/server/site.ts';
import { getPublished } from '#lib/server/web.ts';
import type { LayoutServerLoad } from './$types';

/** Whether anything shown here is illustrative: then every page says so. */
async function showsIllustrative(): Promise<boolean> {
  const heads = await getPublished().heads();
  return heads.some((head) => head.current && head.illustrative);
}

export const load: LayoutServerLoad = async () => ({
  site: readSite(process.env),
  illustrative: await showsIllustrative(),
});
