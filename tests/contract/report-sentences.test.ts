// What the page of sources says of quarterly reports, and of a source whose report was sent back: read as
// a reader meets it, held against what was handed in. Shares no code with the page.
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import { claimSlot, failRun } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { readWaitingSlots } from '#lib/server/store/waiting-runs.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { changeCells, filledForm, SIGNED } from '../helpers/report-form.ts';
import { webWorld } from '../helpers/worlds.ts';
import {
  isReportHead,
  reportFaults,
  type ReportFacts,
  type ReportState,
} from './sentences/source-reports.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const web = webWorld('illustrative');
const DUE_AT = '2020-10-14T23:00:00Z';
const PERIOD = '2020-Q3';

const UNITS = {
  'p-01': { vi: 'Thành phố Hà Nội', en: 'Ha Noi' },
  'p-26': { vi: 'Tỉnh Vĩnh Phúc', en: 'Vinh Phuc' },
  'p-48': { vi: 'Thành phố Đà Nẵng', en: 'Da Nang' },
  'p-68': { vi: 'Tỉnh Lâm Đồng', en: 'Lam Dong' },
  'p-79': { vi: 'Thành phố Hồ Chí Minh', en: 'Ho Chi Minh City' },
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

/** Reads one that was sent, and fails for a reason that lies with us. */
async function crashOver({ sourceId, unitId: unit, period, receivedAt }: Receipt): Promise<void> {
  const slots = await readWaitingSlots(web.db, 'gather', receivedAt);
  const own = slots.find((slot) => slot.sourceId === sourceId && slot.period === period);
  if (!own) throw new Error(`nothing of ${unit} waits`);
  const claim = await claimSlot(web.db, own, {
    ...{ asOf: receivedAt, dueBy: receivedAt, leaseMs: 60_000 },
  });
  if (!claim) throw new Error('nobody else claims slots here');
  await inTransaction(web.db, (tx) =>
    failRun(tx, claim, {
      ...{ code: 'parser-crashed', text: 'the process ended', nextAttemptAt: null, wasAsked: true },
      ...{ repliesStored: 1, rowsQuarantined: 0, versionsWritten: 0 },
    }),
  );
}

const told = (unit: Unit, { number, receivedAt }: Receipt, state: ReportState) => ({
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
  const failed = await send('p-79', '2020-10-14T21:00:00Z', unsigned);
  await crashOver(failed);
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
      told('p-79', failed, 'failed'),
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

  it('are counted in the lead: what is being checked, what failed, what was sent back', async () => {
    const { lead } = topOf(await pageOf(language));
    // A later sending that came back leaves what was recorded, and is the last one all the same.
    const standings = { returned: 2, checking: 1, trying: 1 };
    const said = {
      vi: '1 nguồn chưa thành công ở lần gần nhất. 1 nguồn đã gửi số liệu, đang được kiểm tra. 2 nguồn có lần gửi gần nhất bị trả lại để sửa.',
      en: '1 source did not succeed the last time. 1 source has sent figures that are being checked. 2 sources had their last sending returned to be mended.',
    }[language];
    expect(lead.startsWith(`${said} `)).toBe(true);
    const { sources } = await web.json<{ sources: { standing: string }[] }>('/api/v1/sources');
    const counted = Object.groupBy(sources, ({ standing }) => standing);
    for (const [standing, count] of Object.entries(standings)) {
      expect(counted[standing]).toHaveLength(count);
    }
  });
});
