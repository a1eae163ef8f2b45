// What the page of sources says of quarterly reports, and of a source whose report was sent back: read as
// a reader meets it, held against what was handed in. Shares no code with the page.
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSources } from '#lib/server/sources/source.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { changeCells, filledForm, SIGNED } from '../helpers/report-form.ts';
import { webWorld } from '../helpers/worlds.ts';
import { isReportHead, reportFaults, type ReportFacts } from './sentences/source-reports.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const web = webWorld('illustrative');
const DUE_AT = '2020-10-14T23:00:00Z';
const PERIOD = '2020-Q3';

const UNITS = {
  'p-01': { vi: 'Thành phố Hà Nội', en: 'Ha Noi' },
  'p-26': { vi: 'Tỉnh Vĩnh Phúc', en: 'Vinh Phuc' },
  'p-48': { vi: 'Thành phố Đà Nẵng', en: 'Da Nang' },
  'p-68': { vi: 'Tỉnh Lâm Đồng', en: 'Lam Dong' },
};
type Unit = keyof typeof UNITS;

const reportOf = (unit: string) => ({
  ...{ id: `report-${unit}`, unit, kind: 'xlsx-report', origin: 'report' },
  ...{ nameVi: `Báo cáo quý ${unit}`, nameEn: `Quarterly report of ${unit}` },
  mapping: { produces: 'services' },
  ...{ schedule: '0 6 15 1,4,7,10 *', missedPolicy: 'skip', firstSlot: '2020-10-15T06:00+07:00' },
  // Over, so that what is told does not change with the day on which the tests run.
  ...{ lastSlot: '2020-10-15T06:00+07:00', illustrative: true },
  ...{ frequency: 'quarter', reckoning: 'calendar', timeoutMs: 2_000, maxAttempts: 2 },
  indicators: ['share_l4'],
});

let sendings = 0;
async function send(unit: Unit, at: string, body: Uint8Array): Promise<Receipt> {
  sendings += 1;
  const { intake } = await receiveIntake(web.db, {
    source: { id: `report-${unit}`, unit },
    ...{ period: PERIOD, kind: 'report', idempotencyKey: String(sendings), body },
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ...{ fileName: 'bao-cao.xlsx', personId: 'someone', now: new Date(at) },
  });
  return intake;
}
const readAt = (at: string) => runWaiting(jobContext(web.db, at), { client: quickClient() });

const told = (
  unit: Unit,
  { number, receivedAt }: Receipt,
  state: 'recorded' | 'returned' | 'checking',
) => ({
  ...{ unit: UNITS[unit], number, at: receivedAt.toISOString(), state },
});

let facts: ReportFacts;
beforeAll(async () => {
  await upsertSources(web.db, parseSources(Object.keys(UNITS).map(reportOf)));
  const sound = changeCells(await filledForm(), SIGNED);
  // Nobody signed it, so that it is sent back.
  const unsigned = await filledForm();
  const recorded = await send('p-68', '2020-10-14T20:00:00Z', sound);
  await readAt('2020-10-14T20:05:00Z');
  // One that came after it, and came back: what was recorded stands.
  const later = await send('p-68', '2020-10-16T02:00:00Z', unsigned);
  const returned = await send('p-26', '2020-10-16T03:30:00Z', unsigned);
  await readAt('2020-10-16T04:00:00Z');
  const waiting = await send('p-48', '2020-10-14T22:59:00Z', unsigned);
  facts = {
    ...{ period: PERIOD, dueAt: DUE_AT },
    sent: [
      told('p-26', returned, 'returned'),
      told('p-48', waiting, 'checking'),
      {
        ...told('p-68', recorded, 'recorded'),
        later: { number: later.number, state: 'returned' },
      },
    ],
    owing: [UNITS['p-01']],
  };
});

const pageOf = (language: Language) =>
  web.text(`${language === 'en' ? '/en' : ''}/sources?period=2020-Q2`);

function faultsIn(page: string, language: Language, of: ReportFacts = facts): string[] {
  const section = sectionsOf(page).find(({ heading }) => isReportHead(heading));
  const summaries = [...page.matchAll(/<summary[^>]*>([^<]*)<\/summary>/g)];
  const owed = /chưa gửi|Not yet sent/;
  const summary = summaries.map(([, said = '']) => said.trim()).find((said) => owed.test(said));
  return reportFaults(section, summary ?? '', of, language);
}

describe.each(LANGUAGES)('the reports on the page of sources, in %s', (language) => {
  it('are told one by one: recorded, returned, being checked, sent again, not sent', async () => {
    expect(faultsIn(await pageOf(language), language)).toEqual([]);
  });

  it('are found out where a number or a word of it is another', async () => {
    const page = await pageOf(language);
    const start = page.search(/<h2[^>]*>(?:Ai đã gửi|Who sent)/);
    const section = page.slice(start, page.indexOf('</section>', start));
    const copies = [...section.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)]
      .filter(({ index }) => !/<th scope="col"[^>]*$/.test(section.slice(0, index)))
      .flatMap(({ 0: said, index }) =>
        [...said.matchAll(/[\p{L}\d]+/gu)].map(({ 0: word, index: inside }) => {
          const from = start + index + inside;
          const last = Number(word.at(-1));
          const other = Number.isNaN(last)
            ? `${word}x`
            : word.slice(0, -1) + String((last + 3) % 10);
          return [`${said}: ${word}`, page.slice(0, from) + other + page.slice(from + word.length)];
        }),
      );
    expect(copies.length).toBeGreaterThan(80);
    const unnoticed = copies.filter(([, copy = '']) => faultsIn(copy, language).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  });

  it('say on the page of their source that one has come, where nobody has read it yet', async () => {
    const path = language === 'en' ? '/en/sources' : '/sources';
    const said = {
      vi: 'đã nhận, đang kiểm tra',
      en: 'received, being checked',
    }[language];
    expect(topOf(await web.text(`${path}/report-p-48`)).lead).toBe(said);
    for (const other of ['p-01', 'p-26', 'p-68']) {
      expect(topOf(await web.text(`${path}/report-${other}`)).lead).not.toBe(said);
    }
  });

  it('that were sent back are counted in the lead', async () => {
    const { lead } = topOf(await pageOf(language));
    // A later sending that came back leaves what was recorded, and is the last one all the same.
    const count = facts.sent.filter(
      ({ state, later }) => (later?.state ?? state) === 'returned',
    ).length;
    const said =
      language === 'vi'
        ? `${count} nguồn có lần gửi gần nhất bị trả lại để sửa.`
        : `${count} sources had their last sending returned to be mended.`;
    expect(lead).toContain(said);
    const { sources } = await web.json<{ sources: { standing: string }[] }>('/api/v1/sources');
    expect(sources.filter(({ standing }) => standing === 'returned')).toHaveLength(count);
  });
});
