// Every indicator of the catalogue: what the release says of it, or that nothing gathers it yet; and
// the promises of documents that judge nobody.
import { markOf } from '#lib/components/release-mark.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import { lastEndedBefore, periodOf } from '#lib/domain/period.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readTargetsNotLoaded } from '#lib/server/store/facts.ts';
import { readRules } from '#lib/server/store/rules.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { measuredIndicators } from './indicators-view.ts';

/** What the jobs gather, and what documents define without anybody gathering it here. */
const SERIES = 'dvc';
const REFERENCE = 'reference';

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseIfAny(url.searchParams);
  const today = hanoiDay(new Date().toISOString());
  const period = periodOf(release?.period ?? lastEndedBefore(today, 'quarter'));
  const [rules, reference] = await Promise.all(
    [SERIES, REFERENCE].map((series) => readRules(getDb(), series, period)),
  );
  const measured = release ? measuredIndicators(release) : [];
  const codes = new Set(measured.map(({ indicator }) => indicator.code));
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    periods,
    groups: rules?.groups ?? [],
    measured: measured.map((each) => ({
      ...each,
      target: release?.rules.targets.find(({ id }) => id === each.summary.targetId) ?? null,
    })),
    defined: [...(rules?.indicators ?? []), ...(reference?.indicators ?? [])].filter(
      ({ code }) => !codes.has(code),
    ),
    notLoaded: await readTargetsNotLoaded(getDb()),
  };
};
