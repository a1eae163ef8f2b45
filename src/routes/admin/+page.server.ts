// What waits for a person; to a unit's reporter, only where to go.
import { isStaff, may } from '#lib/server/access/person.ts';
import { countWaiting } from '#lib/server/store/waiting.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const waiting = isStaff(locals.person) ? await countWaiting(getDb()) : null;
  return {
    name: locals.person?.name ?? '',
    waiting,
    mayMail: may(locals.person, 'manage-mail'),
  };
};
