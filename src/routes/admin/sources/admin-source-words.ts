// Words of the pages on sources: states, what a field means, what is wrong with what was typed. Only
// they import it.
import { m } from '#lib/paraglide/messages.js';
import type { ConfigFault, FaultCode } from '#lib/server/sources/config-faults.ts';
import { stateWord } from '../runs/run-words.ts';

/** States that sources can be narrowed to. */
export const STATES = ['paused', 'never', 'running', 'waiting', 'done', 'failed', 'skipped'];

/** The state of a source; otherwise that of its last run. */
export function sourceStateWord(state: string): string {
  if (state === 'paused') return m.admin_sources_state_paused();
  return state === 'never' ? m.admin_sources_state_never() : stateWord(state);
}

const MEANINGS: Readonly<Record<string, () => string>> = {
  kind: m.admin_sources_field_kind,
  id: m.admin_sources_field_id,
  unit: m.admin_sources_field_unit,
  series: m.admin_sources_field_series,
  origin: m.admin_sources_field_origin,
  nameVi: m.admin_sources_field_nameVi,
  nameEn: m.admin_sources_field_nameEn,
  schedule: m.admin_sources_field_schedule,
  timeZone: m.admin_sources_field_timeZone,
  missedPolicy: m.admin_sources_field_missedPolicy,
  firstSlot: m.admin_sources_field_firstSlot,
  lastSlot: m.admin_sources_field_lastSlot,
  frequency: m.admin_sources_field_frequency,
  reckoning: m.admin_sources_field_reckoning,
  timeoutMs: m.admin_sources_field_timeoutMs,
  maxAttempts: m.admin_sources_field_maxAttempts,
  illustrative: m.admin_sources_field_illustrative,
  indicators: m.admin_sources_field_indicators,
  address: m.admin_sources_field_address,
  allow: m.admin_sources_field_allow,
  'allow[].host': m.admin_sources_field_allow_host,
  'allow[].port': m.admin_sources_field_allow_port,
  'allow[].addresses': m.admin_sources_field_allow_addresses,
  auth: m.admin_sources_field_auth,
  'auth.header': m.admin_sources_field_auth_header,
  'auth.value': m.admin_sources_field_auth_value,
  mapping: m.admin_sources_field_mapping,
  'mapping.produces': m.admin_sources_field_mapping_produces,
  'mapping.request': m.admin_sources_field_mapping_request,
  'mapping.request.path': m.admin_sources_field_mapping_request_path,
  'mapping.request.headers': m.admin_sources_field_mapping_request_headers,
  'mapping.request.size': m.admin_sources_field_mapping_request_size,
  'mapping.request.firstPage': m.admin_sources_field_mapping_request_firstPage,
  'mapping.reshape': m.admin_sources_field_mapping_reshape,
  'mapping.paging': m.admin_sources_field_mapping_paging,
  'mapping.paging.kind': m.admin_sources_field_mapping_paging_kind,
  'mapping.paging.total': m.admin_sources_field_mapping_paging_total,
  'mapping.paging.next': m.admin_sources_field_mapping_paging_next,
  'mapping.rows': m.admin_sources_field_mapping_rows,
  'mapping.expect': m.admin_sources_field_mapping_expect,
  'mapping.expect.period': m.admin_sources_field_mapping_expect_period,
  'mapping.expect.unit': m.admin_sources_field_mapping_expect_unit,
  'mapping.fields': m.admin_sources_field_mapping_fields,
  'mapping.totals': m.admin_sources_field_mapping_totals,
  'mapping.unitCode': m.admin_sources_field_mapping_unitCode,
  'mapping.measures': m.admin_sources_field_mapping_measures,
  'mapping.headerRow': m.admin_sources_field_mapping_headerRow,
  'mapping.delimiter': m.admin_sources_field_mapping_delimiter,
  'mapping.sheet': m.admin_sources_field_mapping_sheet,
  'mapping.path': m.admin_sources_field_mapping_path,
};

/** What a field means, by its path; null where nobody has said. */
export const fieldMeaning = (path: string): string | null => MEANINGS[path]?.() ?? null;

/** The schema's own sentences, in the language being read. */
const RULES: Readonly<Record<string, () => string>> = {
  'must be an ISO time with its offset, such as 2020-04-15T06:00+07:00': m.admin_sources_rule_iso,
  'is no time of the calendar': m.admin_sources_rule_calendar,
  'must not be empty': m.admin_sources_rule_empty,
  'must be an IP address such as 10.20.30.40': m.admin_sources_rule_ip,
  'must be the name of a header': m.admin_sources_rule_header,
  'must hold its secret as {secret:NAME}, never in plain text': m.admin_sources_rule_secret,
  'must be of a–z, 0–9 and "-"': m.admin_sources_rule_id,
  'must be a cron expression of five fields': m.admin_sources_rule_cron,
  'must be a time zone such as Asia/Ho_Chi_Minh': m.admin_sources_rule_zone,
  'must be http or https': m.admin_sources_rule_http,
  'must be http, https or file': m.admin_sources_rule_http_file,
  'must be a dotted path such as "result.rows"': m.admin_sources_rule_path,
  'must name a column': m.admin_sources_rule_column,
  'must start with "/"': m.admin_sources_rule_slash,
};

/** A sentence of the schema's own in the language being read; itself where it is not known. */
export const ruleSentence = (sentence: string): string => RULES[sentence]?.() ?? sentence;

const FAULTS: Readonly<Record<FaultCode, (expected: string) => string>> = {
  'not-json': (expected) => m.admin_sources_fault_not_json({ expected }),
  missing: () => m.admin_sources_fault_missing(),
  unknown: () => m.admin_sources_fault_unknown(),
  'one-of': (expected) => m.admin_sources_fault_one_of({ expected }),
  type: (expected) => m.admin_sources_fault_type({ expected }),
  length: (expected) => m.admin_sources_fault_length({ expected }),
  value: (expected) => m.admin_sources_fault_value({ expected }),
  integer: () => m.admin_sources_fault_integer(),
  url: () => m.admin_sources_fault_url(),
  rule: ruleSentence,
  'no-unit': () => m.admin_sources_fault_no_unit(),
  'no-series': () => m.admin_sources_fault_no_series(),
  'no-indicator': () => m.admin_sources_fault_no_indicator(),
  'reserved-id': () => m.admin_sources_fault_reserved_id(),
  'taken-id': () => m.admin_sources_fault_taken_id(),
  'other-id': (expected) => m.admin_sources_fault_other_id({ expected }),
  'secret-elsewhere': (expected) => m.admin_sources_fault_secret_elsewhere({ expected }),
};

/** What is wrong in a place, what would be right, and what stands there instead. */
export function faultText({ path, code, expected, received }: ConfigFault): string {
  const meaning = code === 'missing' ? fieldMeaning(path.replaceAll(/\.\d+(?=\.|$)/g, '[]')) : null;
  const parts = [
    FAULTS[code](expected ?? ''),
    ...(meaning === null ? [] : [meaning]),
    ...(received === null ? [] : [m.admin_sources_instead({ value: received })]),
  ];
  return parts.join('; ');
}
