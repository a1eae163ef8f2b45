// One run: when, why, what came of it; and its being asked again, or read again, by a person.
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { withoutSecrets } from '#lib/domain/without-secrets.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { line, readForm } from '#lib/server/form.ts';
import {
  readFiguresOfRun,
  readFindingsOfRun,
  readRun,
  readRunReplies,
  type RunDetail,
} from '#lib/server/store/run-views.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { repeatRun, retryRun } from '#lib/server/store/waiting-runs.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function findRun(id: string): Promise<RunDetail> {
  const run = await readRun(getDb(), id);
  if (!run) error(404, m.common_error_404());
  return run;
}

/** What may be done with a run: one under way is left alone, and one that failed has nothing to read. */
const actsOn = ({ job, state }: RunDetail) => ({
  canRetry: job === 'gather' && state !== 'running',
  canReread: job === 'gather' && state === 'done',
});

export const load: PageServerLoad = async ({ params, locals }) => {
  const db = getDb();
  const run = await findRun(params.run);
  const [replies, findings, figures, sources] = await Promise.all([
    readRunReplies(db, run),
    readFindingsOfRun(db, run),
    readFiguresOfRun(db, run),
    readSources(db, [run.sourceId]),
  ]);
  const acts = actsOn(run);
  // Of a source that is no longer in use nothing would take a new run up.
  const maySteer = may(locals.person, 'steer-gathering') && sources.length > 0;
  return {
    run,
    replies: replies.map((reply) => ({ ...reply, url: withoutSecrets(reply.url) })),
    findings,
    figures,
    isRegistered: sources.length > 0,
    canRetry: maySteer && acts.canRetry,
    canReread: maySteer && acts.canReread,
  };
};

const actForm = v.strictObject({ reason: line(1_000) });

async function readReason(event: RequestEvent) {
  const { id: by } = requirePerson(event, 'steer-gathering');
  const reading = await readForm(event.request, actForm);
  return reading.ok ? { by, reason: reading.fields.reason, now: new Date() } : null;
}

export const actions = {
  /** Tries what was given up once more; what is done is asked in a run of its own. */
  async retry(event) {
    const act = await readReason(event);
    if (!act) return fail(400, { refusal: 'no-reason' as const });
    const run = await findRun(event.params.run);
    if (!actsOn(run).canRetry) return fail(409, { refusal: 'under-way' as const });
    const newRunId = await inTransaction(getDb(), async (tx) => {
      if (run.state === 'done') return repeatRun(tx, run.id, 'retry', act);
      return (await retryRun(tx, run.id, act)) ? run.id : null;
    });
    if (newRunId === null) return fail(409, { refusal: 'under-way' as const });
    redirect(303, localizeHref(`/admin/runs/${newRunId}`));
  },
  /** Reads the stored replies again, asking nobody. */
  async reread(event) {
    const act = await readReason(event);
    if (!act) return fail(400, { refusal: 'no-reason' as const });
    const run = await findRun(event.params.run);
    if (!actsOn(run).canReread) return fail(409, { refusal: 'under-way' as const });
    const newRunId = await inTransaction(getDb(), (tx) => repeatRun(tx, run.id, 'correction', act));
    redirect(303, localizeHref(`/admin/runs/${newRunId ?? run.id}`));
  },
} satisfies Actions;
