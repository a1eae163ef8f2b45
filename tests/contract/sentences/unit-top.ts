// What the headline of a unit and the sentences below it must say: its place beside that of before, how
// far it is from its target, its figure and what became of it, and what is overdue.
import type { TopFacts, Ranked, Ranking } from './facts.ts';
import { leftSaid } from './gap.ts';
import { overdueFaults, overdueIn } from './overdue.ts';
import { afterFigure, quartersFrom, REASONS, silentSaid } from './unit-lead.ts';
import { endsOf } from './why.ts';
import {
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Sentence,
  type Value,
} from './text.ts';

const WORDS = {
  vi: {
    ranked: '{name} xếp thứ {rank}/{of}',
    up: '{name} xếp thứ {rank}/{of}, tăng {moved} bậc',
    down: '{name} xếp thứ {rank}/{of}, giảm {moved} bậc',
    same: '{name} xếp thứ {rank}/{of}, giữ nguyên thứ hạng',
    before: '{name} xếp thứ {rank}/{of} (kỳ trước {rankThen}/{ofThen})',
    after:
      '{name} xếp thứ {rank}/{of} (kỳ trước không có thứ hạng; lần gần nhất, {then}: {rankThen}/{ofThen})',
    alone: '{name} có {value} dịch vụ công trực tuyến ở mức độ 4',
    met: 'đã đạt chỉ tiêu {demand} dịch vụ mức độ 4',
    short: 'cần nâng thêm {lacking} dịch vụ lên mức độ 4 để đạt chỉ tiêu {demand}',
    overdue: 'quá hạn, còn thiếu {lacking} dịch vụ mức độ 4 so với chỉ tiêu {demand}',
    few: 'còn thiếu {lacking} dịch vụ mức độ 4 để đạt chỉ tiêu {demand}, nhưng ',
    overdueFew: 'quá hạn, còn thiếu {lacking} dịch vụ mức độ 4 so với chỉ tiêu {demand}, nhưng ',
    silent: '{name} không có số liệu {period}: {reason}',
    outside: '{name} không cung cấp dịch vụ công, không thuộc diện đo',
    figure: '{value} ({n}/{d} dịch vụ), ',
    rose: 'tăng {points} điểm phần trăm so với {previous}.',
    fell: 'giảm {points} điểm phần trăm so với {previous}.',
    kept: 'không đổi so với {previous}.',
    first: 'kỳ đầu.',
    gap: 'kỳ trước không có số liệu.',
  },
  en: {
    ranked: '{name} ranks {rank} of {of}',
    up: '{name} ranks {rank} of {of}, up {moved} places',
    down: '{name} ranks {rank} of {of}, down {moved} places',
    same: '{name} ranks {rank} of {of}, unchanged',
    before: '{name} ranks {rank} of {of} (the period before: {rankThen} of {ofThen})',
    after:
      '{name} ranks {rank} of {of} (no rank in the period before; last, in {then}: {rankThen} of {ofThen})',
    alone: '{name} has {value} of its services at level 4',
    met: 'meets the target of {demand} of services at level 4',
    short: 'needs {lacking} more services at level 4 to reach the {demand} target',
    overdue: 'overdue, {lacking} services at level 4 short of the {demand} target',
    few: 'needs {lacking} more services at level 4 to reach the {demand} target, but ',
    overdueFew: 'overdue: {lacking} services at level 4 short of the {demand} target, but ',
    silent: '{name} has no figure for {period}: {reason}',
    outside: '{name} offers no public services and is not measured',
    figure: '{value} ({n} of {d} services), ',
    rose: 'up {points} percentage points from {previous}.',
    fell: 'down {points} percentage points from {previous}.',
    kept: 'unchanged from {previous}.',
    first: 'first period.',
    gap: 'no figure the period before.',
  },
} as const;

const MEASURE = 'share_l4';
/** English tells one otherwise than several. */
const one = (words: string, n: number, many: string, single: string): string =>
  n === 1 ? words.replace(many, single) : words;

const rankedIn = ({ rows }: Ranking): Ranked[] => rows.filter(({ rank }) => rank !== null);
const idsOf = (rows: readonly Ranked[]): string =>
  rows
    .map(({ unitId }) => unitId)
    .toSorted()
    .join();

/** Its place, beside that of the quarter before or of the last one in which it had one. */
async function placeSaid(
  facts: TopFacts,
  row: Ranked,
  { earlier: published }: Published,
  language: Language,
): Promise<Sentence> {
  const words = WORDS[language];
  const previous = published.at(-1) ?? null;
  const now = rankedIn(await facts.rankings(MEASURE, facts.period, facts.group));
  const values: Record<string, Value> = {
    name: shortName(facts.name, language),
    rank: row.rank ?? NaN,
    of: now.length,
  };
  if (now.length < 2)
    return { words: words.alone, values: { ...values, value: percent(row.score) } };
  const ends = previous === null ? null : await endsOf(facts, MEASURE, previous);
  const earlier = ends ? rankedIn(ends.from) : [];
  const then = earlier.find(({ unitId }) => unitId === facts.unitId)?.rank ?? null;
  // Over a quarter that nobody published no place is compared.
  const isBeside = previous !== null && quartersFrom(previous, facts.period) === 1;
  const before = then !== null &&
    isBeside && {
      ...{ rank: then, of: earlier.length },
      since: ends && ends.period !== previous ? ends.period : null,
      isSame: idsOf(earlier) === idsOf(now),
    };
  const told = placeBeside({ rank: row.rank ?? NaN, of: now.length }, before || null, language);
  return { ...told, values: { ...values, ...told.values } };
}

