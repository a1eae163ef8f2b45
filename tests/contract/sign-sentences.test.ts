// What the page of questions to units and the first page say of them: how many were asked and answered, by
// kind, group, unit and quarter, and the file of them. Held against the API. Shares no code with the pages.
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSigns } from '#lib/server/store/asked-signs.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { officeWorld } from '../helpers/office.ts';
import type { Name } from './sentences/facts.ts';
import { questionFaults } from './sentences/questions.ts';
import {
  entryFaults,
  fileFaults,
  lastAsked,
  pagesOf,
  rowsAsked,
  signListFaults,
  type ListedSign,
  type Narrowed,
} from './sentences/sign-list.ts';
import { LANGUAGES, plain, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { PERIODS } from './sentences/world.ts';

const SLOW_MS = 600_000;
/** One unit answers all that it was asked, the other one the last question. */
const [ALL, ONE] = ['p-24', 'p-33'] as const;

const office = officeWorld('illustrative');
const { json } = office;
let signs: ListedSign[];
let names: ReadonlyMap<string, Name>;
const before = new Map<Language, string>();

const pageOf = async (path: string, language: Language): Promise<string> =>
  (await office.get((language === 'en' ? '/en' : '') + path)).text();

async function answer(unitId: string, how: 'all' | 'one'): Promise<void> {
  const role = { role: 'unit_reporter', unitId } as const;
  const reporter = await office.join({ ...role, email: `${unitId}@example.vn` });
  const asked = (await readSigns(office.db, { units: [unitId] })).toSorted((a, b) =>
    b.period.localeCompare(a.period),
  );
  for (const { id } of how === 'all' ? asked : asked.slice(0, 1)) {
    const said = { unit: unitId, sign: id, text: 'Đã rà soát từng dịch vụ.' };
    expect((await reporter.post('/admin/signs?/answer', said)).status).toBe(200);
  }
}

beforeAll(async () => {
  for (const language of LANGUAGES) before.set(language, await pageOf('/signs', language));
  await raiseSigns(jobContext(office.db, '2021-02-01T09:00+07:00'), { origin: office.origin });
  await answer(ALL, 'all');
  await answer(ONE, 'one');
  ({ signs } = await json<{ signs: ListedSign[] }>('/api/v1/signs?limit=5000'));
  const { indicators } = await json<{ indicators: { code: string; name: Name }[] }>(
    '/api/v1/indicators',
  );
  names = new Map(indicators.map(({ code, name }) => [code, name]));
}, SLOW_MS);

const queryOf = (narrowed: Narrowed): string =>
  new URLSearchParams(
    Object.entries(narrowed).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();

/** Every page of the list. */
async function readPages(narrowed: Narrowed, language: Language): Promise<string[]> {
  const pages: string[] = [];
  for (let at = 1; at <= pagesOf(signs, narrowed); at += 1) {
    pages.push(await pageOf(`/signs?${queryOf(narrowed)}&page=${at}`, language));
  }
  return pages;
}

function faultsOf(pages: readonly string[], narrowed: Narrowed, language: Language): string[] {
  const [page = ''] = pages;
  const facts = { signs, narrowed, nameOf: (measure: string) => names.get(measure) };
  return [
    ...signListFaults(topOf(page).headline, sectionsOf(page), facts, language),
    ...entryFaults(pages, facts, language),
    ...fileFaults(page, rowsAsked(signs, narrowed).length, language),
  ];
}

/** Every quarter; every kind, group and unit that was asked; who answered; and some of these together. */
function wishes(): Narrowed[] {
  const all = (of: (sign: ListedSign) => string | null) => [
    ...new Set(signs.flatMap((sign) => of(sign) ?? [])),
  ];
  const kinds = all(({ kind }) => kind);
  return [
    {},
    ...PERIODS.map((period) => ({ period })),
    ...kinds.map((kind) => ({ kind })),
    ...all(({ group }) => group).map((group) => ({ group })),
    ...all(({ unitId }) => unitId).map((unit) => ({ unit })),
    ...(['yes', 'no'] as const).map((answered) => ({ answered })),
    ...kinds.map((kind): Narrowed => ({ kind, answered: 'yes' })),
    ...kinds.map((kind) => ({ kind, period: '2020-Q4', group: 'provinces' })),
  ];
}

describe('the page of questions to units', () => {
  it.each(LANGUAGES)('says that none is public where none is (%s)', (language) => {
    const head = {
      vi: 'Chưa có câu hỏi nào về số liệu đến ngày công khai',
      en: 'No question about figures has come to its public day yet',
    }[language];
    expect(topOf(before.get(language) ?? '').headline).toBe(head);
  });

  it(
    'counts what was asked and answered, however it is narrowed',
    async () => {
      expect(signs.length).toBeGreaterThan(20);
      const heads = new Set<string>();
      for (const [turn, narrowed] of wishes().entries()) {
        const language = LANGUAGES[turn % 2] ?? 'vi';
        const pages = await readPages(narrowed, language);
        expect(faultsOf(pages, narrowed, language), JSON.stringify(narrowed)).toEqual([]);
        const own = lastAsked(signs, narrowed);
        const open = own.filter((sign) => sign.answer === null).length;
        heads.add(own.length === 0 ? 'none' : open === 0 ? 'answered' : 'open');
      }
      expect([...heads].toSorted()).toEqual(['answered', 'none', 'open']);
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)(
    'lists units to choose from by the names that are shown (%s)',
    async (language) => {
      const [, select = ''] =
        /<select[^>]*name="unit"[^>]*>(.*?)<\/select>/s.exec(await pageOf('/signs', language)) ??
        [];
      const shown = [...select.matchAll(/<option value="[^"]+"[^>]*>(.*?)<\/option>/gs)].map(
        ([, name = '']) => plain(name),
      );
      expect(shown.length).toBeGreaterThan(10);
      expect(shown).toEqual(shown.toSorted(new Intl.Collator(language).compare));
    },
  );

  it('leads to the file of what it shows, line by line', async () => {
    for (const narrowed of wishes()) {
      const file = await office.get(`/api/v1/signs.csv?${queryOf(narrowed)}`);
      const lines = parse<Record<string, string>>(await file.text(), { columns: true, bom: true });
      const told = lines.map((line) =>
        ['unit_id', 'series', 'kind', 'measure', 'period'].map((name) => line[name]).join(' '),
      );
      const wanted = rowsAsked(signs, narrowed).map((sign) =>
        [sign.unitId, sign.series, sign.kind, sign.measure ?? '', sign.period].join(' '),
      );
      expect(told.toSorted(), JSON.stringify(narrowed)).toEqual(wanted.toSorted());
      const answered = lines.filter((line) => line['answer'] !== '').length;
      expect(answered).toBe(rowsAsked(signs, narrowed).filter((sign) => sign.answer).length);
    }
  });

  it('is found out where a page, an answer or a question is not the one that it has', async () => {
    const whole = await readPages({}, 'vi');
    expect(whole.length).toBeGreaterThan(1);
    expect(faultsOf(whole, {}, 'vi')).toEqual([]);
    expect(faultsOf(whole.slice(0, -1), {}, 'vi')).not.toEqual([]);
    expect(faultsOf(whole.with(1, whole[0] ?? ''), {}, 'vi')).not.toEqual([]);
    for (const unit of [ALL, ONE]) {
      const [page = '', ...others] = await readPages({ unit }, 'vi');
      for (const [said, other] of [
        ['Đã rà soát từng dịch vụ.', 'Đã rà soát.'],
        ['Trả lời của đơn vị', 'Trả lời của bộ'],
        ['Câu hỏi:</b>', 'Hỏi:</b>'],
      ] as const) {
        expect(page).toContain(said);
        expect(faultsOf([page.replace(said, other), ...others], { unit }, 'vi')).not.toEqual([]);
      }
    }
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const read: [narrowed: Narrowed, pages: string[]][] = [];
    for (const narrowed of [{}, { kind: signs[0]?.kind ?? '' }, { unit: ALL }, { unit: ONE }]) {
      read.push([narrowed, await readPages(narrowed, language)]);
    }
    for (const [narrowed, [page = '', ...others]] of read) {
      expect(faultsOf([page, ...others], narrowed, language)).toEqual([]);
      const copies = [...altered(page, narrowed)];
      expect(copies.length).toBeGreaterThan(2);
      const unnoticed = copies.filter(
        ([, copy]) => faultsOf([copy, ...others], narrowed, language).length === 0,
      );
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    }
  });
});

/** A page in which one number of its head, of its table, of a question or of the file is another. */
function* altered(page: string, narrowed: Narrowed): Generator<[what: string, page: string]> {
  const table = page.indexOf('</table>');
  const ends: [from: number, to: number][] = [
    [page.indexOf('<h1'), page.indexOf('</h1>')],
    ...(narrowed.kind || narrowed.unit
      ? []
      : [[page.indexOf('<tbody'), table] as [number, number]]),
    ...[...page.matchAll(/<h3\b.*?(?=<h3\b|<nav\b|<p\b[^>]*class="src|<\/section>)/gs)]
      .slice(0, 3)
      .map(({ 0: head, index }): [number, number] => [index, index + head.length]),
    [page.lastIndexOf('signs.csv'), page.indexOf('</a>', page.lastIndexOf('signs.csv'))],
  ];
  for (const [from, to] of ends) {
    for (const { 0: text, index } of page.slice(from, to + 1).matchAll(/>[^<>]*\d[^<>]*</g)) {
      for (const number of text.matchAll(/\d+/g)) {
        const at = from + index + number.index + number[0].length - 1;
        const digit = String((Number(page[at]) + 3) % 10);
        yield [`${text} at ${number.index}`, page.slice(0, at) + digit + page.slice(at + 1)];
      }
    }
  }
}

describe('the first page', () => {
  const read = async (period: string, language: Language) =>
    pageOf(`${language === 'en' ? '' : '/'}?period=${period}`, language);

  it('says whom each kind of question was asked, and how many answered', async () => {
    for (const period of PERIODS) {
      for (const language of LANGUAGES) {
        const sections = sectionsOf(await read(period, language));
        const faults = questionFaults(sections, signs, period, language);
        expect(faults, `${period} ${language}`).toEqual([]);
      }
    }
    const answered = signs.filter((sign) => sign.answer !== null).map(({ period }) => period);
    expect(answered.length).toBeGreaterThan(1);
  });

  it.each(LANGUAGES)('is found out where a number of them is altered (%s)', async (language) => {
    const period = signs.find((sign) => sign.answer !== null)?.period ?? '';
    const sections = sectionsOf(await read(period, language));
    const own = sections.find(({ heading }) =>
      ['Dấu hiệu cần hỏi', 'Signs to ask about'].includes(heading),
    );
    if (!own) throw new Error('no section on questions');
    const copies = own.items.flatMap((item, at) =>
      // The name of a kind may hold the level 4.
      [...item.matchAll(/(?<!mức độ |Mức độ |level-|Level-|Level )\d+/g)].map(
        ({ 0: number, index }) => {
          const other = String((Number(number) + 3) % 10);
          const said = item.slice(0, index) + other + item.slice(index + number.length);
          return own.items.with(at, said);
        },
      ),
    );
    expect(copies.length).toBeGreaterThan(3);
    for (const items of copies) {
      const copy = sections.map((each) => (each === own ? { ...own, items } : each));
      expect(questionFaults(copy, signs, period, language), items.join(' | ')).not.toEqual([]);
    }
  });
});
