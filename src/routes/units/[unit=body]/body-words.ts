// The headline and the lead of a body's page in the language being read, made of the release's own
// numbers, so that they are always true. Only that page imports it.
import { locale } from '#lib/components/address.ts';
import {
  capital,
  changeReasonWord,
  figureText,
  groupInText,
  reasonWord,
  unitNameOf,
} from '#lib/components/words.ts';
import { formatDay, formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import type { MeasureFace } from '#lib/domain/ranking.ts';
import { m } from '#lib/paraglide/messages.js';
import { namesText, scoreText } from '../../series/series-words.ts';
import { placeHead } from '../[unit]/sentences.ts';
import type { PageData } from './$types';
import type { BodyStanding } from './body-view.ts';

type Page = Pick<PageData, 'unit' | 'standing' | 'release'>;

/** "Sở Nội vụ xếp thứ 7/20 sở, ban, ngành cấp tỉnh, tăng 1 bậc" */
export function headline({ unit, standing, release }: Page): string {
  const name = unitNameOf(unit);
  const period = formatPeriodInText(release.period, locale());
  if (!standing) return m.series_body_unlisted({ name, period });
  const { row, reason, ranked, members: all, group, face, before } = standing;
  if (row.score === null) {
    const { missing, missingNote } = reason ?? row;
    const words = { name, period, reason: reasonWord(missing ?? 'other', missingNote) };
    return m.series_body_absent(words);
  }
  if (row.rank === null || ranked < 2) {
    const score = scoreText(row.score, face);
    return capital(m.series_single({ all, group: groupInText(group), name, score }));
  }
  const rank = formatNumber(row.rank, locale());
  const of = `${formatNumber(ranked, locale())} ${groupInText(group)}`;
  return placeHead(name, rank, of, { before, standing });
}

/** A change of a score, or of a share, without its sign. */
function changeSize(change: number, face: MeasureFace): string {
  const size = Math.abs(change);
  return face.measure === 'share'
    ? m.unit_points({ value: formatNumber(size * 100, locale(), face.decimals) })
    : m.series_points({ value: figureText(size, face) });
}

function changeText({ row, face, previousPeriod }: BodyStanding): string {
  if (row.change === null) return changeReasonWord(row.changeReason ?? 'first-period');
  const period = formatPeriodInText(previousPeriod ?? '', locale());
  if (row.change === 0) return m.series_body_same({ period });
  const words = { value: changeSize(row.change, face), period };
  return row.change > 0 ? m.series_body_up(words) : m.series_body_down(words);
}

function leadersText({ row, face, leaders, best, ranked }: BodyStanding): string[] {
  if (best === null || ranked < 2 || row.rank === 1) return [];
  return [m.series_body_ahead({ names: namesText(leaders), score: scoreText(best, face) })];
}

/** Score and change, who leads, and until when the body was there. */
export function lead({ unit, standing }: Page): string {
  const parts: string[] = [];
  if (standing) {
    const { row, face } = standing;
    if (row.score !== null) {
      const score = scoreText(row.score, face);
      parts.push(m.series_body_score({ score, change: changeText(standing) }));
    } else parts.push(m.unit_lead_unmissing());
    parts.push(...leadersText(standing));
  }
  if (unit.validTo !== null) {
    parts.push(m.series_body_until({ day: formatDay(unit.validTo, locale()) }));
  }
  return parts.join(' ');
}
