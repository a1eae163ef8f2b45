// Reads the lists of procedures: what stands in a heading and in a line, and the procedures that a
// line stands for. The form of the lists is told at the top of provinces.txt.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PATTERNS } from './patterns.ts';

export interface Heading {
  field: string;
  office: string;
  ministry: string;
  ministryOffice: string;
}

export interface Entry extends Heading {
  pattern: string;
  object: string;
  /** How busy beside ordinary lines. */
  factor: number;
  /** Letters of VARIANTS. */
  variants: string;
}

/** A procedure without its code and weight. */
export interface Draft {
  name: string;
  field: string;
  office: string;
  /** Beside the other procedures; 1 for an ordinary first action. */
  importance: number;
}

interface Variant {
  suffix: string;
  /** Null keeps the heading's. */
  office: string | null;
  share: number;
}

/** Who offers a procedure, or to whom. */
const VARIANTS: Record<string, Variant> = {
  t: { suffix: '(cấp tỉnh)', office: null, share: 0.5 },
  h: { suffix: '(cấp huyện)', office: 'UBND cấp huyện', share: 1 },
  x: { suffix: '(cấp xã)', office: 'UBND cấp xã', share: 1.5 },
  n: { suffix: 'đối với tổ chức, cá nhân trong nước', office: null, share: 1 },
  o: { suffix: 'đối với tổ chức, cá nhân nước ngoài', office: null, share: 0.15 },
  b: { suffix: 'đối với bộ, cơ quan ngang bộ', office: null, share: 0.6 },
  p: { suffix: 'đối với UBND cấp tỉnh', office: null, share: 1 },
  e: { suffix: 'đối với doanh nghiệp nhà nước', office: null, share: 0.3 },
  c: { suffix: 'tại Bộ Ngoại giao', office: null, share: 1 },
  d: {
    suffix: 'tại cơ quan đại diện Việt Nam ở nước ngoài',
    office: 'Cơ quan đại diện Việt Nam ở nước ngoài',
    share: 0.6,
  },
};

const LINE =
  /^(?<pattern>\S)(?<early>!*) (?<object>.+?)(?: @(?<variants>[a-z]+))?(?: (?<late>!+))?$/;
/** By the number of "!". */
const FACTORS = [1, 25, 150];

function readHeading(text: string): Heading {
  const [field = '', office = '', ministry = '', ministryOffice = ''] = text
    .split('|')
    .map((part) => part.trim());
  return { field, office, ministry, ministryOffice };
}

function readEntry(line: string, heading: Heading): Entry {
  const { pattern = '', object = '', variants = '', early, late } = LINE.exec(line)?.groups ?? {};
  const factor = FACTORS[`${early ?? ''}${late ?? ''}`.length];
  if (!(pattern in PATTERNS) || factor === undefined) throw new Error(`cannot read "${line}"`);
  return { ...heading, pattern, object, variants, factor };
}

/** The lines of a list. Comments stand before the first heading. */
export function readList(file: string): Entry[] {
  const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  const [, ...sections] = `\n${text}`.split(/\n\n# /);
  return sections.flatMap((section) => {
    const [heading = '', ...lines] = section.trim().split('\n');
    return lines.map((line) => readEntry(line, readHeading(heading)));
  });
}

/** A tier's office; a province offers what the heading gives to a lower tier by its own committee. */
function officeOf(variant: Variant, office: string): string {
  if (variant.suffix === '(cấp tỉnh)' && office.startsWith('UBND')) return 'UBND cấp tỉnh';
  return variant.office ?? office;
}

/** Names end in the variant only where a line has several: one tier alone needs no telling apart. */
export function draftsOf(entry: Entry): Draft[] {
  const variants = Array.from(entry.variants).map((letter) => {
    const variant = VARIANTS[letter];
    if (!variant) throw new Error(`no variant ${letter}: ${entry.object}`);
    return variant;
  });
  const ordinary = { suffix: '', office: null, share: 1 };
  const told = variants.length > 1;
  return (PATTERNS[entry.pattern] ?? []).flatMap((action) =>
    (variants.length > 0 ? variants : [ordinary]).map((variant) => ({
      name: `${action.name.replace('…', entry.object)}${told ? ` ${variant.suffix}` : ''}`,
      field: entry.field,
      office: officeOf(variant, entry.office),
      importance: action.share * variant.share * entry.factor,
    })),
  );
}
