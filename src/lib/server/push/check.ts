// The trial of a push: what would become of its rows, by the same reading and the same rules as the
// real one. Runs in the child process of sources/isolated.ts, as one of its tasks: no database is
// near, so that rows are judged by themselves, and not beside those of the period before; only how
// many were listed last is known.
import {
  isRejected,
  type Rule,
  type Severity,
  type WideFinding,
} from '#lib/domain/validate/rule.ts';
import { checkServices } from '#lib/domain/validate/service.ts';
import { compareWithLast, type Listed } from '#lib/domain/validate/shorter.ts';
import { SourceError } from '../errors.ts';
import { compileService, pathOf, placesOf } from '../sources/mapping.ts';
import { pointerTo, readPostRows, type PostSubject } from '../sources/push-post.ts';
import type { FieldMapping, ServiceMapping } from '../sources/source-mapping.ts';

export interface CheckSettings {
  subject: PostSubject;
  fields: ServiceMapping['fields'];
  mostRows: number;
  /** What the source listed last, and whether its sender says that far fewer are meant. */
  lastListed: Listed | null;
  isShorterMeant: boolean;
}

/** A rule that a row broke, with the row's text as it came. */
export interface CheckFinding {
  rule: string;
  severity: Severity;
  place: string;
  field: string | null;
  original: string;
  messageVi: string;
  messageEn: string;
}

export interface PushCheck {
  rowsAccepted: number;
  rowsRefused: number;
  /** One row that is refused is enough, and so is a list that is far too short. */
  isReturned: boolean;
  /** The first 1,000. */
  findings: CheckFinding[];
}

/** The place of what no single row says. */
const WHOLE = 'whole reply';
const MOST_FINDINGS = 1_000;
const LONGEST_ORIGINAL = 2_000;

const wordsOf = ({ id, severity, messageVi, messageEn }: Rule) => ({
  rule: id,
  severity,
  messageVi,
  messageEn,
});

const tellOfAll = ({ rule, field, evidence }: WideFinding): CheckFinding => ({
  ...wordsOf(rule),
  field,
  place: WHOLE,
  original: JSON.stringify(evidence),
});

/**
 * What the rules say of every row of a push, and of how many there are.
 *
 * @throws SourceError as `readPostRows`, and `too-many-rows`
 */
export function checkPush(
  body: Uint8Array,
  { subject, fields, mostRows, lastListed, isShorterMeant }: CheckSettings,
): PushCheck {
  const rows = readPostRows({ body }, subject);
  if (rows.length > mostRows) throw new SourceError('too-many-rows', `more than ${mostRows} rows`);
  const checked = checkServices(rows.map(compileService(fields, placesOf('push'))));
  const paths: Record<string, FieldMapping> = fields;
  const refused = checked.findings.filter(({ rule }) => rule.severity === 'refuse');
  const rowsRefused = new Set(refused.map(({ row }) => row)).size;
  const listed = checked.accepted.length + rowsRefused;
  const ofAll = compareWithLast(listed, lastListed, !isShorterMeant);
  const ofRows = checked.findings.slice(0, MOST_FINDINGS - ofAll.length);
  return {
    rowsAccepted: checked.accepted.length,
    rowsRefused,
    isReturned: rowsRefused > 0 || isRejected(ofAll),
    findings: [
      ...ofAll.map(tellOfAll),
      ...ofRows.map(({ rule, row, field }) => {
        const path = field === null ? undefined : paths[field];
        return {
          ...wordsOf(rule),
          field,
          place: pointerTo(row, path === undefined ? null : pathOf(path)),
          original: JSON.stringify(rows[row]).slice(0, LONGEST_ORIGINAL),
        };
      }),
    ],
  };
}
