// Questions that units were asked about their figures as the API answers them, as JSON and as CSV. Field
// and column names are part of the API and never change. Routes under /api/v1 import it.
import { signFound, signName, signQuestion } from '#lib/components/sign-words.ts';
import { SIGN_KINDS, SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import { type CsvCell, writeCsv } from '#lib/server/csv.ts';
import type { Db } from '#lib/server/db/client.ts';
import {
  ANSWERED,
  narrowSigns,
  SIGN_COLUMNS,
  type SignFilter,
} from '#lib/server/explain/sign-list.ts';
import { type ListedSign, type PublicSign, readListedSigns } from '#lib/server/explain/signs.ts';
import { readParameters, requireLimit, requireOneOf, requirePeriod } from '#lib/server/http.ts';

/** Questions of one answer where `limit` does not say, and at most. */
const USUAL_LIMIT = 100;
const MOST = 5000;

/** One question, as it was asked in one period. */
export const signJson = ({ found, answer, ...sign }: PublicSign) => ({
  kind: found.kind,
  name: { vi: signName(found.kind, 'vi'), en: signName(found.kind, 'en') },
  series: sign.seriesId,
  period: sign.period,
  release: sign.releaseId,
  illustrative: sign.illustrative,
  measure: sign.measure,
  evidence: found.evidence,
  found: { vi: signFound(found, 'vi'), en: signFound(found, 'en') },
  question: { vi: signQuestion(found.kind, 'vi'), en: signQuestion(found.kind, 'en') },
  raisedAt: sign.raisedAt.toISOString(),
  dueOn: sign.dueOn,
  answer: answer && { text: answer.text, answeredAt: answer.at.toISOString() },
});

/** From where on a question is asked, with the reasons. */
export const limitsJson = () =>
  Object.entries(SIGN_LIMITS).map(([name, { value, reasonVi, reasonEn }]) => ({
    name,
    value,
    reason: { vi: reasonVi, en: reasonEn },
  }));

const FILTERS = ['unit', 'series', 'period', 'group', 'kind', 'answered'] as const;

/** What a request asks for, read strictly; see `readParameters` for what it throws. */
function filterOf(given: Partial<Record<(typeof FILTERS)[number], string>>): SignFilter {
  const { unit, series, period, group } = given;
  if (period !== undefined) requirePeriod(period);
  if (given.kind !== undefined) requireOneOf('kind', given.kind, SIGN_KINDS);
  if (given.answered !== undefined) requireOneOf('answered', given.answered, ANSWERED);
  const kind = SIGN_KINDS.find((each) => each === given.kind);
  const answered = ANSWERED.find((each) => each === given.answered);
  return { unit, series, period, group, kind, answered };
}

type Listed = ListedSign & { since: string };

const itemOf = (sign: Listed) => ({
  unitId: sign.unitId,
  unitName: { vi: sign.unit.nameVi, en: sign.unit.nameEn },
  group: sign.group?.id ?? null,
  ...signJson(sign),
  since: sign.since,
});

/** Those that an address asks for, the latest period first, at most `limit`; `of` counts all. */
export async function signsJson(db: Db, url: URL, now: Date) {
  const given = readParameters(url, [...FILTERS, 'limit']);
  const limit = given.limit === undefined ? USUAL_LIMIT : requireLimit(given.limit, MOST);
  const signs = narrowSigns(await readListedSigns(db, now), filterOf(given));
  return { of: signs.length, limits: limitsJson(), signs: signs.slice(0, limit).map(itemOf) };
}

const lineOf = (sign: Listed): CsvCell[] => [
  sign.illustrative,
  sign.seriesId,
  sign.period,
  sign.since,
  sign.releaseId,
  sign.unitId,
  sign.unit.nameVi,
  sign.unit.nameEn,
  sign.group?.id ?? null,
  sign.found.kind,
  sign.measure,
  signFound(sign.found, 'vi'),
  signFound(sign.found, 'en'),
  signQuestion(sign.found.kind, 'vi'),
  signQuestion(sign.found.kind, 'en'),
  sign.raisedAt.toISOString(),
  sign.dueOn,
  sign.answer?.at.toISOString() ?? null,
  sign.answer?.text ?? null,
];

/** All of them as CSV, a line a period. */
export async function signsCsv(
  db: Db,
  url: URL,
  now: Date,
): Promise<{ body: string; fileName: string }> {
  const filter = filterOf(readParameters(url, FILTERS));
  const signs = narrowSigns(await readListedSigns(db, now), filter);
  const isMadeUp = signs.some(({ illustrative }) => illustrative);
  return {
    body: writeCsv(SIGN_COLUMNS.split(' '), signs.map(lineOf), { mark: true }),
    fileName: `tiendo-signs${isMadeUp ? '-minh-hoa' : ''}.csv`,
  };
}
