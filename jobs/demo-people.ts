// People of the demo's past: nobody real, none of them can sign in, and each name says so. demo-past.ts
// imports it. There is no administrator among them: the first one is whoever starts the demo.
import { EVERYWHERE, type HeldRole } from '#lib/server/access/person.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { findOrAddPerson, grantRole, readRoles } from '#lib/server/store/people.ts';

const CAST = {
  publisher: { name: 'Phạm Thu Hà (minh họa)', role: 'publisher', unitId: EVERYWHERE },
  reporterOf24: { name: 'Vũ Đức Long (minh họa)', role: 'unit_reporter', unitId: 'p-24' },
  reporterOf25: { name: 'Nguyễn Văn Bình (minh họa)', role: 'unit_reporter', unitId: 'p-25' },
  reporterOf33: { name: 'Đỗ Thị Hương (minh họa)', role: 'unit_reporter', unitId: 'p-33' },
  reporterOf26: { name: 'Lê Thị Mai (minh họa)', role: 'unit_reporter', unitId: 'p-26' },
} as const satisfies Record<string, HeldRole & { name: string }>;

type Part = keyof typeof CAST;
const PARTS = Object.keys(CAST) as Part[];

/** Ids of the people, by the part they play. */
export type Cast = Readonly<Record<Part, string>>;

/** A domain that is nobody's (RFC 2606), so that no mail ever leaves. */
const emailOf = (part: Part): string => `${part.toLowerCase()}@demo.example`;

/** Makes the people, as yet without a role. */
export async function makeCast(db: Db, now: Date): Promise<Cast> {
  const made = PARTS.map(async (part) => {
    const person = { name: CAST[part].name, email: emailOf(part) };
    return [part, await inTransaction(db, (tx) => findOrAddPerson(tx, person, now))] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as Cast;
}

/** Whether the past was told to its end: the roles are granted last. */
export async function hasRoles(db: Db, cast: Cast): Promise<boolean> {
  return (await readRoles(db, cast.publisher)).length > 0;
}

/** Gives each the role in which they acted. */
export async function grantRoles(db: Db, cast: Cast, now: Date): Promise<void> {
  for (const part of PARTS) {
    const { role, unitId } = CAST[part];
    await inTransaction(db, (tx) => grantRole(tx, cast[part], { role, unitId }, null, now));
  }
}
