// What the page of one source must say: how it stands and why, who answers and when it is asked, what
// became of each run, its incidents and what it was told to do. Worked out from that source of the API.
import type { Name } from './facts.ts';
import { CAUSES } from './source-causes.ts';
import { laterText, stateText, type SentReport } from './source-reports.ts';
import {
  faultSaid,
  kindText,
  nextSaid,
  type RowSource,
  scheduleSaid,
  standingText,
  stripSaid,
  successSaid,
  timeText,
  type Clock,
} from './source-rows.ts';
import {
  periodText,
  sectionsOf,
  shortName,
  termsOf,
  textFaults,
  topOf,
  type Language,
  type Sentence,
} from './text.ts';

interface Run {
  period: string;
  state: string;
  at: string;
  trigger: string;
  attempt: number;
  rowsAccepted: number;
  rowsQuarantined: number;
  errorCode: string | null;
  nextAttemptAt: string | null;
}

/** As the API answers of one source. */
export interface OneSource {
  source: RowSource & {
    unitName: Name;
    indicators: string[];
    rowsAccepted: number;
    rowsQuarantined: number;
  };
  runs: Run[];
  incidents: {
    kind: string;
    period: string;
    since: string;
    closedAt: string | null;
    endedBy: string | null;
    errorCode: string | null;
  }[];
  versions: {
    version: number;
    changedAt: string;
    reason: string;
    host: string | null;
    hostReason: string | null;
    schedule: string;
    frequency: string;
    reckoning: string;
  }[];
}

/** What was handed in about a period, and what came after it without counting. */
export type Received = Omit<SentReport, 'unit'> & { period: string };

type Words = Record<string, Record<Language, string>>;

const STATES: Words = {
  running: { vi: 'đang chạy', en: 'running' },
  queued: { vi: 'chờ đến lượt', en: 'waiting its turn' },
  waiting: { vi: 'chờ thử lại', en: 'waiting to retry' },
  done: { vi: 'thành công', en: 'succeeded' },
  failed: { vi: 'thất bại', en: 'failed' },
  skipped: { vi: 'bỏ qua', en: 'skipped' },
};
const TRIGGERS: Words = {
  schedule: { vi: 'lịch', en: 'schedule' },
  missed: { vi: 'lịch, chạy bù', en: 'schedule, caught up' },
  manual: { vi: 'người quản trị', en: 'by hand' },
  push: { vi: 'đơn vị gửi', en: 'pushed by the unit' },
  report: { vi: 'báo cáo', en: 'report' },
  retry: { vi: 'thử lại theo yêu cầu', en: 'tried again on request' },
  correction: { vi: 'đọc lại sau khi sửa', en: 'read again after a decision' },
};
const FREQUENCIES: Words = {
  month: { vi: 'tháng', en: 'month' },
  quarter: { vi: 'quý', en: 'quarter' },
  year: { vi: 'năm', en: 'year' },
};
const ENDINGS: Words = {
  answered: { vi: 'nguồn đã trả lời', en: 'the source answered' },
  paused: { vi: 'nguồn tạm dừng', en: 'the source was paused' },
  'schedule-over': { vi: 'lịch đã kết thúc', en: 'its schedule is over' },
  'other-fault': { vi: 'chuyển sang sự cố khác', en: 'another fault took its place' },
};
const INCIDENTS: Words = {
  down: {
    vi: 'không trả lời, thiếu số liệu {period}',
    en: 'does not answer; figures of {period} are lacking',
  },
  overdue: { vi: 'quá hạn số liệu {period}', en: 'figures of {period} are overdue' },
};
const HOSTS: Words = {
  'private-network': {
    vi: 'trong mạng riêng, không công bố',
    en: 'inside a private network; not published',
  },
  'not-asked': {
    vi: 'không hỏi máy chủ nào; đơn vị tự gửi',
    en: 'nobody is asked; the unit sends',
  },
};

