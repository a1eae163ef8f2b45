// What the API offers, in one list: each address with its parameters, what it gives, an example and, of
// tables, its columns. /api/v1, /data and the OpenAPI document are made of it; nobody lists addresses
// elsewhere.
import { m } from '#lib/paraglide/messages.js';
import { COMPARISON_COLUMNS } from './compare.ts';
import { FIGURE_COLUMNS } from './figure.ts';
import { GAP_COLUMNS } from './gap.ts';
import { PROMISE_COLUMNS } from './promise-list.ts';
import { RANKING_COLUMNS } from './ranking.ts';
import { DIFFERENCE_COLUMNS } from './release-difference.ts';
import { SERVICE_COLUMNS } from './services.ts';
import { SIGN_COLUMNS } from '../explain/sign-list.ts';

export interface Address {
  /** With the names of what stands in its path: `/api/v1/units/{unit}`. */
  href: string;
  /** What each parameter may be, in English. */
  parameters: Readonly<Record<string, string>>;
  /** Parameters without which it is refused. */
  required?: readonly string[];
  /** What it gives, in the language being read. */
  what: (inputs?: object, options?: { locale?: 'vi' | 'en' }) => string;
  /** Names and parameters that make an address to try; none where there is nothing sure to try. */
  example?: Readonly<Record<string, string>>;
  /** Of a table. */
  columns?: string;
}

/** Where an example takes the latest period and release. */
const PERIOD = '{period}';
const NOW = { period: PERIOD };
const PROVINCES = { period: PERIOD, group: 'provinces' };
/** What stands in the place of a name where an example does not say. */
const NAMES: Readonly<Record<string, string>> = {
  unit: 'p-48',
  measure: 'share_l4',
  indicator: 'share_l4',
};

/** Without it one unit's early report would speak for the nation. */
const LATEST =
  'where it is left out the latest of which at least half of the units have figures, ' +
  'or the latest of all where there is none';

/** Which release is asked. */
const RELEASE_PARAMETERS = {
  period: `2020, 2020-Q1 or 2020-03; ${LATEST}`,
  series: 'dvc, or an index package; found by the measure where it is left out',
  asOf: 'the release that was current then: 2020-04-30 or 2020-04-30T12:00:00Z; not ahead of today',
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
  raise: 'only services of a plan: the first so many in the order in which to raise them',
  with: 'codes of services that the plan raises beside those, with commas between',
  without: 'codes of services among the first ones that the plan leaves out',
  ...RELEASE_PARAMETERS,
};

