// Sends what waits in the outbox. The scheduler calls it at every look.
import { createTransport } from 'nodemailer';
import type { JobContext } from '#lib/server/context.ts';
import type { MailSettings } from '#lib/server/config.ts';
import { claimMail, markFailed, markSent, type ClaimedMail } from '#lib/server/store/outbox.ts';

/** Mails of one look; the next one takes the rest. */
const MOST_AT_ONCE = 100;
/** Together well below the lease of a claim. */
const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 60_000;

/** Hands a mail to a mail server, or throws what the server said. */
export type MailTransport = (mail: ClaimedMail) => Promise<void>;

/** A mail that is sent twice, since its sender died in between, can be told by its Message-ID. */
const messageIdOf = (id: string, from: string): string =>
  `<${id}@${/@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost'}>`;

/** Mail through a server of SMTP. A connection is made for each mail and closed after it. */
export function smtpTransport({ smtpUrl, from }: MailSettings): MailTransport {
  const smtp = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    // A mail is made of its text alone, whatever stands in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ id, to, subject, body }) => {
    await smtp.sendMail({ messageId: messageIdOf(id, from), from, to, subject, text: body });
  };
}

/** What nodemailer adds to an error: where it failed, and the server's code. */
interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** The server refused this very mail or its receiver for good; a refused password is our own fault. */
function isFinal({ code, responseCode }: SmtpError): boolean {
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isAboutMail && responseCode !== undefined && responseCode >= 500;
}

/**
 * Sends the mails that are due. One that fails is tried again later and keeps no other from being sent.
 *
 * @param transport null where no server is set: then mail waits
 * @returns how many the server took
 */
export async function sendDueMail(
  { db, now, log, signal }: Pick<JobContext, 'db' | 'now' | 'log' | 'signal'>,
  transport: MailTransport | null,
): Promise<number> {
  let sent = 0;
  for (let tried = 0; transport !== null && tried < MOST_AT_ONCE && !signal.aborted; tried += 1) {
    const mail = await claimMail(db, now());
    if (mail === null) break;
    try {
      await transport(mail);
      await markSent(db, mail, now());
      sent += 1;
    } catch (cause) {
      const error = cause as SmtpError;
      const { id: mailId, attempt } = mail;
      log.warn({ mailId, attempt, code: error.code }, 'a mail was not taken');
      await markFailed(db, mail, { why: error.message, isFinal: isFinal(error) }, now());
    }
  }
  return sent;
}
