// The trial of a push: what would become of its rows, by the same reading and the same rules as the
// real one. Runs in the child process of sources/isolated.ts, as one of its tasks: no database is
// near, so that rows are judged by themselves, and not beside those of the period before.
import type { Severity } from '#lib/domain/validate/rule.ts';
import { checkServices } from '#lib/domain/validate/service.ts';
import { SourceError } from '../errors.ts';
import { compileService, pathOf, placesOf } from '../sources/mapping.ts';
import { pointerTo, readPostRows, type PostSubject } from '../sources/push-post.ts';
import type { FieldMapping, ServiceMapping } from '../sources/source-mapping.ts';

export interface CheckSettings {
  subject: PostSubject;
  fields: ServiceMapping['fields'];
  mostRows: number;
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
  /** One is enough for the whole push to be returned. */
  rowsRefused: number;
  /** The first 1,000. */
  findings: CheckFinding[];
}

const MOST_FINDINGS = 1_000;
const LONGEST_ORIGINAL = 2_000;

/**
 * What the rules say of every row of a push.
 *
 * @throws SourceError as `readPostRows`, and `too-many-rows`
 */
export function checkPush(
  body: Uint8Array,
  { subject, fields, mostRows }: CheckSettings,
): PushCheck {
  const rows = readPostRows({ body }, subject);
  if (rows.length > mostRows) throw new SourceError('too-many-rows', `more than ${mostRows} rows`);
  const checked = checkServices(rows.map(compileService(fields, placesOf('push'))));
  const paths: Record<string, FieldMapping> = fields;
  const refused = checked.findings.filter(({ rule }) => rule.severity === 'refuse');
  return {
    rowsAccepted: checked.accepted.length,
    rowsRefused: new Set(refused.map(({ row }) => row)).size,
    findings: checked.findings.slice(0, MOST_FINDINGS).map(({ rule, row, field }) => {
      const path = field === null ? undefined : paths[field];
      return {
        ...{ rule: rule.id, severity: rule.severity, field },
        place: pointerTo(row, path === undefined ? null : pathOf(path)),
        original: JSON.stringify(rows[row]).slice(0, LONGEST_ORIGINAL),
        ...{ messageVi: rule.messageVi, messageEn: rule.messageEn },
      };
    }),
  };
}
