// Which columns a ranking has: those that its measure has figures for. Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { demandFigure } from '#lib/components/legal-words.ts';
import type { TableColumn, TableFacet } from '#lib/components/table-state.ts';
import { regionWord, stateWord, unitNameOf } from '#lib/components/words.ts';
import { compareVietnamese, formatNumber } from '#lib/domain/format.ts';
import type { Tried } from '#lib/domain/explain/trial.ts';
import { TARGET_STATES } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';
import { nounOf } from './ranking-words.ts';

/** A row of the table, with what a trial of other weights came to for its unit. */
export type RankedRow = PageData['ranked'][number] & { trial: Tried | null };
type Column = TableColumn<RankedRow>;

const VALUE_HEADS = {
  share: m.ranking_col_share,
  score: m.ranking_col_score,
  count: m.ranking_col_count,
  flag: m.ranking_col_flag,
};

/** The right end of every bar of the table; scores above half of a hundred take the hundred. */
export function barMax({ face, ranked }: PageData): number {
  if (face.measure === 'share') return 1;
  const highest = Math.max(...ranked.map(({ score }) => score), 0);
  if (highest <= 1) return 1;
  return highest > 50 ? 100 : Math.ceil(highest / 10) * 10;
}

function barHead(data: PageData): string {
  const { target } = data;
  if (target?.operator === 'x') return m.ranking_col_bar_own();
  if (target) return m.ranking_col_bar({ demand: demandFigure(target.value, data.face) });
  const max = barMax(data);
  const text = data.face.measure === 'share' ? '100%' : formatNumber(max, locale());
  return m.ranking_col_bar_plain({ max: text });
}

/** What the unit has reached. */
function resultColumns(data: PageData, isTrying: boolean): Column[] {
  const { face } = data;
  const isShare = face.measure === 'share';
  const wanted: (Column | false)[] = [
    {
      id: 'value',
      label: VALUE_HEADS[face.measure](),
      sort: (row) => row.score,
      descendingFirst: true,
      numeric: true,
      fixed: true,
    },
    isShare && { id: 'counts', label: m.ranking_col_counts(), numeric: true, optional: true },
    // A trial needs its room.
    (isShare || (face.measure === 'score' && !isTrying)) && {
      id: 'bar',
      label: barHead(data),
      optional: true,
      width: '170px',
    },
    ...(isTrying ? [trialScore()] : []),
    ...certaintyColumns(data),
  ];
  return wanted.filter((column) => column !== false);
}

/** How sure the ranks of a composite are. */
function certaintyColumns({ draws }: PageData): Column[] {
  if (draws === null) return [];
  const number = { numeric: true, optional: true, width: '6.2rem' };
  return [
    {
      ...number,
      id: 'interval',
      label: m.certainty_col_interval(),
      sort: (row) => row.interval?.low ?? null,
    },
    { ...number, id: 'tier', label: m.certainty_col_tier(), sort: (row) => row.tier },
  ];
}

/** Where the trial puts the unit, beside its published rank. */
const trialRank = (): Column => ({
  id: 'trial',
  label: m.trial_col_rank(),
  sort: (row) => row.trial?.rank ?? null,
  numeric: true,
  fixed: true,
  width: '4.6rem',
});
const trialInterval = (): Column => ({
  id: 'trialInterval',
  label: m.trial_col_interval(),
  sort: (row) => row.trial?.interval?.low ?? null,
  numeric: true,
  optional: true,
  width: '5rem',
});
const trialScore = (): Column => ({
  id: 'trialScore',
  label: m.trial_col_score(),
  sort: (row) => row.trial?.score ?? null,
  descendingFirst: true,
  numeric: true,
  optional: true,
  width: '5rem',
});

/** How it compares with the period before, and with the target. */
function courseColumns(
  { face, ranked, target, trendPeriods, changes }: PageData,
  hasRanks: boolean,
): Column[] {
  const isShare = face.measure === 'share';
  const hasTrend = trendPeriods.length > 1 && face.measure !== 'flag';
  const number = { descendingFirst: true, numeric: true, optional: true, width: '6.2rem' };
  const wanted: (Column | false)[] = [
    hasTrend && {
      ...number,
      id: 'change',
      label: isShare ? m.ranking_col_change() : m.ranking_col_change_plain(),
      sort: (row) => row.change,
    },
    hasRanks &&
      hasTrend && {
        ...number,
        id: 'move',
        // A star leads to the note below the table.
        label: m.ranking_col_move() + (changes ? '*' : ''),
        sort: riseOf,
      },
    isShare &&
      ranked.some(({ lacking }) => lacking !== null) && {
        ...number,
        id: 'lacking',
        label: m.ranking_col_lacking({ noun: nounOf(face.code) }),
        sort: (row) => row.lacking,
      },
    hasTrend && {
      id: 'trend',
      label: m.ranking_col_trend({ n: trendPeriods.length }),
      optional: true,
      width: '96px',
    },
    target !== null && {
      id: 'state',
      label: m.ranking_col_state(),
      sort: (row) => TARGET_STATES.indexOf(row.state),
      optional: true,
    },
    ranked.some(({ behindSince }) => behindSince !== null) && {
      id: 'behind',
      label: m.ranking_col_behind(),
      sort: (row) => row.behindSince?.period ?? null,
      optional: true,
      width: '5.6rem',
    },
  ];
  return wanted.filter((column) => column !== false);
}

/** Every column that the measure has figures for, in the order they are read. */
export function columnsOf(data: PageData, isTrying: boolean): Column[] {
  const hasRanks = data.face.measure !== 'flag' && data.ranked.some(({ rank }) => rank !== null);
  const rank: Column = {
    id: 'rank',
    label: m.ranking_col_rank(),
    sort: (row) => row.rank,
    numeric: true,
    fixed: true,
    width: '3.4rem',
  };
  const unit: Column = {
    id: 'unit',
    label: m.ranking_col_unit(),
    sort: (row) => unitNameOf(row),
    fixed: true,
    heads: true,
  };
  return [
    ...(hasRanks ? [rank] : []),
    ...(isTrying ? [trialRank(), trialInterval()] : []),
    unit,
    ...resultColumns(data, isTrying),
    ...courseColumns(data, hasRanks),
  ];
}

/** Ranks won since the period before; null where one of the two is not known. */
const riseOf = ({ rank, previousRank }: RankedRow): number | null =>
  rank === null || previousRank === null ? null : previousRank - rank;

export function facetsOf({ ranked, target }: PageData): TableFacet<RankedRow>[] {
  const regions = [...new Set(ranked.flatMap(({ regionId }) => regionId ?? []))];
  const states = TARGET_STATES.filter((state) => ranked.some((row) => row.state === state));
  const facets: TableFacet<RankedRow>[] = [];
  if (regions.length > 1) {
    facets.push({
      id: 'region',
      label: m.ranking_facet_region(),
      options: regions
        .map((value) => ({ value, label: regionWord(value) }))
        .toSorted((a, b) => compareVietnamese(a.label, b.label)),
      value: (row) => row.regionId ?? '',
    });
  }
  if (target !== null && states.length > 1) {
    facets.push({
      id: 'state',
      label: m.ranking_facet_state(),
      options: states.map((value) => ({ value, label: stateWord(value) })),
      value: (row) => row.state,
    });
  }
  return facets;
}
