// Takes in the workbook that a form brings: a report, or a list to compare. The form actions of /report
// and /compare-list import it.
import { createHash } from 'node:crypto';
import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { requirePerson } from '../access/guard.ts';
import { inTransaction, type Db } from '../db/client.ts';
import { recordEvent } from '../store/audit.ts';
import { receiveIntake, type Receipt } from '../store/intakes.ts';
import { periodsOf, type ServiceSource } from '../store/service-sources.ts';
import { chooseUnit } from './choose-unit.ts';
import { countUpload } from './limits.ts';
import { readUpload, type Upload, type UploadFault } from './upload.ts';

const ROOMS = {
  report: { action: 'hand-in-report', reports: true, event: 'report.receive', path: '/report' },
  compare: { action: 'compare-list', reports: false, event: 'list.compare', path: '/compare-list' },
} as const;

export interface TakenKind {
  kind: keyof typeof ROOMS;
  /** Two workbooks with one key are one; `hash` is the SHA-256 of the bytes. */
  keyOf: (source: ServiceSource, period: string, hash: string) => string | Promise<string>;
}

export interface Refusal {
  fault: UploadFault | 'period' | 'too-many';
  period: string;
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

async function keep(
  db: Db,
  { kind, keyOf }: TakenKind,
  source: ServiceSource,
  given: { period: string; upload: Upload; personId: string },
): Promise<Receipt> {
  const { period, upload, personId } = given;
  const now = new Date();
  const hash = createHash('sha256').update(upload.body).digest('hex');
  const idempotencyKey = await keyOf(source, period, hash);
  return inTransaction(db, async (tx) => {
    const delivery = { ...upload, source, period, kind, idempotencyKey, personId, now };
    const { intake, isNew } = await receiveIntake(tx, delivery);
    if (isNew) {
      const details = { number: intake.number, period, hash: intake.hash };
      const event = { action: ROOMS[kind].event, subject: intake.id, details };
      await recordEvent(tx, { ...event, unitId: source.unit, personId }, now);
    }
    return intake;
  });
}

/**
 * Leads to the receipt of what was handed in, or says why it was not.
 *
 * @throws SvelteKit's redirect to the receipt; its 404 where the unit is none of this person's business
 */
export async function takeUpload(
  db: Db,
  { locals, request, setHeaders }: Pick<RequestEvent, 'locals' | 'request' | 'setHeaders'>,
  taken: TakenKind,
): Promise<ActionFailure<Refusal>> {
  const { action, reports, path } = ROOMS[taken.kind];
  const person = requirePerson({ locals }, action);
  const seconds = await countUpload(person.id, request);
  if (seconds !== null) {
    setHeaders({ 'retry-after': String(seconds) });
    return fail(429, { fault: 'too-many', period: '' });
  }
  const form = await request.formData();
  const period = textOf(form, 'period');
  const { source } = await chooseUnit(db, person, { action, reports, asked: textOf(form, 'unit') });
  if (source === null) error(404, m.common_error_404());
  if (!periodsOf(source, new Date()).includes(period)) {
    return fail(400, { fault: 'period', period });
  }
  const upload = await readUpload(form);
  if (typeof upload === 'string') return fail(400, { fault: upload, period });
  const { number } = await keep(db, taken, source, { period, upload, personId: person.id });
  redirect(303, localizeHref(`${path}/${number}`));
}
