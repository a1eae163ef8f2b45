// What a run hears: from its source, or of what is at hand; and whether that is what it heard before.
// Only gather.ts imports it.
import { RULES_VERSION } from '#lib/domain/validate/rules-version.ts';
import type { Db } from '#lib/server/db/client.ts';
import { invariant, SourceError } from '#lib/server/errors.ts';
import type { Reply } from '#lib/server/sources/fetch.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { clientIn, type Place } from '#lib/server/sources/reading-room.ts';
import {
  countStoredBytes,
  knownReplies,
  type LastRun,
  readLastRun,
  readStoredReplies,
} from '#lib/server/store/replies.ts';
import { HANDED_IN, type Gathering, type GatherOptions, type Recorded } from './gathering.ts';
import type { Live } from './live.ts';

/** What reads what comes: the same bytes say the same only to the same mapping and rules. */
export const readerOf = ({ source }: Gathering) => ({
  sourceVersion: source.version ?? null,
  rulesVersion: RULES_VERSION,
});

function isSameReader(last: LastRun | null, gathering: Gathering): last is LastRun {
  const { sourceVersion, rulesVersion } = readerOf(gathering);
  if (last === null || last.sourceVersion === null) return false;
  return last.sourceVersion === sourceVersion && last.rulesVersion === rulesVersion;
}

/** What the last run made of these replies, where it read the same, byte for byte; else null. */
export function knownResult(
  last: LastRun | null,
  replies: readonly Reply[],
  gathering: Gathering,
): Recorded | null {
  if (!isSameReader(last, gathering) || last.replies.length !== replies.length) return null;
  const isSame = replies.every(({ hash }, place) => hash === last.replies[place]?.hash);
  const { rowsAccepted, rowsQuarantined } = last;
  return isSame ? { rowsAccepted, rowsQuarantined, versionsWritten: 0 } : null;
}

/** Replies that are at hand, and when they were said. */
interface Stored {
  replies: readonly Reply[];
  saidAt: Date;
}

/**
 * What is read again instead of being asked for: what was handed in, and, after a decision about a
 * row, what the last good run received. Null where the source is to be asked.
 */
async function findStored(
  db: Db,
  { claim, source }: GatherOptions,
  heard: Heard,
): Promise<Stored | null> {
  const readOnceThereIsRoom = async (runId: string): Promise<Reply[]> => {
    await heard.place.hold(await countStoredBytes(db, claim.unitId, runId), heard.signal);
    return readStoredReplies(db, claim.unitId, runId);
  };
  if (HANDED_IN.has(claim.trigger)) {
    const replies = await readOnceThereIsRoom(claim.runId);
    const [own] = replies;
    // Never another's in its name: its receipt says that these bytes were read.
    invariant(own, 'what was handed in is stored with its run');
    return { replies, saidAt: own.receivedAt };
  }
  if (source.address !== null && claim.trigger !== 'correction') return null;
  const last = await readLastRun(db, claim, claim.period);
  if (!last) throw new SourceError('not-handed-in', 'nothing was handed in about this period');
  const replies = await readOnceThereIsRoom(last.runId);
  return { replies, saidAt: last.saidAt };
}

export interface Heard {
  signal: AbortSignal;
  received: Reply[];
  live: Live;
  /** Where what is received is held until it is kept. */
  place: Place;
}

/** What came, and when it was said. */
export interface Reading {
  replies: readonly Reply[];
  /** Null where nothing was read: it is what the last good run of the same reader received. */
  pages: Page[] | null;
  saidAt: Date;
}

/** Whether replies are read whether or not they are known. */
export const isReread = ({ reread, claim }: GatherOptions): boolean =>
  reread === true || claim.trigger === 'correction';

/** What was known before, as the source may speak of it; its bodies take room like all others. */
function holdKnown(db: Db, last: LastRun | null, { claim }: GatherOptions, heard: Heard) {
  const known = knownReplies(db, claim.unitId, last);
  return {
    ...known,
    async read(url: string): Promise<Reply> {
      const reply = await known.read(url);
      await heard.place.hold(reply.body.byteLength, heard.signal);
      return reply;
    },
  };
}

/** All that the source or whoever handed it in says, read page by page unless it is known. */
export async function readAll(
  db: Db,
  gathering: Gathering,
  options: GatherOptions,
  heard: Heard,
): Promise<Reading> {
  const { source, period, reference } = gathering;
  const { received, signal, place, live } = heard;
  const unitCode = await reference.codeOf(source.unit, period.end);
  const onReply = (reply: Reply) => received.push(reply);
  const found = await findStored(db, options, heard);
  const stored = found?.replies ?? null;
  const last = await readLastRun(db, options.claim, period.code);
  const known = holdKnown(db, last, options, heard);
  const client = clientIn(place, options.client);
  const question = { source, period, unitCode, client, stored, known, signal, onReply };
  const kind = kindOf(source);
  const mayBeKnown = stored === null && !isReread(options) && isSameReader(last, gathering);
  const again = mayBeKnown ? ((await kind.retrace?.(question)) ?? []) : [];
  const saidAt = found?.saidAt ?? gathering.at;
  if (knownResult(last, again, gathering)) return { replies: again, pages: null, saidAt };
  const pages: Page[] = [];
  for await (const page of kind.read({ ...question, heard: again })) {
    pages.push(page);
    live.page(page.rows.length);
  }
  return { replies: pages.map(({ reply }) => reply), pages, saidAt };
}
