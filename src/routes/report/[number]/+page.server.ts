// The receipt of one report, and what became of it.
import { requireReport } from '#lib/server/handing-in/require-report.ts';
import { isStaff, may } from '#lib/server/access/person.ts';
import { readReceiptNames, readRecordedCounts } from '#lib/server/store/receipts.ts';
import { readSaid } from '#lib/server/store/reports.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Findings on the page; all of them are in the file beside. */
const MOST_SHOWN = 200;

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('report:state');
  const {
    findings,
    errorText: _,
    ...receipt
  } = await requireReport(getDb(), locals, params.number);
  return {
    receipt,
    names: await readReceiptNames(getDb(), receipt),
    said: receipt.state === 'recorded' ? await readSaid(getDb(), receipt) : null,
    recorded: await readRecordedCounts(getDb(), receipt),
    mayHandIn: may(locals.person, 'hand-in-report', receipt.unitId),
    refused: findings.filter(({ severity }) => severity === 'refuse').slice(0, MOST_SHOWN),
    marked: findings.filter(({ severity }) => severity !== 'refuse').slice(0, MOST_SHOWN),
    counts: {
      refused: findings.filter(({ severity }) => severity === 'refuse').length,
      marked: findings.filter(({ severity }) => severity !== 'refuse').length,
    },
    isStaff: isStaff(locals.person),
  };
};
