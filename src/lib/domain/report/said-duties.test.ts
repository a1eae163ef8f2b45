import { expect, it } from 'vitest';
import { DUTIES } from './duties.ts';
import { dutyLines, type SaidDuty } from './said-duties.ts';

/** After every document. */
const LATER = '2021-12-31';

const said = (period: string, state: SaidDuty['state'], duty = 'NV-01'): SaidDuty => ({
  ...{ period, state, duty, sourceId: 'report-68', doneOn: null, document: '' },
});

it('tells each duty once, in the order of the form, and of what nobody reported nothing', () => {
  const lines = dutyLines([said('2020-Q3', 'doing')], LATER);
  expect(lines.map(({ code }) => code)).toEqual(DUTIES.map(({ code }) => code));
  expect(lines.filter((line) => line.said !== null).map(({ code }) => code)).toEqual(['NV-01']);
});

it.each<[string, SaidDuty[], string]>([
  ['one report', [said('2020-Q3', 'doing')], '2020-Q3'],
  ['the same all along', [said('2020-Q3', 'doing'), said('2020-Q1', 'doing')], '2020-Q1'],
  ['another state before', [said('2020-Q3', 'done'), said('2020-Q2', 'doing')], '2020-Q3'],
  [
    'a state that was left and came back',
    [
      said('2020-Q4', 'doing'),
      said('2020-Q3', 'doing'),
      said('2020-Q2', 'done'),
      said('2020-Q1', 'doing'),
    ],
    '2020-Q3',
  ],
])('says since which report a state is told without a break: %s', (_, reports, since) => {
  expect(dutyLines(reports, LATER)[0]?.said?.since).toBe(since);
});

it('tells no duty of a document that came later', () => {
  const asked = (day: string) => dutyLines([], day).map(({ document }) => document);
  expect(new Set(asked('2019-03-31'))).toEqual(
    new Set(['36a/NQ-CP', '28/2018/QĐ-TTg', '17/NQ-CP']),
  );
  expect(asked('2020-03-18')).not.toContain('929/BTTTT-THH');
  expect(asked('2020-03-19')).toContain('929/BTTTT-THH');
});
