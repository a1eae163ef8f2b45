// A unit's own list of services, handed in to be set beside ours.
import { createHash } from 'node:crypto';
import { error, fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '#lib/server/access/guard.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { countUpload, UPLOAD_LIMITS } from '#lib/server/handing-in/limits.ts';
import { readUpload, type Upload } from '#lib/server/handing-in/upload.ts';
import { recordEvent } from '#lib/server/store/audit.ts';
import { receiveIntake } from '#lib/server/store/intakes.ts';
import { readRecentReceipts } from '#lib/server/store/receipts.ts';
import { readLastRun } from '#lib/server/store/replies.ts';
import { periodsOf, type ServiceSource } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
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

/** The same list is compared anew once our rows have been read anew. */
async function keyOf(source: ServiceSource, period: string, { body }: Upload): Promise<string> {
  const of = { sourceId: source.id, unitId: source.unit };
  const last = await readLastRun(getDb(), of, period);
  const hash = createHash('sha256').update(body).digest('hex');
  return `compare ${period} ${last?.runId ?? 'none'} ${hash}`;
}

async function keep(source: ServiceSource, period: string, upload: Upload, personId: string) {
  const now = new Date();
  const idempotencyKey = await keyOf(source, period, upload);
  return inTransaction(getDb(), async (tx) => {
    const given = { ...upload, source, period, kind: 'compare', idempotencyKey } as const;
    const { intake, isNew } = await receiveIntake(tx, { ...given, personId, now });
    if (isNew) {
      const details = { number: intake.number, period, hash: intake.hash };
      const event = { action: 'list.compare', subject: intake.id, details } as const;
      await recordEvent(tx, { ...event, unitId: source.unit, personId }, now);
    }
    return intake;
  });
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export const actions: Actions = {
  default: async ({ locals, request, setHeaders }) => {
    const person = requirePerson({ locals }, 'compare-list');
    const seconds = await countUpload(person.id, request);
    if (seconds !== null) {
      setHeaders({ 'retry-after': String(seconds) });
      return fail(429, { fault: 'too-many' as const, period: '' });
    }
    const form = await request.formData();
    const period = text(form, 'period');
    const wanted = { action: 'compare-list', reports: false, asked: text(form, 'unit') } as const;
    const { source } = await chooseUnit(getDb(), person, wanted);
    if (source === null) error(404, m.common_error_404());
    if (!periodsOf(source, new Date()).includes(period)) {
      return fail(400, { fault: 'period' as const, period });
    }
    const upload = await readUpload(form);
    if (typeof upload === 'string') return fail(400, { fault: upload, period });
    const { number } = await keep(source, period, upload, person.id);
    redirect(303, localizeHref(`/compare-list/${number}`));
  },
};
