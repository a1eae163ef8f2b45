// Why a push was returned or not read, or would be, by the code that reading it left, in both languages: a sender
// is answered by a machine, which hands the words on to people. The push room and the page that
// documents pushes import it.
import type { Locale } from '#lib/domain/format.ts';
import { OVERTAKEN, RETURNED } from '#lib/domain/intake.ts';
import { m } from '#lib/paraglide/messages.js';

type Word = (given: object, options: { locale: Locale }) => string;

/** Everything that a push can be returned for; `returned` itself is for its rows. */
export const RETURN_CODES: Readonly<Record<string, Word>> = {
  'bad-json': m.push_return_bad_json,
  shape: m.push_return_shape,
  'wrong-period': m.push_return_wrong_period,
  'wrong-unit': m.push_return_wrong_unit,
  empty: m.push_return_empty,
  [RETURNED]: m.push_return_returned,
};

/** A sentence in each language; null where neither the body nor a later one is the reason. */
export function returnWords(code: string | null): { vi: string; en: string } | null {
  const word =
    code === OVERTAKEN ? m.common_overtaken : code === null ? undefined : RETURN_CODES[code];
  return word ? { vi: word({}, { locale: 'vi' }), en: word({}, { locale: 'en' }) } : null;
}
