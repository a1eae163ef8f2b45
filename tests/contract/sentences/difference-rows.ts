// What each row of two releases must say: the figure and the rank in both, how far apart they are, and why they
// differ. Worked out from the rows of both releases.
import type { Kind, Measure, Pair, ReleasedRow } from './two-releases.ts';
import { shortName, textFaults, valueFault, type Language } from './text.ts';

const WORDS = {
  vi: {
    points: '{change} điểm phần trăm',
    rank: 'thứ {rank}',
    places: '{places} bậc',
    place: '{places} bậc',
    flag: ['Chưa', 'Có'],
    why: {
      figure: 'số của đơn vị đổi',
      appeared: 'bản trước không có số, bản sau có',
      silent: 'trước có số, nay không',
      entered: 'đơn vị hoặc chỉ tiêu mới có trong bản sau',
      left: 'không còn trong bản sau',
      absence: 'vẫn không có số, lý do khác',
      around:
        'số giữ nguyên; hạng đổi theo đơn vị khác, hoặc tình trạng đổi theo thời gian, chỉ tiêu',
    },
  },
  en: {
    points: '{change} percentage points',
    rank: 'rank {rank}',
    places: '{places} places',
    place: '{places} place',
    flag: ['Not yet', 'Yes'],
    why: {
      figure: "the unit's own figure differs",
      appeared: 'no figure before, one now',
      silent: 'a figure before, none now',
      entered: 'unit or measure is in the later release alone',
      left: 'not in the later release',
      absence: 'no figure in either, for another reason',
      around: 'same figure; its rank moved with others, or its state with time or targets',
    },
  },
} as const;

/** Why a figure is another one in two releases of one period, by the reasons that are kept. */
export const REVISIONS = {
  vi: {
    R1: 'nguồn điều chỉnh số đã báo',
    R2: 'cập nhật thường kỳ',
    R3: 'thay đổi cách tính',
    C: 'đính chính sai sót',
  },
  en: {
    R1: 'the source revised what it had said',
    R2: 'routine update',
    R3: 'the method changed',
    C: 'correction of a mistake',
  },
} as const;

/** The reason of a figure that differs between releases of one period; null where nobody kept one. */
export function revisionOf(
  then: ReleasedRow | undefined,
  now: ReleasedRow | undefined,
): keyof (typeof REVISIONS)['vi'] | null {
  const kept = (now?.revision ?? '') as keyof (typeof REVISIONS)['vi'] | '';
  const isOneSource = then?.source === now?.source;
  // What the source said is the same: it was read otherwise.
  if (isOneSource && then?.version === now?.version) {
    return then?.score == null && now?.score == null ? null : 'R3';
  }
  if (then?.score == null && now?.score != null) return kept || 'R2';
  return isOneSource ? kept || null : null;
}

function whyText(pair: Pair, isOnePeriod: boolean, language: Language): string {
  const { why } = WORDS[language];
  const reason = isOnePeriod && pair.kind === 'figure' ? revisionOf(pair.then, pair.now) : null;
  const said = why[pair.kind as Exclude<Kind, 'same'>];
  return reason ? `${said}: ${REVISIONS[language][reason]}` : said;
}

/** A figure with its counts, its rank, and how it stands to its target. */
function figureFaults(
  said: string,
  row: ReleasedRow | undefined,
  kind: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  // Why there is none is told in words.
  if (row?.score == null) return /\d/.test(said) ? [`"${said}" stands for nothing`] : [];
  const { score, numerator, denominator, rank, state } = row;
  const isCounted = numerator !== null && denominator !== null;
  const isRanked = rank !== null && kind !== 'flag';
  const isJudged = state !== 'no_target' && state !== 'not_applicable';
  const shown = kind === 'share' ? 100 * score : score;
  const parts = [
    '{figure}',
    ...(isCounted ? ['{n}/{d}'] : []),
    ...(isRanked ? [words.rank] : []),
    ...(isJudged ? ['{state}'] : []),
  ];
  const values = {
    figure: kind === 'flag' ? words.flag[score >= 1 ? 1 : 0] : shown,
    ...{ n: numerator ?? NaN, d: denominator ?? NaN, rank: rank ?? NaN },
    state: (text: string) => (/\d/.test(text) ? `${text} is no state` : null),
  };
  return textFaults(said, [{ words: parts.join(' '), values }], language);
}

/** After less before, and the places won. */
function changeFaults(
  said: string,
  { then, now }: Pair,
  kind: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const change = then?.score == null || now?.score == null ? null : now.score - then.score;
  const places = then?.rank == null || now?.rank == null ? 0 : then.rank - now.rank;
  const isTold = change !== null && kind !== 'flag';
  const isMoved = places !== 0 && kind !== 'flag';
  const moved = Math.abs(places) === 1 ? words.place : words.places;
  const wanted = isTold ? (kind === 'share' ? words.points : '{change}') : '–';
  return textFaults(
    said,
    [
      {
        words: wanted + (isMoved ? ` ${moved}` : ''),
        values: { change: (change ?? 0) * (kind === 'share' ? 100 : 1), places },
      },
    ],
    language,
  );
}

export interface RowsAsked {
  pairs: readonly Pair[];
  measure: Measure | undefined;
  /** Whether both releases are of one period: then it is told why a figure was revised. */
  isOnePeriod: boolean;
}

/** What is wrong with the rows of a page, each a unit with both figures. */
export function differenceRowFaults(
  rows: readonly string[][],
  { pairs, measure, isOnePeriod }: RowsAsked,
  language: Language,
): string[] {
  const kind = measure?.kind ?? 'score';
  const seen = new Set<Pair>();
  const told = rows.flatMap(([head = '', before = '', after = '', change = '', why = '']) => {
    // Phones have under the name what stands in the last columns.
    const own = pairs.filter(({ then, now }) => {
      const name = (now ?? then)?.name;
      return name && head.startsWith(`${shortName(name, language)} `);
    });
    const found = own.map((pair) => ({
      pair,
      faults: [
        ...figureFaults(before, pair.then, kind, language),
        ...figureFaults(after, pair.now, kind, language),
        ...changeFaults(change, pair, kind, language),
        ...[valueFault(why, whyText(pair, isOnePeriod, language), language) ?? []].flat(),
        ...(head.endsWith(` ${change} ${why}`) ? [] : [`"${head}" says otherwise than its row`]),
      ],
    }));
    // Hà Nam begins no other name, Hà Nội neither; where one does, the longer one is meant.
    const fit = found.find(({ faults }) => faults.length === 0) ?? found[0];
    if (fit) seen.add(fit.pair);
    return fit
      ? fit.faults.map((fault) => `${head.slice(0, 20)}: ${fault}`)
      : [`"${head}" is the same in both`];
  });
  return seen.size === pairs.length && rows.length === pairs.length
    ? told
    : [...told, `${rows.length} rows for ${pairs.length}`];
}
