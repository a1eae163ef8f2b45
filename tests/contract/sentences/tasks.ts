// What the section on a unit's tasks must say: what its reports tell of each up to a quarter, since when, by which
// document, and what figures tell of the same.
import { endOf, type World } from './nation-facts.ts';
import { markSaid } from './platforms.ts';
import {
  dayText,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

type State = 'done' | 'doing' | 'not-started';
/** A task as the API tells it of a quarter. */
export interface Task {
  code: string;
  name: Record<Language, string>;
  document: string;
  documentDate: string;
  due: string | null;
  indicator: string | null;
  reported: {
    period: string;
    state: State;
    since: string;
    doneOn: string | null;
    document: string;
  } | null;
}

export const TASK_HEADS = { vi: 'Nhiệm vụ được giao', en: 'Tasks given to the unit' };

const WORDS = {
  vi: {
    none: 'Đến hết {period} chưa có báo cáo quý nào của đơn vị nói về {n} nhiệm vụ này.',
    told: 'Theo các báo cáo của đơn vị đến {period}: ',
    counts: {
      done: '{done} đã hoàn thành',
      doing: '{doing} đang thực hiện',
      'not-started': '{none} chưa thực hiện',
    },
    states: {
      done: 'Đã hoàn thành',
      doing: 'Đang thực hiện',
      'not-started': 'Chưa thực hiện',
    },
    doneLate: 'Đã hoàn thành, sau hạn',
    late: ', đã quá hạn',
    on: ' ngày {day}',
    since: ' báo cáo như vậy từ {since}',
    unsaid: 'chưa có báo cáo',
    figures: ' theo số liệu: {mark}',
    basis: '{name} {document} ngày {day}',
    due: ', hạn {due}',
  },
  en: {
    none: 'Up to the end of {period} no quarterly report of the unit tells of these {n} tasks.',
    told: 'By the unit’s reports up to {period}: ',
    counts: {
      done: '{done} done',
      doing: '{doing} under way',
      'not-started': '{none} not begun',
    },
    states: { done: 'Done', doing: 'Under way', 'not-started': 'Not begun' },
    doneLate: 'Done, after its due day',
    late: ', past its due day',
    on: ' on {day}',
    since: ' reported so since {since}',
    unsaid: 'not reported',
    figures: ' by figures: {mark}',
    basis: '{name} {document} of {day}',
    due: ', due {due}',
  },
} as const;

export interface TaskFacts {
  unitId: string;
  /** What the API tells of each quarter up to the one that is read, oldest first. */
  told: readonly { period: string; tasks: readonly Task[] }[];
  world: World;
}

/** The first of the reports that told the last one's state without a break, read off the quarters. */
function sinceOf(told: TaskFacts['told'], code: string): string {
  const reports = told.flatMap(({ period, tasks }) => {
    const own = tasks.find((each) => each.code === code)?.reported;
    return own?.period === period ? [own] : [];
  });
  const turn = reports.findLastIndex(({ state }) => state !== reports.at(-1)?.state);
  return reports[turn + 1]?.period ?? '?';
}

function stateSaid({ due, reported }: Task, day: string, language: Language): string {
  const words = WORDS[language];
  if (!reported) return words.unsaid;
  const { state, doneOn } = reported;
  const isPast = due !== null && due <= day;
  if (state !== 'done') return words.states[state] + (isPast ? words.late : '');
  return due !== null && doneOn !== null && doneOn > due ? words.doneLate : words.states.done;
}

function rowFaults(
  cells: readonly string[] | undefined,
  task: Task,
  { unitId, told, world }: TaskFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { indicator, reported, due } = task;
  const { period = '' } = told.at(-1) ?? {};
  const isDated = reported?.state === 'done' && reported.doneOn !== null;
  const mark =
    indicator === null ? null : markSaid(world, { period, code: indicator, unitId }, language);
  const said = [
    stateSaid(task, endOf(period), language),
    reported ? (isDated ? words.on : words.since) : '',
    reported?.document ? ' {document}' : '',
    mark && mark.shape !== '–' ? words.figures : '',
  ].join('');
  // Where a name or a day ends and a document begins is told by the texts alone.
  const basis = (words.basis + (due === null ? '' : words.due))
    .replace('{name}', task.name[language])
    .replace('{document}', task.document)
    .replace('{day}', dayText(task.documentDate, language))
    .replace('{due}', dayText(due ?? '', language));
  const since = sinceOf(told, task.code);
  const state = said
    .replace('{day}', dayText(reported?.doneOn ?? '', language))
    .replace('{since}', periodText(since, language))
    .replace('{document}', reported?.document ?? '')
    .replace('{mark}', mark ? `${mark.shape} ${mark.text}` : '');
  return [
    ...textFaults(cells?.[0], [{ words: basis }], language),
    ...textFaults(cells?.[1], [{ words: state }], language),
    ...(reported && reported.since !== since ? [`${task.code} since ${reported.since}`] : []),
  ];
}

function summarySaid(tasks: readonly Task[], period: string, language: Language): Sentence {
  const words = WORDS[language];
  const last = tasks
    .flatMap(({ reported }) => reported?.period ?? [])
    .toSorted()
    .at(-1);
  if (last === undefined) {
    return { words: words.none, values: { period: periodText(period, language), n: tasks.length } };
  }
  const countOf = (state: State) =>
    tasks.filter(({ reported }) => reported?.state === state).length;
  const states = (['done', 'doing', 'not-started'] as const).filter((state) => countOf(state) > 0);
  return {
    words: `${words.told}${states.map((state) => words.counts[state]).join(', ')}.`,
    values: {
      period: periodText(last, language),
      ...{ done: countOf('done'), doing: countOf('doing'), none: countOf('not-started') },
    },
  };
}

export function taskFaults(
  section: Section | undefined,
  facts: TaskFacts,
  language: Language,
): string[] {
  const { period = '', tasks = [] } = facts.told.at(-1) ?? {};
  return [
    ...textFaults(section?.heading, [{ words: TASK_HEADS[language] }], language),
    ...textFaults(section?.texts[0], [summarySaid(tasks, period, language)], language),
    ...(section?.rows.length === tasks.length ? [] : [`${section?.rows.length} rows`]),
    ...tasks.flatMap((task, at) => rowFaults(section?.rows[at], task, facts, language)),
  ];
}
