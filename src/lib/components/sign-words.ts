// Signs of formality in words: the name of each kind, what was found, and the question that is asked.
// Pages and the API import it.
import type { Sign, SignKind } from '#lib/domain/explain/sign-limits.ts';
import { formatNumber, formatPercent, formatPoints, type Locale } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

const NAMES = {
  'unused-level4': m.signs_kind_unused_level4,
  'use-fell': m.signs_kind_use_fell,
  bunching: m.signs_kind_bunching,
  'late-jump': m.signs_kind_late_jump,
  'shrinking-denominator': m.signs_kind_shrinking_denominator,
  'eligible-withdrawn': m.signs_kind_eligible_withdrawn,
  copied: m.signs_kind_copied,
  rounded: m.signs_kind_rounded,
} as const satisfies Record<SignKind, typeof m.signs_kind_copied>;

const QUESTIONS = {
  'unused-level4': m.signs_ask_unused_level4,
  'use-fell': m.signs_ask_use_fell,
  bunching: m.signs_ask_bunching,
  'late-jump': m.signs_ask_late_jump,
  'shrinking-denominator': m.signs_ask_shrinking_denominator,
  'eligible-withdrawn': m.signs_ask_eligible_withdrawn,
  copied: m.signs_ask_copied,
  rounded: m.signs_ask_rounded,
} as const satisfies Record<SignKind, typeof m.signs_ask_copied>;

/** A kind and its evidence, as it was found. */
export type FoundSign = Pick<Sign, 'kind' | 'evidence'>;

/** A question as pages show it. */
export interface ShownSign {
  id: string;
  unitId: string;
  found: FoundSign;
  /** The indicator that it is about; null where it is about several. */
  measure: string | null;
  measureNameVi: string | null;
  measureNameEn: string | null;
  seriesId: string;
  period: string;
  /** ISO day: the last one to answer. */
  dueOn: string;
  answer: { text: string; at: Date } | null;
}

export const signName = (kind: SignKind, locale: Locale): string => NAMES[kind]({}, { locale });

export const signQuestion = (kind: SignKind, locale: Locale): string =>
  QUESTIONS[kind]({}, { locale });

/** What one kind says of its evidence: shares in per cent, rises in points, counts whole. */
type Teller = (evidence: never, locale: Locale) => string;

/** A point, the width of the window above a target. */
const POINT = 0.01;

const TELLERS = {
  'unused-level4': ({ services, without }: Evidence<'unused-level4'>, locale: Locale) =>
    m.signs_found_unused_level4(
      {
        without: formatNumber(without, locale),
        services: formatNumber(services, locale),
        share: formatPercent(without / services, locale, 0),
      },
      { locale },
    ),
  'use-fell': (evidence: Evidence<'use-fell'>, locale: Locale) =>
    m.signs_found_use_fell(inPercent(evidence, locale), { locale }),
  bunching: (evidence: Evidence<'bunching'>, locale: Locale) => {
    const { within, around, expected, target, before, after } = evidence;
    return m.signs_found_bunching(
      {
        within: formatNumber(within, locale),
        around: formatNumber(around, locale),
        expected: formatNumber(expected, locale, 1),
        ...inPercent({ target, to: target + POINT, before, after }, locale),
      },
      { locale },
    );
  },
  'late-jump': (evidence: Evidence<'late-jump'>, locale: Locale) => {
    const { before, after, pace, groupRise } = evidence;
    return m.signs_found_late_jump(
      {
        ...inPercent({ before, after }, locale),
        pace: formatPoints(pace, locale),
        groupRise: formatPoints(groupRise, locale),
      },
      { locale },
    );
  },
  'shrinking-denominator': (evidence: Evidence<'shrinking-denominator'>, locale: Locale) => {
    const { denominatorBefore, denominatorAfter, before, after } = evidence;
    return m.signs_found_shrinking_denominator(
      {
        denominatorBefore: formatNumber(denominatorBefore, locale),
        denominatorAfter: formatNumber(denominatorAfter, locale),
        ...inPercent({ before, after }, locale),
      },
      { locale },
    );
  },
  'eligible-withdrawn': (evidence: Evidence<'eligible-withdrawn'>, locale: Locale) => {
    const { withdrawn, denominatorBefore, before, after, counted, target } = evidence;
    return m.signs_found_eligible_withdrawn(
      {
        withdrawn: formatNumber(withdrawn, locale),
        denominatorBefore: formatNumber(denominatorBefore, locale),
        ...inPercent({ before, after, counted, target }, locale),
      },
      { locale },
    );
  },
  copied: ({ same, compared }: Evidence<'copied'>, locale: Locale) =>
    m.signs_found_copied({ same, compared }, { locale }),
  rounded: ({ rounded, counts }: Evidence<'rounded'>, locale: Locale) =>
    m.signs_found_rounded({ rounded, counts }, { locale }),
} as const satisfies Record<SignKind, Teller>;

type Evidence<K extends SignKind> = Extract<Sign, { kind: K }>['evidence'];

const inPercent = <Names extends string>(
  shares: Readonly<Record<Names, number>>,
  locale: Locale,
): Record<Names, string> =>
  Object.fromEntries(
    Object.entries<number>(shares).map(([name, share]) => [name, formatPercent(share, locale)]),
  ) as Record<Names, string>;

/** The sentence of a sign: what was found, in numbers. */
export const signFound = ({ kind, evidence }: FoundSign, locale: Locale): string =>
  (TELLERS[kind] as (evidence: unknown, locale: Locale) => string)(evidence, locale);
