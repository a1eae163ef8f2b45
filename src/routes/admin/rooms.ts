// The back rooms, in the order of the menu. A page of the list is shown as soon as the table of rules
// (server/access/rules.ts) has a line for its GET, to those whom that line lets in.
import { m } from '#lib/paraglide/messages.js';

export const ROOMS = [
  { path: '/admin', word: m.admin_nav_start },
  { path: '/admin/sources', word: m.admin_nav_sources },
  { path: '/admin/runs', word: m.admin_nav_runs },
  { path: '/admin/quarantine', word: m.admin_nav_quarantine },
  { path: '/admin/releases', word: m.guard_nav },
  { path: '/admin/signs', word: m.signs_nav },
  { path: '/admin/disputes', word: m.admin_nav_disputes },
  { path: '/report', word: m.admin_nav_report },
  { path: '/compare-list', word: m.admin_nav_compare_list },
  { path: '/admin/people', word: m.admin_nav_people },
  { path: '/admin/tokens', word: m.admin_nav_tokens },
  { path: '/admin/mail', word: m.admin_nav_mail },
] as const;

export type RoomPath = (typeof ROOMS)[number]['path'];
