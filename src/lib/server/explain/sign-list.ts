// The public list of signs, narrowed as an address asks. Its page and the API import it.
import type { SignKind } from '#lib/domain/explain/sign-limits.ts';
import { type SignRun, signRuns } from '#lib/domain/explain/sign-runs.ts';
import type { ListedSign } from './signs.ts';

export const ANSWERED = ['yes', 'no'] as const;

/** What a reader narrows the list to; what is left out narrows nothing. */
export interface SignFilter {
  unit?: string | undefined;
  series?: string | undefined;
  period?: string | undefined;
  group?: string | undefined;
  kind?: SignKind | undefined;
  answered?: (typeof ANSWERED)[number] | undefined;
}

const isAskedFor =
  ({ unit, series, period, group, kind, answered }: SignFilter) =>
  (sign: ListedSign): boolean =>
    (unit === undefined || sign.unitId === unit) &&
    (series === undefined || sign.seriesId === series) &&
    (period === undefined || sign.period === period) &&
    (group === undefined || sign.group?.id === group) &&
    (kind === undefined || sign.found.kind === kind) &&
    (answered === undefined || (sign.answer === null) === (answered === 'no'));

/**
 * The questions that a reader asks for, each told once for the periods that it was asked in without a
 * gap. Of a period are those asked in it, as they stood then: what was asked later is left out.
 */
export function narrowRuns(
  signs: readonly ListedSign[],
  filter: SignFilter,
): SignRun<ListedSign>[] {
  const { period } = filter;
  const upTo = period === undefined ? signs : signs.filter((sign) => sign.period <= period);
  const isFit = isAskedFor(filter);
  return signRuns(upTo).filter(({ latest }) => isFit(latest));
}

/** The same, one for each period, with the first period since which it is asked without a gap. */
export function narrowSigns(
  signs: readonly ListedSign[],
  filter: SignFilter,
): (ListedSign & { since: string })[] {
  const since = new Map(
    signRuns(signs).flatMap((run) =>
      [run.latest, ...run.earlier].map(({ id }) => [id, run.since] as const),
    ),
  );
  return signs
    .filter(isAskedFor(filter))
    .map((sign) => ({ ...sign, since: since.get(sign.id) ?? sign.period }));
}

/** Of the table of questions. */
export const SIGN_COLUMNS =
  'illustrative series period since release unit_id name_vi name_en group kind measure found_vi ' +
  'found_en question_vi question_en raised_at due_on answered_at answer';
