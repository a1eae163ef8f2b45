// What a trial of other weights must say: who leads and who led as released, how many units change their
// rank, by how much at most and who, and what every weight comes to. Scores and ranks are worked out here.
import type { Name } from './facts.ts';
import { named } from './nation-facts.ts';
import {
  numberOf,
  plain,
  shortName,
  textFaults,
  valueFault,
  type Language,
  type Sentence,
} from './text.ts';

/** A unit as released: its rank, and what each part of the index gives it; null where one is lacking. */
export interface Weighed {
  unitId: string;
  name: Name;
  rank: number | null;
  parts: (number | null)[];
}

export interface Part {
  code: string;
  name: Name;
  weight: number;
}

/** What is tried: a weight for each part, and whether whoever lacks one is left out. */
export interface Attempt {
  units: readonly Weighed[];
  parts: readonly Part[];
  weights: readonly number[];
  leavesOut: boolean;
}

const WORDS = {
  vi: {
    other: 'Bản thử theo trọng số của người đọc: {leader}; bản công bố: {released}',
    same: 'Bản thử theo trọng số của người đọc: {leader}, như bản công bố',
    first: (name: string) => `${name} đứng đầu`,
    tied: (n: number) => `${n} đơn vị cùng đứng đầu`,
    mark: 'Bản thử, không phải xếp hạng chính thức.',
    moved: '{n}/{of} đơn vị đổi hạng so với công bố; nhiều nhất {steps} bậc: {who}.',
    movedByOne: '{n}/{of} đơn vị đổi hạng so với công bố; nhiều nhất {steps} bậc: {who}.',
    none: 'Không đơn vị nào đổi hạng so với công bố.',
    one: /^(.+) \(hạng (\d+) → (\d+)\)$/,
    many: (n: number) => `${n} đơn vị`,
    nobody: 'Bản thử theo trọng số của người đọc: không đơn vị nào đủ số liệu để xếp hạng',
    leftOut: (n: number) => `${n} đơn vị không có hạng thử vì thiếu số liệu thành phần.`,
    weights: /Trọng số, quy về tổng 100%: (.+)\.$/,
    weight: '{name} {tried} (công bố {published})',
  },
  en: {
    other: 'A trial under a reader’s weights: {leader}; as released: {released}',
    same: 'A trial under a reader’s weights: {leader}, as released',
    first: (name: string) => `${name} is first`,
    tied: (n: number) => `${n} units share first place`,
    mark: 'A trial, not an official ranking.',
    moved:
      '{n} of {of} units change their rank against the published one, by {steps} places at most: {who}.',
    movedByOne:
      '{n} of {of} units change their rank against the published one, by {steps} place at most: {who}.',
    none: 'No unit changes its rank against the published one.',
    one: /^(.+) \(rank (\d+) → (\d+)\)$/,
    many: (n: number) => `${n} units`,
    nobody: 'A trial under a reader’s weights: no unit has the figures to be ranked',
    leftOut: (n: number) =>
      n === 1
        ? '1 unit has no rank here, for it lacks a part of the index.'
        : `${n} units have no rank here, for they lack a part of the index.`,
    weights: /Weights, brought to 100%: (.+)\.$/,
    weight: '{name} {tried} (published {published})',
  },
} as const;

interface Placed extends Weighed {
  score: number | null;
  tried: number | null;
}

/** The weighted mean of what is there, and the place of it: equal scores share one, the next is left free. */
export function placedBy({ units, weights, leavesOut }: Attempt): Placed[] {
  const scored = units
    .filter(({ rank }) => rank !== null)
    .map((unit) => {
      const known = unit.parts.flatMap((score, at) =>
        score === null ? [] : [{ score, weight: weights[at] ?? 0 }],
      );
      const all = known.reduce((sum, { weight }) => sum + weight, 0);
      const sum = known.reduce((total, { score, weight }) => total + score * weight, 0);
      const isOut = leavesOut && unit.parts.includes(null);
      return { ...unit, score: isOut ? null : sum / all };
    });
  return scored.map((unit) => {
    const above = scored.filter(({ score }) => (score ?? -Infinity) > (unit.score ?? 0) + 1e-9);
    return { ...unit, tried: unit.score === null ? null : above.length + 1 };
  });
}

function headSaid(placed: readonly Placed[], language: Language): Sentence {
  const words = WORDS[language];
  const told = (units: readonly Placed[]) =>
    units.length === 1 && units[0]
      ? words.first(shortName(units[0].name, language))
      : words.tied(units.length);
  const [now, then] = [
    placed.filter(({ tried }) => tried === 1),
    placed.filter(({ rank }) => rank === 1),
  ];
  if (now.length === 0) return { words: words.nobody };
  const isSame = now.length === then.length && now.every(({ rank }) => rank === 1);
  const values = { leader: told(now), released: told(then) };
  return { words: isSame ? words.same : words.other, values };
}

