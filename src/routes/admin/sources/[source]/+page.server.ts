// One source: what it is told to do, its history, and what staff may do about it.
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { differences } from '#lib/domain/differences.ts';
import { m } from '#lib/paraglide/messages.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import { line, readForm } from '#lib/server/form.ts';
import { readConfigText, secretsOf } from '#lib/server/sources/config-faults.ts';
import { configText, fieldsOf } from '#lib/server/sources/config-fields.ts';
import { nextSlot, periodOfSlot } from '#lib/server/sources/slots.ts';
import { editAction } from '#lib/server/steering/edit-action.ts';
import { usualPeriod } from '#lib/server/steering/edit-source.ts';
import {
  pauseSource,
  readSourceVersions,
  resumeSource,
  type SourceVersionRecord,
} from '#lib/server/store/source-changes.ts';
import { readSources, type RegisteredSource } from '#lib/server/store/sources.ts';
import { readTrial } from '#lib/server/store/trials.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Versions that are shown; all are kept. */
const MOST_VERSIONS = 30;

async function findSource(id: string): Promise<RegisteredSource> {
  const [source] = await readSources(getDb(), [id]);
  if (!source) error(404, m.common_error_404());
  return source;
}

/** A configuration with its fields in the schema's order, which the database does not keep. */
function inOrder(config: object): string {
  const reading = readConfigText(JSON.stringify(config));
  return configText(reading.ok ? reading.config : config);
}

function tellVersions(versions: readonly SourceVersionRecord[]) {
  return versions.slice(0, MOST_VERSIONS).map(({ config, changedAt, ...version }, at) => {
    const before = versions[at + 1];
    return {
      ...version,
      changedAt: changedAt.toISOString(),
      differences: before ? differences(before.config, config) : null,
    };
  });
}

/** What the field begins with: the version in use, an older one, or what was tried. */
async function chooseConfig(versions: readonly SourceVersionRecord[], url: URL, id: string) {
  const asked = Number(url.searchParams.get('version'));
  const version = versions.find((each) => each.version === asked);
  const trial = await readTrial(getDb(), url.searchParams.get('trial') ?? '');
  if (trial?.sourceId === id) return { config: inOrder(trial.config), from: null };
  const shown = version ?? versions[0];
  const isOld = version !== undefined && version !== versions[0];
  return { config: inOrder(shown?.config ?? {}), from: isOld ? version.version : null };
}

function tellNext(source: RegisteredSource, now: Date) {
  const at = source.pausedAt === null ? nextSlot(source, now) : null;
  return at && { at: at.toISOString(), period: periodOfSlot(source, at) };
}

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const source = await findSource(params.source);
  const versions = await readSourceVersions(getDb(), source.id);
  const now = new Date();
  const { id, kind, nameVi, nameEn, version, pausedReason } = source;
  return {
    source: { id, kind, nameVi, nameEn, version, pausedReason },
    pausedAt: source.pausedAt?.toISOString() ?? null,
    next: tellNext(source, now),
    example: usualPeriod(source, now),
    secrets: secretsOf(source, process.env),
    fields: fieldsOf(kind),
    versions: tellVersions(versions),
    ...(await chooseConfig(versions, url, id)),
    saved: /^\d{1,9}$/.exec(url.searchParams.get('saved') ?? '')?.[0] ?? null,
    mayChange: may(locals.person, 'manage-sources'),
    maySteer: may(locals.person, 'steer-gathering'),
  };
};

const actForm = v.strictObject({ reason: line(1_000) });

/** Pauses or resumes, with the reason that the form gives. */
async function steer(event: RequestEvent, act: typeof pauseSource) {
  const { id: by } = requirePerson(event, 'steer-gathering');
  const reading = await readForm(event.request, actForm);
  if (!reading.ok) return fail(400, { isWithoutReason: true });
  const { id } = await findSource(event.params.source);
  await act(getDb(), id, { by, reason: reading.fields.reason, now: new Date() });
  return { steered: true };
}

const ofThis = ({ params }: RequestEvent) => params.source;

export const actions = {
  check: editAction('check', ofThis),
  try: editAction('try', ofThis),
  save: editAction('save', ofThis),
  pause: (event) => steer(event, pauseSource),
  resume: (event) => steer(event, resumeSource),
} satisfies Actions;
