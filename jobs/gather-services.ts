// Takes the pages of a unit's portal into the database: service rows by version, and the unit's shares
// counted from them. Runs inside the one transaction of gather.ts.
import { deriveShares, type ServiceCounts } from '#lib/domain/derive.ts';
import { shareOf } from '#lib/domain/observation.ts';
import { countServices } from '#lib/domain/service-count.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { compareWithBefore } from '#lib/domain/validate/before.ts';
import type { DecidedRows } from '#lib/domain/validate/decision.ts';
import { type Finding, isRejected, type WideFinding } from '#lib/domain/validate/rule.ts';
import { type CheckedServices, checkServices } from '#lib/domain/validate/service.ts';
import {
  compareWithLast,
  lastUndoubted,
  type Listed,
  SHORTER_RULE,
} from '#lib/domain/validate/shorter.ts';
import { compareTotals } from '#lib/domain/validate/totals.ts';
import { UNIT_RULES } from '#lib/domain/validate/unit-rules.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { compileService, pathOf, placesOf } from '#lib/server/sources/mapping.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import type { ServiceMapping } from '#lib/server/sources/source-mapping.ts';
import { keepDisputedTexts, type RowText } from '#lib/server/store/disputes.ts';
import { readDoubted } from '#lib/server/store/doubted.ts';
import { isShorterMeant } from '#lib/server/store/intakes.ts';
import { type NewObservation, recordObservations } from '#lib/server/store/observations.ts';
import { hashOriginal, type QuarantinedRow } from '#lib/server/store/quarantine.ts';
import { mergeServices } from '#lib/server/store/services.ts';
import { readBeside } from './gather-beside.ts';
import { judgeFigures, toFindingRow } from './gather-findings.ts';
import {
  absent,
  type Gathering,
  layOut,
  observe,
  type Recorded,
  type Rows,
  returnLot,
  setRowsAside,
} from './gathering.ts';

const COUNT_FIELDS = ['received', 'filedOnline', 'handledOnline', 'onTime'] as const;
type CountField = (typeof COUNT_FIELDS)[number];

function setAside(
  findings: readonly Finding[],
  rows: Rows,
  mapping: ServiceMapping,
): QuarantinedRow[] {
  const fields: Record<string, ServiceMapping['fields'][keyof ServiceMapping['fields']]> =
    mapping.fields;
  return findings.map((finding) => {
    const field = finding.field === null ? undefined : fields[finding.field];
    return rows.setAside(finding.row, finding, field === undefined ? null : pathOf(field));
  });
}

/** Rows that are refused; `open` ones are those that no person has put aside. */
function refusedRows(findings: readonly Finding[], decided: DecidedRows) {
  const refused = findings.filter(({ rule }) => rule.severity === 'refuse');
  const all = [...new Set(refused.map(({ row }) => row))];
  return { all: all.length, open: all.filter((row) => decided.get(row)?.kind !== 'reject').length };
}

/** Shares above 1, which rows let in by a decision can bring about: nobody is shown those. */
const aboveOne = (counts: ServiceCounts): WideFinding[] =>
  deriveShares(counts)
    .filter(({ numerator, denominator }) => denominator > 0 && numerator > denominator)
    .map(({ code, numerator, denominator }) => ({
      rule: UNIT_RULES.aboveOne,
      field: code,
      evidence: { numerator, denominator },
    }));

/** What the kind of source found wrong with its pages, beside their rows. */
const foundInPages = (pages: readonly Page[]): QuarantinedRow[] =>
  pages.flatMap(({ findings = [], reply }) =>
    findings.map((finding) => ({ ...finding, replyHash: reply.hash })),
  );

/**
 * Sums that the source states, beside those of its rows. Where a row is refused its numbers may not be
 * known, and nothing is compared.
 */
function checkTotals(pages: readonly Page[], { accepted, findings }: CheckedServices) {
  const stated = pages.at(-1)?.totals ?? {};
  if (Object.keys(stated).length === 0 || isRejected(findings)) return [];
  const sum = (field: CountField): number =>
    accepted.reduce((total, { record }) => total + record[field], 0);
  return compareTotals(
    stated,
    Object.fromEntries(COUNT_FIELDS.map((field) => [field, sum(field)])),
  );
}

/** The unit's shares; all of them `rejected` where no row of the reply could be used. */
function sharesOf(
  gathering: Gathering,
  counts: ServiceCounts,
  isPartial: boolean,
): NewObservation[] {
  const { source, claim, indicators } = gathering;
  const unitId = claim.unitId as UnitId;
  return deriveShares(counts).flatMap(({ code, numerator, denominator }) => {
    const indicator = indicators.get(code);
    if (!indicator || !source.indicators.includes(code)) return [];
    const isUnusable = counts.services === 0 || (denominator > 0 && numerator > denominator);
    if (isUnusable) return [observe(gathering, unitId, indicator, absent('rejected'))];
    const share = shareOf(numerator, denominator);
    const figure = { ...absent('no-denominator'), numerator, denominator, isPartial };
    return 'missing' in share
      ? [observe(gathering, unitId, indicator, figure)]
      : [observe(gathering, unitId, indicator, { ...figure, ...share, missing: null })];
  });
}

