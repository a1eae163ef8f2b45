// The way in for people who have an account.
import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { createSignInLimits } from '#lib/server/access/limits.ts';
import { safeNext } from '#lib/server/access/next.ts';
import { signIn } from '#lib/server/access/sign-in.ts';
import { readForm } from '#lib/server/form.ts';
import { getAuth } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const limits = createSignInLimits();

// What is not right in form is refused like a wrong password: with the same words.
const form = v.strictObject({ email: v.string(), password: v.string() });

const leadOn = (url: URL): never =>
  redirect(303, safeNext(url.searchParams.get('next'), url.origin) ?? localizeHref('/admin'));

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.person) leadOn(url);
  return { isFormLost: url.searchParams.get('lost') === 'form' };
};

export const actions = {
  async default(event) {
    const reading = await readForm(event.request, form);
    if (!reading.ok) return fail(400, { problem: 'refused' as const, email: '' });
    const { password } = reading.fields;
    const email = reading.fields.email.trim().toLowerCase();
    const address = event.getClientAddress();
    const waitS = await limits.count(address, email);
    if (waitS !== null) {
      event.setHeaders({ 'retry-after': String(waitS) });
      return fail(429, { problem: 'too-often' as const, email });
    }
    if (!(await signIn(getAuth(), event, { email, password }))) {
      return fail(400, { problem: 'refused' as const, email });
    }
    await limits.forgive(address, email);
    return leadOn(event.url);
  },
} satisfies Actions;
