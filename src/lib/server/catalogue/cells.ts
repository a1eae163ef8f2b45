// How one cell of a catalogue file is read: text in, value out, and, where it cannot be, a sentence
// that says why and what to write instead. For the files of this room only.
import * as v from 'valibot';
import { isDay } from '#lib/domain/period.ts';

/** Must be filled. */
export const filled = v.pipe(v.string(), v.nonEmpty('is empty. Write a text.'));

/** May be empty. */
export const anyText = v.string();

/** An id of ours: letters, digits, `-`, `_` and `.`. */
export const id = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][\w.-]*$/, 'is not an id. Use letters, digits, "-", "_" and "." only.'),
);

/** What `source` cells cite a work by, after an `@`. */
export const citationId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a name. Use small letters, digits and "-" only.'),
);

export const optionalId = v.union([emptyAsNull(), id], 'is not an id. Leave it empty or fix it.');

const NOT_A_DAY = 'is not a day. Write it as 2020-12-31.';

export const day = v.pipe(v.string(), v.check(isDay, NOT_A_DAY));

export const optionalDay = v.union([emptyAsNull(), day], NOT_A_DAY);

/** A day, month, quarter, year or a span of two, as precisely as a source says. */
export const roughDay = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}(-(\d{2}|Q[1-4])(-\d{2})?)?(\/\d{4}(-\d{2}){0,2})?$/,
    'is not a time. Write 2020, 2020-03, 2020-Q1, 2020-03-19 or 2019-03/2020-02.',
  ),
);

const NOT_A_NUMBER = 'is not a number. Write digits with "." as the decimal mark.';
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

export const numeric = v.pipe(v.string(), v.check(isNumber, NOT_A_NUMBER), v.transform(Number));

export const optionalNumeric = v.union([emptyAsNull(), numeric], NOT_A_NUMBER);

const NOT_WHOLE = 'is not a whole number. Write digits only.';

export const whole = v.pipe(v.string(), v.regex(/^\d+$/, NOT_WHOLE), v.transform(Number));

export const optionalWhole = v.union([emptyAsNull(), whole], NOT_WHOLE);

/** One of a closed list of words. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `is not known here. Write one of: ${words.join(', ')}.`);

/** As `oneOf`, or nothing. */
export const optionalOneOf = <const T extends readonly string[]>(words: T) =>
  v.union(
    [emptyAsNull(), v.picklist(words)],
    `is not known here. Leave it empty or write one of: ${words.join(', ')}.`,
  );

export const yesNo = v.pipe(
  oneOf(['yes', 'no']),
  v.transform((word) => word === 'yes'),
);

/** Several words in one cell, joined by `|`; empty is none. */
export const list = v.pipe(
  v.string(),
  v.transform((text) => (text === '' ? [] : text.split('|'))),
);

function emptyAsNull() {
  return v.pipe(
    v.literal(''),
    v.transform(() => null),
  );
}