const WORDS = {
  vi: {
    terms: [
      ...['Đơn vị trả lời', 'Trả lời tốt gần nhất', 'Tiếp theo', 'Hình thức', 'Lịch'],
      ...['Máy chủ được hỏi', 'Chỉ tiêu', 'Dòng đã nhận / để riêng, tất cả các kỳ'],
    ],
    shared: 'Dùng chung',
    calendar: '{schedule} (giờ Hà Nội); số liệu của {frequency} vừa hết',
    administrative:
      '{schedule} (giờ Hà Nội); số liệu của {frequency} vừa hết, tính từ ngày 15 đến ngày 14',
    runs: 'Các lần thu thập',
    runsSub:
      '{shown} lần gần nhất, mới nhất trước; giờ Hà Nội. Số dòng gồm cả dòng không đổi so với trước.',
    noRuns: 'Chưa có lần thu thập nào.',
    retry: 'thử lại {time}',
    incidents: 'Sự cố',
    noIncidents: 'Chưa ghi nhận sự cố nào.',
    goesOn: 'còn tiếp diễn',
    received: 'Đã nhận',
    versions: 'Thay đổi cấu hình',
    registered: 'đọc từ danh sách nguồn',
    findings: 'Quy tắc kiểm tra đã phát hiện gì',
    noFindings: 'Các quy tắc không phát hiện gì trong số liệu đang dùng.',
  },
  en: {
    terms: [
      ...['Who answers', 'Last good reply', 'Next', 'Kind', 'Schedule'],
      ...['Host that is asked', 'Indicators', 'Rows accepted / set aside, all periods'],
    ],
    shared: 'Shared by all',
    calendar: '{schedule} (Ha Noi time), for the {frequency} that has just ended',
    administrative:
      '{schedule} (Ha Noi time), for the {frequency} that has just ended, reckoned from the 15th to the 14th',
    runs: 'Runs',
    runsSub:
      'The latest {shown}, the newest first; Ha Noi time. Rows include those that did not change.',
    noRuns: 'Nothing has been gathered yet.',
    retry: 'tries again {time}',
    incidents: 'Incidents',
    noIncidents: 'No incident is on record.',
    goesOn: 'goes on',
    received: 'Received',
    versions: 'What it was told to do',
    registered: 'read from the list of sources',
    findings: 'What the checking rules found',
    noFindings: 'The rules found nothing in the figures that stand.',
  },
} as const;

const word = (words: Words, key: string, language: Language): string =>
  words[key]?.[language] ?? key;
const causeText = (code: string, language: Language): string =>
  CAUSES.get(code)?.[language] ?? code;

/** Where a table says when, the period stands at the head of its row. */
const headText = (period: string, language: Language): string => {
  const text = periodText(period, language);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
};

const hostText = (
  { host, hostReason }: Pick<OneSource['versions'][number], 'host' | 'hostReason'>,
  language: Language,
): string => host ?? word(HOSTS, hostReason ?? 'not-asked', language);

/** In the order of the page's terms. */
function termsSaid(
  { source, versions: [version] }: OneSource,
  names: ReadonlyMap<string, Name>,
  clock: Clock,
  language: Language,
): Sentence[] {
  const words = WORDS[language];
  const success = successSaid(source, clock, language);
  // Here the age stands behind the period, in brackets.
  const turned = success.words.replace(/^(\{time\}) (.*) · (.*)$/, '$1, $3 ($2)');
  const about = words[version?.reckoning === 'administrative' ? 'administrative' : 'calendar'];
  const frequency = word(FREQUENCIES, version?.frequency ?? '', language);
  return [
    { words: source.unitId === 'vn' ? words.shared : shortName(source.unitName, language) },
    { ...success, words: turned },
    nextSaid(source, language),
    { words: kindText(source.kind, language) },
    {
      words: about
        .replace('{schedule}', scheduleSaid(source.schedule, language))
        .replace('{frequency}', frequency),
    },
    { words: version ? hostText(version, language) : '' },
    { words: source.indicators.map((code) => names.get(code)?.[language] ?? code).join('; ') },
    {
      words: '{accepted} / {aside}',
      values: { accepted: source.rowsAccepted, aside: source.rowsQuarantined },
    },
  ];
}

function runSaid(run: Run, language: Language): Sentence[] {
  const { state, errorCode, nextAttemptAt } = run;
  const isQueued = state === 'waiting' && errorCode === null;
  const told = [word(STATES, isQueued ? 'queued' : state, language)];
  if (errorCode !== null && state !== 'done') told.push(causeText(errorCode, language));
  if (state === 'waiting' && errorCode !== null && nextAttemptAt !== null) {
    told.push(WORDS[language].retry.replace('{time}', timeText(nextAttemptAt, language)));
  }
  return [
    { words: headText(run.period, language) },
    { words: told.join(' ') },
    { words: timeText(run.at, language) },
    { words: word(TRIGGERS, run.trigger, language) },
    { words: '{tries}', values: { tries: run.attempt } },
    { words: '{accepted}', values: { accepted: run.rowsAccepted } },
    { words: '{aside}', values: { aside: run.rowsQuarantined } },
  ];
}