function movedSaid(placed: readonly Placed[], language: Language): Sentence {
  const words = WORDS[language];
  const both = placed.flatMap(({ name, rank, tried }) =>
    rank === null || tried === null ? [] : [{ name, rank, tried, steps: Math.abs(rank - tried) }],
  );
  const moved = both.filter(({ steps }) => steps > 0);
  const steps = Math.max(...moved.map((unit) => unit.steps));
  const most = moved.filter((unit) => unit.steps === steps);
  const who = (said: string): string | null => {
    if (most.length > 2) return valueFault(said, words.many(most.length), language);
    const faults = said.split(', ').flatMap((part) => {
      const [, name = '', from, to] = words.one.exec(part) ?? [];
      const unit = named(most, name, language) as (typeof most)[number] | undefined;
      return unit && String(unit.rank) === from && String(unit.tried) === to
        ? []
        : [`"${part}" is not so`];
    });
    return faults[0] ?? (said.split(', ').length === most.length ? null : `${said} leaves out`);
  };
  const out = placed.filter(({ tried }) => tried === null).length;
  const sentence = moved.length === 0 ? words.none : steps === 1 ? words.movedByOne : words.moved;
  // Nobody keeps a rank where nobody has one.
  const told = [
    words.mark,
    ...(both.length > 0 ? [sentence] : []),
    ...(out > 0 ? [words.leftOut(out)] : []),
  ];
  const values = { n: moved.length, of: both.length, steps, who };
  return { words: told.join(' '), values };
}

/** What every weight comes to of all, tried and as published, to a tenth of a per cent. */
function weightFaults(said: string, { parts, weights }: Attempt, language: Language): string[] {
  const words = WORDS[language];
  const told = words.weights.exec(said)?.[1]?.split('; ') ?? [];
  const partOf = (all: readonly number[], at: number) =>
    (100 * (all[at] ?? NaN)) / all.reduce((sum, weight) => sum + weight, 0);
  const near = (share: number) => (text: string) =>
    Math.abs((numberOf(text, language)?.value ?? NaN) - share) < 0.1 ? null : `${text} is not it`;
  const published = parts.map(({ weight }) => weight);
  return [
    ...(told.length === parts.length ? [] : [`${told.length} weights of ${parts.length}`]),
    ...parts.flatMap(({ name }, at) =>
      textFaults(
        told[at],
        [
          {
            words: words.weight.replace('{name}', name[language]),
            values: {
              tried: near(partOf(weights, at)),
              published: near(partOf(published, at)),
            },
          },
        ],
        language,
      ),
    ),
  ];
}

/** Trial ranks and scores in the table. */
function tableFaults(page: string, placed: readonly Placed[], language: Language): string[] {
  return placed.flatMap(({ unitId, score, tried }) => {
    const [, row = ''] = new RegExp(`<tr id="${unitId}"[^>]*>(.*?)</tr>`, 's').exec(page) ?? [];
    const cells = [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      plain(cell.replaceAll(/<!--.*?-->/gs, '')),
    );
    const [rank = ''] = cells[0]?.split(' ') ?? [];
    if (tried === null || score === null) {
      return /\d/.test(rank) ? [`${unitId}: "${rank}", and is left out`] : [];
    }
    const faults = [valueFault(rank, tried, language), valueFault(cells[4] ?? '', score, language)];
    return faults.flatMap((fault) => (fault === null ? [] : [`${unitId}: ${fault}`]));
  });
}

/** A score over the scores of all: 0–100 from the least to the most, or in deviations from their mean. */
export function rescaled(scores: readonly number[], scale: 'minmax' | 'zscore'): number[] {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (scores.length - 1));
  return scores.map((score) => {
    if (most === least) return scale === 'minmax' ? 50 : 0;
    return scale === 'minmax'
      ? (100 * (score - least)) / (most - least)
      : (score - mean) / deviation;
  });
}

/** @param page of an index with a trial; of another scale, the parts of its units are on that scale */
export function trialFaults(page: string, attempt: Attempt, language: Language): string[] {
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const placed = placedBy(attempt);
  const [, headline = ''] = /<h1\b[^>]*>(.*?)<\/h1>/s.exec(bare) ?? [];
  const [, live = ''] = /<div aria-live="polite"[^>]*>(.*?)<\/div>/s.exec(bare) ?? [];
  const [found = '', weights = ''] = [...live.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)].map(
    ([, said = '']) => plain(said),
  );
  return [
    ...textFaults(plain(headline), [headSaid(placed, language)], language),
    ...textFaults(found, [movedSaid(placed, language)], language),
    ...weightFaults(weights, attempt, language),
    ...tableFaults(bare, placed, language),
  ];
}
