// Words for fields, kinds of difference and states of disputes. Pages of comparisons and disputes
// import it.
import { locale } from '#lib/components/address.ts';
import { formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RowDifference } from '#lib/domain/compare-lists.ts';
import type { ListedField } from '#lib/domain/listed-services.ts';

const FIELDS: Record<ListedField, () => string> = {
  procedure: m.compare_field_procedure,
  name: m.compare_field_name,
  field: m.compare_field_field,
  office: m.compare_field_office,
  level: m.compare_field_level,
  eligible: m.compare_field_eligible,
  received: m.compare_field_received,
  filedOnline: m.compare_field_filedOnline,
  handledOnline: m.compare_field_handledOnline,
  onTime: m.compare_field_onTime,
};
export const fieldWord = (field: ListedField): string => FIELDS[field]();

const KINDS: Record<RowDifference, (given: { count: string }) => string> = {
  different: m.compare_kind_different,
  'only-ours': m.compare_kind_only_ours,
  'only-theirs': m.compare_kind_only_theirs,
};
export const kindWord = (kind: RowDifference, count: string): string => KINDS[kind]({ count });

const STATES = {
  open: m.compare_state_open,
  accepted: m.compare_state_accepted,
  declined: m.compare_state_declined,
} as const;
export const disputeWord = (state: keyof typeof STATES): string => STATES[state]();

/** A value as a person reads it. */
export function valueWord(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? m.common_yes() : m.compare_no();
  return typeof value === 'number' ? formatNumber(value, locale(), 0) : value;
}
