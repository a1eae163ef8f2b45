// What the frame of every page needs to know.
import { readSite } from '#lib/server/site.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = () => ({
  site: readSite(process.env),
  illustrative: false,
});
