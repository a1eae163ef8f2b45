// What the section on questions must say: each told once for the quarters that it was asked in without a
// gap, by its newest evidence.
import type { Facts } from './facts.ts';
import { dayText, percent, periodText, textFaults, type Language, type Section } from './text.ts';

export const SIGN_HEADS = { vi: 'Câu hỏi gửi đơn vị', en: 'Questions to the unit' };

const FOUND: Record<string, Record<Language, string>> = {
  'unused-level4': {
    vi: '{without}/{services} dịch vụ mức độ 4 ({share}) không có hồ sơ nộp trực tuyến nào.',
    en: '{without} of {services} services at level 4 ({share}) had not a single dossier filed online.',
  },
  'use-fell': {
    vi: 'Tỷ lệ mức độ 4 tăng từ {level4Before} lên {level4After}; cùng kỳ, tỷ lệ dịch vụ mức độ 4 có hồ sơ giảm từ {withBefore} xuống {withAfter}, tỷ lệ hồ sơ xử lý trực tuyến giảm từ {onlineBefore} xuống {onlineAfter}.',
    en: 'The share at level 4 rose from {level4Before} to {level4After}; meanwhile the share of level-4 services with a dossier fell from {withBefore} to {withAfter}, and that of dossiers handled online from {onlineBefore} to {onlineAfter}.',
  },
  bunching: {
    vi: '{within} đơn vị cùng nhóm ở trong khoảng từ {target} đến dưới {to}; theo mật độ lân cận ({around} đơn vị trong ba điểm phần trăm mỗi bên) chỉ khoảng {expected}. Kỳ trước đơn vị đạt {before}, kỳ này {after}.',
    en: '{within} units of the group stand from {target} to below {to}; the neighbourhood ({around} units within three percentage points on each side) lets expect about {expected}. The unit stood at {before} in the period before and stands at {after} now.',
  },
  'late-jump': {
    vi: 'Tăng từ {before} lên {after} trong kỳ cuối trước hạn; các kỳ trước, đơn vị thay đổi bình quân {pace} điểm phần trăm mỗi kỳ; trung vị của nhóm trong kỳ này là {groupRise} điểm phần trăm. Số liệu theo kỳ không cho biết tăng vào ngày nào.',
    en: 'It rose from {before} to {after} in the last period before the due day; in the periods before, the unit moved by {pace} percentage points a period on average; the median of the group in this period is {groupRise} percentage points. Figures by period do not tell on which day.',
  },
  'shrinking-denominator': {
    vi: 'Số dịch vụ ở mẫu số giảm từ {denominatorBefore} xuống {denominatorAfter}, trong khi tỷ lệ tăng từ {before} lên {after}.',
    en: 'The services in the denominator fell from {denominatorBefore} to {denominatorAfter}, while the share rose from {before} to {after}.',
  },
  'eligible-withdrawn': {
    vi: 'Tỷ lệ tăng từ {before} lên {after}, đạt mục tiêu {target}; trong kỳ, {withdrawn} trong số {denominatorBefore} dịch vụ đủ điều kiện của kỳ trước không còn đủ điều kiện dù vẫn có hiệu lực và chưa ở mức độ 4. Nếu vẫn tính các dịch vụ ấy thì tỷ lệ là {counted}.',
    en: 'The share rose from {before} to {after} and met the target of {target}; in the period {withdrawn} of the {denominatorBefore} services that qualified before ceased to, though they are in force and below level 4. With these the share would be {counted}.',
  },
  copied: {
    vi: '{same}/{compared} số đếm hồ sơ, văn bản trùng khít kỳ trước.',
    en: '{same} of {compared} counts of dossiers and documents equal those of the period before.',
  },
  rounded: {
    vi: '{rounded}/{counts} số đếm hồ sơ, văn bản của bốn kỳ gần nhất tận cùng bằng 0; nếu ngẫu nhiên thì chỉ khoảng một phần mười.',
    en: '{rounded} of {counts} counts of dossiers and documents of the last four periods end in 0; by chance about a tenth would.',
  },
};
/** Shares of the evidence; the rest are counts. */
const SHARES =
  'level4Before level4After withBefore withAfter onlineBefore onlineAfter target to before after pace groupRise share counted'.split(
    ' ',
  );