interface PlaceBefore {
  rank: number;
  of: number;
  /** The period in which it had that place, where that is not the one before. */
  since: string | null;
  /** Whether the very same units were ranked. */
  isSame: boolean;
}

/** A place of now beside an earlier one; who it is stands open. */
export function placeBeside(
  now: { rank: number; of: number },
  before: PlaceBefore | null,
  language: Language,
): Sentence {
  const words = WORDS[language];
  if (!before) return { words: words.ranked, values: now };
  const values = { ...now, rankThen: before.rank, ofThen: before.of };
  if (before.since !== null) {
    return { words: words.after, values: { ...values, then: periodText(before.since, language) } };
  }
  if (!before.isSame) return { words: words.before, values };
  const rise = before.rank - now.rank;
  const moved = one(rise > 0 ? words.up : words.down, Math.abs(rise), 'places', 'place');
  return { words: rise === 0 ? words.same : moved, values: { ...values, moved: Math.abs(rise) } };
}

/** How far it is from the target that judges it; nothing where none does. */
function targetSaid({ gap, promised }: TopFacts, language: Language): Sentence | null {
  const words = WORDS[language];
  const { toTarget, toTargetReason } = gap;
  const step = promised?.steps.find(({ judges }) => judges);
  const demand = percent(step?.demand ?? NaN);
  if (toTargetReason === 'met') return { words: words.met, values: { demand } };
  if (!toTarget) return null;
  const { services: lacking, state } = toTarget;
  const isOverdue = state === 'overdue';
  const left = leftSaid(gap, lacking, language);
  const values = { lacking, demand, left: gap.candidates ?? NaN };
  if (left !== null) {
    const few = isOverdue ? words.overdueFew : words.few;
    return { words: one(few, lacking, 'services', 'service') + left, values };
  }
  const said = isOverdue ? words.overdue : words.short;
  return { words: one(said, lacking, 'services', 'service'), values };
}

async function figureSaid(
  { rankings, unitId, group, period }: TopFacts,
  row: Ranked,
  { first, earlier }: Published,
  language: Language,
): Promise<Sentence> {
  const previous = earlier.at(-1) ?? null;
  const { figure: counted, ...others } = WORDS[language];
  const words = { ...others, figure: row.numerator === null ? '{value}, ' : counted };
  const values = { value: percent(row.score), n: row.numerator ?? NaN, d: row.denominator ?? NaN };
  if (period === first) return { words: words.figure + words.first, values };
  if (previous === null || quartersFrom(previous, period) !== 1) {
    return { words: words.figure + words.gap, values };
  }
  const then = (await rankings(MEASURE, previous, group)).rows.find(
    (each) => each.unitId === unitId,
  );
  if (!then) return { words: words.figure + words.gap, values };
  const rise = row.score - then.score;
  const told = rise === 0 ? words.kept : rise > 0 ? words.rose : words.fell;
  const change = { points: percent(Math.abs(rise)), previous: periodText(previous, language) };
  return { words: words.figure + told, values: { ...values, ...change } };
}

/** Published quarters: the first of all, and those before the one read, oldest first. */
export interface Published {
  first: string;
  earlier: readonly string[];
}

/** Of one without a figure: why, what was known last, what is overdue all the same. */
async function silentFaults(
  { headline, lead }: Top,
  facts: TopFacts,
  published: Published,
  language: Language,
): Promise<string[]> {
  const words = WORDS[language];
  const { unranked } = await facts.rankings(MEASURE, facts.period, facts.group);
  const reason = unranked.find(({ unitId }) => unitId === facts.unitId)?.reason ?? null;
  const isAsked = reason !== null && reason !== 'not-applicable';
  const values = {
    name: shortName(facts.name, language),
    period: periodText(facts.period, language),
    reason: REASONS[reason ?? '']?.[language] ?? '',
  };
  const head = { words: isAsked ? words.silent : words.outside, values };
  const told = silentSaid(facts, { isAsked, first: published.first }, language);
  return [
    ...textFaults(headline, [head], language),
    ...textFaults(withoutOverdue(lead, language), told, language),
    ...overdueFaults(lead, facts, language),
  ];
}

interface Top {
  headline: string;
  lead: string;
}

const withoutOverdue = (lead: string, language: Language): string =>
  lead.replace(overdueIn(lead, language), '').replaceAll(/\s+/g, ' ').trim();

export async function topFaults(
  top: Top,
  facts: TopFacts,
  published: Published,
  language: Language,
): Promise<string[]> {
  const { headline, lead } = top;
  const { rows } = await facts.rankings(MEASURE, facts.period, facts.group);
  const row = rows.find(({ unitId }) => unitId === facts.unitId);
  if (!row) return silentFaults(top, facts, published, language);
  const place = await placeSaid(facts, row, published, language);
  const target = targetSaid(facts, language);
  const head = target
    ? { words: `${place.words}; ${target.words}`, values: { ...place.values, ...target.values } }
    : place;
  const figure = await figureSaid(facts, row, published, language);
  const told = [figure, ...afterFigure(facts, language)];
  return [
    ...textFaults(headline, [head], language),
    ...textFaults(withoutOverdue(lead, language), told, language),
    ...overdueFaults(lead, facts, language),
  ];
}
