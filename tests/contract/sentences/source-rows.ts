// What each row of the table of sources must say: of what kind it is and when it is asked, its recent past
// in words, when it last answered, how it stands and why, and what happens next. Worked out from the
// sources of the API.
import { CAUSES } from './source-causes.ts';
import type { ToldSource } from './sources.ts';
import { dayText, periodText, textFaults, type Language, type Sentence } from './text.ts';

/** As the API tells of a source, with what its row says beside. */
export interface RowSource extends ToldSource {
  schedule: string;
  isHandedIn: boolean;
  lastSuccessPeriod: string | null;
  cause: { period: string; errorCode: string | null } | null;
  next: { kind: 'retry' | 'slot'; at: string } | null;
  pausedAt: string | null;
  pausedReason: string | null;
  strip: { by: 'slot' | 'day'; marks: { of: string; mark: string }[] };
}

/** The time in Hà Nội, and the moment that sources whose schedule is over are told as of. */
export interface Clock {
  now: string;
  end: string;
}

type Words = Record<Language, string>;

const KINDS: Record<string, Words> = {
  'portal-json': { vi: 'cổng, API JSON', en: 'portal, JSON API' },
  push: { vi: 'cổng của đơn vị tự gửi', en: 'pushed by the unit’s portal' },
  csv: { vi: 'tệp CSV tại địa chỉ', en: 'CSV at an address' },
  xlsx: { vi: 'tệp Excel tại địa chỉ', en: 'workbook at an address' },
  'xlsx-report': {
    vi: 'báo cáo quý, tệp Excel nộp lên',
    en: 'quarterly report, uploaded workbook',
  },
  package: { vi: 'gói chỉ số', en: 'index package' },
};

