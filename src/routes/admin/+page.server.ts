// What waits for a person: for staff of all units, for a reporter of their own.
import { isStaff, may, unitsFor } from '#lib/server/access/person.ts';
import { isFailing, readSourceViews } from '#lib/server/source-view.ts';
import { countWaiting } from '#lib/server/store/waiting.ts';
import { readUnitWaiting } from '#lib/server/waiting-for-unit.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const staff = isStaff(locals.person);
  const units = unitsFor(locals.person, 'hand-in-report');
  const [unitWaiting, waiting, sources] = await Promise.all([
    staff || units === 'all' ? null : readUnitWaiting(getDb(), units, new Date()),
    staff ? countWaiting(getDb()) : null,
    staff ? readSourceViews(getDb(), new Date()) : [],
  ]);
  return {
    name: locals.person?.name ?? '',
    unitWaiting,
    waiting,
    sourcesDown: sources.filter(isFailing).length,
    mayMail: may(locals.person, 'manage-mail'),
  };
};
