// Which columns a ranking has: those that its measure has figures for. Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { demandFigure } from '#lib/components/legal-words.ts';
import { nounOf, VALUE_HEADS } from '#lib/components/ranked-words.ts';
import type { TableColumn } from '#lib/components/table-state.ts';
import { figureText, stateWord, unitNameOf } from '#lib/components/words.ts';
import { formatNumber, formatSigned } from '#lib/domain/format.ts';
import type { Tried } from '#lib/domain/explain/trial.ts';
import { countedBy } from '#lib/domain/ranking.ts';
import { TARGET_STATES } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';
import {
  behindCell,
  changeText,
  countsText,
  gapText,
  gapTo,
  intervalText,
  isCountedGap,
  lackingText,
  NONE,
  perPeople,
  riseOf,
  valueText,
} from './cell-words.ts';

/** A row of the table, with what a trial of other weights came to for its unit. */
export type RankedRow = PageData['ranked'][number] & { trial: Tried | null };
type Column = TableColumn<RankedRow>;

/** What the reader does with the table. */
export interface Doing {
  /** Other weights are tried. */
  isTrying: boolean;
  /** The unit whose neighbours are shown; null where all units are. */
  own: RankedRow | null;
}

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
function resultColumns(data: PageData, { isTrying, own }: Doing): Column[] {
  const { face } = data;
  const isShare = face.measure === 'share';
  const wanted: (Column | false)[] = [
    isTrying && trialScore(data),
    {
      id: 'value',
      label: isTrying ? m.trial_col_score_published() : VALUE_HEADS[face.measure](),
      sort: (row) => row.score,
      text: (row) => valueText(row, face),
      descendingFirst: true,
      numeric: true,
      fixed: true,
      optional: isTrying,
      ...(data.target === null && isShare && { width: '5.6rem' }),
    },
    isShare && {
      id: 'counts',
      label: m.ranking_col_counts(),
      text: countsText,
      numeric: true,
      optional: true,
      ...(data.target === null && { width: '8rem' }),
    },
    isPerPeople(data) && {
      id: 'people',
      label: m.ranking_col_people(),
      sort: perPeople,
      text: peopleText,
      descendingFirst: true,
      numeric: true,
      optional: true,
      off: true,
      width: '6.2rem',
    },
    // Neighbours and a trial need its room.
    ((isShare && own === null) || (face.measure === 'score' && !isTrying)) && {
      id: 'bar',
      label: barHead(data),
      optional: true,
      width: '140px',
    },
    ...certaintyColumns(data),
  ];
  return wanted.filter((column) => column !== false);
}

/** Dossiers hang on how many people there are; services, documents and platforms hardly do. */
export const isPerPeople = ({ face, ranked }: PageData): boolean =>
  face.measure === 'share' &&
  countedBy(face.code) === 'dossiers' &&
  ranked.every((row) => perPeople(row) !== null);

const peopleText = (row: RankedRow): string => {
  const number = perPeople(row);
  return number === null ? NONE : formatNumber(number, locale());
};

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
      text: (row) => intervalText(row.interval),
    },
    {
      ...number,
      id: 'tier',
      label: m.certainty_col_tier(),
      sort: (row) => row.tier,
      text: (row) => String(row.tier ?? NONE),
    },
  ];
}

/** Where the trial puts the unit, beside its published rank. */
const trialRank = (): Column => ({
  id: 'trial',
  label: m.trial_col_rank(),
  sort: (row) => row.trial?.rank ?? null,
  text: (row) => String(row.trial?.rank ?? NONE),
  numeric: true,
  fixed: true,
  width: '5.4rem',
});
const trialInterval = (): Column => ({
  id: 'trialInterval',
  label: m.trial_col_interval(),
  sort: (row) => row.trial?.interval?.low ?? null,
  text: (row) => intervalText(row.trial?.interval),
  numeric: true,
  optional: true,
  width: '5rem',
});
const trialScore = ({ face }: PageData): Column => ({
  id: 'trialScore',
  label: m.trial_col_score(),
  sort: (row) => row.trial?.score ?? null,
  text: ({ trial }) => (trial?.score == null ? NONE : figureText(trial.score, face)),
  descendingFirst: true,
  numeric: true,
  fixed: true,
  width: '5rem',
});

