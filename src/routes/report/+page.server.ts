// The reports of one unit: which periods, what became of each, and a new one handed in.
import { may } from '#lib/server/access/person.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { UPLOAD_LIMITS } from '#lib/server/handing-in/limits.ts';
import { takeUpload } from '#lib/server/handing-in/take-upload.ts';
import { readStandingReceipts } from '#lib/server/store/receipts.ts';
import { dueAtOf, periodsOf } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'see-report');
  const asked = url.searchParams.get('unit');
  const wanted = { action: 'see-report', reports: true, asked } as const;
  const { choices, source } = await chooseUnit(getDb(), person, wanted);
  const receipts = source && (await readStandingReceipts(getDb(), source));
  return {
    limits: { files: UPLOAD_LIMITS.perHour, mb: UPLOAD_LIMITS.bytesPerHour / 1_000_000 },
    choices,
    source: source && { unit: source.unit, nameVi: source.unitNameVi, nameEn: source.unitNameEn },
    mayHandIn: source !== null && may(person, 'hand-in-report', source.unit),
    periods: source
      ? periodsOf(source, new Date()).map((period) => ({
          period,
          dueAt: dueAtOf(source, period),
          receipt: receipts?.get(period)?.stands ?? null,
          later: receipts?.get(period)?.later ?? null,
        }))
      : [],
  };
};

export const actions: Actions = {
  default: (event) =>
    takeUpload(getDb(), event, {
      kind: 'report',
      // The same file for the same period is the same report, whoever sends it and however often.
      keyOf: (_source, period, hash) => `report ${period} ${hash}`,
    }),
};