function incidentSaid(incident: OneSource['incidents'][number], language: Language): Sentence[] {
  const { kind, period, since, closedAt, endedBy, errorCode } = incident;
  const what = word(INCIDENTS, kind, language).replace('{period}', periodText(period, language));
  const ended = endedBy === null ? '' : ` ${word(ENDINGS, endedBy, language)}`;
  return [
    { words: timeText(since, language) },
    { words: errorCode === null ? what : `${what}: ${causeText(errorCode, language)}` },
    {
      words: closedAt === null ? WORDS[language].goesOn : timeText(closedAt, language) + ended,
    },
  ];
}

const versionSaid = (
  { version, changedAt, reason, schedule, ...host }: OneSource['versions'][number],
  language: Language,
): Sentence[] => [
  { words: '{version}', values: { version } },
  { words: timeText(changedAt, language) },
  { words: reason === 'registered' ? WORDS[language].registered : reason },
  { words: hostText(host, language) },
  { words: scheduleSaid(schedule, language) },
];

const receiptSaid = (
  { period, at, state, later, number }: Received,
  language: Language,
): Sentence[] => [
  { words: headText(period, language) },
  { words: timeText(at, language) },
  { words: stateText(state, language) + laterText(later, language) },
  // Who sent it is told to staff alone.
  { words: number },
];

function tableFaults(
  page: string,
  { heading, none }: { heading: string; none: string | null },
  said: readonly Sentence[][],
  language: Language,
): string[] {
  const section = sectionsOf(page).find((each) => each.heading === heading);
  const rows = section?.rows ?? [];
  if (said.length === 0 && none === null) return section ? [`${heading}, of nothing`] : [];
  if (said.length === 0) return textFaults(section?.texts[0], [{ words: none ?? '' }], language);
  return [
    ...(rows.length === said.length ? [] : [`${rows.length} rows of ${said.length}: ${heading}`]),
    ...said.flatMap((cells, at) =>
      cells.flatMap((cell, column) => textFaults(rows[at]?.[column], [cell], language)),
    ),
  ];
}

interface OwnFacts {
  names: ReadonlyMap<string, Name>;
  clock: Clock;
  /** The latest period first. */
  received: readonly Received[];
}

/** What is wrong with the page of a source, what staff see left out. */
export function oneSourceFaults(
  page: string,
  told: OneSource,
  { names, clock, received }: OwnFacts,
  language: Language,
): string[] {
  const { source, runs, incidents, versions } = told;
  const words = WORDS[language];
  const { headline, lead } = topOf(page);
  const fault = faultSaid(source, language);
  const terms = termsOf(page);
  const heads = terms.map(([term]) => term).join();
  const runsSub = sectionsOf(page).find(({ heading }) => heading === words.runs)?.texts[0];
  const strips = [...page.matchAll(/<div class="strip\b.*?<p class="sub\b[^>]*>(.*?)<\/p>/gs)];
  return [
    ...textFaults(
      headline,
      [{ words: `${source.name[language]}: ${standingText(source.standing, language)}` }],
      language,
    ),
    ...textFaults(lead, fault ? [fault] : [], language),
    ...(source.strip.marks.length === 0
      ? []
      : textFaults(strips[0]?.[1], [stripSaid(source, language)], language)),
    ...(heads === words.terms.join() ? [] : [`"${heads}" are its terms`]),
    ...termsSaid(told, names, clock, language).flatMap((sentence, at) =>
      textFaults(terms[at]?.[1], [sentence], language),
    ),
    ...(runs.length === 0
      ? []
      : textFaults(runsSub, [{ words: words.runsSub, values: { shown: runs.length } }], language)),
    ...tableFaults(
      page,
      { heading: words.runs, none: words.noRuns },
      runs.map((run) => runSaid(run, language)),
      language,
    ),
    ...tableFaults(
      page,
      { heading: words.received, none: null },
      received.map((receipt) => receiptSaid(receipt, language)),
      language,
    ),
    ...tableFaults(
      page,
      { heading: words.incidents, none: words.noIncidents },
      incidents.map((incident) => incidentSaid(incident, language)),
      language,
    ),
    ...tableFaults(
      page,
      { heading: words.versions, none: null },
      versions.map((version) => versionSaid(version, language)),
      language,
    ),
    ...tableFaults(page, { heading: words.findings, none: words.noFindings }, [], language),
  ];
}
