// The outbox: what waits, what was sent, what was given up and why.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { EVERYWHERE } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { readForm } from '#lib/server/form.ts';
import { isMailSetUp } from '#lib/server/mail-set-up.ts';
import { recordEvent } from '#lib/server/store/audit.ts';
import { countMails, readMails, retryMail, type Mail } from '#lib/server/store/outbox.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

const retryForm = v.strictObject({ id: v.pipe(v.string(), v.uuid()) });

const shown = ({ id, to, subject, attempt, errorText, hasText, ...at }: Mail) => ({
  ...{ id, to, subject, attempt, errorText, hasText },
  createdAt: at.createdAt.toISOString(),
  nextAttemptAt: at.nextAttemptAt.toISOString(),
  sentAt: at.sentAt?.toISOString() ?? null,
  givenUpAt: at.givenUpAt?.toISOString() ?? null,
});

export const load: PageServerLoad = async () => {
  const [mails, counts] = await Promise.all([readMails(getDb(), SHOWN), countMails(getDb())]);
  return {
    ...counts,
    mails: mails.map(shown),
    isSetUp: isMailSetUp(process.env),
  };
};

export const actions = {
  async default(event) {
    const { id: personId } = requirePerson(event, 'manage-mail');
    const reading = await readForm(event.request, retryForm);
    if (!reading.ok) error(400, m.access_bad_form());
    const { id } = reading.fields;
    const now = new Date();
    await inTransaction(getDb(), async (tx) => {
      if (!(await retryMail(tx, id, now))) return;
      const done = { unitId: EVERYWHERE, personId, action: 'mail.retry', subject: id } as const;
      await recordEvent(tx, done, now);
    });
  },
} satisfies Actions;
