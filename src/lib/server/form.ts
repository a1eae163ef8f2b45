// Forms as they come: text fields alone, each once, none that the schema does not name. Form actions
// import it.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';

type FormSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/**
 * The fields of a form, or the names of those that are not right, in the order of the schema, with what
 * was typed: passwords too, so that pages give back single fields alone.
 */
export type FormReading<S extends FormSchema> =
  | { ok: true; fields: v.InferOutput<S> }
  | { ok: false; faults: string[]; given: Readonly<Record<string, string>> };

/** Far more than a field of most forms of ours takes. */
const MAX_LENGTH = 2_000;

/** A line of text without control characters, blanks around it cut off. */
export const line = (maxLength: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(maxLength), v.regex(/^\P{Cc}*$/u));

/** What a person writes on one line or several, blanks around it cut off. */
export const words = (maxLength: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(maxLength));

/** An e-mail address in lower case, as people are known by. */
export const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254), v.rfcEmail());

/**
 * Reads a form by its schema.
 *
 * @param maxLength characters that a field may hold at most, where one holds more than a line
 * @throws SvelteKit's 400 where there is a field that the schema does not name, a file, or a name twice:
 *   none of our own pages sends such a form
 */
export async function readForm<S extends FormSchema>(
  request: Request,
  schema: S,
  maxLength = MAX_LENGTH,
): Promise<FormReading<S>> {
  const given: Record<string, string> = {};
  for (const [name, value] of await request.formData()) {
    const isKnown = Object.hasOwn(schema.entries, name) && !Object.hasOwn(given, name);
    if (!isKnown || typeof value !== 'string' || value.length > maxLength) {
      error(400, m.access_bad_form());
    }
    given[name] = value;
  }
  const result = v.safeParse(schema, given);
  if (result.success) return { ok: true, fields: result.output };
  const wrong = new Set(result.issues.map((issue) => String(issue.path?.[0]?.key)));
  const faults = Object.keys(schema.entries).filter((name) => wrong.has(name));
  return { ok: false, faults, given };
}
