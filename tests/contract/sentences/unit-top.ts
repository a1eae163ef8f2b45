// What the headline of a unit and the sentences below it must say: its place beside that of before, how
// far it is from its target, its figure and what became of it, and what is overdue.
import type { Facts, Ranked, Ranking } from './facts.ts';
import { leftSaid } from './gap.ts';
import { overdueFaults } from './overdue.ts';
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
  facts: Facts,
  row: Ranked,
  previous: string | null,
  language: Language,
): Promise<Sentence> {
  const words = WORDS[language];
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
  if (!ends || then === null) return { words: words.ranked, values };
  const told = { ...values, rankThen: then, ofThen: earlier.length };
  if (ends.period !== previous) {
    return { words: words.after, values: { ...told, then: periodText(ends.period, language) } };
  }
  if (idsOf(earlier) !== idsOf(now)) return { words: words.before, values: told };
  const rise = then - (row.rank ?? NaN);
  const moved = one(rise > 0 ? words.up : words.down, Math.abs(rise), 'places', 'place');
  return { words: rise === 0 ? words.same : moved, values: { ...values, moved: Math.abs(rise) } };
}

/** How far it is from the target that judges it; nothing where none does. */
function targetSaid({ gap, promised }: Facts, language: Language): Sentence | null {
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
  { rankings, unitId, group }: Facts,
  row: Ranked,
  previous: string | null,
  language: Language,
): Promise<Sentence> {
  const words = WORDS[language];
  const values = { value: percent(row.score), n: row.numerator ?? NaN, d: row.denominator ?? NaN };
  if (previous === null) return { words: words.figure + words.first, values };
  const then = (await rankings(MEASURE, previous, group)).rows.find(
    (each) => each.unitId === unitId,
  );
  if (!then) return { words: words.figure + words.gap, values };
  const rise = row.score - then.score;
  const told = rise === 0 ? words.kept : rise > 0 ? words.rose : words.fell;
  const change = { points: percent(Math.abs(rise)), previous: periodText(previous, language) };
  return { words: words.figure + told, values: { ...values, ...change } };
}

/** @param previous the quarter before; null where there is none */
export async function topFaults(
  { headline, lead }: { headline: string; lead: string },
  facts: Facts,
  previous: string | null,
  language: Language,
): Promise<string[]> {
  const words = WORDS[language];
  const { rows, unranked } = await facts.rankings(MEASURE, facts.period, facts.group);
  const row = rows.find(({ unitId }) => unitId === facts.unitId);
  const name = shortName(facts.name, language);
  if (!row) {
    const isAsked = unranked.some(
      ({ unitId, reason }) => unitId === facts.unitId && reason !== 'not-applicable',
    );
    const values = { name, period: periodText(facts.period, language), reason: () => null };
    const head = { words: isAsked ? words.silent : words.outside, values };
    return [...textFaults(headline, [head], language), ...overdueFaults(lead, facts, language)];
  }
  const place = await placeSaid(facts, row, previous, language);
  const target = targetSaid(facts, language);
  const head = target
    ? { words: `${place.words}; ${target.words}`, values: { ...place.values, ...target.values } }
    : place;
  const figure = await figureSaid(facts, row, previous, language);
  // Beside what is overdue, pace and targets missed stand behind it.
  const [, first = ''] = /^(.*?[\p{L}\d]\.)(?: \p{Lu}.*)?$/su.exec(lead) ?? [];
  return [
    ...textFaults(headline, [head], language),
    ...textFaults(first, [figure], language),
    ...overdueFaults(lead, facts, language),
  ];
}
