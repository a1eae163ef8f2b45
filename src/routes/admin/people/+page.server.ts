// Who may do what: administrators invite, see who is who, withdraw roles.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { requirePerson } from '#lib/server/access/guard.ts';
import { EVERYWHERE, ROLES, type Role } from '#lib/server/access/person.ts';
import { email, line, readForm } from '#lib/server/form.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { invitePersonByMail } from '#lib/server/access/invite.ts';
import { readOpenInvitations } from '#lib/server/store/invitations.ts';
import { readPeople, withdrawRole } from '#lib/server/store/people.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const role = v.picklist(ROLES);
const invitationForm = v.strictObject({ email, role, unit: v.optional(line(60)) });
const withdrawalForm = v.strictObject({ person: line(60), role, unit: line(60) });

/** Units that somebody can speak for today. */
async function readReportingUnits() {
  const units = await readUnits(getDb());
  return units.filter(({ id, validTo }) => id !== EVERYWHERE && validTo === null);
}

/** The unit that a role holds for; null where a reporter names none that there is. */
async function unitOf(held: Role, unit: string | undefined): Promise<string | null> {
  if (held !== 'unit_reporter') return EVERYWHERE;
  const known = await readReportingUnits();
  return known.find(({ id }) => id === unit)?.id ?? null;
}

export const load: PageServerLoad = async () => {
  const db = getDb();
  const [people, invitations, units] = await Promise.all([
    readPeople(db),
    readOpenInvitations(db, new Date()),
    readReportingUnits(),
  ]);
  return {
    people,
    invitations: invitations.map((each) => ({ ...each, expiresAt: each.expiresAt.toISOString() })),
    units: units.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
  };
};

export const actions = {
  async invite(event) {
    const by = requirePerson(event, 'manage-people');
    const reading = await readForm(event.request, invitationForm);
    if (!reading.ok) return fail(400, { faults: reading.faults });
    const { fields } = reading;
    const unitId = await unitOf(fields.role, fields.unit);
    if (unitId === null) return fail(400, { faults: ['unit'] });
    const invited = { email: fields.email, role: fields.role, unitId };
    return {
      invited: fields.email,
      address: await invitePersonByMail(getDb(), invited, by, event.url.origin, new Date()),
    };
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
