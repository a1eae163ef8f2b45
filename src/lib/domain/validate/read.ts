// Reads texts, codes and counts from what a source wrote, with the rules that all of them keep to. Pure;
// anyone may import it.
import { COMMON_RULES } from './common-rules.ts';
import type { Fault, Rule } from './rule.ts';

/** Longest text kept, in UTF-16 units; the longest procedure names run to some 400. */
export const MAX_TEXT = 2_000;
/** Whole numbers are stored in 32 bits. */
export const MAX_COUNT = 2_147_483_647;

function textFault(value: string): Rule | null {
  if (value.length > MAX_TEXT) return COMMON_RULES.longText;
  return value.includes('\0') || !value.isWellFormed() ? COMMON_RULES.unprintable : null;
}

/**
 * A text without blanks around it; numbers are taken as their digits. Where it is absent or blank the fault is `missing`, and the text is empty.
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

/** Whether a code came as a number that may not say it all: 1.004630 has become 1.00463. */
export const isLossyCode = (value: unknown): value is number =>
  typeof value === 'number' && !Number.isSafeInteger(value);

/**
 * A code, as `readText` reads it. A whole number is taken as its digits; one that may have lost some
 * is the fault `numberForCode`, and the code is empty.
 */
export function readCode(value: unknown, field: string, faults: Fault[], missing?: Rule): string {
  if (!isLossyCode(value)) return readText(value, field, faults, missing);
  faults.push({ rule: COMMON_RULES.numberForCode, field });
  return '';
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
