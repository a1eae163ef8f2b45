// The mail that tells whoever raised a dispute what became of it. The page of disputes and the demo
// import it.
import { m } from '#lib/paraglide/messages.js';
import type { NewMail } from './store/outbox.ts';

/** Whoever gets it works in Vietnamese. */
const VI = { locale: 'vi' } as const;

/** @param told.url where the unit sees its lists */
export const disputeMail = (told: {
  code: string;
  answer: string;
  accept: boolean;
  url: string;
}): Pick<NewMail, 'subject' | 'body'> => ({
  subject: m.compare_mail_subject({ code: told.code }, VI).replace(/\s+/g, ' '),
  body: m.compare_mail_body(
    {
      verdict: told.accept ? m.compare_mail_accepted({}, VI) : m.compare_mail_declined({}, VI),
      code: told.code,
      answer: told.answer,
      url: told.url,
    },
    VI,
  ),
});
