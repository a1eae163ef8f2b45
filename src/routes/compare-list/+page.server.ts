// A unit's own list of services, handed in to be set beside ours.
import { requirePerson } from '#lib/server/access/guard.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { UPLOAD_LIMITS } from '#lib/server/handing-in/limits.ts';
import { takeUpload } from '#lib/server/handing-in/take-upload.ts';
import { readRecentReceipts } from '#lib/server/store/receipts.ts';
import { readLastRun } from '#lib/server/store/replies.ts';
import { periodsOf } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_EARLIER = 20;

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'compare-list');
  const asked = url.searchParams.get('unit');
  const wanted = { action: 'compare-list', reports: false, asked } as const;
  const { choices, source } = await chooseUnit(getDb(), person, wanted);
  return {
    limits: { files: UPLOAD_LIMITS.perHour, mb: UPLOAD_LIMITS.bytesPerHour / 1_000_000 },
    choices,
    source: source && { unit: source.unit, nameVi: source.unitNameVi, nameEn: source.unitNameEn },
    periods: source ? periodsOf(source, new Date()) : [],
    earlier: source
      ? await readRecentReceipts(getDb(), {
          unitId: source.unit,
          kind: 'compare',
          most: MOST_EARLIER,
        })
      : [],
  };
};

export const actions: Actions = {
  default: (event) =>
    takeUpload(getDb(), event, {
      kind: 'compare',
      // The same list is compared anew once our rows have been read anew.
      keyOf: async (source, period, hash) => {
        const of = { sourceId: source.id, unitId: source.unit };
        const last = await readLastRun(getDb(), of, period);
        return `compare ${period} ${last?.runId ?? 'none'} ${hash}`;
      },
    }),
};
