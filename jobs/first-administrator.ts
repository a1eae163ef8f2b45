// How an installation gets its first administrator: whoever reads the output of its start. main, demo
// and dev import it.
import type { JobContext } from '#lib/server/context.ts';
import { inviteFirstAdministrator } from '#lib/server/store/invitations.ts';

/**
 * Prints an address that makes the first administrator, good for half an hour and once. Prints nothing
 * where there is one already.
 *
 * @param origin what readers type
 */
export async function tellFirstAdministrator(
  { db, now }: Pick<JobContext, 'db' | 'now'>,
  origin: string,
): Promise<void> {
  const token = await inviteFirstAdministrator(db, now());
  if (token === null) return;
  process.stdout.write(
    `First administrator: ${origin}/invitations/${token} (once, within 30 minutes)\n`,
  );
}
