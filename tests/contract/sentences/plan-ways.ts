// What stands above and over the columns of a plan: the ways to one that reaches the target or the next place,
// where there are so many services to raise, and of which quarter the figures without it are.
import type { ServiceFacts } from './services.ts';
import {
  percent,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

const WORDS = {
  vi: {
    target: '{n} dịch vụ: đạt {demand}',
    rank: '{n} dịch vụ: lên hạng {rank}',
    drop: 'Bỏ phương án',
    still: '{period}, như công bố',
    moving: '{period}, nếu không nâng',
  },
  en: {
    target: '{n} to reach {demand}',
    rank: '{n} to reach place {rank}',
    drop: 'Drop the plan',
    still: '{period}, as published',
    moving: '{period}, nothing raised',
  },
} as const;

function waysSaid({ gap, plan }: ServiceFacts, language: Language): Sentence[] {
  const words = WORDS[language];
  const { toTarget, toNextRank } = gap;
  const isOffered = (n: number | null | undefined) => n != null && n > 0 && n <= plan.most;
  const target = { n: toTarget?.services ?? NaN, demand: percent(toTarget?.demand ?? NaN) };
  const rank = { n: toNextRank?.services ?? NaN, rank: toNextRank?.rank ?? NaN };
  return [
    ...(isOffered(toTarget?.services) ? [{ words: words.target, values: target }] : []),
    ...(isOffered(toNextRank?.services) ? [{ words: words.rank, values: rank }] : []),
    ...((plan.outcome?.raised ?? 0) > 0 ? [{ words: words.drop }] : []),
  ];
}

/** @param assumed how many items below say what is taken for granted */
export function planWayFaults(
  section: Section | undefined,
  facts: ServiceFacts,
  assumed: number,
  language: Language,
): string[] {
  const { now, plan } = facts.plan;
  if (!section || !now) return [];
  const ways = waysSaid(facts, language);
  const told = section.items.slice(0, -assumed);
  const period = periodText(now.period, language).replace(/^q/, 'Q');
  const base = { words: WORDS[language][plan.others], values: { period } };
  return [
    ...textFaults(section.heads[1], [base], language),
    ...(told.length === ways.length ? [] : [`${told.join('; ')} for ${ways.length} ways`]),
    ...ways.flatMap((way, at) => textFaults(told[at], [way], language)),
  ];
}
