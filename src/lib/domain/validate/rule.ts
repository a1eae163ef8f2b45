// What a rule of gathered figures is, and what it means to break one. Nothing is dropped and nothing
// guessed: a row is accepted, accepted with a mark, or set aside with the rule it broke. Anyone may
// import it; the rules themselves stand in the files beside it, all of them listed by catalogue.ts.

/**
 * `refuse` keeps the row out (quarantine) · `flag` lets it in with a mark that a person should look at ·
 * `note` lets it in and only tells. Only what contradicts itself or cannot be read is refused: what
 * merely looks unlikely may be true.
 */
export type Severity = 'refuse' | 'flag' | 'note';

/** `structural`: can it be read at all, and is it what was asked for · `content`: can it be true. */
export type RuleKind = 'structural' | 'content';

/** What a rule looks at: one row, one figure of a unit, or all that was sent. */
export type RuleScope = 'row' | 'figure' | 'reply';

export interface Rule {
  /** Short and stable, kept with every finding. */
  id: string;
  kind: RuleKind;
  scope: RuleScope;
  severity: Severity;
  /** True where a person may let a refused row in as it stands: it can be true all the same. */
  releasable: boolean;
  /** What is wrong, as a sentence without its full stop. */
  messageVi: string;
  messageEn: string;
  /** What is checked, and why. */
  whyVi: string;
  whyEn: string;
  /** How whoever sent it mends it. */
  mendVi: string;
  mendEn: string;
}

/** Message, reason and remedy. */
type Words = readonly [message: string, why: string, mend: string];

interface RuleDefinition {
  id: string;
  /** `refuse` where left out. */
  severity?: Severity;
  releasable?: true;
  vi: Words;
  en: Words;
}

/** Makes rules of one kind and scope from their texts; the keys are the names that code uses. */
export function defineRules<Key extends string>(
  kind: RuleKind,
  scope: RuleScope,
  definitions: Readonly<Record<Key, RuleDefinition>>,
): Readonly<Record<Key, Rule>> {
  const rules = Object.entries<RuleDefinition>(definitions).map(
    ([key, { id, severity = 'refuse', releasable, vi, en }]): [string, Rule] => [
      key,
      {
        id,
        kind,
        scope,
        severity,
        releasable: releasable ?? severity !== 'refuse',
        messageVi: vi[0],
        messageEn: en[0],
        whyVi: vi[1],
        whyEn: en[1],
        mendVi: vi[2],
        mendEn: en[2],
      },
    ],
  );
  return Object.fromEntries(rules) as Record<Key, Rule>;
}

/** A rule that one row broke. */
export interface Fault {
  rule: Rule;
  /** The part of the row it is about, by our name; null where it is about the row as a whole. */
  field: string | null;
}

/** A fault with the place of its row among all rows of the reply, counted from 0. */
export interface Finding extends Fault {
  row: number;
}

/** A fault of no single row: of one indicator (its code in `field`) or of the whole reply. */
export interface WideFinding extends Fault {
  /** What was compared, in numbers: what a person looks at, and what a decision holds for. */
  evidence: Readonly<Record<string, string | number | readonly number[]>>;
}

/** A row's typed record, or null where it is quarantined; with every fault found in it. */
export interface Checked<Record> {
  record: Record | null;
  faults: Fault[];
}

/** Whether any of the faults keeps its row out. */
export const isRejected = (faults: readonly Fault[]): boolean =>
  faults.some((fault) => fault.rule.severity === 'refuse');
