// An address that may be used once: a person chooses a password and is signed in.
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { PASSWORD_LENGTH } from '#lib/server/access/auth.ts';
import { hashPassword, signIn } from '#lib/server/access/sign-in.ts';
import { email, line, readForm } from '#lib/server/form.ts';
import {
  acceptInvitation,
  findInvitation,
  type Invitation,
  wasInvitation,
} from '#lib/server/store/invitations.ts';
import { getAuth, getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const password = v.pipe(
  v.string(),
  v.minLength(PASSWORD_LENGTH.min),
  v.maxLength(PASSWORD_LENGTH.max),
);
const common = { name: line(100), password, repeated: v.string() };
/** Whoever was invited by e-mail cannot name another. */
const forms = {
  named: v.strictObject(common),
  first: v.strictObject({ ...common, email }),
};

/** What is shown again of a form that was refused. */
const typedIn = ({ name = '', email: typed = '' }: { name?: string; email?: string }) => ({
  typed: { name, email: typed },
});

/** Whoever holds a token that was good once is told so; of one never made nothing is told. */
async function refuse(token: string): Promise<never> {
  if (await wasInvitation(getDb(), token)) error(410, m.access_invitation_spent());
  error(404, m.common_error_404());
}

async function requireInvitation(token: string): Promise<Invitation> {
  const found = await findInvitation(getDb(), token, new Date());
  if (!found) return refuse(token);
  return found;
}

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { email: invited, role } = await requireInvitation(params.token);
  // The address opens an account: no cache keeps it, no other page is told of it.
  setHeaders({ 'cache-control': 'private, no-store' });
  return { email: invited, role, minLength: PASSWORD_LENGTH.min };
};

export const actions = {
  async default(event) {
    const { token } = event.params;
    const invited = await requireInvitation(token);
    const reading = await readForm(
      event.request,
      invited.email === null ? forms.first : forms.named,
    );
    if (!reading.ok) return fail(400, { faults: reading.faults, ...typedIn(reading.given) });
    const { fields } = reading;
    if (fields.password !== fields.repeated)
      return fail(400, { faults: ['repeated'], ...typedIn(fields) });
    const auth = getAuth();
    const joined = await acceptInvitation(
      getDb(),
      token,
      {
        name: fields.name,
        email: 'email' in fields ? fields.email : '',
        passwordHash: await hashPassword(auth, fields.password),
      },
      new Date(),
    );
    if (joined === null) return refuse(token);
    await signIn(auth, event, { email: joined, password: fields.password });
    redirect(303, localizeHref('/admin'));
  },
} satisfies Actions;
