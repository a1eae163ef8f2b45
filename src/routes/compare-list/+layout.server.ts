// What the menu beside the page shows to this person.
import type { LayoutServerLoad } from './$types';
import { openRooms } from '../admin/open-rooms.server.ts';

export const load: LayoutServerLoad = ({ locals }) => ({ rooms: openRooms(locals.person) });
