// What differs between a unit's list and our rows, and the disputes raised about it.
import { error, fail } from '@sveltejs/kit';
import { foldForSearch } from '#lib/domain/format.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { readComparison, type ComparedText } from '#lib/server/store/comparisons.ts';
import { raiseDisputes, readDisputes } from '#lib/server/store/disputes.ts';
import { readIntake } from '#lib/server/store/intakes.ts';
import { readReceiptNames } from '#lib/server/store/receipts.ts';
import { getDb } from '#lib/server/web.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';
import { KINDS, readView } from './view.ts';

/** Rows of one page: few enough to be drawn at once, and to be ticked. */
const PAGE_ROWS = 200;
const LONGEST_NOTE = 1_000;

/** @throws SvelteKit's 404 where there is none, or it is none of this person's business */
async function requireComparison(locals: App.Locals, number: string) {
  const intake = await readIntake(getDb(), number);
  const isTheirs = intake?.kind === 'compare' && may(locals.person, 'compare-list', intake.unitId);
  if (!intake || !isTheirs) error(404, m.compare_not_found());
  return intake;
}

function choose(rows: readonly ComparedText[], url: URL) {
  const view = readView(url.searchParams);
  const sought = foldForSearch(view.search);
  const found = rows.filter(
    ({ kind, code, name }) =>
      (view.kind === null || kind === view.kind) &&
      (sought === '' || foldForSearch(`${code} ${name}`).includes(sought)),
  );
  const pages = Math.max(1, Math.ceil(found.length / PAGE_ROWS));
  const page = Math.min(view.page, pages);
  const first = (page - 1) * PAGE_ROWS;
  const shown = found.slice(first, first + PAGE_ROWS);
  return { view: { ...view, page }, pages, first, found: found.length, shown };
}

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('compare:state');
  const { findings: _, errorText: __, ...receipt } = await requireComparison(locals, params.number);
  const of = { unitId: receipt.unitId, intakeId: receipt.id };
  const [names, result, disputes] = await Promise.all([
    readReceiptNames(getDb(), receipt),
    readComparison(getDb(), of),
    readDisputes(getDb(), of),
  ]);
  const counts = KINDS.map((kind) => ({
    kind,
    count: result?.rows.filter((row) => row.kind === kind).length ?? 0,
  }));
  return {
    receipt,
    names,
    counts,
    summary: result && {
      same: result.same,
      differing: result.rows.length,
      fields: result.fields,
      rowsWithoutCode: result.rowsWithoutCode,
    },
    table: choose(result?.rows ?? [], url),
    disputes: disputes.map(({ serviceCode, state, answer }) => ({ serviceCode, state, answer })),
    mayDispute: may(locals.person, 'raise-dispute', receipt.unitId),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const intake = await requireComparison(locals, params.number);
    const person = requirePerson({ locals }, 'raise-dispute', intake.unitId);
    const form = await request.formData();
    const codes = new Set(form.getAll('code'));
    const given = form.get('note');
    const note = typeof given === 'string' ? given.trim() : '';
    const of = { unitId: intake.unitId, intakeId: intake.id };
    const rows = (await readComparison(getDb(), of))?.rows.filter(({ code }) => codes.has(code));
    if (!rows || rows.length === 0) return fail(400, { fault: 'rows' as const, note });
    if (note === '' || note.length > LONGEST_NOTE) {
      return fail(400, { fault: 'note' as const, note, codes: [...codes].map(String) });
    }
    const said = { note, by: person.id, at: new Date() };
    const raised = await inTransaction(getDb(), (tx) => raiseDisputes(tx, intake, rows, said));
    return { raised };
  },
};
