// What the API offers: its addresses and their parameters.
import { api, otherMethods, readParameters, respondJson } from '#lib/server/http.ts';

/** Without it one unit's early report would speak for the nation. */
const LATEST =
  'where it is left out the latest of which at least half of the units have figures, ' +
  'or the latest of all where there is none';

/** Which release is asked. */
const RELEASE_PARAMETERS = {
  period: `2020, 2020-Q1 or 2020-03; ${LATEST}`,
  series: 'dvc, or an index package; found by the measure where it is left out',
  asOf: 'the release that was current then: 2020-04-30 or 2020-04-30T12:00:00Z',
  release: 'the id of one release, instead of period and asOf',
};

const RANKING_PARAMETERS = {
  ...RELEASE_PARAMETERS,
  group: 'ministries, agencies or provinces; all where it is left out',
  boundaries: 'a year: the units of that year, made of those of the period',
};

const GAP_PARAMETERS = {
  measure: 'share_l4 where it is left out; INDEX:NODE for an index, which tells a move a leaf',
  rank: 'a place that is wanted, beside the next one',
  ...RELEASE_PARAMETERS,
};

const SIGN_PARAMETERS = {
  period: '2020-Q1; all where it is left out',
  series: 'dvc, …',
  group: 'ministries, agencies or provinces',
  unit: 'a unit id',
  kind: 'bunching, late-jump, …: see "kind" of an answer',
  answered: 'yes or no',
};

const SERVICE_PARAMETERS = {
  q: 'words of the name, a code, the field or the office, without marks',
  field: 'as the services say it',
  office: 'as the services say it',
  level: '1 to 4',
  eligible: 'true or false: whether it qualifies for level 4',
  dossiers: 'received in the period, at least',
  sort: 'raise (what to raise first), name, office, level, dossiers, online; -level for the other way',
  ...RELEASE_PARAMETERS,
};

const DIFFERENCE_PARAMETERS = {
  from:
    'a period or the id of a release; where it is left out the release before of the same period, ' +
    'or of the period before',
  to: `a period or the id of a release; ${LATEST}`,
  series: 'dvc, …; found by the release where it is left out',
  measure: 'share_l4, …; all where it is left out',
};

const COMPARE_PARAMETERS = {
  units: 'ids with commas between them: p-26,p-27; 12 at most',
  ...RELEASE_PARAMETERS,
};

const PROMISE_PARAMETERS = {
  state: 'missed, no-document, open, kept-late or kept; all where it is left out',
  asOf: 'a day or moment: what was due, published and released by then; now where it is left out',
};

const OF_BODY = 'of a unit that a package brought its own where it is left out';
const CODE_DAY = 'the day on which a code is read is its last';

