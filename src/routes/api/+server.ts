// The API has one version; whoever leaves it out is led to its list of addresses.
import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { otherMethods } from '#lib/server/http.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => redirect(307, resolve('/api/v1'));

export const fallback = otherMethods;
