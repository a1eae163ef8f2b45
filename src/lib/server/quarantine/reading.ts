// How a text that was set aside is read by our names, and whether it could count as somebody would
// correct it. The pages of quarantine import it.
import { NATION, resolveCode } from '#lib/domain/unit.ts';
import { periodOf } from '#lib/domain/period.ts';
import { checkFigure } from '#lib/domain/validate/platform.ts';
import { PLATFORM_RULES } from '#lib/domain/validate/platform-rules.ts';
import { readCode } from '#lib/domain/validate/read.ts';
import { type Fault, isRejected, type Rule } from '#lib/domain/validate/rule.ts';
import { checkServices, type RawService } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { compileService, placesOf } from '../sources/mapping.ts';
import {
  compilePlatform,
  denominatorOf,
  numeratorOf,
  qualifierOf,
  UNIT_FIELD,
} from '../sources/platform-reading.ts';
import type { SourceConfig } from '../sources/source.ts';
import type { ObservationMapping } from '../sources/source-mapping.ts';
import { readDatedCodes } from '../store/catalogue.ts';
import { readFedIndicators } from '../store/sources.ts';

/** Fields by our names, as they were read. */
export type Reading = Record<string, unknown>;

/** The texts that stand for yes and no in a form. */
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['', null],
]);

function parseOriginal(original: string): unknown {
  try {
    return JSON.parse(original) as unknown;
  } catch {
    // Very long texts are kept cut off, and then are no longer whole.
    return null;
  }
}

/** The fields of a text by our names, in the order of a form; null where the source has no rows. */
export function readOriginal(source: SourceConfig, original: string): Reading | null {
  const { mapping, kind } = source;
  const row = parseOriginal(original);
  if (mapping.produces === 'services') {
    const read = compileService(mapping.fields, placesOf(kind));
    return { ...(read(row) ?? read({})) };
  }
  return mapping.produces === 'observations' ? { ...compilePlatform(mapping, kind)(row) } : null;
}

/** A field as typed into a form: yes and no as such, nothing as nothing, numbers of platforms as numbers. */
function toValue(source: SourceConfig, field: string, typed: string): unknown {
  const text = typed.trim();
  if (source.mapping.produces === 'services') {
    return field === 'eligible' ? (WORDS.get(text) ?? text) : text;
  }
  if (field === UNIT_FIELD) return text;
  if (WORDS.has(text)) return WORDS.get(text);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** How a value stands in a form; the reverse of `toValue`. */
export const toText = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** The fields that somebody typed otherwise than they were read. */
export function changedFields(
  source: SourceConfig,
  reading: Reading,
  typed: Readonly<Record<string, string>>,
): Reading {
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([field, text]) => field in reading && text.trim() !== toText(reading[field]).trim())
      .map(([field, text]) => [field, toValue(source, field, text)]),
  );
}

async function checkPlatformRow(
  db: Db,
  source: SourceConfig,
  mapping: ObservationMapping,
  { row, period }: { row: Reading; period: string },
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const code = readCode(row[UNIT_FIELD], UNIT_FIELD, faults, PLATFORM_RULES.missingUnit);
  const day = periodOf(period, source.reckoning).end;
  const unit = code === NATION ? NATION : resolveCode(await readDatedCodes(db), code, day);
  if (code !== '' && !unit) faults.push({ rule: PLATFORM_RULES.unknownUnit, field: UNIT_FIELD });
  const scope = unit === NATION ? 'nation' : 'units';
  const fed = await readFedIndicators(db, source.series);
  for (const measure of mapping.measures.filter((each) => each.scope === scope)) {
    const { indicator } = measure;
    const known = fed.find((each) => each.code === indicator);
    if (!known) continue;
    const counts = {
      numerator: row[numeratorOf(indicator)],
      denominator: row[denominatorOf(indicator)],
    };
    const raw = { indicator, measure: known.measure, value: row[indicator] };
    const qualifier = row[qualifierOf(indicator)];
    const isShare = 'numerator' in measure;
    faults.push(...checkFigure({ ...raw, qualifier, counts: isShare ? counts : null }).faults);
  }
  return faults;
}

/**
 * What would still keep a text out once it is corrected, by the rules of one row. Whether another row
 * of the reply bears the same code only the run can tell.
 *
 * @param fields the corrected fields, by our names
 */
export async function checkCorrection(
  db: Db,
  source: SourceConfig,
  { original, period, fields }: { original: string; period: string; fields: Reading },
): Promise<{ rule: Rule; field: string | null }[]> {
  const row = { ...readOriginal(source, original), ...fields };
  const { mapping } = source;
  const faults =
    mapping.produces === 'services'
      ? checkServices([row as unknown as RawService]).findings
      : mapping.produces === 'observations'
        ? await checkPlatformRow(db, source, mapping, { row, period })
        : [];
  return faults.filter((fault) => isRejected([fault])).map(({ rule, field }) => ({ rule, field }));
}
