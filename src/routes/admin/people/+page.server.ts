// Who may do what: administrators invite, see who is who, withdraw roles.
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { EVERYWHERE, ROLES, type Role } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { email, line, readForm } from '#lib/server/form.ts';
import { isMailSetUp } from '#lib/server/mail-set-up.ts';
import { readGatheredUnits, readUnits, type CatalogueUnit } from '#lib/server/store/facts.ts';
import { invitePersonByMail } from '#lib/server/access/invite.ts';
import { readOpenInvitations, withdrawInvitation } from '#lib/server/store/invitations.ts';
import { readPeople, withdrawRole } from '#lib/server/store/people.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const role = v.picklist(ROLES);
const invitationForm = v.strictObject({ email, role, unit: v.optional(line(60)) });
const invitationIdForm = v.strictObject({ id: v.pipe(v.string(), v.uuid()) });
const withdrawalForm = v.strictObject({ person: line(60), role, unit: line(60) });

/**
 * Units that somebody can speak for: those of today, and those of the past that have a source or
 * figures, since what they owe of their time is still handed in and disputed.
 */
async function readReportingUnits(units: readonly CatalogueUnit[]): Promise<string[]> {
  const gathered = await readGatheredUnits(getDb());
  return units
    .filter(({ id, validTo }) => id !== EVERYWHERE && (validTo === null || gathered.has(id)))
    .map(({ id }) => id);
}

/** The unit that a role holds for; null where a reporter names none that there is. */
async function unitOf(held: Role, unit: string | undefined): Promise<string | null> {
  if (held !== 'unit_reporter') return EVERYWHERE;
  const known = await readReportingUnits(await readUnits(getDb()));
  return known.find((id) => id === unit) ?? null;
}

export const load: PageServerLoad = async () => {
  const db = getDb();
  const [people, invitations, units] = await Promise.all([
    readPeople(db),
    readOpenInvitations(db, new Date()),
    readUnits(db),
  ]);
  return {
    people,
    isMailSetUp: isMailSetUp(process.env),
    invitations: invitations.map((each) => ({ ...each, expiresAt: each.expiresAt.toISOString() })),
    units: units.map(({ id, nameVi, nameEn, validTo }) => ({ id, nameVi, nameEn, validTo })),
    reportingUnits: await readReportingUnits(units),
  };
};

export const actions = {
  async invite(event) {
    const by = requirePerson(event, 'manage-people');
    const reading = await readForm(event.request, invitationForm);
    if (!reading.ok) {
      return fail(400, { faults: reading.faults, typed: reading.given.email ?? '' });
    }
    const { fields } = reading;
    const unitId = await unitOf(fields.role, fields.unit);
    if (unitId === null) return fail(400, { faults: ['unit'], typed: fields.email });
    const invited = { email: fields.email, role: fields.role, unitId };
    return {
      invited: fields.email,
      address: await invitePersonByMail(getDb(), invited, by, event.url.origin, new Date()),
    };
  },
  /** Voids an invitation that is open and makes the same anew. */
  async renew(event) {
    const by = requirePerson(event, 'manage-people');
    const reading = await readForm(event.request, invitationIdForm);
    if (!reading.ok) error(400, m.access_bad_form());
    const now = new Date();
    const open = await readOpenInvitations(getDb(), now);
    const found = open.find(({ id }) => id === reading.fields.id);
    if (!found) return fail(409, { invitationGone: true });
    const { email: to, role: held, unitId } = found;
    const address = await invitePersonByMail(
      getDb(),
      { email: to, role: held, unitId },
      by,
      event.url.origin,
      now,
    );
    return { invited: to, address };
  },
  async cancel(event) {
    const { id: by } = requirePerson(event, 'manage-people');
    const reading = await readForm(event.request, invitationIdForm);
    if (!reading.ok) error(400, m.access_bad_form());
    const { id } = reading.fields;
    const isTaken = await inTransaction(getDb(), (tx) =>
      withdrawInvitation(tx, id, by, new Date()),
    );
    return isTaken ? { cancelled: true } : fail(409, { invitationGone: true });
  },
  async withdraw(event) {
    const by = requirePerson(event, 'manage-people');
    const reading = await readForm(event.request, withdrawalForm);
    if (!reading.ok) return fail(400, { faults: reading.faults });
    const { person, role: held, unit } = reading.fields;
    const withdrawn = { role: held, unitId: unit };
    const outcome = await withdrawRole(getDb(), person, withdrawn, by.id, new Date());
    return outcome === 'last-administrator' ? fail(409, { lastAdministrator: true }) : { outcome };
  },
} satisfies Actions;
