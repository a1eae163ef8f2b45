// Who did what, when: one line for every act of a person that changes what is gathered, recorded or
// granted. Written in the transaction of the act itself; nothing is ever changed or removed.
import { v7 as newId } from 'uuid';
import type { Db } from '../db/client.ts';
import { auditEvent } from '../db/schema/index.ts';

export interface AuditEvent {
  /** The unit that it concerns; `vn` where it concerns all. */
  unitId: string;
  /** Null where the product itself did it. */
  personId: string | null;
  /** Verb and noun, e.g. `source.pause`. */
  action: `${string}.${string}`;
  /** Id of what was acted on. */
  subject: string;
  /** What was said with it: reason, before, after. Never a password or token. */
  details?: Record<string, unknown>;
}

/**
 * Records an act.
 *
 * @param db the transaction that does what is recorded
 * @param at when it was done
 */
export async function recordEvent(db: Db, event: AuditEvent, at: Date): Promise<void> {
  await db.orm.insert(auditEvent).values({ details: {}, ...event, id: newId(), at });
}