const STANDINGS: Record<string, Words> = {
  down: { vi: 'không trả lời', en: 'does not answer' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  trying: { vi: 'chưa thành công', en: 'not yet successful' },
  returned: { vi: 'lần gửi gần nhất bị trả lại', en: 'last sending returned' },
  'let-go': { vi: 'kỳ gần nhất bỏ qua', en: 'last slot let go' },
  checking: { vi: 'đang kiểm tra', en: 'being checked' },
  unknown: { vi: 'chưa rõ', en: 'unknown' },
  paused: { vi: 'tạm dừng', en: 'paused' },
  well: { vi: 'bình thường', en: 'well' },
  retired: { vi: 'không dùng nữa', en: 'no longer used' },
};

const FAULTS: Record<string, Words> = {
  skipped: { vi: 'kỳ gần nhất bị bỏ qua', en: 'the latest period was skipped' },
  never: { vi: 'chưa được thu thập lần nào', en: 'never gathered yet' },
  neverSent: { vi: 'chưa nhận được lần nào', en: 'never received' },
  notSent: { vi: 'chưa nhận được', en: 'not received yet' },
  checking: {
    vi: 'đã nhận số liệu {period}, chưa kiểm tra xong',
    en: 'figures of {period} have come; their check is not finished',
  },
  notAsked: { vi: 'chưa hỏi', en: 'not asked yet' },
  since: {
    vi: 'đơn vị cần sửa và gửi lại; số đã ghi nhận trước đó giữ nguyên',
    en: 'to be mended and sent again; what was recorded before stands',
  },
  first: {
    vi: 'đơn vị cần sửa và gửi lại; chưa có số liệu nào được ghi nhận',
    en: 'to be mended and sent again; nothing is recorded yet',
  },
};

const MARKS: Record<string, Words> = {
  answered: { vi: 'trả lời', en: 'answered' },
  failed: { vi: 'không trả lời hoặc bị trả lại', en: 'failed or returned' },
  waiting: { vi: 'đang chờ', en: 'waiting' },
  'let-go': { vi: 'bỏ qua', en: 'let go' },
  unknown: { vi: 'chưa đo', en: 'not measured' },
};

const WORDS = {
  vi: {
    quarter: 'ngày {day} tháng đầu mỗi quý, {time}',
    monthly: 'ngày {day} hằng tháng, {time}',
    yearly: 'ngày {day} tháng {month} hằng năm, {time}',
    cron: 'theo lịch {cron}',
    daily: 'hằng ngày, {time}',
    never: 'chưa từng',
    today: 'hôm nay',
    ago: '{n} ngày trước',
    atEnd: 'đúng ngày hết lịch',
    beforeEnd: '{n} ngày trước khi hết lịch',
    afterEnd: 'sau ngày hết lịch',
    paused: 'tạm dừng từ {time}: {reason}',
    over: 'lịch đã kết thúc',
    retired: 'không có: nguồn không dùng nữa',
    retry: 'thử lại {time}',
    slot: 'hỏi lại {time}',
    due: 'hạn gửi tới: {time}',
    days: '90 ngày gần nhất: ',
    slots: '{n} kỳ gần nhất: ',
    askedFrom: '. Tính từ {period}; các kỳ trước đó không được hỏi',
  },
  en: {
    quarter: 'day {day} of each quarter’s first month, {time}',
    monthly: 'day {day} of each month, {time}',
    yearly: 'day {day} of month {month} each year, {time}',
    cron: 'schedule {cron}',
    daily: 'daily, {time}',
    never: 'never',
    today: 'today',
    ago: '{n} days ago',
    atEnd: 'on the day its schedule ended',
    beforeEnd: '{n} days before its schedule ended',
    afterEnd: 'after its schedule ended',
    paused: 'paused since {time}: {reason}',
    over: 'its schedule is over',
    retired: 'none: the source is no longer used',
    retry: 'tries again {time}',
    slot: 'asked again {time}',
    due: 'next due: {time}',
    days: 'Last 90 days: ',
    slots: 'Last {n} slots: ',
    askedFrom: '. Counted from {period}; earlier periods were not asked for',
  },
} as const;

export const standingText = (standing: string, language: Language): string =>
  STANDINGS[standing]?.[language] ?? standing;

const DAY_MS = 86_400_000;
const inHanoi = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();

/** An ISO time as both languages write it in Hà Nội. */
export function timeText(instant: string, language: Language): string {
  const there = inHanoi(instant);
  return `${dayText(there.slice(0, 10), language)} ${there.slice(11, 16)}`;
}

const daysBetween = (from: string, to: string): number =>
  (Date.parse(inHanoi(to).slice(0, 10)) - Date.parse(inHanoi(from).slice(0, 10))) / DAY_MS;

/** When a source is asked, or by when it is expected. */
export function scheduleSaid(schedule: string, language: Language): string {
  const [minute = '', hour = '', day = '', months = ''] = schedule.split(' ');
  const words = WORDS[language];
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (!/^\d+ \d+$/.test(`${minute} ${hour}`)) return words.cron.replace('{cron}', schedule);
  const form =
    day === '*'
      ? words.daily
      : months === '*'
        ? words.monthly
        : months.includes(',')
          ? words.quarter
          : words.yearly;
  return form.replace('{day}', day).replace('{month}', months).replace('{time}', time);
}

export const kindText = (kind: string, language: Language): string =>
  KINDS[kind]?.[language] ?? kind;

/** What was let go before the source was first asked is no news of it. */
export function stripSaid({ strip: { by, marks } }: RowSource, language: Language): Sentence {
  const words = WORDS[language];
  const first = marks.findIndex(({ mark }) => mark !== 'let-go');
  const asked = by === 'slot' && first > 0 ? marks.slice(first) : marks;
  const kinds = [...new Set(asked.map(({ mark }) => mark))].filter((mark) => mark !== 'none-due');
  const parts = kinds.map((kind) => {
    const found = asked.filter(({ mark }) => mark === kind);
    const named = found.map(({ of }) => periodText(of, language)).join(', ');
    const said = `${found.length} ${MARKS[kind]?.[language] ?? kind}`;
    return kind === 'answered' || by === 'day' ? said : `${said} (${named})`;
  });
  const cut =
    asked.length === marks.length
      ? ''
      : words.askedFrom.replace('{period}', periodText(asked[0]?.of ?? '', language));
  return {
    words: (by === 'day' ? words.days : words.slots) + parts.join('; ') + cut,
    values: by === 'day' ? {} : { n: asked.length },
  };
}

export function successSaid(source: RowSource, clock: Clock, language: Language): Sentence {
  const words = WORDS[language];
  const { lastSuccessAt: at, lastSuccessPeriod, next, pausedAt, standing } = source;
  if (at === null) return { words: words.never };
  // A source that is paused is told as of the end of its schedule too, where that is past.
  const isPastEnd = next === null && (pausedAt === null || clock.end < clock.now);
  const isOver = isPastEnd && standing !== 'retired';
  const days = daysBetween(at, isOver ? clock.end : clock.now);
  const age = isOver
    ? days < 0
      ? words.afterEnd
      : days === 0
        ? words.atEnd
        : words.beforeEnd
    : days === 0
      ? words.today
      : words.ago;
  // One day is a day in English, too.
  const said = days === 1 ? age.replace('{n} days', '{n} day') : age;
  return {
    words: `{time} ${said} · ${periodText(lastSuccessPeriod ?? '', language)}`,
    values: { time: timeText(at, language), ...(age.includes('{n}') && { n: days }) },
  };
}

/** Why a source stands as it does; null where there is nothing to say. */
export function faultSaid(source: RowSource, language: Language): Sentence | null {
  const { standing, isHandedIn, cause, lastSuccessAt } = source;
  const told = (key: string): Sentence => ({ words: FAULTS[key]?.[language] ?? key });
  if (standing === 'returned') return told(lastSuccessAt === null ? 'first' : 'since');
  if (standing === 'unknown') return told(isHandedIn ? 'neverSent' : 'never');
  if (standing === 'let-go') return told('skipped');
  if (standing === 'checking') {
    return { ...told('checking'), values: { period: periodText(cause?.period ?? '', language) } };
  }
  if (!['down', 'overdue', 'trying'].includes(standing)) return null;
  const code = cause?.errorCode ?? null;
  if (code !== null) return { words: CAUSES.get(code)?.[language] ?? code };
  if (standing !== 'overdue') return null;
  return told(isHandedIn ? 'notSent' : 'notAsked');
}

export function nextSaid(source: RowSource, language: Language): Sentence {
  const { standing, pausedAt, pausedReason, next, isHandedIn } = source;
  const words = WORDS[language];
  if (standing === 'retired') return { words: words.retired };
  if (pausedAt !== null) {
    const values = { time: timeText(pausedAt, language), reason: pausedReason ?? '' };
    return { words: words.paused, values };
  }
  if (next === null) return { words: words.over };
  const form = next.kind === 'retry' ? 'retry' : isHandedIn ? 'due' : 'slot';
  return { words: words[form], values: { time: timeText(next.at, language) } };
}

/** The words of each strip in a page, for those who do not see it. */
export const stripsOf = (page: string): string[] =>
  [...page.matchAll(/<svg[^>]*role="img"[^>]*aria-label="([^"]*)"/g)].map(([, said = '']) => said);

/** What is wrong with the rows of those that are asked or push, in the order of the API. */
export function sourceRowFaults(
  { rows, strips }: { rows: readonly string[][]; strips: readonly string[] },
  all: readonly RowSource[],
  clock: Clock,
  language: Language,
): string[] {
  const sources = all.filter(({ kind }) => kind !== 'xlsx-report');
  if (rows.length !== sources.length) return [`${rows.length} rows of ${sources.length} sources`];
  const drawn = sources.filter(({ strip }) => strip.marks.length > 0);
  return [
    ...(strips.length === drawn.length ? [] : [`${strips.length} strips of ${drawn.length}`]),
    ...drawn.flatMap((source, at) =>
      textFaults(strips[at], [stripSaid(source, language)], language),
    ),
    ...sources.flatMap((source, at) => {
      const fault = faultSaid(source, language);
      const standing: Sentence = { words: standingText(source.standing, language) };
      const [name, kind, , success, stands, next] = rows[at] ?? [];
      return [
        ...textFaults(name, [{ words: source.name[language] }], language),
        ...textFaults(
          kind,
          [
            { words: kindText(source.kind, language) },
            { words: scheduleSaid(source.schedule, language) },
          ],
          language,
        ),
        ...textFaults(success, [successSaid(source, clock, language)], language),
        ...textFaults(stands, fault ? [standing, fault] : [standing], language),
        ...textFaults(next, [nextSaid(source, language)], language),
      ];
    }),
  ];
}
