// Changing a source on its page: what was typed is checked, set beside the version in use, tried, and
// only then kept. Nothing typed is ever lost. The pages of sources import it.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { differences, type Difference } from '#lib/domain/differences.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import { type Db, inTransaction } from '../db/client.ts';
import { readConfigText, secretsOf, type ConfigFault } from '../sources/config-faults.ts';
import { hostsSettingOf } from '../sources/secrets.ts';
import { lastPeriodBefore, lastSlots, periodOfSlot } from '../sources/slots.ts';
import type { SourceConfig } from '../sources/source.ts';
import { changeSource, readSourceVersions } from '../store/source-changes.ts';
import { findUnknownNames } from '../store/source-views.ts';
import { readSources } from '../store/sources.ts';
import { askForTrial } from '../store/trials.ts';

/** Longest configuration, in characters: many times the largest that is known. */
export const MAX_CONFIG = 200_000;
const MAX_REASON = 1_000;

const text = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));

/** The fields of the form; what is wrong in them is told with what was typed, not instead of it. */
export const editForm = v.strictObject({
  config: text(MAX_CONFIG),
  reason: v.optional(text(MAX_CONFIG), ''),
  period: v.optional(text(MAX_CONFIG), ''),
  /** Seal of the configuration whose differences were last shown. */
  checked: v.optional(text(64), ''),
  /** The version that they were told against; 0 where there was none. */
  version: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)), '0'),
});
export type EditFields = v.InferOutput<typeof editForm>;

/** Names under /admin/sources that are pages of their own. */
const RESERVED = new Set(['new']);

/** What the page shows again after a form that was not carried out, or only checked. */
export interface Edited {
  typed: { config: string; reason: string; period: string };
  faults: ConfigFault[];
  /** What would change; null where the configuration has faults. */
  differences: Difference[] | null;
  seal: string;
  version: number;
  secrets: ReturnType<typeof secretsOf>;
  refusal: 'no-reason' | 'not-seen' | 'overtaken' | 'bad-period' | null;
}

const sealOf = (config: SourceConfig): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex');

/** The period that a trial asks about where none is named: that of the last slot, or the last ended. */
export function usualPeriod(config: SourceConfig, now: Date): string {
  const last = lastSlots(config, { until: now }, 1).at(-1);
  if (last) return periodOfSlot(config, last);
  return lastPeriodBefore(now.toISOString().slice(0, 10), config.frequency, config.reckoning);
}

const fault = (path: string, code: ConfigFault['code'], expected: string | null = null) => ({
  ...{ path, code, expected },
  received: null,
});

async function faultsOfId(db: Db, { id }: SourceConfig, known: string | null) {
  if (known !== null) return id === known ? [] : [fault('id', 'other-id', known)];
  if (RESERVED.has(id)) return [fault('id', 'reserved-id')];
  return (await readSources(db, [id])).length > 0 ? [fault('id', 'taken-id')] : [];
}

/** A secret that this process knows may not go where the source would send it. */
const faultsOfSecrets = (config: SourceConfig): ConfigFault[] =>
  secretsOf(config, process.env)
    .filter(({ state }) => state === 'elsewhere')
    .map(({ name }) => fault('auth.value', 'secret-elsewhere', hostsSettingOf(name)));

async function readTyped(db: Db, typed: string, known: string | null) {
  const reading = readConfigText(typed);
  if (!reading.ok) return reading;
  const unknown = await findUnknownNames(db, reading.config);
  const faults = [
    ...(await faultsOfId(db, reading.config, known)),
    ...faultsOfSecrets(reading.config),
    ...unknown.map(({ path, code, name }) => ({ ...fault(path, code), received: name })),
  ];
  return faults.length > 0 ? { ok: false as const, faults } : reading;
}

/** What stands now of a source; version 0 and nothing where it is new. */
async function readStanding(db: Db, known: string | null) {
  if (known === null) return { version: 0, config: {} };
  const [latest] = await readSourceVersions(db, known);
  return { version: latest?.version ?? 0, config: latest?.config ?? {} };
}

interface Editing {
  /** Id of the source that is changed; null for a new one. */
  known: string | null;
  by: string;
  now: Date;
}

/** Somebody else has saved a version meanwhile. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Saves, unless another version was saved since the one that it is to follow. */
async function save(
  db: Db,
  config: SourceConfig,
  follows: number,
  { by, now, reason }: Editing & { reason: string },
): Promise<number | null> {
  try {
    return await inTransaction(db, async (tx) => {
      const version = await changeSource(tx, config, { by, reason, now });
      if (version > follows + 1) throw new Overtaken();
      return version;
    });
  } catch (error) {
    if (error instanceof Overtaken) return null;
    throw error;
  }
}

export type EditResult =
  | { kind: 'shown'; status: 200 | 400 | 409 | 422; edited: Edited }
  | { kind: 'saved'; id: string; version: number }
  | { kind: 'trial'; runId: string };

async function trySource(
  db: Db,
  config: SourceConfig,
  typed: string,
  { by, now }: Editing,
): Promise<string | null> {
  const wanted = typed.trim() === '' ? usualPeriod(config, now) : typed.trim();
  const period = parsePeriod(wanted, config.reckoning);
  if (period?.frequency !== config.frequency) return null;
  return askForTrial(db, config, period.code, { by, now });
}

/** Why what was typed cannot be saved yet; null where it can. */
function refusalOf(fields: EditFields, config: SourceConfig, reason: string): Edited['refusal'] {
  if (fields.checked !== sealOf(config)) return 'not-seen';
  return reason === '' || reason.length > MAX_REASON ? 'no-reason' : null;
}

/**
 * Carries out what a button of the form asks for. A source is saved only as it was shown to differ, with
 * a reason, and never over a version that nobody here has seen.
 */
export async function editSource(
  db: Db,
  step: 'check' | 'try' | 'save',
  fields: EditFields,
  editing: Editing,
): Promise<EditResult> {
  const { reason, period } = fields;
  const typed = { config: fields.config.replaceAll('\r\n', '\n'), reason, period };
  const reading = await readTyped(db, typed.config, editing.known);
  const standing = await readStanding(db, editing.known);
  const { version } = standing;
  const rest = { typed, version, refusal: null };
  if (!reading.ok) {
    const edited = { ...rest, faults: reading.faults, differences: null, seal: '', secrets: [] };
    return { kind: 'shown', status: 422, edited };
  }
  const { config } = reading;
  const changes = differences(standing.config, config);
  const [seal, secrets] = [sealOf(config), secretsOf(config, process.env)];
  const edited: Edited = { ...rest, faults: [], differences: changes, seal, secrets };
  const refuse = (status: 400 | 409, refusal: Edited['refusal']): EditResult => ({
    ...{ kind: 'shown', status },
    edited: { ...edited, refusal },
  });
  if (step === 'check') return { kind: 'shown', status: 200, edited };
  if (step === 'try') {
    const runId = await trySource(db, config, period, editing);
    return runId === null ? refuse(400, 'bad-period') : { kind: 'trial', runId };
  }
  const refusal = refusalOf(fields, config, reason.trim());
  if (refusal) return refuse(400, refusal);
  if (version !== fields.version) return refuse(409, 'overtaken');
  const saved = await save(db, config, version, { ...editing, reason: reason.trim() });
  return saved === null
    ? refuse(409, 'overtaken')
    : { kind: 'saved', id: config.id, version: saved };
}
