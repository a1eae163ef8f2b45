// Keeps text from running as a formula in whatever spreadsheet opens it. Whoever writes or
// reads back CSV or workbooks imports it. Pure.

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"): = + - @, tab,
 * line breaks, | and NUL, and the full-width = + - @ that some spreadsheets fold into plain ones. Such a
 * mark alone begins nothing: "=" is an operator, "-" a figure that is not there.
 * Blanks before it do not make it safe. Apostrophes that a text of such a kind has of its own count as
 * part of it, so that taking one off always gives back what was guarded.
 */
const FORMULA = /^'*(?:[\s\p{Cc}]*[=+\-@|\uff1d\uff0b\uff0d\uff20]\s*\S|[\t\r\n\0])/u;

/** The text, with an apostrophe in front where a spreadsheet would take it for a formula. */
export const guardFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text as it was before `guardFormula`. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
