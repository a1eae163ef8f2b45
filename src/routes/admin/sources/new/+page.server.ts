// A new source: from an example of its kind, or from what was tried.
import {
  exampleText,
  configText,
  fieldsOf,
  parseExample,
  SOURCE_KINDS,
  toKind,
} from '#lib/server/sources/config-fields.ts';
import { editAction } from '#lib/server/steering/edit-action.ts';
import { usualPeriod } from '#lib/server/steering/edit-source.ts';
import { readTrial } from '#lib/server/store/trials.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const trial = await readTrial(getDb(), url.searchParams.get('trial') ?? '');
  const kind = trial?.config.kind ?? toKind(url.searchParams.get('kind')) ?? 'portal-json';
  return {
    kind,
    kinds: SOURCE_KINDS,
    fields: fieldsOf(kind),
    config: trial ? configText(trial.config) : exampleText(kind),
    example: usualPeriod(trial?.config ?? parseExample(kind), new Date()),
  };
};

const ofNone = () => null;

export const actions = {
  check: editAction('check', ofNone),
  try: editAction('try', ofNone),
  save: editAction('save', ofNone),
} satisfies Actions;
