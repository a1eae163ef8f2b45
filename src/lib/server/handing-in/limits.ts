// How much one person may hand in: a workbook is read by a child process of the scheduler, and kept for
// ever. Form actions of uploads ask before the file is read.
import { createBudget } from '../budget.ts';

const HOUR_S = 3_600;

/** Limits of one person's uploads, reports and lists to compare together. */
export const UPLOAD_LIMITS = {
  /** Files within an hour: all 63 provinces, should one person hand in for them. */
  perHour: 80,
  /** Bytes of them: twenty of the largest. */
  bytesPerHour: 200_000_000,
} as const;

export interface UploadGate {
  /** Counts a file of so many bytes. @returns seconds to wait where there were too many, else null */
  count: (personId: string, bytes: number) => Promise<number | null>;
}

/** @param limits tests bring their own */
export function createUploadGate(
  limits: { perHour: number; bytesPerHour: number } = UPLOAD_LIMITS,
): UploadGate {
  const files = createBudget(limits.perHour, HOUR_S);
  const bytes = createBudget(limits.bytesPerHour, HOUR_S);
  return {
    count: async (personId, amount) =>
      (await files.spend(personId)) ?? (await bytes.spend(personId, amount)),
  };
}

/** The one of this web process: reports and lists to compare share it. */
const gate = createUploadGate();

/**
 * Counts the upload that a request announces; the hook has refused what announces none.
 *
 * @returns seconds to wait where the person has handed in too much, else null
 */
export const countUpload = (personId: string, request: Request): Promise<number | null> =>
  gate.count(personId, Number(request.headers.get('content-length') ?? 0));
