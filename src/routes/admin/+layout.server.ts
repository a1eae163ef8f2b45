// Which back rooms this person may enter; the hook refuses the others whatever stands here.
import { needOf } from '#lib/server/access/rules.ts';
import { may, type Person } from '#lib/server/access/person.ts';
import type { LayoutServerLoad } from './$types';
import { ROOMS } from './rooms.ts';

function isOpenTo(person: Person | null, path: string): boolean {
  const need = needOf(path, 'GET');
  if (need === null || need === 'anyone' || need === 'push-token' || need === 'only-refuses') {
    return false;
  }
  return need === 'signed-in' || may(person, need);
}

export const load: LayoutServerLoad = ({ locals }) => ({
  rooms: ROOMS.filter(({ path }) => isOpenTo(locals.person, path)).map(({ path }) => path),
});
