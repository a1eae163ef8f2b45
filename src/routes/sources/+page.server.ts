// The state of every gatherer, and who has no figure in the latest release and why.
import { markOf } from '#lib/components/release-mark.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readSourceStates, type SourceState } from '#lib/server/store/source-state.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { coverageOf, faultOf } from './sources-view.ts';

const SERIES = 'dvc';
const MEASURE = 'share_l4';

/** Times as text, so that a page keeps them as they are. */
const told = ({ lastRun, lastSuccessAt, ...state }: SourceState) => ({
  ...state,
  lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
  lastRun: lastRun && {
    ...lastRun,
    at: lastRun.at.toISOString(),
    nextAttemptAt: lastRun.nextAttemptAt?.toISOString() ?? null,
  },
  fault: state.active ? faultOf(lastRun?.state ?? null) : null,
});

export const load: PageServerLoad = async ({ url }) => {
  const [{ release }, states] = await Promise.all([
    releaseIfAny(url.searchParams),
    readSourceStates(getDb(), SERIES),
  ]);
  const sources = states.map(told);
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? sources.some((source) => source.illustrative),
    coverage: release && coverageOf(release, states, MEASURE),
    sources,
    freshAt:
      sources
        .flatMap(({ lastSuccessAt }) => lastSuccessAt ?? [])
        .toSorted()
        .at(-1) ?? null,
  };
};
