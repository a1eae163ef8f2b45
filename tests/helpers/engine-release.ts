// One quarter of four provinces, a ministry and two agencies, and releases built of it, for the
// engine's tests.
import { buildRelease, type BuildInput } from '#lib/domain/build-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import { aGroup, aMember, anAbsence, anIndicator, aShare, theRules } from './engine-cases.ts';

export const PROVINCES = ['01', '02', '03', '04'].map((code) => aMember(code, 'provinces'));
const MINISTRY = aMember('bnv', 'ministries');
const AGENCY = aMember('bhxh', 'agencies');
const QUIET_AGENCY = aMember('lang', 'agencies', { providesServices: false });
export const RULES = theRules({
  groups: [aGroup('ministries'), aGroup('agencies', false), aGroup('provinces')],
  units: [MINISTRY, AGENCY, QUIET_AGENCY, ...PROVINCES],
  indicators: [anIndicator('share_l4'), anIndicator('npsp_accounts', { measure: 'count' })],
});

/** Builds a release of 2020-Q1 under these rules, unless the case says otherwise. */
export const build = (given: Partial<BuildInput>): ReleaseContent =>
  buildRelease({
    rules: RULES,
    period: periodOf('2020-Q1'),
    observations: [],
    previous: null,
    releasedOn: '2020-04-25',
    ...given,
  });

export const rowOf = (content: ReleaseContent, code: string, measure = 'share_l4') =>
  content.rows.find((row) => row.unitId === `p-${code}` && row.measure === measure);
export const summaryOf = (content: ReleaseContent, groupId: string | null, measure = 'share_l4') =>
  content.summaries.find((entry) => entry.groupId === groupId && entry.measure === measure);

/** A quarter: two provinces level at 30 %, one below, one silent. */
export const QUARTER = [
  aShare('bnv', '2020-Q1', [20, 100]),
  aShare('bhxh', '2020-Q1', [90, 100]),
  aShare('01', '2020-Q1', [30, 100]),
  aShare('02', '2020-Q1', [3, 10]),
  aShare('03', '2020-Q1', [1, 10]),
  anAbsence('04', '2020-Q1', 'no-reply'),
];