/** Of each kind what must lie below what. */
const RISES: Record<string, [less: string, more: string][]> = {
  'use-fell': [
    ['level4Before', 'level4After'],
    ['withAfter', 'withBefore'],
    ['onlineAfter', 'onlineBefore'],
  ],
  'late-jump': [['before', 'after']],
  'shrinking-denominator': [
    ['denominatorAfter', 'denominatorBefore'],
    ['before', 'after'],
  ],
  'eligible-withdrawn': [
    ['before', 'after'],
    ['counted', 'target'],
  ],
};

const SIGN = {
  figure: { vi: ' Xem số liệu này', en: ' See this figure' },
  overdue: {
    vi: 'Quá hạn, chưa trả lời (hạn trả lời {day})',
    en: 'Overdue, not answered (answer due {day})',
  },
  running: { vi: 'hỏi {n} kỳ liền, từ {period}', en: 'asked {n} periods running, since {period}' },
};

type Sign = Facts['signs']['signs'][number];

const quarterNumber = (quarter: string): number =>
  4 * Number(quarter.slice(0, 4)) + Number(quarter.slice(6));

/** The same question in quarters that follow each other, the latest first; told once. */
function runsOf(signs: readonly Sign[]): Sign[][] {
  const questions = Map.groupBy(signs, ({ kind, measure }) => `${kind} ${measure}`);
  const runs = [...questions.values()].flatMap((asked) => {
    const own: Sign[][] = [];
    for (const sign of asked.toSorted((a, b) => b.period.localeCompare(a.period))) {
      const last = own.at(-1)?.at(-1);
      const follows = last && quarterNumber(last.period) - quarterNumber(sign.period) === 1;
      if (follows) own.at(-1)?.push(sign);
      else own.push([sign]);
    }
    return own;
  });
  return runs.toSorted((a, b) => (b[0]?.period ?? '').localeCompare(a[0]?.period ?? ''));
}

export function signFaults(
  section: Section | undefined,
  { signs: { signs }, period }: Facts,
  language: Language,
): string[] {
  const runs = runsOf(signs.filter((each) => each.period <= period));
  if (!section) return runs.length === 0 ? [] : ['no section on questions'];
  const texts = section.texts.slice(1);
  return runs.flatMap((run) => {
    const [latest] = run;
    if (!latest) return [];
    const isOpen = latest.answer === null;
    const answers = run.filter(({ answer }) => answer !== null).length;
    const own = texts.splice(0, 3 + Number(isOpen) + answers);
    return [
      ...runFaults(run, own[0], language),
      ...foundFaults(latest, own[1], language),
      ...(isOpen
        ? textFaults(
            own[3],
            [{ words: SIGN.overdue[language], values: { day: dayText(latest.dueOn, language) } }],
            language,
          )
        : []),
    ];
  });
}

/** Since when it is asked, where that is more than one quarter. */
function runFaults(run: readonly Sign[], head: string | undefined, language: Language): string[] {
  const said = head?.split(' · ').at(-1);
  const since = run.at(-1)?.period ?? '';
  const values = { n: run.length, period: periodText(since, language) };
  return run.length === 1
    ? []
    : textFaults(said, [{ words: SIGN.running[language], values }], language);
}

function foundFaults(
  { kind, evidence, measure }: Sign,
  said: string | undefined,
  language: Language,
): string[] {
  const all: Record<string, number> = {
    ...evidence,
    share: (evidence.without ?? 0) / (evidence.services ?? 1),
    to: (evidence.target ?? 0) + 0.01,
  };
  const values = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      SHARES.includes(name) ? percent(value) : value,
    ]),
  );
  const words = FOUND[kind];
  if (!words) return [`no words of ${kind}`];
  // What is about one share leads to it.
  const sentence = words[language] + (measure === null ? '' : SIGN.figure[language]);
  return [
    ...textFaults(said, [{ words: sentence, values }], language),
    ...(RISES[kind] ?? []).flatMap(([less, more]) =>
      (all[less] ?? 0) < (all[more] ?? 0) ? [] : [`${kind}: ${less} is not below ${more}`],
    ),
  ];
}
