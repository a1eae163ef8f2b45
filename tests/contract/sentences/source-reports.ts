// What the page of sources must say of the quarterly reports that were due last: how many came, what
// became of each, when it came and with which receipt, and who has sent none. Held against what was
// handed in.
import type { Name } from './facts.ts';
import { timeText } from './source-rows.ts';
import { periodText, shortName, textFaults, type Language, type Section } from './text.ts';

/**
 * What came of a report: as `recorded`, `returned` to be mended, `checking` as nobody has read it yet, or
 * `failed` for a reason of ours.
 */
export type ReportState = 'recorded' | 'returned' | 'checking' | 'failed';
export interface SentReport {
  unit: Name;
  number: string;
  at: string;
  state: ReportState;
  later?: { number: string; state: ReportState };
}
export interface ReportFacts {
  period: string;
  dueAt: string;
  /** In the order of their sources. */
  sent: readonly SentReport[];
  /** Who has sent none. */
  owing: readonly Name[];
}

const WORDS = {
  vi: {
    head: 'Ai đã gửi báo cáo {period}',
    sub: 'Báo cáo quý là tệp Excel đơn vị tự nộp, dùng khi cổng không có số và để đối chiếu: chưa gửi không có nghĩa là chưa có số liệu. Đã nhận {sent}/{expected} báo cáo: {recorded} đã ghi nhận, {returned} bị trả lại để sửa; hạn {due}.',
    onTime: 'đúng hạn',
    late: 'muộn',
    recorded: 'đã ghi nhận',
    returned: 'bị trả lại để sửa',
    checking: 'đang kiểm tra',
    failed: 'lỗi phía hệ thống, chờ xử lý',
    later: 'lần gửi sau ({number}): ',
    owed: '{count} đơn vị chưa gửi',
  },
  en: {
    head: 'Who sent the report of {period}',
    sub: 'The quarterly report is a workbook that a unit hands in itself, used where its portal gives no figure and to compare with: none sent does not mean no figures. {sent} of {expected} reports have come: {recorded} recorded, {returned} returned to be mended; due {due}.',
    onTime: 'on time',
    late: 'late',
    recorded: 'recorded',
    returned: 'returned to be mended',
    checking: 'being checked',
    failed: 'our own fault, waiting',
    later: 'sent again later ({number}): ',
    owed: 'Not yet sent: {count}',
  },
} as const;

export const isReportHead = (heading: string): boolean =>
  /^(?:Ai đã gửi báo cáo|Who sent the report)/.test(heading);

export const stateText = (state: ReportState, language: Language): string => WORDS[language][state];

/** What was sent after what stands, beside it; nothing where nothing was. */
export const laterText = (later: SentReport['later'], language: Language): string =>
  later
    ? ` ${WORDS[language].later.replace('{number}', later.number)}${stateText(later.state, language)}`
    : '';

function rowFaults(
  row: readonly string[],
  { unit, number, at, state, later }: SentReport,
  dueAt: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const inTime = Date.parse(at) > Date.parse(dueAt) ? words.late : words.onTime;
  const became = state === 'recorded' ? inTime : `${inTime}; ${words[state]}`;
  const cells = [
    { words: shortName(unit, language) },
    { words: timeText(at, language) },
    { words: became + laterText(later, language) },
    // Who sent it is told to staff alone.
    { words: number },
  ];
  return cells.flatMap((cell, column) => textFaults(row[column], [cell], language));
}

export function reportFaults(
  section: Section | undefined,
  summary: string,
  { period, dueAt, sent, owing }: ReportFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const countOf = (wanted: ReportState) => sent.filter(({ state }) => state === wanted).length;
  const values = {
    ...{ sent: sent.length, expected: sent.length + owing.length, due: timeText(dueAt, language) },
    ...{ recorded: countOf('recorded'), returned: countOf('returned') },
  };
  const rows = section?.rows ?? [];
  const names = (section?.items ?? []).toSorted().join();
  return [
    ...textFaults(
      section?.heading,
      [{ words: words.head, values: { period: periodText(period, language) } }],
      language,
    ),
    ...textFaults(section?.texts[0], [{ words: words.sub, values }], language),
    ...(rows.length === sent.length ? [] : [`${rows.length} rows of ${sent.length} reports`]),
    ...sent.flatMap((report, at) => rowFaults(rows[at] ?? [], report, dueAt, language)),
    ...(owing.length === 0
      ? []
      : textFaults(summary, [{ words: words.owed, values: { count: owing.length } }], language)),
    ...(names ===
    owing
      .map((name) => name[language])
      .toSorted()
      .join()
      ? []
      : [`"${names}" owe a report`]),
  ];
}
