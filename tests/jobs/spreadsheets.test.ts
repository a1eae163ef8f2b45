// What becomes of files that were made to harm, or that only look like tables: refused by name, in a
// child process, while the parent goes on as before.
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { SourceError } from '#lib/server/errors.ts';
import { runIsolated, type IsolationLimits } from '#lib/server/sources/isolated.ts';
import type { Sheet } from '#lib/server/spreadsheets/table.ts';
import { BOMBS, workbookOf } from '../helpers/bombs.ts';

const POISON = new URL('../helpers/poison-tasks.ts', import.meta.url);

const codeOf = async (reading: Promise<unknown>): Promise<string> => {
  try {
    await reading;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.code;
  }
};

const readAll = (content: Uint8Array): Promise<Sheet[]> =>
  runIsolated('read-workbook', { settings: { sheets: 'all' }, content });

const readText = (text: string | Uint8Array, header = 1): Promise<Sheet> =>
  runIsolated('read-csv', {
    settings: { header },
    content: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  });

/** Has a child do one of the poison tasks, which go by no name of the product's. */
const poison = (task: string, limits: IsolationLimits = {}, settings: unknown = null) => {
  const input = { settings, content: new Uint8Array(1) } as never;
  return runIsolated(task as never, input, { tasks: POISON, ...limits });
};

