// A row of ours as its unit would have it, checked by the rules that read it once the dispute is
// accepted. Pure; anyone may import it.
import type { ListedService } from '../listed-services.ts';
import { compareWithBefore, type ServiceBefore } from './before.ts';
import type { Checked } from './rule.ts';
import { checkService, type RawService, type ServiceRecord } from './service.ts';

/** Our row with what the unit's list says in place of ours. */
export const disputedRow = (ours: ServiceRecord, theirs: ListedService): RawService => ({
  ...ours,
  ...theirs.fields,
});

/**
 * Which rules the row would break if it were recorded: by itself, and beside the same service of the
 * period before. What it does to the figures of the whole unit only the run tells.
 *
 * @param before the service in force in the period before; null where there is none
 */
export function checkDisputed(
  row: RawService,
  before: ServiceBefore | null,
): Checked<ServiceRecord> {
  const checked = checkService(row);
  const { record, faults } = checked;
  if (record === null || before === null) return checked;
  const beside = compareWithBefore([{ record, row: 0 }], new Map([[record.code, before]]));
  return {
    record,
    faults: [...faults, ...beside.rows.map(({ rule, field }) => ({ rule, field }))],
  };
}
