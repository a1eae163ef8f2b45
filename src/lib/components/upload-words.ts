// Why an upload was refused, in words. Pages that take workbooks import it.
import { m } from '#lib/paraglide/messages.js';

const FAULTS = {
  'no-file': m.report_fault_no_file,
  'too-large': m.report_fault_too_large,
  'not-xlsx': m.report_fault_not_xlsx,
  period: m.report_fault_period,
} as const;

export type UploadFaultCode = keyof typeof FAULTS | 'too-many';

/** @param limits of one person within an hour */
export const uploadFaultWord = (
  fault: UploadFaultCode,
  limits: { files: number; mb: number },
): string => (fault === 'too-many' ? m.report_fault_too_many(limits) : FAULTS[fault]());