describe('a parser that fails', () => {
  it.each([
    ['throws', 'throw', 'parser-crashed'],
    ['ends its process', 'exit', 'parser-crashed'],
    ['fills the heap', 'heap', 'too-large'],
    ['fills memory outside the heap', 'buffers', 'too-large'],
  ])('and %s is named', async (_what, task, code) => {
    expect(await codeOf(poison(task))).toBe(code);
  });

  it('and never comes to an end is killed when its time is over', async () => {
    expect(await codeOf(poison('loop', { timeoutMs: 700 }))).toBe('too-slow');
  });

  it('and answers without end is cut off', async () => {
    expect(await codeOf(poison('answer', { maxAnswerBytes: 1_000 }, 5_000_000))).toBe('too-large');
  });

  it('and takes long lets others pass: what comes after as many as take turns is read first', async () => {
    const ended: string[] = [];
    const note = (name: string) => async (reading: Promise<unknown>) => {
      ended.push(`${name} ${await codeOf(reading)}`);
    };
    const enough = new AbortController();
    const { signal } = enough;
    const loops = Array.from({ length: 4 }, () => note('loop')(poison('loop', { signal })));
    await note('sound')(readText('a\n1'));
    const first = [...ended];
    enough.abort();
    const states = (await Promise.allSettled(loops)).map(({ status }) => status);
    expect(first).toEqual(['sound accepted']);
    expect(states).toEqual(Array(4).fill('rejected'));
  }, 30_000);

  it('is killed as soon as its run is told to stop, with the reason of that', async () => {
    const reason = new Error('stopping');
    const reading = poison('loop', { signal: AbortSignal.timeout(300) });
    await expect(reading).rejects.toThrow(/timeout/i);
    await expect(poison('loop', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('sees nothing of the environment, where secrets are', async () => {
    expect(await poison('environment')).toEqual({});
  });
});

describe('a workbook made to harm', () => {
  it.each(BOMBS)('by $name is refused as $code', async ({ code, make }) => {
    const content = make();
    const before = process.memoryUsage.rss();
    expect(await codeOf(readAll(content))).toBe(code);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1_048_576);
  });

  it.each([
    ['is cut off', () => workbookOf('').subarray(0, 400), 'not-a-workbook'],
    ['is no zip', () => new TextEncoder().encode('Mã,Tên\n1,a\n'), 'not-a-workbook'],
    ['climbs out of its folder', () => workbookOf('', { '../x.xml': '<a/>' }), 'not-a-workbook'],
    ['ends in mid-sheet', () => workbookOf('<row><c><v>1</v></c>'), 'bad-xml'],
    ['has a number that is none', () => workbookOf('<row><c><v>1,5</v></c></row>'), 'bad-cell'],
    ['refers to no text', () => workbookOf('<row><c t="s"><v>9</v></c></row>'), 'bad-cell'],
    [
      'says one cell twice',
      () => workbookOf('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>'),
      'bad-sheet',
    ],
  ])('because it %s is refused', async (_what, make, code) => {
    expect(await codeOf(readAll(make()))).toBe(code);
  });

  it('whose sheet was changed behind its checksum is refused', async () => {
    const bytes = Buffer.from(workbookOf('<row><c><v>1</v></c></row>'));
    // A stored part: its text can be changed in place.
    const { zipSync, unzipSync } = await import('fflate');
    const stored = Buffer.from(zipSync(unzipSync(bytes), { level: 0 }));
    stored.write('2', stored.indexOf('<v>1</v>') + 3);
    expect(await codeOf(readAll(stored))).toBe('not-a-workbook');
  });
});

describe('the cells of a workbook', () => {
  it('are numbers, texts, days and truths as they stand, formulas by what they last came to', async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: 'Dịch vụ',
          rows: [
            ['Mã', 'Tên  dịch vụ', 4, 0.5, true, new Date('2020-03-31')],
            [],
            [null, '1.234', 12345678901234],
          ],
        },
      ],
    });
    expect(await readAll(content)).toEqual([
      {
        name: 'Dịch vụ',
        merged: [],
        rows: [
          {
            number: 1,
            cells: [
              { column: 1, value: 'Mã' },
              { column: 2, value: 'Tên  dịch vụ' },
              { column: 3, value: 4 },
              { column: 4, value: 0.5 },
              { column: 5, value: true },
              { column: 6, value: '2020-03-31', mark: 'date' },
            ],
          },
          {
            number: 3,
            cells: [
              { column: 2, value: '1.234' },
              { column: 3, value: 12345678901234 },
            ],
          },
        ],
      },
    ]);
    const formulas = workbookOf(
      '<row><c><f>1+1</f><v>2</v></c><c><f>A9</f></c><c t="e"><v>#REF!</v></c></row>',
    );
    expect((await readAll(formulas))[0]?.rows[0]?.cells).toEqual([
      { column: 1, value: 2, mark: 'formula' },
      { column: 2, value: '', mark: 'no-value' },
      { column: 3, value: '#REF!', mark: 'error' },
    ]);
  });

  it('keep every digit of a number that is longer than numbers are', async () => {
    const [sheet] = await readAll(workbookOf('<row><c><v>12345678901234567890</v></c></row>'));
    expect(sheet?.rows[0]?.cells).toEqual([{ column: 1, value: '12345678901234567890' }]);
  });
});

describe('a CSV', () => {
  it.each([
    ['commas', 'a,b\n"x,1",2\n'],
    ['semicolons and a byte-order mark', '\ufeffa;b\r\nx,1;2\r\n'],
    ['tabs', 'a\tb\nx,1\t2\n'],
  ])('with %s is split alike', async (_what, text) => {
    const { rows } = await readText(text);
    expect(rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
      ['a', 'b'],
      ['x,1', '2'],
    ]);
  });

  it('numbers each row by the line that it begins on, and skips empty ones', async () => {
    const { rows } = await readText('a,b\r\n\r\n"x\r\ny",1\r\n,\r\nz,2\r\n');
    expect(rows.map(({ number }) => number)).toEqual([1, 3, 6]);
  });

  it.each([
    ['in UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), 'encoding'],
    ['in an old Vietnamese code page', new Uint8Array([0x61, 0xcb, 0x0a]), 'encoding'],
    ['that is a workbook', workbookOf(''), 'not-csv'],
    ['with an open quote', new TextEncoder().encode('a,b\n"x,1\n'), 'bad-csv'],
  ])('%s is refused', async (_what, bytes, code) => {
    expect(await codeOf(readText(bytes))).toBe(code);
  });
});