/** How far each is from the unit whose neighbours are shown. */
const gapColumn = (data: PageData, own: RankedRow): Column => ({
  id: 'gap',
  label: isCountedGap(data)
    ? m.ranking_col_gap({ unit: unitNameOf(own), noun: nounOf(data.face.code) })
    : m.ranking_col_gap_plain({ unit: unitNameOf(own) }),
  sort: (row) => gapTo(own, row, data),
  text: (row) => gapText(own, row, data),
  descendingFirst: true,
  numeric: true,
  fixed: true,
  width: '7rem',
});

/** How it compares with the period before, and with the target. */
function courseColumns(
  { face, ranked, target, trendPeriods, changes }: PageData,
  isRanked: boolean,
): Column[] {
  const isShare = face.measure === 'share';
  const hasTrend = trendPeriods.length > 1 && face.measure !== 'flag';
  const number = { descendingFirst: true, numeric: true, optional: true, width: '5.6rem' };
  const wanted: (Column | false)[] = [
    hasTrend && {
      ...number,
      id: 'change',
      label: isShare ? m.ranking_col_change() : m.ranking_col_change_plain(),
      sort: (row) => row.change,
      text: (row) => changeText(row, face),
    },
    isRanked &&
      hasTrend && {
        ...number,
        id: 'move',
        // A star leads to the note below the table.
        label: m.ranking_col_move() + (changes ? '*' : ''),
        sort: riseOf,
        text: (row) => {
          const rise = riseOf(row);
          return rise === null ? NONE : formatSigned(rise, locale());
        },
      },
    isShare &&
      ranked.some(({ lacking }) => lacking !== null) && {
        ...number,
        id: 'lacking',
        label: m.ranking_col_lacking({ noun: nounOf(face.code) }),
        sort: (row) => row.lacking,
        text: lackingText,
      },
    hasTrend && {
      id: 'trend',
      label: m.ranking_col_trend({ n: trendPeriods.length }),
      optional: true,
      onScreen: true,
      width: '96px',
    },
    target !== null && {
      id: 'state',
      label: m.ranking_col_state(),
      sort: (row) => TARGET_STATES.indexOf(row.state),
      text: (row) => stateWord(row.state),
      optional: true,
    },
    ranked.some(({ behindSince }) => behindSince !== null) && {
      id: 'behind',
      label: m.ranking_col_behind(),
      sort: (row) => row.behindSince?.period ?? null,
      text: behindCell,
      optional: true,
      width: '6.4rem',
    },
  ];
  return wanted.filter((column) => column !== false);
}

/** Whether the measure puts units in an order. */
export const hasRanks = ({ face, ranked }: PageData): boolean =>
  face.measure !== 'flag' && ranked.some(({ rank }) => rank !== null);

/** Every column that the measure has figures for, in the order they are read. */
export function columnsOf(data: PageData, doing: Doing): Column[] {
  const { isTrying, own } = doing;
  const rank: Column = {
    id: 'rank',
    label: isTrying ? m.trial_col_rank_published() : m.ranking_col_rank(),
    sort: (row) => row.rank,
    text: (row) => String(row.rank ?? NONE),
    numeric: true,
    fixed: true,
    width: isTrying ? '4.6rem' : '3.4rem',
  };
  const unit: Column = {
    id: 'unit',
    label: m.ranking_col_unit(),
    sort: (row) => unitNameOf(row),
    text: (row) => unitNameOf(row),
    fixed: true,
    heads: true,
    // Few columns leave names their room.
    width: data.face.measure === 'share' && data.target !== null ? '14rem' : '18rem',
  };
  return [
    ...(isTrying ? [trialRank()] : []),
    ...(hasRanks(data) ? [rank] : []),
    ...(isTrying ? [trialInterval()] : []),
    unit,
    ...(own ? [gapColumn(data, own)] : []),
    ...resultColumns(data, doing),
    // Beside a trial, moves of the released rank would pass for its own.
    ...courseColumns(data, hasRanks(data) && !isTrying),
  ];
}
