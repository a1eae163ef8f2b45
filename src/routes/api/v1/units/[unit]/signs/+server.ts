// Questions that the unit was asked about its figures, with its answers: those that readers may see.
import { signFound, signName, signQuestion } from '#lib/components/sign-words.ts';
import { SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import { requireUnit } from '#lib/server/api/units.ts';
import { type PublicSign, readPublicSigns } from '#lib/server/explain/signs.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb } from '#lib/server/web.ts';

const signJson = ({ found, answer, ...sign }: PublicSign) => ({
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

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['period', 'series']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const db = getDb();
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const known = (await readAllSeries(db)).map(({ id }) => id);
  const series = given.series === undefined ? null : requireOneOf('series', given.series, known);
  const signs = await readPublicSigns(db, unit.id, new Date());
  return respondJson(request, {
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    limits: Object.entries(SIGN_LIMITS).map(([name, { value, reasonVi, reasonEn }]) => ({
      name,
      value,
      reason: { vi: reasonVi, en: reasonEn },
    })),
    signs: signs
      .filter((sign) => period === undefined || sign.period === period)
      .filter((sign) => series === null || sign.seriesId === series)
      .map(signJson),
  });
});

export const fallback = otherMethods;
