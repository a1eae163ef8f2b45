// What the two tables of the list of procedures must hold: which to raise together, step by step, and each one
// that can be raised, narrowed and ordered as a reader asks.
import type { Lift, Lifts, Named, Step } from './procedure-lifts.ts';
import { plain, textFaults, type Language, type Section, type Sentence } from './text.ts';

/** What a reader asks of the list. */
export interface ListAsked {
  q?: string;
  field?: string;
  sort?: string;
  page?: number;
}

/** A page shows so many steps, and so many procedures. */
const [STEPS_SHOWN, A_PAGE] = [10, 50];

const WORDS = {
  vi: {
    together: 'Nâng cùng lúc: từng bước chọn thủ tục có lợi nhất',
    togetherSub:
      'Mỗi bước lấy thủ tục đưa thêm nhiều đơn vị đạt chỉ tiêu nhất, rồi đến thủ tục bù được nhiều dịch vụ còn thiếu nhất. Danh sách chọn dần từng bước, không chắc là tổ hợp tốt nhất.',
    first: '{shown} bước đầu trong {steps} bước.',
    list: 'Từng thủ tục còn nâng được',
    listSub:
      'Số đơn vị có dịch vụ thuộc thủ tục này đủ điều kiện mà chưa ở mức độ 4, kể cả đơn vị đã đạt chỉ tiêu',
    shown: 'Đang xem {from}–{to} trong {found} thủ tục còn nâng được',
    none: 'Không có thủ tục nào còn nâng được phù hợp với bộ lọc.',
    elsewhere: ' · Tìm trong mọi thủ tục',
    page: 'Trang {page}/{pages}',
    steps: [
      'Thứ tự',
      'Thủ tục',
      'Đơn vị được bù',
      'Dịch vụ bù được',
      'Lũy kế đơn vị đạt',
      'Tổng dịch vụ còn thiếu',
    ],
    heads: ['Thủ tục', 'Đơn vị', 'Trong đó chưa đạt', 'Đạt chỉ nhờ thủ tục này', 'Hồ sơ trong kỳ'],
  },
  en: {
    together: 'Together: the best next procedure at each step',
    togetherSub:
      'Each step takes the procedure that brings most units over the line, then that which makes up most of what is lacking. A list chosen step by step need not be the best of its length.',
    first: 'The first {shown} of {steps} steps.',
    list: 'Each procedure that can still be raised',
    listSub:
      'Units with a service of it that qualifies and is not yet at level 4, those that met the target too',
    shown: 'Showing {from}–{to} of {found} procedures that can still be raised',
    none: 'No procedure that can still be raised matches the filter.',
    elsewhere: ' · Search all procedures',
    page: 'Page {page} of {pages}',
    steps: [
      'Order',
      'Procedure',
      'Units helped',
      'Services made up',
      'Units there by now',
      'Services lacking, all units',
    ],
    heads: [
      'Procedure',
      'Units',
      'Of them short',
      'Reach it by this alone',
      'Dossiers in the period',
    ],
  },
} as const;

const cellOf = ({ procedure, name, field }: Named): Sentence => ({
  words: `${name} ${procedure} · ${field}`,
});
const numbered = (n: number): Sentence => ({ words: '{n}', values: { n } });

function rowFaults(
  section: Section | undefined,
  heads: readonly string[],
  wanted: readonly (readonly Sentence[])[],
  language: Language,
): string[] {
  const rows = section?.rows ?? [];
  if (rows.length !== wanted.length) return [`${rows.length} rows of ${wanted.length}`];
  if (wanted.length === 0) return [];
  const named = section?.heads.join(' | ') === heads.join(' | ');
  return [
    ...(named ? [] : [`heads ${section?.heads.join(' | ')}`]),
    ...wanted.flatMap((cells, at) => [
      ...(rows[at]?.length === cells.length ? [] : [`${rows[at]?.length} cells`]),
      ...cells.flatMap((cell, place) => textFaults(rows[at]?.[place], [cell], language)),
    ]),
  ];
}

