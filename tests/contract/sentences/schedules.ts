// What the section on the forecast must say of the schedules that a unit laid out, or was told: whether it
// keeps the last step due, the next one and the pace it takes, and until when a shortfall is accepted.
// Worked out from the steps and the figure.
import {
  dayText,
  percent,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

export interface ToldSchedule {
  kind: string;
  steps: { due: string; operator: string; value: number }[];
}
export interface ScheduleFacts {
  /** Last day of the quarter. */
  periodEnd: string;
  value: number | null;
  schedules: readonly ToldSchedule[];
  acceptedUntil: string | null;
}

const WORDS = {
  vi: {
    own: 'Lộ trình đơn vị tự đặt',
    imposed: 'Lộ trình văn bản giao',
    kept: ': đạt nấc đến hạn gần nhất.',
    behind: ': không đạt nấc đến hạn gần nhất.',
    not_begun: ': chưa có nấc nào đến hạn.',
    not_measured: ': kỳ này không có số liệu.',
    next: ' Nấc tiếp theo {value} vào ngày {day}.',
    up: ' Nấc tiếp theo {value} vào ngày {day}, cần tăng {pace} điểm % mỗi kỳ.',
    down: ' Nấc tiếp theo {value} vào ngày {day}, cần giảm {pace} điểm % mỗi kỳ.',
    note: ' Lộ trình không thay chỉ tiêu: tình trạng vẫn xét theo chỉ tiêu.',
    accepted: 'Mức thiếu hụt được chấp nhận đến hết ngày {day}; tình trạng vẫn ghi như trên.',
  },
  en: {
    own: "The unit's own schedule",
    imposed: 'The schedule set by a document',
    kept: ': the last step due is reached.',
    behind: ': the last step due is not reached.',
    not_begun: ': no step has been due yet.',
    not_measured: ': there is no figure for this period.',
    next: ' Next step {value} by {day}.',
    up: ' Next step {value} by {day}, which takes {pace} points a period.',
    down: ' Next step {value} by {day}, which takes {pace} points less a period.',
    note: ' A schedule does not stand in place of the target: the state is that of the target.',
    accepted: 'The shortfall is accepted up to {day}; the state stands as it is.',
  },
} as const;

type Step = ToldSchedule['steps'][number];

const isReached = ({ operator, value }: Step, figure: number): boolean =>
  operator === '<=' ? figure <= value : figure >= value;

const months = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

function scheduleSaid(
  { kind, steps }: ToldSchedule,
  { periodEnd, value }: ScheduleFacts,
  language: Language,
): Sentence {
  const words = WORDS[language];
  const last = steps.filter(({ due }) => due <= periodEnd).at(-1);
  const next = steps.find(({ due }) => due > periodEnd);
  const state =
    value === null
      ? 'not_measured'
      : !last
        ? 'not_begun'
        : isReached(last, value)
          ? 'kept'
          : 'behind';
  const isAsked = next !== undefined && value !== null && !isReached(next, value);
  // A quarter is three months.
  const pace = isAsked
    ? percent((next.value - value) / ((months(next.due) - months(periodEnd)) / 3))
    : 0;
  const then = !next ? '' : !isAsked ? words.next : pace < 0 ? words.down : words.up;
  return {
    words: words[kind === 'own' ? 'own' : 'imposed'] + words[state] + then + words.note,
    values: {
      value: percent(next?.value ?? NaN),
      day: dayText(next?.due ?? '', language),
      pace: Math.abs(pace),
    },
  };
}

/** What is wrong with what is said of schedules; nothing where there are none and nothing is said. */
export function scheduleFaults(
  section: Section | undefined,
  facts: ScheduleFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const said = (section?.texts ?? []).filter((text) =>
    [words.own, words.imposed, words.accepted.split(' {')[0] ?? ''].some((begin) =>
      text.startsWith(begin),
    ),
  );
  const sentences = [
    ...facts.schedules.map((schedule) => scheduleSaid(schedule, facts, language)),
    ...(facts.acceptedUntil === null
      ? []
      : [{ words: words.accepted, values: { day: dayText(facts.acceptedUntil, language) } }]),
  ];
  return said.length === sentences.length
    ? sentences.flatMap((sentence, at) => textFaults(said[at], [sentence], language))
    : [`${said.length} sentences on schedules for ${sentences.length}: ${said.join(' | ')}`];
}
