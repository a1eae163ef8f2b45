// Takes an index package that a source brought into the database, as loading one by hand does: its
// definitions, figures and releases stand under the package's own source. Runs inside the one
// transaction of gather.ts.
import type { Fault } from '#lib/domain/package/fault.ts';
import { readPackage } from '#lib/domain/package/read-package.ts';
import { readPackageCatalogue } from '#lib/server/catalogue/for-packages.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { invariant, SourceError } from '#lib/server/errors.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import type { PackagePage } from '#lib/server/sources/package-kind.ts';
import type { QuarantinedRow } from '#lib/server/store/quarantine.ts';
import { Returned, type Gathering, type Recorded } from './gathering.ts';
import { CATALOGUE_FOLDER, loadRead } from './load-package.ts';

/** A fault of the package as a finding that stands with the run. */
function toFinding(fault: Fault, replyHash: string): QuarantinedRow {
  const { rule: id, file, line, column, messageVi, messageEn, remedyVi, remedyEn } = fault;
  const place = line === null ? file : `${file}, line ${line}`;
  return {
    rule: {
      id,
      kind: 'structural',
      scope: 'reply',
      severity: 'refuse',
      releasable: false,
      ...{ messageVi, messageEn, whyVi: messageVi, whyEn: messageEn },
      ...{ mendVi: remedyVi, mendEn: remedyEn },
    },
    field: column,
    place: column === null ? place : `${place}, column "${column}"`,
    original: JSON.stringify({ file, line, column }),
    replyHash,
  };
}

const isPackage = (page: Page): page is PackagePage => 'opened' in page;

/**
 * Loads and publishes the package of a page; a dry run only reads it, and holds up nobody who loads.
 *
 * @throws Returned where it breaks a rule; SourceError `wrong-series` where it is another package than
 * the source feeds, `illustrative` where it says otherwise than the source whether its figures are real
 */
export async function recordPackage(
  ctx: JobContext,
  tx: Db,
  { source, at, isDry }: Gathering,
  pages: readonly Page[],
): Promise<Recorded> {
  const [page] = pages;
  invariant(page && isPackage(page), 'a package is one page');
  const catalogue = await readPackageCatalogue(CATALOGUE_FOLDER);
  const { opened } = page;
  const reading = readPackage(opened.raw, catalogue);
  const { content, faults } = reading;
  if (!content) {
    const findings = faults.map((fault) => toFinding(fault, page.reply.hash));
    throw new Returned(findings, findings.length);
  }
  const { name, illustrative } = content.manifest;
  if (name !== source.series) {
    throw new SourceError('wrong-series', `the package is "${name}", not "${source.series}"`);
  }
  if (illustrative !== source.illustrative) {
    throw new SourceError('illustrative', 'package and source differ on whether figures are real');
  }
  const rowsAccepted = content.figures.length + content.services.length;
  if (isDry) return { rowsAccepted, rowsQuarantined: 0, versionsWritten: 0 };
  const { loaded } = await loadRead(
    { ...ctx, db: tx, now: () => at },
    { ...reading, opened, catalogue },
  );
  invariant(loaded, 'a package without faults is loaded');
  return { rowsAccepted, rowsQuarantined: 0, versionsWritten: loaded.versionsWritten };
}
