// Words of the pages on rows set aside: severities, states, decisions, fields. Only they import it.
import { locale } from '#lib/components/address.ts';
import { inLanguage } from '#lib/components/words.ts';
import { describePlace } from '#lib/domain/place.ts';
import { findRule } from '#lib/domain/validate/catalogue.ts';
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import type { Severity } from '#lib/domain/validate/rule.ts';
import { m } from '#lib/paraglide/messages.js';

/** Longest reason of a decision, in characters. */
export const MAX_REASON = 1_000;

const SEVERITIES: Record<Severity, () => string> = {
  refuse: m.quarantine_severity_refuse,
  flag: m.quarantine_severity_flag,
  note: m.quarantine_severity_note,
};
export const severityWord = (severity: Severity): string => SEVERITIES[severity]();

const STATES: Record<string, () => string> = {
  waiting: m.quarantine_state_waiting,
  decided: m.quarantine_state_decided,
  all: m.quarantine_state_all,
};
export const findingStateWord = (state: string): string => STATES[state]?.() ?? state;

const DECISIONS: Record<DecisionKind, () => string> = {
  correct: m.quarantine_decision_correct,
  release: m.quarantine_decision_release,
  reject: m.quarantine_decision_reject,
};
export const decisionWord = (decision: DecisionKind): string => DECISIONS[decision]();

/** What a rule says; the id of a rule that is in the catalogue no longer. */
export function ruleWord(id: string): string {
  const rule = findRule(id);
  return rule ? inLanguage(rule.messageVi, rule.messageEn) : id;
}

const FIELDS: Record<string, () => string> = {
  unit: m.quarantine_field_unit,
  code: m.quarantine_field_code,
  procedure: m.quarantine_field_procedure,
  name: m.quarantine_field_name,
  field: m.quarantine_field_field,
  office: m.quarantine_field_office,
  level: m.quarantine_field_level,
  eligible: m.quarantine_field_eligible,
  received: m.quarantine_field_received,
  filedOnline: m.quarantine_field_filed_online,
  handledOnline: m.quarantine_field_handled_online,
  onTime: m.quarantine_field_on_time,
};
/** A field by our name of it; those of platforms are named by their indicator's code. */
export const fieldWord = (name: string): string => FIELDS[name]?.() ?? name;

/** A value of a field as a person reads it. */
export function valueWord(value: string | null): string {
  if (value === 'true') return m.quarantine_yes();
  if (value === 'false') return m.quarantine_no();
  return value === null || value === '' ? '–' : value;
}

/** Where a finding stands, for what is about no single row. */
export function placeWord(place: string): string {
  const part = /^whole reply(?:, (.+))?$/.exec(place);
  if (part)
    return [m.quarantine_place_reply(), ...(part[1] ? [fieldWord(part[1])] : [])].join(', ');
  const indicator = /^indicator (.+)$/.exec(place)?.[1];
  return indicator ? m.quarantine_place_indicator({ indicator }) : describePlace(place, locale());
}

const EVIDENCE: Record<string, () => string> = {
  value: m.quarantine_evidence_value,
  before: m.quarantine_evidence_before,
  periodBefore: m.quarantine_evidence_period_before,
  history: m.quarantine_evidence_history,
  numerator: m.quarantine_evidence_numerator,
  numeratorBefore: m.quarantine_evidence_numerator_before,
  denominator: m.quarantine_evidence_denominator,
  denominatorBefore: m.quarantine_evidence_denominator_before,
  compared: m.quarantine_evidence_compared,
  equal: m.quarantine_evidence_equal,
  received: m.quarantine_evidence_received,
  receivedBefore: m.quarantine_evidence_received_before,
  stated: m.quarantine_evidence_stated,
  sum: m.quarantine_evidence_sum,
  nation: m.quarantine_evidence_nation,
  otherSource: m.quarantine_evidence_other_source,
  otherValue: m.quarantine_evidence_other_value,
  services: m.quarantine_evidence_services,
  codes: m.quarantine_evidence_codes,
};
/** A number that was compared; an unknown name comes back unchanged. */
export const evidenceWord = (name: string): string => EVIDENCE[name]?.() ?? name;
