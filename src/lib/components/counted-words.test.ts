import { describe, expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';

const EN = { locale: 'en' } as const;

/** What pages say of a count, by the count as they print it. */
const COUNTED: Record<string, (n: string) => string> = {
  'days to a due day': (days) => m.overview_due_left({ days }, EN),
  'days since a due day': (days) => m.overview_due_over({ days }, EN),
  'ministries of a spread': (n) => m.overview_spread_ministries({ n }, EN),
  'units of a group': (n) => m.series_count({ n }, EN),
  'rows of a file': (rows) => m.common_csv_rows({ rows }, EN),
  'units shown': (n) => m.common_table_count({ shown: n, total: n }, EN),
  'units reporting': (n) => m.common_reporting({ counted: n, expected: n }, EN),
  'units that lack a platform': (count) => m.platforms_lacks_soc_present({ count }, EN),
  'units that offer a procedure': (n) => m.procedure_counted({ shown: n, total: n }, EN),
  'rows taken in': (n) => m.provenance_run_rows_text({ accepted: n, aside: '0' }, EN),
  'units that met a promise': (n) =>
    m.promises_released_units({ period: 'Q1', value: '5%', met: n, of: n }, EN),
  'units that meet a target': (n) => m.indicator_head_target({ head: 'x', met: n, of: n }, EN),
};

describe('an English count', () => {
  it.each(Object.entries(COUNTED))(
    'of one is told in the singular, and no other: %s',
    (_, told) => {
      const plural = /\b(?:days|ministries|units|rows)\b/;
      expect(told('1')).toMatch(/\b1 (?:day|ministry|unit|row)\b/);
      expect(told('1')).not.toMatch(plural);
      for (const n of ['0', '2', '1,001']) expect(told(n)).toMatch(plural);
    },
  );
});
