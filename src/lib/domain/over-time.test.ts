// Which shares of the catalogue are of what came in during a period: each is sorted by hand.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { indicatorId, type Measure } from './indicator.ts';
import { isShareOfFlow, overTimeOf } from './over-time.ts';

/** Of offices, procedures, reports due, money and surveys: none rises because more came in. */
const OF_NO_FLOW = [
  ...['online_payment', 'security_budget_share', 'quarterly_report', 'support_qa'],
  ...['onestop_departments', 'onestop_districts', 'onestop_communes', 'doc_interconnection'],
  ...['par_index', 'sipas'],
];

it('each share that months add up to is of what came in, or named as of something else', () => {
  const rows: { code: string; measure: Measure }[] = parse(
    readFileSync('drizzle/catalogue/indicators.csv', 'utf8'),
    { columns: true, bom: true },
  );
  const summed = rows.filter(
    ({ code, measure }) => measure === 'share' && overTimeOf(indicatorId(code), measure) === 'flow',
  );
  const others = summed.filter(({ code }) => !isShareOfFlow(indicatorId(code)));
  expect(others.map(({ code }) => code).toSorted()).toEqual(OF_NO_FLOW.toSorted());
});
