// Every kind of source by its name. The gather job, and whoever tries a source, ask here.
import { csv } from './csv.ts';
import type { SourceKind } from './kind.ts';
import { packageKind } from './package-kind.ts';
import { portalJson } from './portal-json.ts';
import { push } from './push.ts';
import type { SourceConfig, SourceKindName } from './source.ts';
import { xlsx } from './xlsx.ts';
import { xlsxReport } from './xlsx-report.ts';

const KINDS: Record<SourceKindName, SourceKind> = {
  'portal-json': portalJson,
  csv,
  xlsx,
  'xlsx-report': xlsxReport,
  push,
  package: packageKind,
};

export const kindOf = ({ kind }: SourceConfig): SourceKind => KINDS[kind];
