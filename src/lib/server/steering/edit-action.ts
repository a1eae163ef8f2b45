// The form actions of a source's configuration, for a new one and for one that stands. Only the pages of
// sources import it.
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { requirePerson } from '../access/guard.ts';
import { readForm } from '../form.ts';
import { getDb } from '../web.ts';
import { editForm, editSource, MAX_CONFIG, type EditResult } from './edit-source.ts';

/** A form that was changed on its way holds fields of lengths that ours never does. */
const TOO_LONG = { edited: null };

/** What the page shows, or leads on to. */
function answer(result: EditResult) {
  if (result.kind === 'saved') {
    redirect(303, localizeHref(`/admin/sources/${result.id}?saved=${result.version}`));
  }
  if (result.kind === 'trial') redirect(303, localizeHref(`/admin/trials/${result.runId}`));
  const { status, edited } = result;
  return status === 200 ? { edited } : fail(status, { edited });
}

/**
 * The action of a button.
 *
 * @param knownOf the id of the source that is changed; null for a new one
 */
export const editAction =
  <E extends RequestEvent>(step: 'check' | 'try' | 'save', knownOf: (event: E) => string | null) =>
  async (event: E) => {
    const { id: by } = requirePerson(event, 'manage-sources');
    const reading = await readForm(event.request, editForm, MAX_CONFIG);
    if (!reading.ok) return fail(400, TOO_LONG);
    const editing = { known: knownOf(event), by, now: new Date() };
    return answer(await editSource(getDb(), step, reading.fields, editing));
  };
