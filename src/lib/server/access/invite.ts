// An invitation and the mail that brings it, in one transaction. The page of people imports it.
import { m } from '#lib/paraglide/messages.js';
import { inTransaction, type Db } from '../db/client.ts';
import { invitePerson } from '../store/invitations.ts';
import { invitationMailKey, putMail } from '../store/outbox.ts';
import type { HeldRole, Person } from './person.ts';

/**
 * Invites somebody, by mail and by the address that is handed back: the administrator may bring it by
 * other ways where no mail is sent.
 *
 * @param origin what readers type
 */
export async function invitePersonByMail(
  db: Db,
  invited: HeldRole & { email: string },
  by: Person,
  origin: string,
  now: Date,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const { id, token } = await invitePerson(tx, invited, by.id, now);
    const address = `${origin}/invitations/${token}`;
    const mail = {
      key: invitationMailKey(id),
      to: invited.email,
      // Whoever reads it has not chosen a language yet.
      subject: m.access_mail_subject({}, { locale: 'vi' }),
      body: [
        m.access_mail_body({ name: by.name, address }, { locale: 'vi' }),
        m.access_mail_body({ name: by.name, address }, { locale: 'en' }),
      ].join('\n\n—\n\n'),
    };
    await putMail(tx, mail, now);
    return address;
  });
}
