// What the intervals of a trial must hold: the very rank where nothing may vary; never a rank that no weights
// within those chosen give; and what is said of a trial that cannot be made.
import { plain, textFaults, type Language, type Sentence } from './text.ts';
import { placedBy, type Attempt, type Weighed } from './trial.ts';

const WORDS = {
  vi: {
    head: /^Khoảng thử 90%/,
    note: 'Hạng thử: theo đúng các trọng số đã đặt. Khoảng thử 90%: nơi đơn vị đứng trong ít nhất 9 trên 10 lần tính lại, khi trọng số, thang điểm và cách xử lý thiếu số liệu đổi trong phạm vi đã chọn; {draws} lần, hạt giống {seed}.',
    noWeight: 'Bản thử, không phải xếp hạng chính thức. Ít nhất một trọng số phải lớn hơn 0.',
  },
  en: {
    head: /^90% trial interval/,
    note: 'Trial rank: under the very weights set. 90% trial interval: where the unit stands in at least 9 of 10 recalculations in which weights, scale and the way with missing figures vary as far as chosen; {draws} draws, seed {seed}.',
    noWeight: 'A trial, not an official ranking. At least one weight must be above 0.',
  },
} as const;

export interface IntervalAsked extends Attempt {
  draws: number;
  seed: number;
  /** By which part of itself each weight may move, up and down; 0 where none does. */
  move: number;
}

/** The ranks between which an interval lies, each place told by a range of them; null where none is told. */
type Told = { low: number; high: number } | null;

const readInterval = (text: string): Told => {
  const [, low, high = low] = /^(\d+)(?:–(\d+))?$/.exec(text) ?? [];
  return low === undefined ? null : { low: Number(low), high: Number(high) };
};

const linesIn = (page: string): string[] => {
  const [, live = ''] = /<div aria-live="polite"[^>]*>(.*?)<\/div>/s.exec(page) ?? [];
  return [...live.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)].map(([, said = '']) => plain(said));
};

/** Of a unit, the interval of its own column, and the one that phones have beside the rank. */
function intervalsOf(page: string, unitId: string, language: Language): Told[] {
  const heads = [...page.matchAll(/<th\b[^>]*\bscope="col"[^>]*>(.*?)<\/th>/gs)].map(
    ([, head = '']) => plain(head),
  );
  const column = heads.findIndex((head) => WORDS[language].head.test(head));
  const [, row = ''] = new RegExp(`<tr id="${unitId}"[^>]*>(.*?)</tr>`, 's').exec(page) ?? [];
  const cells = [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell);
  const [, phone = ''] =
    /class="on-phone small nowrap[^>]*>(.*?)<\/span>/s.exec(cells[0] ?? '') ?? [];
  return [plain(cells[column] ?? ''), plain(phone)].map(readInterval);
}

/** Whether a unit stands above another whatever the weights come to within their ends. */
const isAlwaysAbove = (a: Weighed, b: Weighed, { weights, move }: IntervalAsked): boolean => {
  const least = weights.reduce((sum, weight, at) => {
    const apart = (a.parts[at] ?? NaN) - (b.parts[at] ?? NaN);
    return sum + apart * weight * (apart > 0 ? 1 - move : 1 + move);
  }, 0);
  return least > 1e-9;
};

/** The first and the last place that a unit can have; what a unit lacks is weighed anew, and bounds nobody. */
function endsOf(unit: Weighed, asked: IntervalAsked): { low: number; high: number } {
  const others = asked.units.filter(({ rank, unitId }) => rank !== null && unitId !== unit.unitId);
  return {
    low: 1 + others.filter((other) => isAlwaysAbove(other, unit, asked)).length,
    high: 1 + others.length - others.filter((other) => isAlwaysAbove(unit, other, asked)).length,
  };
}

/** @param page whose trial varies nothing but weights */
export function intervalFaults(page: string, asked: IntervalAsked, language: Language): string[] {
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const note: Sentence = {
    words: WORDS[language].note,
    values: { draws: asked.draws, seed: String(asked.seed) },
  };
  return [
    ...textFaults(linesIn(bare).at(-1), [note], language),
    ...placedBy(asked).flatMap(({ tried, ...unit }) => {
      const ends =
        tried === null
          ? null
          : asked.move === 0
            ? { low: tried, high: tried }
            : endsOf(unit, asked);
      return intervalsOf(bare, unit.unitId, language).flatMap((told) => {
        const isHeld =
          told === null || ends === null
            ? told === ends
            : told.low <= told.high && told.low >= ends.low && told.high <= ends.high;
        const said = `${told?.low}–${told?.high}`;
        return isHeld ? [] : [`${unit.unitId}: ${said} lies not in ${ends?.low}–${ends?.high}`];
      });
    }),
  ];
}

/** How many units have more places than one. */
export const wideIn = (page: string, { units }: Attempt, language: Language): number =>
  units.filter(({ unitId }) => {
    const [told] = intervalsOf(page.replaceAll(/<!--.*?-->/gs, ''), unitId, language);
    return told !== null && told !== undefined && told.low < told.high;
  }).length;

/** A trial in which nothing weighs: it is said so, and what was released stands alone. */
export function weightlessFaults(page: string, released: string, language: Language): string[] {
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const headOf = (text: string) => plain(/<h1\b[^>]*>(.*?)<\/h1>/s.exec(text)?.[1] ?? '');
  const [found] = linesIn(bare);
  return [
    ...textFaults(found, [{ words: WORDS[language].noWeight }], language),
    ...(headOf(bare) === headOf(released.replaceAll(/<!--.*?-->/gs, ''))
      ? []
      : ['another headline than released']),
    ...(/<th\b[^>]*>(?:(?!<\/th>).)*(?:Khoảng thử|trial interval)/s.test(bare)
      ? ['a column of intervals']
      : []),
  ];
}
