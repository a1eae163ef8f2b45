// How a source stands, and what that is about: one period, and what went wrong with it, so that nothing is
// told of another. Only source-view.ts imports it, besides those who name the standings.
import type { TroubleKind, WatchedSource } from '#lib/domain/incidents.ts';
import { intakeState } from '#lib/domain/intake.ts';
import type { SourceState } from './store/source-state.ts';

/**
 * `well` · `down` and `overdue` as incidents are · `trying` a try failed, and it is not given up ·
 * `let-go` its last slot was not asked · `checking` what was handed in has come, and nobody has read it
 * to the end · `returned` what was handed in last must be mended, which takes nothing back of what was
 * recorded before · `unknown` nothing has ever come or been asked to the end, so that nobody can say ·
 * `paused` · `retired` not in use any more.
 */
export const STANDINGS = [
  'down',
  'overdue',
  'trying',
  'returned',
  'let-go',
  'checking',
  'unknown',
  'paused',
  'well',
  'retired',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** The period that a standing is about, and the code of what went wrong with it, if anything did. */
export interface Cause {
  period: string;
  errorCode: string | null;
}

/** What is wrong, or was noted as such. */
interface Noted extends Cause {
  kind: TroubleKind;
}

/** What stands by itself, without a cause. */
const quiet = (standing: Standing) => ({ standing, cause: null });

const causeOf = ({ period, errorCode }: Cause): Cause => ({ period, errorCode });

/** The latest period of which something was handed in that nobody has read yet. */
const unreadPeriod = (
  { lastRun }: Pick<SourceState, 'lastRun'>,
  { isHandedIn, runs }: WatchedSource,
): string | undefined =>
  [...runs, ...(lastRun ? [lastRun] : [])]
    .filter(
      ({ state, errorCode }) =>
        isHandedIn && (state === 'waiting' || state === 'running') && errorCode === null,
    )
    .map(({ period }) => period)
    .toSorted()
    .at(-1);

function standingBy(
  { lastRun, lastSuccessAt }: Pick<SourceState, 'lastRun' | 'lastSuccessAt'>,
  isHandedIn: boolean,
): Standing {
  if (lastRun === null) return 'unknown';
  const { state, errorCode } = lastRun;
  if (state === 'waiting' && errorCode !== null) return 'trying';
  // What nobody has tried yet says nothing of the source.
  if (state === 'waiting' || state === 'running')
    return lastSuccessAt === null ? 'unknown' : 'well';
  if (state === 'failed' && !isHandedIn) return 'down';
  if (state === 'failed') return intakeState(lastRun) === 'returned' ? 'returned' : 'trying';
  return state === 'skipped' ? 'let-go' : 'well';
}

/**
 * How a source stands, and what it is about; null where that is no one period.
 *
 * @param noted what is wrong now, before what an incident of earlier says; null where nothing is
 */
export function standsAs(
  state: SourceState,
  watched: WatchedSource,
  noted: Noted | null,
): { standing: Standing; cause: Cause | null } {
  if (watched.isPaused) return quiet('paused');
  const unread = unreadPeriod(state, watched);
  // What came about an earlier period than the one that is lacking helps nothing.
  if (unread !== undefined && (noted === null || unread >= noted.period)) {
    return { standing: 'checking', cause: { period: unread, errorCode: null } };
  }
  if (noted) return { standing: noted.kind, cause: causeOf(noted) };
  const standing = standingBy(state, watched.isHandedIn);
  if (state.lastRun === null || standing === 'well' || standing === 'unknown')
    return quiet(standing);
  return { standing, cause: causeOf(state.lastRun) };
}
