// Where commands find what a person names: paths as typed, and the database. All commands import it.
import { resolve } from 'node:path';
import type { Place } from '#lib/server/config.ts';
import { defaultFolder } from '#lib/server/db/folder.ts';

/** A path as typed: npm moves to the project, but a relative path is meant from where the person stands. */
export const fromStanding = (
  path: string,
  standing = process.env.INIT_CWD ?? process.cwd(),
): string => resolve(standing, path);

/** What is given of a place; the folder of `npm start` where nothing is. */
export async function databaseAt({
  databaseUrl,
  folder,
}: Place): Promise<{ databaseUrl: string } | { folder: string }> {
  if (databaseUrl !== null) return { databaseUrl };
  return { folder: folder ?? (await defaultFolder('tiendo')) };
}