const DESCRIPTION = {
  name: 'Tiến Độ API',
  version: 1,
  conventions: {
    shares: 'Shares, their changes and their targets are fractions from 0 to 1.',
    missing: 'A unit without a figure stands under "unranked" with the reason; it is never 0.',
    illustrative: 'true where any input is made up: the units are real, the figures are not.',
    errors: 'application/problem+json (RFC 9457); "parameter" and "allowed" say what to mend.',
    caching: 'Answers carry an ETag; ask again with If-None-Match.',
  },
  links: [
    { href: '/api/v1/releases', parameters: { series: 'dvc, …', period: '2020-Q1' } },
    { href: '/api/v1/releases/{release}.zip', parameters: {} },
    { href: '/api/v1/releases/difference', parameters: DIFFERENCE_PARAMETERS },
    { href: '/api/v1/releases/difference.csv', parameters: DIFFERENCE_PARAMETERS },
    { href: '/api/v1/compare', parameters: COMPARE_PARAMETERS },
    { href: '/api/v1/compare.csv', parameters: COMPARE_PARAMETERS },
    { href: '/api/v1/promises', parameters: PROMISE_PARAMETERS },
    { href: '/api/v1/promises.csv', parameters: PROMISE_PARAMETERS },
    { href: '/api/v1/rankings/{measure}', parameters: RANKING_PARAMETERS },
    { href: '/api/v1/rankings/{measure}.csv', parameters: RANKING_PARAMETERS },
    { href: '/api/v1/rankings/{measure}.xlsx', parameters: RANKING_PARAMETERS },
    {
      href: '/api/v1/rankings/{measure}/editions',
      parameters: { ...RELEASE_PARAMETERS, group: 'ministries, agencies or provinces' },
    },
    { href: '/api/v1/units', parameters: { period: '2020-Q1', group: 'provinces' } },
    {
      href: '/api/v1/units/{unit}',
      parameters: { period: CODE_DAY, series: `dvc, …; ${OF_BODY}` },
    },
    {
      href: '/api/v1/units/{unit}/explanation',
      parameters: {
        measure:
          'share_l4 where it is left out; INDEX:NODE for an index, which tells its points too',
        from: 'a period or the id of a release; the period before where it is left out',
        to: `a period or the id of a release; ${LATEST}`,
        series: 'dvc, or an index package; found by the measure where it is left out',
      },
    },
    {
      href: '/api/v1/units/{unit}/signs',
      parameters: { period: '2020-Q1; all where it is left out', series: 'dvc, …' },
    },
    {
      href: '/api/v1/units/{unit}/interval',
      parameters: {
        measure: 'tiendo:tiendo where it is left out; INDEX:NODE',
        ...RELEASE_PARAMETERS,
      },
    },
    {
      href: '/api/v1/units/{unit}/forecast',
      parameters: { measure: 'share_l4 where it is left out; a share', ...RELEASE_PARAMETERS },
    },
    {
      href: '/api/v1/units/{unit}/twins',
      parameters: { measure: 'share_l4 where it is left out; a share', ...RELEASE_PARAMETERS },
    },
    {
      href: '/api/v1/units/{unit}/past',
      parameters: { measure: 'share_l4 where it is left out', period: CODE_DAY, series: 'dvc, …' },
    },
    { href: '/api/v1/units/{unit}/bridge', parameters: { period: CODE_DAY } },
    {
      href: '/api/v1/units/{unit}/figures/{indicator}',
      parameters: {
        period: `2020-Q1; ${LATEST}`,
        release: 'the id of one release, instead of period',
        series: 'dvc, …',
      },
    },
    {
      href: '/api/v1/units/{unit}/figures/{indicator}/services.csv',
      parameters: { period: '2020-Q1', release: 'the id of one release', series: 'dvc, …' },
    },
    { href: '/api/v1/units/{unit}/gap', parameters: GAP_PARAMETERS },
    { href: '/api/v1/units/{unit}/gap.csv', parameters: GAP_PARAMETERS },
    {
      href: '/api/v1/units/{unit}/services',
      parameters: {
        ...SERVICE_PARAMETERS,
        limit: 'services of one answer, 1 to 2000; 100 where it is left out',
        cursor: 'what "next" said in the answer before; goes on in the release of that answer',
      },
    },
    { href: '/api/v1/units/{unit}/services.csv', parameters: SERVICE_PARAMETERS },
    { href: '/api/v1/units/{unit}/services.xlsx', parameters: SERVICE_PARAMETERS },
    {
      href: '/api/v1/units/{unit}/plan',
      parameters: {
        raise:
          'the first so many services in the order in which to raise them; 0 where it is left out',
        with: 'codes of services raised beside those, with commas between',
        without: 'codes of services among the first ones that are left out',
        others: 'still, or moving: every unit goes on for one period at its own pace',
        ...RELEASE_PARAMETERS,
      },
    },
    {
      href: '/api/v1/procedures',
      parameters: {
        period: `2020-Q1; ${LATEST}`,
        release: 'the id of one release, instead of period',
        limit: 'procedures of one answer, 1 to 5000; 100 where it is left out',
      },
    },
    {
      href: '/api/v1/procedures/{procedure}',
      parameters: {
        period: `2020-Q1; ${LATEST}`,
        release: 'the id of one release, instead of period',
      },
    },
    {
      href: '/api/v1/corrections',
      parameters: {
        unit: 'a unit id',
        indicator: 'share_l4, …',
        period: '2020-Q1',
        reason: 'R1, R2, R3, C or none',
      },
    },
    {
      href: '/api/v1/signs',
      parameters: {
        ...SIGN_PARAMETERS,
        limit: 'questions of one answer, 1 to 5000; 100 where it is left out',
      },
    },
    { href: '/api/v1/signs.csv', parameters: SIGN_PARAMETERS },
    {
      href: '/api/v1/search',
      parameters: {
        q: 'words without marks, a code or an abbreviation: vinh phuc, 46, bldtbxh',
        limit: 'results of one answer, 1 to 50; 10 where it is left out',
      },
    },
    { href: '/api/v1/indicators', parameters: { series: 'dvc, reference, …' } },
    { href: '/api/v1/sources', parameters: { series: 'dvc, …' } },
    { href: '/api/v1/sources/{source}', parameters: {} },
    { href: '/api/v1/intakes/{number}', parameters: {} },
    { href: '/healthz', parameters: {} },
  ],
};

export const GET = api(({ request, url }) => {
  readParameters(url, []);
  return Promise.resolve(respondJson(request, DESCRIPTION));
});

export const fallback = otherMethods;
