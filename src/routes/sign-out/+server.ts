// Ends the session of whoever asks, and leads to the first page.
import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { signOut } from '#lib/server/access/sign-in.ts';
import { getAuth } from '#lib/server/web.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  await signOut(getAuth(), event);
  redirect(303, localizeHref('/'));
};
