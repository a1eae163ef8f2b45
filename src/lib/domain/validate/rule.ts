// What a gathered row must keep to before it counts: rules with a name and a message in both
// languages, and the checks that all kinds of row share. Nothing is dropped and nothing guessed: a
// row is accepted, accepted with a flag, or quarantined with the rule it broke. Anyone may import it.

/**
 * `refuse` keeps the row out (quarantine) · `flag` lets it in with a mark that a person should look at ·
 * `note` lets it in and only tells.
 */
export type Severity = 'refuse' | 'flag' | 'note';

export interface Rule {
  /** Short and stable, kept with every finding. */
  id: string;
  severity: Severity;
  messageVi: string;
  messageEn: string;
}

/** A rule that one row broke. */
export interface Fault {
  rule: Rule;
  /** The part of the row it is about; null where it is about the row as a whole. */
  field: string | null;
}

/** A fault with the place of its row among all rows of the reply, counted from 0. */
export interface Finding extends Fault {
  row: number;
}

/** A row's typed record, or null where it is quarantined; with every fault found in it. */
export interface Checked<Record> {
  record: Record | null;
  faults: Fault[];
}

/** A rule whose breach keeps the row out. */
export const rejectRule = (id: string, messageVi: string, messageEn: string): Rule => ({
  id,
  severity: 'refuse',
  messageVi,
  messageEn,
});

/** A rule whose breach is marked, the row being accepted. */
export const flagRule = (id: string, messageVi: string, messageEn: string): Rule => ({
  ...rejectRule(id, messageVi, messageEn),
  severity: 'flag',
});

/** Rules that rows of every kind keep to. */
export const COMMON_RULES = {
  notARow: rejectRule('not-a-row', 'Dòng không phải là một đối tượng', 'The row is not an object'),
  missingText: rejectRule('missing-text', 'Thiếu nội dung bắt buộc', 'A required text is missing'),
  notText: rejectRule('not-text', 'Phải là chữ', 'Must be a text'),
  longText: rejectRule('long-text', 'Nội dung quá dài', 'The text is too long'),
  unprintable: rejectRule(
    'unprintable',
    'Có ký tự không lưu được',
    'The text holds a character that cannot be stored',
  ),
  notWhole: rejectRule(
    'not-a-whole-number',
    'Phải là số nguyên không âm',
    'Must be a whole number, 0 or more',
  ),
  tooLarge: rejectRule(
    'count-too-large',
    'Số quá lớn: tối đa 2.147.483.647',
    'The number is too large: 2,147,483,647 at most',
  ),
} as const;

/** Longest text kept, in UTF-16 units; the longest procedure names run to some 400. */
const MAX_TEXT = 2_000;
/** Whole numbers are stored in 32 bits. */
export const MAX_COUNT = 2_147_483_647;

/** Whether any of the faults keeps its row out. */
export const isRejected = (faults: readonly Fault[]): boolean =>
  faults.some((fault) => fault.rule.severity === 'refuse');

function textFault(value: string): Rule | null {
  if (value.length > MAX_TEXT) return COMMON_RULES.longText;
  return value.includes('\0') || !value.isWellFormed() ? COMMON_RULES.unprintable : null;
}

/**
 * A text without blanks around it; numbers are taken as their digits (codes come as both). Where it
 * is absent or blank the fault is `missing`, and the text is empty.
 */
export function readText(
  value: unknown,
  field: string,
  faults: Fault[],
  missing: Rule = COMMON_RULES.missingText,
): string {
  if (value === undefined || value === null || value === '') {
    faults.push({ rule: missing, field });
    return '';
  }
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') {
    faults.push({ rule: COMMON_RULES.notText, field });
    return '';
  }
  const text = value.trim();
  const rule = text === '' ? missing : textFault(text);
  if (rule) faults.push({ rule, field });
  return rule ? '' : text;
}

/**
 * A whole number from 0 to 2³¹ − 1, or NaN with a fault. Bare digits in quotes are taken as the
 * number; anything with a mark in it ("1.234", "12 hồ sơ") could mean two things and is refused.
 */
export function readCount(value: unknown, field: string, faults: Fault[]): number {
  const count =
    typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : (value as number);
  const isWhole = Number.isInteger(count) && count >= 0;
  if (isWhole && count <= MAX_COUNT) return count;
  faults.push({ rule: isWhole ? COMMON_RULES.tooLarge : COMMON_RULES.notWhole, field });
  return Number.NaN;
}
