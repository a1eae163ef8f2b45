// Takes a person's decision on a text that was set aside, or says why it cannot be taken. The pages of
// quarantine import it.
import { findRule } from '#lib/domain/validate/catalogue.ts';
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import type { Rule } from '#lib/domain/validate/rule.ts';
import { type Db, inTransaction } from '../db/client.ts';
import type { SourceConfig } from '../sources/source.ts';
import { decide, readDecisions } from '../store/decisions.ts';
import { takeTurn } from '../store/late.ts';
import { type FoundDetail, readFoundAt, readFoundTexts } from '../store/quarantine-views.ts';
import { changedFields, checkCorrection, readOriginal } from './reading.ts';

/** A decision as somebody made it on a page. */
export interface Wish {
  decision: DecisionKind;
  /** Fields as typed, by our names; for `correct` alone. */
  typed: Readonly<Record<string, string>>;
  reason: string;
  /** Id of the person. */
  by: string;
  at: Date;
}

/**
 * Why a decision is not taken: `gone` a later reading no longer found it · `not-a-row` only rows can
 * be corrected or rejected · `not-releasable` a rule refuses it that nobody may waive · `unchanged` no
 * field differs · `still-refused` the corrected row breaks rules.
 */
export type Refusal =
  | { code: 'gone' | 'not-a-row' | 'unchanged' }
  | { code: 'not-releasable'; rules: Rule[] }
  | { code: 'still-refused'; faults: { rule: Rule; field: string | null }[] };

const rulesOf = ({ faults }: FoundDetail): Rule[] =>
  faults.flatMap(({ rule }) => findRule(rule) ?? []);

/** Whether the text is a row, and not what was compared of a unit's figures. */
export const isRow = (text: FoundDetail): boolean =>
  rulesOf(text).every(({ scope }) => scope === 'row');

/** Rules that keep the text out and that nobody may waive. */
export const unreleasable = (text: FoundDetail): Rule[] =>
  rulesOf(text).filter(({ severity, releasable }) => severity === 'refuse' && !releasable);

interface Correction {
  refusal: Refusal | null;
  fields: Record<string, unknown>;
}

async function readCorrection(
  db: Db,
  source: SourceConfig,
  { original, period }: FoundDetail,
  typed: Wish['typed'],
): Promise<Correction> {
  const fields = changedFields(source, readOriginal(source, original) ?? {}, typed);
  if (Object.keys(fields).length === 0) return { refusal: { code: 'unchanged' }, fields };
  const faults = await checkCorrection(db, source, { original, period, fields });
  return { refusal: faults.length > 0 ? { code: 'still-refused', faults } : null, fields };
}

function refusalOf(text: FoundDetail, { decision }: Wish): Refusal | null {
  if (!text.stands) return { code: 'gone' };
  if (decision === 'release') {
    const rules = unreleasable(text);
    return rules.length > 0 ? { code: 'not-releasable', rules } : null;
  }
  return isRow(text) ? null : { code: 'not-a-row' };
}

/** Whether a decision lets count what counts as it was sent: it changes no figure. */
async function isConfirmation(tx: Db, text: FoundDetail, { decision }: Wish): Promise<boolean> {
  const counts = rulesOf(text).every(({ severity }) => severity !== 'refuse');
  // Taking a decision back changes what counts.
  return decision === 'release' && counts && (await readDecisions(tx, text)).length === 0;
}

async function decideOne(
  tx: Db,
  source: SourceConfig,
  text: FoundDetail,
  wish: Wish,
): Promise<Refusal | null> {
  const { decision, reason, by, at } = wish;
  const isCorrection = decision === 'correct';
  const { refusal, fields } = isCorrection
    ? await readCorrection(tx, source, text, wish.typed)
    : { refusal: null, fields: {} };
  const no = refusalOf(text, wish) ?? refusal;
  if (no) return no;
  const { unitId, sourceId, period, originalHash } = text;
  const which = { unitId, sourceId, period, originalHash };
  const changesFigures = !(await isConfirmation(tx, text, wish));
  const said = { decision, reason, by, at, changesFigures };
  await decide(tx, { ...which, ...said, ...(isCorrection && { corrected: fields }) });
  return null;
}

/**
 * Keeps one decision on several texts of a source, all at once, and opens the runs that take it in, one
 * for each period: a run finds either none of the texts decided on or all. Runs of the source wait
 * meanwhile, so that it is decided on what stands.
 *
 * @param findings ids of findings, each naming the text that it was found in
 * @param rule where given, texts that did not break it are not decided on
 * @returns for each finding null where that is done, else why it is not
 */
export function decideTexts(
  db: Db,
  source: SourceConfig,
  findings: readonly string[],
  wish: Wish & { rule?: string },
): Promise<(Refusal | null)[]> {
  return inTransaction(db, async (tx) => {
    for (const at of await readFoundAt(tx, source.id, findings)) await takeTurn(tx, at);
    // Findings stay as they are while it is decided on them: the source's runs wait.
    const texts = await readFoundTexts(tx, source.id, findings);
    const refusals: (Refusal | null)[] = [];
    for (const id of findings) {
      const text = texts.get(id);
      const isMeant =
        wish.rule === undefined || text?.faults.some(({ rule }) => rule === wish.rule);
      refusals.push(text && isMeant ? await decideOne(tx, source, text, wish) : { code: 'gone' });
    }
    return refusals;
  });
}

/** Keeps a decision on one text; see `decideTexts`. */
export async function decideText(
  db: Db,
  source: SourceConfig,
  finding: string,
  wish: Wish,
): Promise<Refusal | null> {
  const [refusal = null] = await decideTexts(db, source, [finding], wish);
  return refusal;
}
