// A dated promise in words of the language being read: what was promised, by which paper, and what is told
// of it. Only the page of promises imports it.
import { locale } from '#lib/components/address.ts';
import { documentTitle } from '#lib/components/legal-words.ts';
import { factValueText } from '#lib/components/published-words.ts';
import { askedText } from '#lib/components/target-words.ts';
import { inLanguage, nameOf } from '#lib/components/words.ts';
import { formatDay, formatPeriodInText, formatSigned } from '#lib/domain/format.ts';
import { ANSWERS } from '#lib/domain/promise-answers.ts';
import type { PromiseState } from '#lib/domain/promise-outcomes.ts';
import type { TargetState } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { promiseName, promiseText } from '../indicators/promise-words.ts';
import { summaryText } from '../indicators/summary-words.ts';
import { measureName, publishedText } from '../nation/measures.ts';
import type { PageData } from './$types';

export type PromiseLine = PageData['lines'][number];
type Told = NonNullable<PromiseLine['by']>;

const STATES: Record<PromiseState, { word: () => string; look: TargetState }> = {
  missed: { word: m.promises_state_missed, look: 'overdue' },
  'no-document': { word: m.promises_state_no_document, look: 'not_measured' },
  open: { word: m.promises_state_open, look: 'no_target' },
  'kept-late': { word: m.promises_state_kept_late, look: 'met_late' },
  kept: { word: m.promises_state_kept, look: 'met' },
};

export const promiseStateWord = (state: PromiseState): string => STATES[state].word();

/** The mark that a state of a target of the same meaning bears. */
export const promiseStateLook = (state: PromiseState): TargetState => STATES[state].look;

/** "Tỷ lệ dịch vụ công trực tuyến mức độ 4: từ 30%" */
export function promisedText({ indicator, target, listed, fact }: PromiseLine): string {
  if (indicator && target) {
    return m.promises_what({
      name: nameOf(indicator),
      asked: askedText(target, indicator.measure),
    });
  }
  if (listed) {
    return m.promises_what({ name: promiseName(listed.indicator), asked: promiseText(listed) });
  }
  if (!fact) return '';
  const name = m.promises_what({
    name: inLanguage(fact.subjectVi, fact.subjectEn),
    asked: inLanguage(fact.factVi, fact.factEn),
  });
  const isDay = fact.valueUnit === 'date';
  return isDay ? name : `${name} (${factValueText(fact.value, fact.valueUnit)})`;
}

interface Paper {
  title: string;
  day: string;
  /** Whether somebody has read a source that states it; null of what a press article says itself. */
  verified: boolean | null;
  sourceVi: string;
  sourceEn: string;
}

/** Every document that promises it, the earliest first. */
export function papersOf({ target, listed, fact, said }: PromiseLine): Paper[] {
  if (target) {
    return target.bases.map((basis) => ({
      title: documentTitle(basis.document),
      day: basis.documentDate,
      ...{ verified: basis.verified, sourceVi: basis.sourceVi, sourceEn: basis.sourceEn },
    }));
  }
  if (listed) {
    const { document, documentDate: day, verified, sourceVi, sourceEn } = listed;
    return [{ title: documentTitle(document), day, verified, sourceVi, sourceEn }];
  }
  if (!fact || said === null) return [];
  const { sourceVi, sourceEn } = fact;
  return [{ title: m.promises_press(), day: said, verified: null, sourceVi, sourceEn }];
}

/** "Tỷ lệ …: 30,1% (31/12/2020)": what a document or a release says. */
export function toldText(told: Told, { indicator, listed }: PromiseLine): string {
  const { fact, press, release, value } = told;
  if (fact) {
    const said = m.promises_told({
      what: measureName(fact.measure),
      value: publishedText(fact, locale()),
      day: formatDay(fact.day, locale()),
    });
    const isGain = ANSWERS[listed?.indicator ?? '']?.isRankGain ?? false;
    return isGain ? m.promises_told_gain({ said, places: formatSigned(value, locale()) }) : said;
  }
  if (press) {
    return m.promises_told_press({
      what: inLanguage(press.factVi, press.factEn),
      value: factValueText(press.value, press.valueUnit),
    });
  }
  return m.promises_told({
    what: indicator ? nameOf(indicator) : '',
    value: indicator ? summaryText(indicator, { value, numerator: null, denominator: null }) : '',
    day: formatPeriodInText(release?.period ?? told.day, locale()),
  });
}

/** "Quý IV/2020: 30,1%; 46/85 đơn vị đạt": what the figures gathered here come to. */
export function releasedText({ released, indicator }: PromiseLine): string | null {
  if (!released || !indicator) return null;
  const isFlag = indicator.measure === 'flag';
  const words = {
    period: formatPeriodInText(released.release.period, locale()),
    value: summaryText(isFlag ? { ...indicator, measure: 'share' } : indicator, {
      value: released.value,
      numerator: null,
      denominator: null,
    }),
  };
  const { met, withTarget } = released;
  return met === null || withTarget === null
    ? m.promises_released(words)
    : m.promises_released_units({ ...words, met, of: withTarget });
}
