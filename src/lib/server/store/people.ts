// People who can sign in, and the roles they hold. The access room and the pages of administrators
// import it.
import { eq } from 'drizzle-orm';
import type { HeldRole, Role } from '../access/person.ts';
import type { Db } from '../db/client.ts';
import { personRole } from '../db/schema/index.ts';

/** The roles of one person; none where there is no such person. */
export async function readRoles(db: Db, personId: string): Promise<HeldRole[]> {
  const rows = await db.orm
    .select({ role: personRole.role, unitId: personRole.unitId })
    .from(personRole)
    .where(eq(personRole.personId, personId))
    .orderBy(personRole.role, personRole.unitId);
  return rows.map(({ role, unitId }) => ({ role: role as Role, unitId }));
}
