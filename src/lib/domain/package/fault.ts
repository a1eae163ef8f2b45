// A fault of an index package: where it is, which rule it breaks, and how to mend it. Pure; the
// readers of this folder make faults, the loading command prints them.
import { CONTENT_RULES } from './content-rules.ts';
import { FILE_RULES, type RuleText } from './file-rules.ts';
import { compareTexts } from '../order.ts';

export const RULES = { ...FILE_RULES, ...CONTENT_RULES };
export type FaultRule = keyof typeof RULES;

export interface Place {
  file: string;
  /** From 1, the header being line 1; null where the whole file is meant. */
  line: number | null;
  /** The column's name in the header; in datapackage.json the path of the field. */
  column: string | null;
}

export interface Fault extends Place {
  rule: FaultRule;
  messageVi: string;
  messageEn: string;
  remedyVi: string;
  remedyEn: string;
}

/** What fills `{value}`, `{other}` and `{limit}` of a rule's text. */
export interface FaultWords {
  value?: string | number;
  other?: string | number;
  limit?: number;
}

/** Told of each fault as it is found; reading goes on, so that all are listed at once. */
export type Report = (place: Place, rule: FaultRule, words?: FaultWords) => void;

/** Long cells are cut in messages: the place says where the whole stands. */
const LONGEST_QUOTE = 80;

function fill(text: string, words: FaultWords): string {
  return text.replace(/\{(value|other|limit)\}/g, (_, key: keyof FaultWords) => {
    const word = String(words[key] ?? '');
    return key === 'value' && word.length > LONGEST_QUOTE
      ? `${word.slice(0, LONGEST_QUOTE)}…`
      : word;
  });
}

/** The fault of `rule` at `place`, with its sentences filled in. */
export function faultAt(place: Place, rule: FaultRule, words: FaultWords = {}): Fault {
  const [vi, en, remedyVi, remedyEn]: RuleText = RULES[rule];
  const { file, line, column } = place;
  return {
    file,
    line,
    column,
    rule,
    messageVi: fill(vi, words),
    messageEn: fill(en, words),
    remedyVi: fill(remedyVi, words),
    remedyEn: fill(remedyEn, words),
  };
}

/** The place of a whole file. */
export const wholeFile = (file: string): Place => ({ file, line: null, column: null });

/** Faults in the order of files and lines, each said once. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const key = (fault: Fault): string =>
    JSON.stringify([fault.file, fault.line, fault.column, fault.messageVi]);
  const once = new Map(faults.map((fault) => [key(fault), fault]));
  return [...once.values()].sort(
    (a, b) => compareTexts(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0),
  );
}