function togetherFaults(
  section: Section | undefined,
  steps: readonly Step[],
  language: Language,
): string[] {
  const words = WORDS[language];
  if (steps.length === 0) return section ? ['steps where none helps'] : [];
  const shown = steps.slice(0, STEPS_SHOWN);
  const isPart = shown.length < steps.length;
  const cells = shown.map((step, at) => [
    numbered(at + 1),
    cellOf(step),
    ...[step.helped, step.services, step.reached, step.lacking].map(numbered),
  ]);
  const values = { shown: shown.length, steps: steps.length };
  return [
    ...textFaults(
      section?.texts[0],
      [{ words: words.togetherSub }, ...(isPart ? [{ words: words.first, values }] : [])],
      language,
    ),
    ...rowFaults(section, words.steps, cells, language),
  ];
}

const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();

/** Those that a reader asks for, in the order asked for. */
function askedOf(procedures: readonly Lift[], { q = '', field, sort }: ListAsked): Lift[] {
  const found = procedures.filter(
    (each) =>
      (field === undefined || each.field === field) &&
      folded(q)
        .split(' ')
        .every((word) => folded(`${each.name} ${each.procedure} ${each.field}`).includes(word)),
  );
  const merit: Record<string, (each: Lift) => number> = {
    short: ({ short }) => short,
    alone: ({ reachAlone }) => reachAlone,
    dossiers: ({ dossiers }) => dossiers,
  };
  const of = merit[sort ?? ''];
  if (of) return found.toSorted((a, b) => of(b) - of(a));
  return sort === 'name' ? found.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')) : found;
}

/** Each field that can be chosen, with how many procedures it has. */
function fieldFaults(page: string, procedures: readonly Lift[]): string[] {
  const [, inner = ''] = /<select\b[^>]*name="field"[^>]*>(.*?)<\/select>/s.exec(page) ?? [];
  const told = [...inner.matchAll(/<option\b[^>]*>(.*?)<\/option>/gs)]
    .map(([, text = '']) => plain(text))
    .slice(1);
  const fields = [...Map.groupBy(procedures, ({ field }) => field)].map(
    ([field, own]) => `${field} (${own.length})`,
  );
  return told.toSorted().join() === fields.toSorted().join() ? [] : [`fields ${told.join()}`];
}

function listFaults(
  page: string,
  section: Section | undefined,
  procedures: readonly Lift[],
  asked: ListAsked,
  language: Language,
): string[] {
  const words = WORDS[language];
  if (procedures.length === 0) return section ? ['a list where nothing is to raise'] : [];
  const found = askedOf(procedures, asked);
  const number = asked.page ?? 1;
  const from = (number - 1) * A_PAGE;
  const shown = found.slice(from, from + A_PAGE);
  const elsewhere = asked.q ? words.elsewhere : '';
  const status: Sentence =
    found.length === 0
      ? { words: words.none + elsewhere }
      : {
          words: words.shown + elsewhere,
          values: { from: from + 1, to: from + shown.length, found: found.length },
        };
  const pages = Math.ceil(found.length / A_PAGE);
  const [, nav] = /<nav\b[^>]*aria-label="(?:Các trang|Pages)"[^>]*>(.*?)<\/nav>/s.exec(page) ?? [];
  const pager = nav && /<span\b[^>]*>(.*?)<\/span>/s.exec(nav)?.[1];
  const cells = shown.map((each) => [
    cellOf(each),
    ...[each.units, each.short, each.reachAlone, each.dossiers].map(numbered),
  ]);
  return [
    ...textFaults(section?.texts[0], [{ words: words.listSub }], language),
    ...textFaults(section?.texts[1], [status], language),
    ...rowFaults(section, words.heads, cells, language),
    ...fieldFaults(page, procedures),
    ...(pages > 1
      ? textFaults(
          plain(pager ?? ''),
          [{ words: words.page, values: { page: number, pages } }],
          language,
        )
      : pager === undefined
        ? []
        : [`a page of ${pager}`]),
  ];
}

/** What is wrong with the two tables of the page. */
export function procedureRowsFaults(
  page: string,
  sections: readonly Section[],
  { procedures, together }: Lifts,
  asked: ListAsked,
  language: Language,
): string[] {
  const titled = (heading: string) => sections.find((each) => each.heading === heading);
  const words = WORDS[language];
  return [
    ...togetherFaults(titled(words.together), together, language),
    ...listFaults(page, titled(words.list), procedures, asked, language),
  ];
}
