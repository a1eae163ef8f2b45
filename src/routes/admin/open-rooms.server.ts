// Which back rooms a person may enter; the hook refuses the others whatever stands here. The layouts of
// the back rooms import it.
import { needOf } from '#lib/server/access/rules.ts';
import { may, type Person } from '#lib/server/access/person.ts';
import { ROOMS } from './rooms.ts';

function isOpenTo(person: Person | null, path: string): boolean {
  const need = needOf(path, 'GET');
  if (need === null || need === 'anyone' || need === 'push-token' || need === 'only-refuses') {
    return false;
  }
  return need === 'signed-in' || may(person, need);
}

/** Paths of the rooms that are open to this person, in the order of the menu. */
export const openRooms = (person: Person | null) =>
  ROOMS.filter(({ path }) => isOpenTo(person, path)).map(({ path }) => path);
