// What a page says of the release it shows. Every page that shows one returns it as `release`, so
// that the frame can cite it. Pure; pages and components import it.
import type { Release } from '#lib/domain/release.ts';

export interface ReleaseMark {
  id: string;
  seriesId: string;
  period: string;
  periodStart: string;
  periodEnd: string;
  releasedAt: string;
  status: Release['status'];
  illustrative: boolean;
  hash: string;
}

/** The marks of a release without its figures. */
export const markOf = (
  release: Omit<Release, 'rows' | 'summaries' | 'rules'> & { rules: { series: { id: string } } },
): ReleaseMark => ({
  id: release.id,
  seriesId: release.rules.series.id,
  period: release.period,
  periodStart: release.periodStart,
  periodEnd: release.periodEnd,
  releasedAt: release.releasedAt,
  status: release.status,
  illustrative: release.illustrative,
  hash: release.hash,
});
