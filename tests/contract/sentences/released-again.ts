// What must be said of periods that were released again: on the page of releases, of revised figures, of the
// first release of a period beside the one shown, and on the first page. Worked out from the rows of both.
import type { ReleaseHead } from './released-rows.ts';
import type { Name } from './facts.ts';
import {
  dayText,
  periodText,
  plain,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';
import type { Measure, ReleasedRow, ReleasedRows } from './two-releases.ts';

const WORDS = {
  vi: {
    releases: '{n} bản phát hành của {periods} kỳ; {again} kỳ đã được phát hành lại',
    lead: 'Mới nhất: {series}, {period}, bản số {number}, phát hành {day}. Bản cũ không bị sửa hay xóa: mọi bản đều xem lại, tải về và tính lại được.',
    first: 'bản đầu của kỳ',
    same: 'không số nào đổi so với bản số {before}',
    rebased: 'không số nào đổi so với bản số {before}; dựng lại vì kỳ trước có bản mới',
    moved: 'không số nào đổi; {movedOnly} dòng điểm hoặc hạng tính lại',
    revised: '{revised} số điều chỉnh',
    late: '{late} số về muộn',
    link: 'xem chỗ khác bản số {before}',
    corrections: '{revised} số liệu đã điều chỉnh sau khi phát hành, {late} số liệu về muộn',
    narrowed: 'Không có thay đổi nào khớp với bộ lọc',
    sections: {
      revised: ['Số liệu đã điều chỉnh', 'Không có số liệu điều chỉnh nào khớp với bộ lọc.'],
      late: ['Số liệu về muộn', 'Không có số về muộn nào khớp với bộ lọc.'],
    },
    edition:
      '{period}: bản số {number} phát hành {day} thay bản số {before}: {revised} số điều chỉnh, {late} số về muộn',
    editionMoved:
      '{movedOnly} dòng khác đổi thứ hạng hoặc điểm tuy số liệu của chính đơn vị không đổi',
    ofUnit: '{n} số liệu của đơn vị đã thay đổi sau khi phát hành',
    told: 'Bản này nêu lại {figures} số liệu của {units} đơn vị; chênh nhiều nhất: {unit}, {name}, {then} thành {now}.',
  },
  en: {
    releases: 'Releases: {n}; periods: {periods}, of which released again: {again}',
    lead: 'Latest: {series}, {period}, release {number}, released on {day}. Earlier releases are never changed or deleted: each can be seen, downloaded and worked out again.',
    first: 'first of its period',
    same: 'no figure differs from release {before}',
    rebased:
      'no figure differs from release {before}; built anew since the period before has a newer one',
    moved: 'no figure differs; scores or ranks worked out anew: {movedOnly}',
    revised: 'figures revised: {revised}',
    late: 'figures that came late: {late}',
    link: 'see what differs from release {before}',
    corrections: '{revised} figures revised after release, {late} figures came late',
    narrowed: 'No change matches the filter',
    sections: {
      revised: ['Revised figures', 'No revised figure matches the filter.'],
      late: ['Figures that came late', 'No late figure matches the filter.'],
    },
    edition:
      '{period}: release {number} of {day} replaced release {before}: {revised} revised, {late} late',
    editionMoved:
      '{movedOnly} other rows changed rank or score though their own figure is the same',
    ofUnit: '{n} figures of the unit have changed after their release',
    told: 'This release restates {figures} figures of {units} units; most of all {unit}, {name}, {then} to {now}.',
  },
} as const;

/** English tells one otherwise than several. */
const single = (words: string, forms: readonly [n: number, many: string, one: string][]): string =>
  forms.reduce((text, [n, many, one]) => (n === 1 ? text.replace(many, one) : text), words);

export interface Change {
  measure: string;
  group: string;
  unitId: string;
  kind: 'late' | 'revised' | 'taken-back' | 'absence';
  then: ReleasedRow | undefined;
  now: ReleasedRow | undefined;
}
/** A release that took the place of another one of its period. */
export interface Again {
  before: ReleaseHead;
  after: ReleaseHead;
  changes: Change[];
  movedOnly: number;
}

const saysTheSame = (a: ReleasedRow, b: ReleasedRow): boolean =>
  a.score === b.score &&
  a.numerator === b.numerator &&
  a.denominator === b.denominator &&
  a.qualifier === b.qualifier &&
  a.reason === b.reason;

function kindOf(then: ReleasedRow | undefined, now: ReleasedRow | undefined): Change['kind'] {
  if (then === undefined || then.score === null) {
    return now === undefined || now.score === null ? 'absence' : 'late';
  }
  return now === undefined || now.score === null ? 'taken-back' : 'revised';
}

/** Figures of indicators that are told otherwise, and how many other rows have another rank or score. */
export function againOf(
  [before, then]: readonly [ReleaseHead, ReleasedRows],
  [after, now]: readonly [ReleaseHead, ReleasedRows],
  measures: readonly Measure[],
): Again {
  const keyOf = ({ measure, unitId }: ReleasedRow) => `${measure} ${unitId}`;
  const earlier = new Map(then.rows.map((row) => [keyOf(row), row]));
  const later = new Map(now.rows.map((row) => [keyOf(row), row]));
  const nodes = new Set(measures.filter(({ isNode }) => isNode).map(({ code }) => code));
  const changes: Change[] = [];
  let movedOnly = 0;
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [a, b] = [earlier.get(key), later.get(key)];
    const { measure, group, unitId } = a ?? b ?? { measure: '', group: '', unitId: '' };
    const isSilent = a?.score == null && b?.score == null && !(a && b);
    if (!nodes.has(measure) && !(a && b && saysTheSame(a, b)) && !isSilent) {
      changes.push({ measure, group, unitId, kind: kindOf(a, b), then: a, now: b });
    } else if (
      (a?.rank ?? null) !== (b?.rank ?? null) ||
      (a?.score ?? null) !== (b?.score ?? null)
    ) {
      movedOnly += 1;
    }
  }
  return { before, after, changes, movedOnly };
}

