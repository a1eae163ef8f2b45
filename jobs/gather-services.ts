// Takes the pages of a unit's portal into the database: service rows by version, and the unit's shares
// counted from them. Runs inside the one transaction of gather.ts.
import { deriveShares, type ServiceCounts } from '#lib/domain/derive.ts';
import { shareOf } from '#lib/domain/observation.ts';
import { type CheckedServices, checkServices } from '#lib/domain/validate/service.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { isRejected } from '#lib/domain/validate/rule.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { compileService, pathOf, placesOf } from '#lib/server/sources/mapping.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import type { ServiceMapping } from '#lib/server/sources/source-mapping.ts';
import { type NewObservation, recordObservations } from '#lib/server/store/observations.ts';
import { countServices, mergeServices, stageServices } from '#lib/server/store/services.ts';
import {
  absent,
  type Gathering,
  layOut,
  observe,
  type Recorded,
  type Rows,
  setRowsAside,
} from './gathering.ts';

function setAside(checked: CheckedServices, rows: Rows, mapping: ServiceMapping) {
  const fields: Record<string, ServiceMapping['fields'][keyof ServiceMapping['fields']]> =
    mapping.fields;
  return checked.findings.map((finding) => {
    const field = finding.field === null ? undefined : fields[finding.field];
    return rows.setAside(finding.row, finding, field === undefined ? null : pathOf(field));
  });
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
    if (counts.services === 0) return [observe(gathering, unitId, indicator, absent('rejected'))];
    const share = shareOf(numerator, denominator);
    const figure = { ...absent('no-denominator'), numerator, denominator, isPartial };
    return 'missing' in share
      ? [observe(gathering, unitId, indicator, figure)]
      : [observe(gathering, unitId, indicator, { ...figure, ...share, missing: null })];
  });
}

/**
 * Validates, merges and counts a portal's rows. A quarantined row keeps its older version; a service
 * that the reply no longer lists is said to be no longer in force.
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
  const checked = checkServices(raws);
  const rejected = raws.length - checked.accepted.length;
  await setRowsAside(tx, gathering, setAside(checked, rows, mapping), rejected);
  ctx.trace('stage');
  await stageServices(
    tx,
    checked.accepted.map(({ record, row }) => ({ record, replyOrdinal: rows.pageOf(row) })),
  );
  ctx.trace('merge');
  const { unitId, runId } = claim;
  const batch = { seriesId: source.series, unitId, sourceId: source.id, runId, period };
  const gone = { isKnown: !checked.anyCodeUnread, except: checked.quarantinedCodes };
  const versions = await mergeServices(tx, batch, gone, at);
  ctx.trace('observe');
  const counts = await countServices(tx, batch);
  const { written } = await recordObservations(
    tx,
    sharesOf(gathering, counts, isRejected(checked.findings)),
    at,
  );
  return {
    rowsAccepted: checked.accepted.length,
    rowsQuarantined: rejected,
    versionsWritten: versions + written,
  };
}
