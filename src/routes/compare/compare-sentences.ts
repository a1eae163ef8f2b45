// What a comparison of units says in a sentence, in the language being read. Only the page that compares
// units imports it.
import { locale } from '#lib/components/address.ts';
import { figureText, nameOf, unitNameOf } from '#lib/components/words.ts';
import { formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

type Measured = PageData['measures'][number];
type Unit = PageData['units'][number];

const LISTED = {
  vi: new Intl.ListFormat('vi', { type: 'conjunction' }),
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
};

/** "Hà Nội, Đà Nẵng và Huế" */
const namesOf = (ids: readonly string[], units: readonly Unit[]): string =>
  LISTED[locale()].format(units.filter(({ id }) => ids.includes(id)).map(unitNameOf));

type Spread = Pick<Measured, 'spread' | 'face'>;

/** A difference of two figures as a bare number, of shares in percentage points: "25,8", "0,120". */
export const spreadFigure = ({ spread, face }: Spread): string => {
  if (spread === null || face.measure === 'flag') return '–';
  return formatNumber(face.measure === 'share' ? spread * 100 : spread, locale(), face.decimals);
};

/** The same in a sentence: "25,8 điểm phần trăm", "0,120". */
const spreadText = (measure: Spread): string =>
  measure.face.measure === 'share'
    ? m.indicator_points({ value: spreadFigure(measure) })
    : spreadFigure(measure);

const scoreOf = ({ cells }: Measured, id: string | undefined): number | null =>
  cells.find(({ unitId }) => unitId === id)?.score ?? null;

/** What one measure says of the units: who is highest, who lowest, and the difference. */
export function measureSentence(measure: Measured, units: readonly Unit[]): string {
  const { face, cells, highest, lowest, spread } = measure;
  const name = nameOf(face);
  const told = cells.filter(({ score }) => score !== null);
  // Some of those chosen may have no figure.
  const [of, all] = [told.length, cells.length];
  if (face.measure === 'flag') {
    const having = told.filter(({ score }) => (score ?? 0) >= 1).length;
    return of === all
      ? m.comparison_head_flag({ name, having, of })
      : m.comparison_head_flag_of({ name, having, of, all });
  }
  const text = (id: string | undefined) => figureText(scoreOf(measure, id) ?? 0, face);
  if (spread === null) {
    const [only] = told.map(({ unitId }) => unitId);
    return m.comparison_head_one({
      name,
      unit: namesOf(only ? [only] : [], units),
      value: text(only),
    });
  }
  if (spread === 0) {
    const words = { name, n: of, value: text(highest[0]) };
    return of === all
      ? m.comparison_head_same(words)
      : m.comparison_head_same_of({ ...words, all });
  }
  return m.comparison_head({
    name,
    highest: namesOf(highest, units),
    high: text(highest[0]),
    lowest: namesOf(lowest, units),
    low: text(lowest[0]),
    spread: spreadText(measure),
  });
}

/** The finding that heads the page. */
export function compareHeadline({ units, measures, measure, release, most }: PageData): string {
  const [first] = units;
  if (!first) return m.comparison_head_empty({ most });
  if (units.length === 1) return m.comparison_head_more({ unit: unitNameOf(first) });
  const chosen = measures.find(({ face }) => face.code === measure);
  const period = formatPeriodInText(release?.period ?? '', locale());
  if (!chosen) return m.comparison_head_silent({ n: units.length, period });
  return m.comparison_head_period({ sentence: measureSentence(chosen, units), period });
}

/** Who has no figure of the measure now; null where all have one. */
export function silentSentence({ units, measures, measure }: PageData): string | null {
  const chosen = measures.find(({ face }) => face.code === measure);
  const silent = (chosen?.cells ?? []).filter(({ score }) => score === null);
  if (silent.length === 0 || units.length < 2) return null;
  return m.comparison_silent({
    units: namesOf(
      silent.map(({ unitId }) => unitId),
      units,
    ),
  });
}
