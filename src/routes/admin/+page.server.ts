// What waits for a person; to a unit's reporter, only where to go.
import { isStaff, may } from '#lib/server/access/person.ts';
import { isFailing, readSourceViews } from '#lib/server/source-view.ts';
import { countWaiting } from '#lib/server/store/waiting.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const staff = isStaff(locals.person);
  const [waiting, sources] = await Promise.all([
    staff ? countWaiting(getDb()) : null,
    staff ? readSourceViews(getDb(), new Date()) : [],
  ]);
  return {
    name: locals.person?.name ?? '',
    waiting,
    sourcesDown: sources.filter(isFailing).length,
    mayMail: may(locals.person, 'manage-mail'),
  };
};
