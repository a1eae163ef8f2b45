// The mail that tells staff of a release that the guard held. The scheduler looks once a minute; the key
// of a mail keeps it from being written twice.
import { guardRuleWord } from '#lib/components/guard-words.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { isStaff } from '#lib/server/access/person.ts';
import type { JobContext } from '#lib/server/context.ts';
import { readHolds, type Hold } from '#lib/server/store/holds.ts';
import { type NewMail, putMail } from '#lib/server/store/outbox.ts';
import { readPeople } from '#lib/server/store/people.ts';

/** Whoever gets it works in Vietnamese. */
const LANGUAGE = 'vi';
const VI = { locale: LANGUAGE } as const;
/** One draft a period waits at most. */
const MOST_HOLDS = 100;

function textOf({ period, findings }: Hold, origin: string): Pick<NewMail, 'subject' | 'body'> {
  const told = { period: formatPeriodInText(period, LANGUAGE) };
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const words = rules.map((rule) => guardRuleWord(rule, LANGUAGE)).join('; ');
  return {
    subject: m.guard_mail_subject(told, VI),
    body: m.guard_mail_body({ ...told, rules: words, url: `${origin}/admin/releases` }, VI),
  };
}

/**
 * Writes to everybody who may decide, once for each release that waits.
 *
 * @param options.origin scheme and host that people type; mail leads there
 */
export async function tellHolds(
  { db, now }: Pick<JobContext, 'db' | 'now'>,
  { origin }: { origin: string },
): Promise<void> {
  const waiting = await readHolds(db, { state: 'held' }, MOST_HOLDS);
  if (waiting.length === 0) return;
  const staff = (await readPeople(db)).filter(isStaff);
  for (const hold of waiting) {
    for (const { id, email: to } of staff) {
      const key = `hold:${hold.releaseId}:${id}`;
      await putMail(db, { ...textOf(hold, origin), key, to }, now());
    }
  }
}
