// What the first page must say of due days: how far off each is, what was due then, and how many units with
// a figure have not met it; also where a later target judges them by now.
import { missedIn } from './missed.ts';
import {
  askedText,
  isMet,
  judging,
  measureName,
  rankingIn,
  unitsText,
  type PlannedIndicator,
  type PlannedTarget,
  type World,
} from './nation-facts.ts';
import { dayText, textFaults, type Language, type Section } from './text.ts';

export const DUE_HEADS = { vi: 'Quá hạn, sắp đến hạn', en: 'Overdue and due soon' };

const WORDS = {
  vi: {
    over: 'Hạn {due} quá hạn {days} ngày',
    left: 'Hạn {due} còn {days} ngày',
    lacking: 'Chưa đạt:',
    still: 'Vẫn chưa đạt, chỉ tiêu sau đã có hiệu lực:',
    none: 'Trong các đơn vị có số liệu, không còn chỉ tiêu nào chưa đạt.',
    free: 'Kỳ này chưa có chỉ tiêu nào có hiệu lực.',
  },
  en: {
    over: 'Due {due} {days} days overdue',
    left: 'Due {due} {days} days left',
    lacking: 'Not met by',
    still: 'Still not met, though a later target is in force, by',
    none: 'No unit with figures has a target left unmet.',
    free: 'No target is in force in this period.',
  },
} as const;

const GROUPS = ['ministries', 'agencies', 'provinces'];
const DAY_MS = 86_400_000;

interface Lacking {
  indicator: PlannedIndicator;
  target: PlannedTarget;
  isStill: boolean;
  group: string;
  units: number;
}

/** Of each group, who has a figure and has not met what judges it, or what fell due before. */
function lackingIn(world: World, period: string): Lacking[] {
  return world.indicators.flatMap((indicator) =>
    GROUPS.flatMap((group) => {
      const judge = judging(indicator, [group], period);
      const own = rankingIn(world, period, indicator.code).rows.filter(
        (row) => row.group === group && row.targetState !== 'not_applicable' && !isMet(row),
      );
      const missed = missedIn(world, { indicator, group, period });
      return [
        ...(judge ? [{ target: judge, units: own.length, isStill: false }] : []),
        ...missed.map(({ target, rows }) => ({ target, units: rows.length, isStill: true })),
      ]
        .filter(({ units }) => units > 0)
        .map((lacking) => ({ indicator, group, ...lacking }));
    }),
  );
}

/** The lines of one day as they must read, in any order. */
function linesOf(lacking: readonly Lacking[], language: Language): string[] {
  const byTarget = Map.groupBy(lacking, ({ target }) => target.id);
  return [...byTarget.values()].flatMap((groups) => {
    const [first] = groups;
    if (!first) return [];
    const { indicator, target, isStill } = first;
    const who = groups.map(({ group, units }) => unitsText(group, units, language)).join(', ');
    const words = WORDS[language][isStill ? 'still' : 'lacking'];
    const name = measureName(indicator, language);
    return [`${name} (${askedText(target, indicator, language)}) ${words} ${who}`];
  });
}

/** @param asked.releasedOn the day on which the quarter was first released */
export function dueFaults(
  section: Section | undefined,
  world: World,
  { period, releasedOn }: { period: string; releasedOn: string },
  language: Language,
): string[] {
  if (!section) return ['no list of due days'];
  const days = Map.groupBy(lackingIn(world, period), ({ target }) => target.due);
  const dues = [...days.keys()].toSorted();
  // Over the days stands what they are counted from, below them the way to all promises.
  const heads = section.texts.slice(1, -1);
  const items = [...section.items];
  if (dues.length === 0) {
    const isAsked = world.indicators.some((indicator) =>
      GROUPS.some((group) => judging(indicator, [group], period)),
    );
    const { none, free } = WORDS[language];
    return textFaults(heads.join(' '), [{ words: isAsked ? none : free }], language);
  }
  const ofDays = dues.flatMap((due, at) => {
    const off = (Date.parse(due) - Date.parse(releasedOn)) / DAY_MS;
    const words = WORDS[language][off < 0 ? 'over' : 'left'];
    const values = { due: dayText(due, language), days: Math.abs(off) };
    const wanted = linesOf(days.get(due) ?? [], language).toSorted();
    const said = items.splice(0, wanted.length).toSorted();
    return [
      ...textFaults(heads[at], [{ words, values }], language),
      ...(said.join(' | ') === wanted.join(' | ')
        ? []
        : [`due ${due}: "${said.join(' | ')}" should be "${wanted.join(' | ')}"`]),
    ];
  });
  return [
    ...ofDays,
    ...(heads.length === dues.length ? [] : [`${heads.length} days of ${dues.length}`]),
    ...items.map((item) => `"${item}" is of no day`),
  ];
}