const countsOf = (changes: readonly Change[]) => {
  const late = changes.filter(({ kind }) => kind === 'late').length;
  return { late, revised: changes.length - late };
};

/** The day in Hanoi. */
export const dayOf = (instant: string, language: Language): string =>
  dayText(new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10), language);

/** What a line of the list says of what a release changed. */
function changeSaid(again: Again, language: Language): Sentence {
  const words = WORDS[language];
  const { before, after, changes, movedOnly } = again;
  const { late, revised } = countsOf(changes);
  const values = { before: before.number, movedOnly, late, revised };
  const parts = [...(revised > 0 ? [words.revised] : []), ...(late > 0 ? [words.late] : [])];
  if (parts.length > 0) return { words: `${parts.join(', ')} ${words.link}`, values };
  if (movedOnly > 0) return { words: `${words.moved} ${words.link}`, values };
  const same = before.previous === after.previous ? words.same : words.rebased;
  // What it says of the period before may be another, though no figure and no rank is.
  return { words: before.hash === after.hash ? same : `${same} ${words.link}`, values };
}

/** Of several that came out at once the latest period. */
export const latestOf = (heads: readonly ReleaseHead[]): ReleaseHead | undefined =>
  heads.toSorted((a, b) =>
    `${b.releasedAt} ${b.period}`.localeCompare(`${a.releasedAt} ${a.period}`),
  )[0];

/** @param listed releases of the page as they stand there; @param seriesName that of the latest one */
export function releasesFaults(
  { headline, lead }: { headline: string; lead: string },
  list: Section | undefined,
  { heads, listed, agains, seriesName }: ReleasesFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const periodOf = ({ series, period }: ReleaseHead) => `${series} ${period}`;
  const values = {
    n: heads.length,
    periods: new Set(heads.map(periodOf)).size,
    again: new Set(heads.filter(({ number }) => number > 1).map(periodOf)).size,
  };
  const latest = latestOf(heads);
  if (!latest) return ['nothing was released'];
  const told = {
    period: periodText(latest.period, language),
    number: latest.number,
    day: dayOf(latest.releasedAt, language),
  };
  return [
    ...textFaults(headline, [{ words: words.releases, values }], language),
    ...textFaults(
      lead,
      [{ words: words.lead.replace('{series}', seriesName[language]), values: told }],
      language,
    ),
    ...(list?.rows.length === listed.length ? [] : [`${list?.rows.length} rows`]),
    ...listed.flatMap((head, at) => {
      const again = agains.find(({ after }) => after.id === head.id);
      const sentence = again ? changeSaid(again, language) : { words: words.first };
      return textFaults(list?.rows[at]?.[3], [sentence], language);
    }),
  ];
}
export interface ReleasesFacts {
  heads: readonly ReleaseHead[];
  listed: readonly ReleaseHead[];
  agains: readonly Again[];
  seriesName: Name;
}

/** What is wrong with the sections where a filter leaves none of one kind, but some of the other. */
const emptyFaults = (
  sections: readonly Section[],
  counts: { late: number; revised: number },
  language: Language,
): string[] =>
  (['revised', 'late'] as const).flatMap((kind) => {
    const [heading, none] = WORDS[language].sections[kind];
    const section = sections.find((each) => each.heading === heading);
    if (counts.late + counts.revised === 0) return section ? [`"${heading}" of none`] : [];
    return counts[kind] > 0 ? [] : textFaults(section?.texts[0], [{ words: none }], language);
  });

