// Who is signed in and what their roles allow. Pure: routes, hooks and the store import it.
// A new kind of act is one line in GRANTS.

export const ROLES = ['administrator', 'publisher', 'unit_reporter'] as const;
export type Role = (typeof ROLES)[number];

/** The unit of roles that hold everywhere. */
export const EVERYWHERE = 'vn';

export interface HeldRole {
  role: Role;
  /** The unit that a reporter speaks for; `vn` for the other roles. */
  unitId: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  roles: HeldRole[];
}

const STAFF = ['administrator', 'publisher'] as const;
const ALL = ROLES;

/** Which roles may do what; a unit's reporter always for that unit alone. */
const GRANTS = {
  /** See that there is a back room at all. */
  'enter-admin': ALL,
  /** Runs, replies, rows set aside, what was known when. */
  'see-gathering': STAFF,
  /** Retry a run, pause a source. */
  'steer-gathering': STAFF,
  /** Change what a source is told to do. */
  'manage-sources': ['administrator'],
  /** Correct, release or reject a row that was set aside. */
  'decide-rows': STAFF,
  'decide-disputes': STAFF,
  /** Publish or refuse a release that the guard held. */
  'decide-releases': STAFF,
  /** Questions to units about signs of formality. */
  'see-signs': ALL,
  /** In the name of a unit. */
  'answer-sign': ['unit_reporter'],
  'withdraw-sign': STAFF,
  /** Hand in a unit's quarterly report. */
  'hand-in-report': ['administrator', 'unit_reporter'],
  /** See what a unit handed in, and its receipts. */
  'see-report': ALL,
  /** Compare a unit's own list with ours, and see what came of it. */
  'compare-list': ALL,
  /** Dispute rows in the name of a unit. */
  'raise-dispute': ['administrator', 'unit_reporter'],
  'see-tokens': ['administrator', 'unit_reporter'],
  'manage-tokens': ['administrator'],
  'manage-people': ['administrator'],
  'manage-mail': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof GRANTS;

const holdsFor = ({ role, unitId }: HeldRole, wanted: string | undefined): boolean => {
  // A reporter without a unit of their own would otherwise speak for all.
  if (role === 'unit_reporter' && unitId === EVERYWHERE) return false;
  return wanted === undefined || role !== 'unit_reporter' || unitId === wanted;
};

/**
 * Whether a role of this person allows the act.
 *
 * @param unitId for this unit; left out: for any unit at all
 */
export function may(person: Person | null, action: Action, unitId?: string): boolean {
  const granted: readonly Role[] = GRANTS[action];
  return (person?.roles ?? []).some(
    (held) => granted.includes(held.role) && holdsFor(held, unitId),
  );
}

/** The units for which this person may do it: `all`, or those of a reporter. */
export function unitsFor(person: Person | null, action: Action): 'all' | string[] {
  const granted: readonly Role[] = GRANTS[action];
  const held = (person?.roles ?? []).filter(
    (each) => granted.includes(each.role) && holdsFor(each, undefined),
  );
  if (held.some(({ role }) => role !== 'unit_reporter')) return 'all';
  return held.map(({ unitId }) => unitId);
}

/** Administrators and publishers: those who answer for what is published. */
export const isStaff = (person: Person | null): boolean => may(person, 'see-gathering');
