// Every kind of source by its name. The gather job, and whoever tries a source, ask here.
import { invariant } from '../errors.ts';
import { csv } from './csv.ts';
import type { SourceKind } from './kind.ts';
import { portalJson } from './portal-json.ts';
import { push } from './push.ts';
import type { SourceConfig, SourceKindName } from './source.ts';
import { xlsx } from './xlsx.ts';
import { xlsxReport } from './xlsx-report.ts';

const KINDS: Partial<Record<SourceKindName, SourceKind>> = {
  'portal-json': portalJson,
  csv,
  xlsx,
  'xlsx-report': xlsxReport,
  push,
};

export function kindOf({ kind }: SourceConfig): SourceKind {
  const found = KINDS[kind];
  invariant(found, `sources of kind ${kind} can be read`);
  return found;
}
