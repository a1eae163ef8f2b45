// The sentences of a figure's provenance, true also where the figure is missing. Used by this page
// alone.
import { locale } from '#lib/components/address.ts';
import { countsText } from '#lib/components/revision-words.ts';
import {
  figureText,
  inLanguage,
  inText,
  nameOf,
  reasonWord,
  unitNameOf,
} from '#lib/components/words.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { formatDay, formatPeriodInText, hanoiDay } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

interface Stated {
  value: number | null;
  qualifier: string | null;
  missing: MissingReason | null;
  missingNote: string | null;
}

/** "5,4%", or why there is none. */
export const valueText = (figure: Stated, indicator: Indicator): string =>
  figure.value === null
    ? reasonWord(figure.missing ?? 'not-reported', figure.missingNote)
    : (figure.qualifier ?? '') + figureText(figure.value, indicator);

/** The name of the source of a version. */
export const sourceName = (version: {
  sourceNameVi: string | null;
  sourceNameEn: string | null;
}): string =>
  inLanguage(version.sourceNameVi ?? '', version.sourceNameEn ?? '') ||
  m.provenance_unknown_source();

export function figureHeadline({ unit, indicator, row, release }: PageData): string {
  const words = {
    unit: unitNameOf(unit),
    period: formatPeriodInText(release.period, locale()),
    indicator: inText(nameOf(indicator)),
  };
  const text = valueText(row, indicator);
  if (row.value === null) return m.provenance_head_missing({ ...words, reason: text });
  const counts = countsText(row);
  return counts === null
    ? m.provenance_head({ ...words, value: inText(text) })
    : m.provenance_head_counts({ ...words, value: text, counts });
}

/** Who says so, since when, and in which release it stands. */
export function figureLead({ row, version, months, release, indicator }: PageData): string {
  const sentences: string[] = [];
  const [month] = months;
  if (month) sentences.push(m.provenance_lead_months({ source: sourceName(month) }));
  else if (version === null) sentences.push(m.provenance_lead_never());
  else {
    const words = {
      source: sourceName(version),
      time: formatInstant(version.recordedAt, locale()),
    };
    sentences.push(
      row.value === null ? m.provenance_lead_missing(words) : m.provenance_lead(words),
    );
  }
  if (row.lastKnown && row.value === null) {
    const { value, period } = row.lastKnown;
    sentences.push(
      m.provenance_lead_last({
        value: figureText(value, indicator),
        period: formatPeriodInText(period, locale()),
      }),
    );
  }
  sentences.push(
    release.onlyKnownAt
      ? m.provenance_lead_unpublished_at({ time: formatInstant(release.onlyKnownAt, locale()) })
      : m.provenance_lead_release({
          n: release.number,
          period: formatPeriodInText(release.period, locale()),
          day: formatDay(hanoiDay(release.releasedAt), locale()),
        }),
  );
  return sentences.join(' ');
}