const DIFFERENCE_PARAMETERS = {
  from:
    'a period or the id of a release; where it is left out the latest before it of the same period ' +
    'that says otherwise, or of the period before',
  to: `a period or the id of a release; ${LATEST}`,
  series: 'dvc, …; found by the release where it is left out',
  measure: 'share_l4, …; all where it is left out',
  crossed: 'reached or lost: by the same target in both releases, newly met or no longer met',
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

export const ADDRESSES: readonly Address[] = [
  {
    href: '/api/v1/releases',
    what: m.downloads_releases,
    example: {},
    parameters: { series: 'dvc, …', period: '2020-Q1' },
  },
  { href: '/api/v1/releases/{release}.zip', what: m.verify_api, example: {}, parameters: {} },
  {
    href: '/api/v1/releases/difference',
    what: m.downloads_difference,
    example: { to: PERIOD },
    parameters: DIFFERENCE_PARAMETERS,
  },
  {
    href: '/api/v1/releases/difference.csv',
    what: m.downloads_ranking_csv,
    example: { to: PERIOD },
    columns: DIFFERENCE_COLUMNS,
    parameters: DIFFERENCE_PARAMETERS,
  },
  {
    href: '/api/v1/compare',
    required: ['units'],
    what: m.downloads_compare,
    example: { units: 'p-26,p-48', period: PERIOD },
    parameters: COMPARE_PARAMETERS,
  },
  {
    href: '/api/v1/compare.csv',
    required: ['units'],
    what: m.downloads_ranking_csv,
    example: { units: 'p-26,p-48', period: PERIOD },
    columns: COMPARISON_COLUMNS,
    parameters: COMPARE_PARAMETERS,
  },
  {
    href: '/api/v1/promises',
    what: m.downloads_promises,
    example: {},
    parameters: PROMISE_PARAMETERS,
  },
  {
    href: '/api/v1/promises.csv',
    what: m.downloads_ranking_csv,
    example: {},
    columns: PROMISE_COLUMNS,
    parameters: PROMISE_PARAMETERS,
  },
  {
    href: '/api/v1/rankings/{measure}',
    what: m.downloads_ranking,
    example: PROVINCES,
    parameters: RANKING_PARAMETERS,
  },
  {
    href: '/api/v1/rankings/{measure}.csv',
    what: m.downloads_ranking_csv,
    example: PROVINCES,
    columns: RANKING_COLUMNS,
    parameters: RANKING_PARAMETERS,
  },
  {
    href: '/api/v1/rankings/{measure}.xlsx',
    what: m.downloads_xlsx,
    example: PROVINCES,
    parameters: RANKING_PARAMETERS,
  },
  {
    href: '/api/v1/rankings/{measure}/editions',
    what: m.boundaries_api_editions,
    example: PROVINCES,
    parameters: { ...RELEASE_PARAMETERS, group: 'ministries, agencies or provinces' },
  },
  {
    href: '/api/v1/units',
    what: m.downloads_units,
    example: {},
    parameters: { period: '2020-Q1', group: 'provinces' },
  },
  {
    href: '/api/v1/units/{unit}',
    what: m.downloads_unit,
    example: NOW,
    parameters: { period: CODE_DAY, series: `dvc, …; ${OF_BODY}` },
  },
  {
    href: '/api/v1/units/{unit}/explanation',
    what: m.why_api,
    example: { to: PERIOD },
    parameters: {
      measure: 'share_l4 where it is left out; INDEX:NODE for an index, which tells its points too',
      from: 'a period or the id of a release; the period before where it is left out',
      to: `a period or the id of a release; ${LATEST}`,
      series: 'dvc, or an index package; found by the measure where it is left out',
    },
  },
  {
    href: '/api/v1/units/{unit}/signs',
    what: m.downloads_signs,
    example: NOW,
    parameters: { period: '2020-Q1; all where it is left out', series: 'dvc, …' },
  },
  {
    href: '/api/v1/units/{unit}/interval',
    what: m.downloads_interval,
    example: NOW,
    parameters: {
      measure: 'tiendo:tiendo where it is left out; INDEX:NODE',
      ...RELEASE_PARAMETERS,
    },
  },
  {
    href: '/api/v1/units/{unit}/forecast',
    what: m.downloads_forecast,
    example: NOW,
    parameters: { measure: 'share_l4 where it is left out; a share', ...RELEASE_PARAMETERS },
  },
  {
    href: '/api/v1/units/{unit}/twins',
    what: m.twins_api_what,
    example: NOW,
    parameters: { measure: 'share_l4 where it is left out; a share', ...RELEASE_PARAMETERS },
  },
  {
    href: '/api/v1/units/{unit}/past',
    what: m.boundaries_api_past,
    example: { unit: 'p25-33' },
    parameters: { measure: 'share_l4 where it is left out', period: CODE_DAY, series: 'dvc, …' },
  },
  {
    href: '/api/v1/units/{unit}/bridge',
    what: m.boundaries_api_bridge,
    example: { unit: 'p-01' },
    parameters: { period: CODE_DAY },
  },
  {
    href: '/api/v1/units/{unit}/figures/{indicator}',
    what: m.downloads_figure,
    example: NOW,
    parameters: {
      period: `2020-Q1; ${LATEST}`,
      release: 'the id of one release, instead of period',
      series: 'dvc, …',
    },
  },
  {
    href: '/api/v1/units/{unit}/figures/{indicator}/services.csv',
    what: m.downloads_figure_services,
    example: NOW,
    columns: FIGURE_COLUMNS,
    parameters: { period: '2020-Q1', release: 'the id of one release', series: 'dvc, …' },
  },
  {
    href: '/api/v1/units/{unit}/gap',
    what: m.downloads_gap,
    example: NOW,
    parameters: GAP_PARAMETERS,
  },
  {
    href: '/api/v1/units/{unit}/gap.csv',
    what: m.downloads_ranking_csv,
    example: NOW,
    columns: GAP_COLUMNS,
    parameters: GAP_PARAMETERS,
  },
  {
    href: '/api/v1/units/{unit}/services',
    what: m.services_api,
    example: NOW,
    parameters: {
      ...SERVICE_PARAMETERS,
      limit: 'services of one answer, 1 to 2000; 100 where it is left out',
      cursor: 'what "next" said in the answer before; goes on in the release of that answer',
    },
  },
  {
    href: '/api/v1/units/{unit}/services.csv',
    what: m.downloads_ranking_csv,
    example: NOW,
    columns: SERVICE_COLUMNS,
    parameters: SERVICE_PARAMETERS,
  },
  {
    href: '/api/v1/units/{unit}/services.xlsx',
    what: m.downloads_xlsx,
    example: NOW,
    parameters: SERVICE_PARAMETERS,
  },
  {
    href: '/api/v1/units/{unit}/plan',
    what: m.plan_api,
    example: NOW,
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
    what: m.downloads_procedures,
    example: NOW,
    parameters: {
      period: `2020-Q1; ${LATEST}`,
      release: 'the id of one release, instead of period',
      limit: 'procedures of one answer, 1 to 5000; 100 where it is left out',
    },
  },
  {
    href: '/api/v1/procedures/{procedure}',
    what: m.downloads_procedure,
    parameters: {
      period: `2020-Q1; ${LATEST}`,
      release: 'the id of one release, instead of period',
    },
  },
  {
    href: '/api/v1/corrections',
    what: m.downloads_corrections,
    example: {},
    parameters: {
      unit: 'a unit id',
      indicator: 'share_l4, …',
      period: '2020-Q1',
      reason: 'R1, R2, R3, C or none',
    },
  },
  {
    href: '/api/v1/signs',
    what: m.downloads_all_signs,
    example: NOW,
    parameters: {
      ...SIGN_PARAMETERS,
      limit: 'questions of one answer, 1 to 5000; 100 where it is left out',
    },
  },
  {
    href: '/api/v1/signs.csv',
    what: m.downloads_all_signs_csv,
    example: NOW,
    columns: SIGN_COLUMNS,
    parameters: SIGN_PARAMETERS,
  },
  {
    href: '/api/v1/search',
    required: ['q'],
    what: m.search_api,
    example: { q: 'vinh phuc' },
    parameters: {
      q: 'words without marks, a code or an abbreviation: vinh phuc, 46, bldtbxh',
      limit: 'results of one answer, 1 to 50; 10 where it is left out',
    },
  },
  {
    href: '/api/v1/indicators',
    what: m.downloads_indicators,
    example: {},
    parameters: { series: 'dvc, reference, …' },
  },
  {
    href: '/api/v1/sources',
    what: m.downloads_sources,
    example: {},
    parameters: { series: 'dvc, …' },
  },
  { href: '/api/v1/sources/{source}', what: m.downloads_source, parameters: {} },
  { href: '/api/v1/intakes/{number}', what: m.downloads_intake, parameters: {} },
  { href: '/api/v1/openapi.json', what: m.downloads_openapi, example: {}, parameters: {} },
  { href: '/healthz', what: m.downloads_health, example: {}, parameters: {} },
];

/** The address of an example; null where there is none, or it needs a release and none is published. */
export function exampleOf(
  { href, example }: Address,
  now: { period: string; release: string | null },
): string | null {
  if (!example || (href.includes('{release}') && now.release === null)) return null;
  const query = new Map(Object.entries(example));
  const path = href.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const given = name === 'release' ? now.release : (query.get(name) ?? NAMES[name]);
    query.delete(name);
    return given ?? name;
  });
  for (const [name, value] of query) if (value === PERIOD) query.set(name, now.period);
  return query.size === 0 ? path : `${path}?${new URLSearchParams([...query]).toString()}`;
}
