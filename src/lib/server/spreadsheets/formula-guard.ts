// Keeps text from running as a formula in whatever spreadsheet opens it. Whoever writes CSV or
// workbooks imports it.

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"): = + - @, tab,
 * line breaks, | and NUL, and the full-width = + - @ that some spreadsheets fold into plain ones.
 * Blanks before it do not make it safe.
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@|\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/u;

/** The text, with an apostrophe in front where a spreadsheet would take it for a formula. */
export const guardFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text as it was before `guardFormula`. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
