// What the lead of a unit must list as overdue: each target that judges it, yes-or-no ones too.
import type { Name, Promised, TopFacts } from './facts.ts';
import { dayText, periodText, type Language } from './text.ts';

const LISTS = {
  vi: /(?<=^|\. )Quá hạn, chưa đạt: .*?\.(?= \p{Lu}|$)/su,
  en: /(?<=^|\. )Overdue, not met: .*?\.(?= \p{Lu}|$)/su,
};

/** The sentence that lists them; empty where none stands there. */
export const overdueIn = (lead: string, language: Language): string =>
  LISTS[language].exec(lead)?.[0] ?? '';

type Step = Promised['steps'][number];

const shareText = (share: number, language: Language): string =>
  `${(share * 100).toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })}%`;

function askedText({ operator, value, baseline }: Step, language: Language): string {
  const share = shareText(value, language);
  if (language === 'vi') {
    if (operator === 'x') return `gấp ${value} lần năm ${baseline}`;
    return operator === '<=' ? `không quá ${share}` : value >= 1 ? share : `từ ${share}`;
  }
  if (operator === 'x') return `${value} times the ${baseline} figure`;
  return operator === '<=' ? `at most ${share}` : value >= 1 ? share : `at least ${share}`;
}

function behindText({ behindSince }: Promised, language: Language): string {
  const since = periodText(behindSince?.period ?? '', language);
  const before = behindSince?.orBefore ?? false;
  if (language === 'vi') return `chậm từ ${since}${before ? ' hoặc trước đó' : ''}`;
  return `behind since ${since}${before ? ' or earlier' : ''}`;
}

function nameText(name: Name, language: Language): string {
  const short = name[language].replace(/^(?:Tỷ lệ|Share of) /, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** What is told of each overdue target, with the day it was due. */
function wantedOf({ figures, indicators }: TopFacts, language: Language): Map<string, string> {
  const told = figures.flatMap(({ measure, targetState, target }): [string, string][] => {
    const step = target?.steps.find(({ judges }) => judges);
    const indicator = indicators.find(({ code }) => code === measure);
    if (targetState !== 'overdue' || !step || !indicator) return [];
    const name = nameText(indicator.name, language);
    const due = `${language === 'vi' ? 'hạn' : 'due'} ${dayText(step.due, language)}`;
    const rest = `${due}, ${behindText(target as Promised, language)}`;
    const isFlag = indicator.measure === 'flag';
    return [
      [isFlag ? `${name}, ${rest}` : `${name} (${askedText(step, language)}, ${rest})`, step.due],
    ];
  });
  return new Map(told);
}

/** What is wrong with the list of a lead, if anything. */
export function overdueFaults(lead: string, facts: TopFacts, language: Language): string[] {
  const wanted = wantedOf(facts, language);
  const said = overdueIn(lead, language);
  const items =
    said === ''
      ? []
      : said
          .replace(/^[^:]*: /, '')
          .slice(0, -1)
          .split('; ');
  const dues = items.map((item) => wanted.get(item) ?? '');
  return [
    ...items.filter((item) => !wanted.has(item)).map((item) => `"${item}" is not overdue`),
    ...[...wanted.keys()].filter((item) => !items.includes(item)).map((item) => `no "${item}"`),
    ...(dues.join() === dues.toSorted().join() ? [] : [`${said} is not in the order of due days`]),
  ];
}