/** @param isTold which of the figures are listed; @param sections of the page */
export function correctionsFaults(
  headline: string,
  sections: readonly Section[],
  agains: readonly Again[],
  isTold: (change: Change, after: ReleaseHead) => boolean,
  language: Language,
): string[] {
  const words = WORDS[language];
  const told = agains.flatMap(({ after, changes }) =>
    changes.filter((change) => isTold(change, after)),
  );
  const { late, revised } = countsOf(told);
  const counted = single(words.corrections, [
    [revised, 'figures revised', 'figure revised'],
    [late, 'figures came', 'figure came'],
  ]);
  const head =
    told.length === 0 ? { words: words.narrowed } : { words: counted, values: { revised, late } };
  const heading = { vi: 'Các bản phát hành lại', en: 'Periods released again' }[language];
  const items = sections.find((section) => section.heading === heading)?.items ?? [];
  return [
    ...textFaults(headline, [head], language),
    ...emptyFaults(sections, { late, revised }, language),
    ...(items.length === agains.length ? [] : [`${items.length} periods of ${agains.length}`]),
    ...items.flatMap((item) => {
      const own = agains.map((again) => textFaults(item, [editionSaid(again, language)], language));
      return own.some((faults) => faults.length === 0) ? [] : own.flat();
    }),
  ];
}

/** Which release took the place of which, and how many figures it tells otherwise. */
export function editionLine({ before, after, changes }: Again, language: Language): Sentence {
  const period = periodText(after.period, language);
  return {
    words: WORDS[language].edition,
    values: {
      ...countsOf(changes),
      ...{ number: after.number, before: before.number },
      period: period.charAt(0).toUpperCase() + period.slice(1),
      day: dayOf(after.releasedAt, language),
    },
  };
}

function editionSaid(again: Again, language: Language): Sentence {
  const words = WORDS[language];
  const { movedOnly } = again;
  const moved = single(words.editionMoved, [
    [movedOnly, 'rows changed', 'row changed'],
    [movedOnly, 'their own', 'its own'],
  ]);
  const line = editionLine(again, language);
  return {
    words: `${line.words} ${words.link}${movedOnly > 0 ? ` ${moved}` : ''}`,
    values: { ...line.values, movedOnly },
  };
}

/** What a unit's page says of its figures that were told otherwise after their release; it may say nothing. */
export function ofUnitFaults(page: string, n: number, language: Language): string[] {
  const words = WORDS[language].ofUnit;
  const wanted = single(words, [
    [n, 'figures of', 'figure of'],
    [n, 'have', 'has'],
    [n, 'their', 'its'],
  ]);
  const links = [...page.matchAll(/<a\b[^>]*href="[^"]*\/corrections\?[^"]*"[^>]*>(.*?)<\/a>/gs)];
  const said = links.map(([, inner = '']) => plain(inner));
  if (n === 0) return said;
  return [
    ...(said.length === 1 ? [] : [`${said.length} links to its corrections`]),
    ...textFaults(said[0], [{ words: wanted, values: { n } }], language),
  ];
}

/** What the first page tells of figures told otherwise; undefined where none of them is a share. */
export function toldFaults(
  said: string | undefined,
  { changes }: Again,
  { shares, units }: { shares: ReadonlyMap<string, Name>; units: ReadonlyMap<string, Name> },
  language: Language,
): string[] {
  const revised = changes.filter(({ kind }) => kind === 'revised');
  const [most] = revised
    .filter(({ measure }) => shares.has(measure))
    .map(({ unitId, measure, then, now }) => {
      return { unitId, measure, then: then?.score ?? NaN, now: now?.score ?? NaN };
    })
    .toSorted((a, b) => Math.abs(b.now - b.then) - Math.abs(a.now - a.then));
  if (!most) return said === undefined ? [] : [`"${said}" of none`];
  const name = shares.get(most.measure)?.[language] ?? '';
  const unit = units.get(most.unitId);
  const n = new Set(revised.map(({ unitId }) => unitId)).size;
  const words = single(WORDS[language].told, [
    [revised.length, 'figures of', 'figure of'],
    [n, 'units;', 'unit;'],
  ]);
  const values = {
    ...{ figures: revised.length, units: n, then: 100 * most.then, now: 100 * most.now },
    name: name.charAt(0).toLocaleLowerCase(language) + name.slice(1),
    unit: unit ? shortName(unit, language) : '',
  };
  return textFaults(said, [{ words, values }], language);
}
