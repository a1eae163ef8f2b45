// What was published of the nation, each figure with its source; and beside it, apart, what this
// system gathers.
import { markOf } from '#lib/components/release-mark.ts';
import { showChart } from '#lib/charts/show.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import { NATION } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
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
import { CHARTED_FACTS, factSheet } from './nation-charts.ts';
import { rankingLines } from './rank-view.ts';

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
  const figuresOf = (measure: string) => {
    const found = facts.filter((fact) => fact.measure === measure);
    const sheet = factSheet(measure, found);
    const place = { name: 'fact', query: { measure }, release: null };
    return { facts: found, chart: sheet && showChart(sheet, place) };
  };
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    charted: CHARTED_FACTS.map((measure) => ({ measure, ...figuresOf(measure) })),
    others: facts
      .filter(({ measure }) => !CHARTED_FACTS.includes(measure))
      .toSorted((a, b) => measureOrder(a.measure) - measureOrder(b.measure)),
    own: course.flatMap((each) => {
      const summary = summaryOf(each, HEADLINE_MEASURE, null);
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
