// The first page's finding as sentences. Every one is chosen by what the figures say, so that none
// is ever untrue. Used by the load of the first page alone.
import { locale } from '#lib/components/address.ts';
import { inText } from '#lib/components/words.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
} from '#lib/domain/format.ts';
import type { GroupStanding, Headline } from '#lib/domain/overview.ts';
import type { Pace } from '#lib/domain/standing.ts';
import { m } from '#lib/paraglide/messages.js';

/** Small numbers as Vietnamese and English prose spells them. */
const SPELLED = {
  vi: ['', 'một', 'hai', 'ba', 'bốn'],
  en: ['', 'quarter', 'two quarters', 'three quarters', 'four quarters'],
};

const join = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : m.overview_and({ a: parts[0] ?? '', b: parts[1] ?? '' });

const points = (difference: number): string =>
  formatNumber(Math.abs(difference) * 100, locale(), 2);

/** "5/22 bộ, cơ quan ngang bộ và 5/63 tỉnh, thành phố" */
const metGroups = (groups: GroupStanding[]): string =>
  join(
    groups.map(({ group, met, withTarget }) =>
      group.id === 'ministries'
        ? m.overview_group_ministries({ n: met, all: withTarget })
        : m.overview_group_provinces({ n: met, all: withTarget }),
    ),
  );

/** What is said while the target is open, and once its due day is over. */
const HEADS = {
  few: [m.overview_head_few, m.overview_head_few_past],
  many: [m.overview_head_many, m.overview_head_many_past],
  none: [m.overview_head_none, m.overview_head_none_past],
  all: [m.overview_head_all, m.overview_head_all_past],
  'nation-only': [m.overview_head_nation_only, m.overview_head_nation_only_past],
} as const;

/** The page's one finding. */
export function headlineText({ finding, groups, national, target, isPast }: Headline): string {
  const measure = m.overview_measure();
  const demand =
    typeof national?.demand === 'number' ? formatDemand(national.demand, locale()) : '';
  const value =
    typeof national?.value === 'number' ? formatPercent(national.value, locale(), 2) : '';
  switch (finding) {
    case 'thin':
      return m.overview_head_thin({
        measure,
        counted: national?.counted ?? 0,
        expected: national?.expected ?? 0,
      });
    case 'no-target':
      return m.overview_head_no_target({ measure, value });
    case 'no-figure':
      return m.overview_head_no_figure({ measure });
    default: {
      const due = target ? formatDay(target.due, locale()) : '';
      const [open, past] = HEADS[finding];
      const words = { groups: metGroups(groups), demand, measure };
      return isPast ? past({ ...words, due }) : open(words);
    }
  }
}

/** The period compared with, and over how many units where some have no figure in both. */
function comparedWith({ national, compared }: Headline, previousPeriod: string): string {
  const period = formatPeriodInText(previousPeriod, locale());
  return compared < (national?.expected ?? 0)
    ? m.overview_lead_same_units({ n: compared, period })
    : period;
}

function nationalSentence(headline: Headline, previousPeriod: string | null): string | null {
  const { national } = headline;
  if (!national || national.value === null) return null;
  const parts = [
    m.overview_lead_national({
      value: formatPercent(national.value, locale(), 2),
      n: formatNumber(national.numerator ?? 0, locale()),
      d: formatNumber(national.denominator ?? 0, locale()),
    }),
  ];
  if (national.change !== null && previousPeriod !== null) {
    const compared = {
      points: points(national.change),
      period: comparedWith(headline, previousPeriod),
    };
    const isSame = Math.round(national.change * 10_000) === 0;
    parts.push(
      isSame
        ? m.overview_lead_same(compared)
        : national.change > 0
          ? m.overview_lead_up(compared)
          : m.overview_lead_down(compared),
    );
  }
  if (national.counted < national.expected) parts.push(m.overview_lead_counted(national));
  return parts.join(', ');
}

function recentText({ recent, recentPeriods, units }: Pace, expected: number): string | null {
  if (recent === null) return null;
  const words = {
    periods: SPELLED[locale()][recentPeriods] ?? String(recentPeriods),
    recent: formatNumber(recent * 100, locale(), 2),
  };
  return units < expected
    ? m.overview_lead_recent_same({ ...words, n: units })
    : m.overview_lead_recent(words);
}

function paceSentence({ national, target, pace }: Headline): string | null {
  if (!national || national.value === null || national.demand === null || !target || !pace)
    return null;
  const demand = formatDemand(national.demand, locale());
  const due = formatDay(target.due, locale());
  const gap = national.demand - national.value;
  if (gap <= 0) return null;
  if (pace.needed === null) return m.overview_lead_missed({ demand, due, points: points(gap) });
  const needed = m.overview_lead_needed({ demand, due, needed: points(pace.needed) });
  const recent = recentText(pace, national.expected);
  return recent === null ? needed : `${needed}; ${recent}`;
}

function underSentence(groups: GroupStanding[], limit: 0.05 | 0.1): string | null {
  const behind = groups
    .map(({ group, under5, under10 }) => ({ id: group.id, n: limit === 0.05 ? under5 : under10 }))
    .filter(({ n }) => n > 0)
    .map(({ id, n }) =>
      id === 'ministries' ? m.overview_under_ministries({ n }) : m.overview_under_provinces({ n }),
    );
  if (behind.length === 0) return null;
  return m.overview_lead_under({ groups: join(behind), limit: formatDemand(limit, locale()) });
}

/** The sentences below the finding: the nation, the pace asked for, who is far below. */
export function leadText(headline: Headline, previousPeriod: string | null): string {
  if (headline.finding === 'thin') return m.overview_lead_thin();
  const under = [underSentence(headline.groups, 0.05), underSentence(headline.groups, 0.1)].filter(
    (text) => text !== null,
  );
  return [
    nationalSentence(headline, previousPeriod),
    paceSentence(headline),
    under.map((text, at) => (at === 0 ? text : inText(text))).join('; ') || null,
  ]
    .filter((sentence) => sentence !== null)
    .map((sentence) => `${sentence}.`)
    .join(' ');
}
