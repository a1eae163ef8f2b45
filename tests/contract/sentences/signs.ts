// What the section on questions of a unit's page must say: each told once for the quarters that it was asked in
// without a gap, by its newest evidence.
import type { Facts } from './facts.ts';
import { toldFaults } from './sign-entry.ts';
import { periodText, textFaults, type Language, type Section } from './text.ts';

export const SIGN_HEADS = { vi: 'Câu hỏi gửi đơn vị', en: 'Questions to the unit' };

const RUNNING = {
  vi: 'hỏi {n} kỳ liền, từ {period}',
  en: 'asked {n} periods running, since {period}',
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
    return [...runFaults(run, own[0], language), ...toldFaults(own.slice(1), run, language)];
  });
}

/** Since when it is asked, where that is more than one quarter. */
function runFaults(run: readonly Sign[], head: string | undefined, language: Language): string[] {
  const said = head?.split(' · ').at(-1);
  const since = run.at(-1)?.period ?? '';
  const values = { n: run.length, period: periodText(since, language) };
  return run.length === 1 ? [] : textFaults(said, [{ words: RUNNING[language], values }], language);
}
