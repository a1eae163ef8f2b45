// What was published of the nation, each figure with its source; and beside it, apart, what this
// system gathers.
import { markOf } from '#lib/components/release-mark.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import { NATION } from '#lib/domain/unit.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import {
  readNationalFacts,
  readPressFacts,
  readPublishedRanks,
  readUnits,
} from '#lib/server/store/facts.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { readBridgeView } from '../units/bridge-view.server.ts';
import { measureOrder } from './measures.ts';
import { drawFacts } from './nation-charts.ts';
import { rankingLines } from './rank-view.ts';

const MEASURE = 'share_l4';
/** Measures with a chart of their own; the rest stand in one table. */
const CHARTED = [
  'national_share_l4_percent',
  'share_units_with_lgsp_percent',
  'accounts',
  'un_egdi_rank',
];

export const load: PageServerLoad = async ({ url }) => {
  const db = getDb();
  const [{ release, course }, facts, press, ranks, units] = await Promise.all([
    releaseIfAny(url.searchParams),
    readNationalFacts(db),
    readPressFacts(db),
    readPublishedRanks(db),
    readUnits(db),
  ]);
  const nation = units.find(({ id }) => id === NATION);
  const of = (measure: string) => facts.filter((fact) => fact.measure === measure);
  const [level4, lgsp, accounts, egdi] = CHARTED.map(of);
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    level4: { facts: level4 ?? [], chart: drawFacts('level4', level4 ?? []) },
    lgsp: { facts: lgsp ?? [], chart: drawFacts('lgsp', lgsp ?? []) },
    accounts: { facts: accounts ?? [], chart: drawFacts('accounts', accounts ?? []) },
    egdi: { facts: egdi ?? [], chart: drawFacts('egdi', egdi ?? [], { inverse: true }) },
    others: facts
      .filter(({ measure }) => !CHARTED.includes(measure))
      .toSorted((a, b) => measureOrder(a.measure) - measureOrder(b.measure)),
    own: course.flatMap((each) => {
      const summary = summaryOf(each, MEASURE, null);
      return summary ? [{ period: each.period, end: each.periodEnd, summary }] : [];
    }),
    rankings: rankingLines(ranks).map((line) => ({
      ...line,
      leaders: units.filter(({ id }) => line.leaders.includes(id)),
    })),
    press,
    bridge: nation ? await readBridgeView(course, nation) : null,
  };
};
