// Reads the row of a national platform into our names: `unit`, and for each indicator its value, or
// its numerator and denominator, and its qualifier. Jobs check what it reads; the pages of quarantine
// show it.
import { compileField, placesOf, type PathCompiler, type Reader } from './mapping.ts';
import type { SourceKindName } from './source.ts';
import type { MeasureMapping, ObservationMapping } from './source-mapping.ts';

/** What a row says, unchecked, by our names: `unit`, `npsp_accounts`, `docs_electronic.numerator`. */
export type PlatformReading = Readonly<Record<string, unknown>>;

export const UNIT_FIELD = 'unit';
export const numeratorOf = (indicator: string): string => `${indicator}.numerator`;
export const denominatorOf = (indicator: string): string => `${indicator}.denominator`;
export const qualifierOf = (indicator: string): string => `${indicator}.qualifier`;

type NamedReader = readonly [name: string, read: Reader];

function readersOf(measure: MeasureMapping, compile: PathCompiler): NamedReader[] {
  const { indicator, qualifier } = measure;
  const figure: NamedReader[] =
    'numerator' in measure
      ? [
          [numeratorOf(indicator), compile(measure.numerator)],
          [denominatorOf(indicator), compile(measure.denominator)],
        ]
      : [[indicator, compileField(measure.value, compile)]];
  return qualifier === undefined
    ? figure
    : [...figure, [qualifierOf(indicator), compile(qualifier)]];
}

function allReaders(mapping: ObservationMapping, kind: SourceKindName): NamedReader[] {
  const compile = placesOf(kind);
  const unit = compileField(mapping.unitCode, compile);
  return [
    [UNIT_FIELD, unit],
    ...mapping.measures.flatMap((measure) => readersOf(measure, compile)),
  ];
}

/** Compiles the reading of one row; the names come in the order of the mapping. */
export function compilePlatform(
  mapping: ObservationMapping,
  kind: SourceKindName,
): (row: unknown) => PlatformReading {
  const readers = allReaders(mapping, kind);
  return (row) => Object.fromEntries(readers.map(([name, read]) => [name, read(row)]));
}
