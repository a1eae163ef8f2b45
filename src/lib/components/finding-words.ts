// What the guard found in a release that was let through, with its figure and the limit that it passed,
// in the language of the page. Components and pages import it.
import { formatNumber } from '#lib/domain/format.ts';
import { limitOf, type ToldFinding } from '#lib/domain/guard.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { guardRuleWord } from './guard-words.ts';
import { groupInText, inLanguage } from './words.ts';

/** What it was found of: "Tỷ lệ dịch vụ công trực tuyến mức độ 4 · cả nước". */
function scopeText({ nameVi, nameEn, groupId }: ToldFinding): string {
  const group =
    groupId === null
      ? m.guard_found_nation()
      : groupInText({ id: groupId, nameVi: groupId, nameEn: groupId });
  return nameVi === null ? group : `${inLanguage(nameVi, nameEn ?? nameVi)} · ${group}`;
}

/** How many there may be: at most where the limit was passed from below. */
export function limitText(
  finding: Pick<ToldFinding, 'rule' | 'before' | 'after' | 'limit'>,
): string {
  const { isMost, count } = limitOf(finding);
  const value = formatNumber(count, locale());
  return isMost ? m.guard_limit_most({ value }) : m.guard_limit_least({ value });
}

/** A finding with its figure and the limit that it passed. */
export function findingText(finding: ToldFinding): string {
  const { rule, part, before, after } = finding;
  const word = guardRuleWord(rule, locale());
  if (rule === 'after-hold') return `${word} (${String(after)})`;
  const count = (value: number) => formatNumber(value, locale());
  const told = { after: count(after), before: count(before), limit: limitText(finding) };
  const found =
    rule === 'totals'
      ? m.guard_found_total({
          ...told,
          part: part === 'numerator' ? m.guard_part_numerator() : m.guard_part_denominator(),
        })
      : m.guard_found_part(told);
  return `${word}: ${scopeText(finding)} · ${found}`;
}
