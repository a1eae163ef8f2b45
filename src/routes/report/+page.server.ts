// The reports of one unit: which periods, what became of each, and a new one handed in.
import { createHash } from 'node:crypto';
import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/server/access/person.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { chooseUnit } from '#lib/server/handing-in/choose-unit.ts';
import { countUpload, UPLOAD_LIMITS } from '#lib/server/handing-in/limits.ts';
import { readUpload, type Upload } from '#lib/server/handing-in/upload.ts';
import { recordEvent } from '#lib/server/store/audit.ts';
import { receiveIntake } from '#lib/server/store/intakes.ts';
import { readLatestReceipts } from '#lib/server/store/receipts.ts';
import { periodsOf, type ServiceSource } from '#lib/server/store/service-sources.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'see-report');
  const asked = url.searchParams.get('unit');
  const wanted = { action: 'see-report', reports: true, asked } as const;
  const { choices, source } = await chooseUnit(getDb(), person, wanted);
  const receipts = source && (await readLatestReceipts(getDb(), source));
  return {
    limits: { files: UPLOAD_LIMITS.perHour, mb: UPLOAD_LIMITS.bytesPerHour / 1_000_000 },
    choices,
    source: source && { unit: source.unit, nameVi: source.unitNameVi, nameEn: source.unitNameEn },
    mayHandIn: source !== null && may(person, 'hand-in-report', source.unit),
    periods: source
      ? periodsOf(source, new Date()).map((period) => ({
          period,
          receipt: receipts?.get(period) ?? null,
        }))
      : [],
  };
};

/** The same file for the same period is the same report, whoever sends it and however often. */
async function keep(source: ServiceSource, period: string, upload: Upload, personId: string) {
  const now = new Date();
  return inTransaction(getDb(), async (tx) => {
    const { intake, isNew } = await receiveIntake(tx, {
      ...upload,
      source,
      period,
      kind: 'report',
      idempotencyKey: keyOf(period, upload),
      personId,
      now,
    });
    if (isNew) {
      const details = { number: intake.number, period, hash: intake.hash };
      const event = { action: 'report.receive', subject: intake.id, details } as const;
      await recordEvent(tx, { ...event, unitId: source.unit, personId }, now);
    }
    return intake;
  });
}

const keyOf = (period: string, { body }: Upload): string =>
  `report ${period} ${createHash('sha256').update(body).digest('hex')}`;

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export const actions: Actions = {
  default: async ({ locals, request, setHeaders }) => {
    const person = requirePerson({ locals }, 'hand-in-report');
    const seconds = await countUpload(person.id, request);
    if (seconds !== null) {
      setHeaders({ 'retry-after': String(seconds) });
      return fail(429, { fault: 'too-many' as const, period: '' });
    }
    const form = await request.formData();
    const unit = text(form, 'unit');
    const period = text(form, 'period');
    const wanted = { action: 'hand-in-report', reports: true, asked: unit } as const;
    const { source } = await chooseUnit(getDb(), person, wanted);
    if (source === null) error(404, m.common_error_404());
    if (!periodsOf(source, new Date()).includes(period)) {
      return fail(400, { fault: 'period' as const, period });
    }
    const upload = await readUpload(form);
    if (typeof upload === 'string') return fail(400, { fault: upload, period });
    const { number } = await keep(source, period, upload, person.id);
    redirect(303, localizeHref(`/report/${number}`));
  },
};
