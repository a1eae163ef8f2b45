// Cells of CSV in quotes, as RFC 4180 asks (https://www.rfc-editor.org/rfc/rfc4180). Whoever writes CSV
// imports it. Pure.

export const inQuotes = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** In quotes where the text needs them; else as it is. */
export const quoteCell = (text: string): string => (/[",\r\n]/.test(text) ? inQuotes(text) : text);