/** The unit's figures, recorded; and what is odd about them. */
async function recordShares(
  tx: Db,
  gathering: Gathering,
  counts: ServiceCounts,
  isPartial: boolean,
): Promise<{ written: number; findings: QuarantinedRow[] }> {
  const shares = sharesOf(gathering, counts, isPartial);
  const [{ written }, odd] = await Promise.all([
    recordObservations(tx, shares, gathering.at),
    judgeFigures(tx, gathering, shares),
  ]);
  const unitId = gathering.claim.unitId as UnitId;
  const fed = aboveOne(counts).filter(({ field }) =>
    gathering.source.indicators.includes(field ?? ''),
  );
  const unusable = fed.map((finding) => toFindingRow(unitId, finding, null));
  return { written, findings: [...unusable, ...odd] };
}

/**
 * What is odd about how many services there are, beside the last list of the same source; its sender
 * has to confirm only what is shorter than the very last.
 */
async function judgeLength(
  tx: Db,
  { source, claim, isHandedIn }: Gathering,
  listed: number,
  last: Listed | null,
): Promise<QuarantinedRow[]> {
  if (last === null) return [];
  const mustConfirm = isHandedIn && source.kind === 'push' && !(await isShorterMeant(tx, claim));
  const refused = mustConfirm ? compareWithLast(listed, last, true) : [];
  const inLast = { sourceId: source.id, period: last.period };
  const doubted = await readDoubted(tx, inLast, [SHORTER_RULE]);
  const marked = compareWithLast(listed, lastUndoubted(last, doubted.get(SHORTER_RULE)), false);
  return (refused.length > 0 ? refused : marked).map((finding) =>
    toFindingRow(claim.unitId as UnitId, finding, null),
  );
}

/** Where the row of a service stands in what was read; null where none counts. */
function textOfService({ accepted }: CheckedServices, rows: Rows, code: string): RowText | null {
  const found = accepted.find(({ record }) => record.code === code);
  if (!found) return null;
  const { original, replyHash } = rows.textOf(found.row);
  return { originalHash: hashOriginal(original), replyHash };
}

/**
 * Validates, merges and counts a portal's rows. A quarantined row keeps its older version; a service
 * that the reply no longer lists, or whose row a person took back, is said to be no longer in force.
 */
export async function recordServices(
  ctx: JobContext,
  tx: Db,
  gathering: Gathering,
  pages: readonly Page[],
  mapping: ServiceMapping,
): Promise<Recorded> {
  const { source, period, claim, at } = gathering;
  ctx.trace('parse');
  const rows = layOut(pages);
  const raws = rows.all.map(compileService(mapping.fields, placesOf(source.kind)));
  ctx.trace('validate');
  const { decided, services, before, listed } = await readBeside(tx, gathering, rows);
  const checked = checkServices(raws, decided);
  const odd = compareWithBefore(checked.accepted, before.services, before.doubted);
  const ofRows = setAside([...checked.findings, ...odd.rows], rows, mapping);
  const refused = refusedRows(checked.findings, decided);
  const ofPages = foundInPages(pages);
  const refusedOfPages = ofPages.filter(({ rule }) => rule.severity === 'refuse').length;
  const count = checked.accepted.length + refused.all;
  const ofList = await judgeLength(tx, gathering, count, listed);
  returnLot(gathering, [...ofPages, ...ofRows], refused.open + refusedOfPages, ofList);
  ctx.trace('merge');
  const { unitId, runId } = claim;
  const reason = claim.trigger === 'correction' ? ('C' as const) : ('R1' as const);
  const batch = { seriesId: source.series, unitId, sourceId: source.id, runId, period, reason };
  const gone = {
    isKnown: !checked.anyCodeUnread,
    except: checked.quarantinedCodes,
    withdrawn: new Map(checked.withdrawn.map(({ code, row }) => [code, rows.pageOf(row)])),
  };
  const reported = checked.accepted.map(({ record, row }) => ({
    record,
    replyOrdinal: rows.pageOf(row),
  }));
  const merged = await mergeServices(tx, batch, services, reported, gone, at);
  await keepDisputedTexts(tx, { unitId, sourceId: source.id, period: period.code }, (code) =>
    textOfService(checked, rows, code),
  );
  ctx.trace('observe');
  const counts = countServices(merged.inForce);
  const shares = await recordShares(tx, gathering, counts, refused.open > 0);
  const wide = [...odd.wide, ...checkTotals(pages, checked)].map((finding) =>
    toFindingRow(unitId as UnitId, finding, null),
  );
  const found = [...ofPages, ...ofRows, ...ofList, ...wide, ...shares.findings];
  await setRowsAside(tx, gathering, found);
  return {
    rowsAccepted: checked.accepted.length,
    rowsQuarantined: refused.all,
    versionsWritten: merged.versions + shares.written,
  };
}
