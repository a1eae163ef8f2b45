// What units were asked about their figures, as the first page tells it. Used by its load alone.
import { localHref } from '#lib/components/address.ts';
import { signName } from '#lib/components/sign-words.ts';
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AskedGroup, AskedKind } from '#lib/server/explain/signs.ts';
import { lackingWords } from './shape.ts';

/** Units of a group are named where they are no more than this. */
const NAMED = 3;

function groupText({ groupId, units }: AskedGroup, release: Release): string {
  const count = lackingWords(groupId, units.length);
  if (units.length > NAMED) return count;
  const names = release.rules.units
    .filter(({ id }) => units.includes(id))
    .map((unit) => unitNameOf(unit));
  return `${count} (${names.join('; ')})`;
}

/** One kind of question, whom it was asked, and how many answered. */
export const questionOf = ({ kind, units, answered, groups }: AskedKind, release: Release) => ({
  kind,
  name: signName(kind, locale()),
  href: localHref('/signs', { kind, period: release.period }),
  whom: groups.map((group) => groupText(group, release)).join(', '),
  answered: m.overview_signs_answered({ answered, units }),
});

export type ShownQuestion = ReturnType<typeof questionOf>;
