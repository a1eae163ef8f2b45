// One measure by province, as tiles and by boundaries. Loads of pages import it, and the addresses of
// pictures.
import type { MapKey, MapLook } from '#lib/charts/map-looks.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale, type Query } from '#lib/components/address.ts';
import { figureText, inText, nameOf, reasonWord, unitNameOf } from '#lib/components/words.ts';
import { formatDemand } from '#lib/domain/format.ts';
import { mapEdges, rowsOf, type UnitRow } from '#lib/domain/overview.ts';
import { faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { releaseSource } from './chart-source.ts';
import { PROVINCES, provinceSheet } from './province-sheet.ts';

const HIGHEST_STEP = 4;

interface Scale {
  face: MeasureFace;
  edges: [number, number, number, number];
  /** Whether some are asked something else than the group, so that no edge says who met it. */
  target: 'none' | 'shared' | 'own';
}

/** Nothing of a share; of what is had or not, that it is not. */
const NOTHING = 'zero';

/** A place that met its target is on the highest step, whatever its own demand came to. */
function lookOf({ row }: UnitRow, { face, edges, target }: Scale): MapLook {
  if (row.score === null) return row.missing === 'not-connected' ? 'not-connected' : 'none';
  if (face.measure === 'flag') return row.score >= 1 ? HIGHEST_STEP : NOTHING;
  if (target !== 'none' && isMet(row.targetState)) return HIGHEST_STEP;
  if (row.score === 0) return NOTHING;
  const step = edges.filter((edge) => (row.score ?? 0) >= edge - 1e-12).length;
  return target === 'none' ? step : Math.min(step, HIGHEST_STEP - 1);
}

/** What the steps say, from least to most. */
function stepTexts({ edges, target }: Scale): string[] {
  const told = edges.map((edge) => formatDemand(edge, locale()));
  const [least = '', , third = '', last = ''] = told;
  const between = told
    .slice(0, 3)
    .map((edge, i) => `${edge.replace('%', '')}–${told[i + 1] ?? ''}`);
  const [second = '', middle = '', fourth = ''] = between;
  const ends = {
    none: [fourth, m.charts_map_from({ from: last })],
    shared: [fourth, m.charts_map_met({ from: last })],
    own: [m.charts_map_from({ from: third }), m.charts_map_met_own()],
  }[target];
  return [m.charts_map_under({ to: least }), second, middle, ...ends];
}

/** Only what is on the map is in the key. */
function keysOf(looks: readonly MapLook[], scale: Scale): MapKey[] {
  const isFlag = scale.face.measure === 'flag';
  const steps: MapKey[] = isFlag
    ? [{ look: HIGHEST_STEP, text: m.charts_map_has() }]
    : stepTexts(scale).map((text, look) => ({ look, text }));
  const rest: MapKey[] = [
    { look: NOTHING, text: isFlag ? inText(m.common_no()) : m.charts_map_zero() },
    { look: 'not-connected', text: m.charts_map_not_connected() },
    { look: 'none', text: m.charts_map_none() },
  ];
  return [...steps, ...rest.filter(({ look }) => looks.includes(look))];
}

function findingOf(release: Release, { face }: Scale, rows: readonly UnitRow[]): string {
  const summary = summaryOf(release, face.code, PROVINCES);
  if (summary && summary.withTarget > 0) {
    return m.charts_map_head({ met: summary.met, all: summary.withTarget });
  }
  if (face.measure === 'flag' && summary && summary.counted > 0) {
    const having = rows.filter(({ row }) => row.score === 1).length;
    return m.overview_map_flag({ n: having, all: summary.expected });
  }
  const [highest] = rows
    .filter(({ row }) => row.score !== null)
    .toSorted((a, b) => (b.row.score ?? 0) - (a.row.score ?? 0));
  if (!highest) return m.charts_map_head_none();
  const value = figureText(highest.row.score ?? 0, face);
  return m.charts_map_head_plain({ highest: unitNameOf(highest.unit), value });
}

const textOfRow = ({ row }: UnitRow, face: MeasureFace): string =>
  row.score === null
    ? reasonWord(row.missing ?? 'not-reported', row.missingNote)
    : figureText(row.score, face);

/**
 * Null where the release has no provinces, or the measure is neither a share nor a yes or no.
 *
 * @param query what links to the provinces say of the release
 */
export function mapSheet(
  release: Release,
  measure: string,
  query: Query = { period: release.period },
): ChartSheet | null {
  const face = faceOf(release, measure);
  const rows = rowsOf(release, measure, PROVINCES);
  if (!face || rows.length === 0 || !['share', 'flag'].includes(face.measure)) return null;
  const { demand = null } = summaryOf(release, measure, PROVINCES) ?? {};
  const isOwn = rows.some(({ row }) => row.demand !== null && row.demand !== demand);
  const target = demand === null ? 'none' : isOwn ? 'own' : 'shared';
  const scale: Scale = { face, edges: mapEdges(demand), target };
  const provinces = rows.map((each) => ({
    unit: each.unit,
    look: lookOf(each, scale),
    text: textOfRow(each, face),
    value: each.row.score,
  }));
  const headline = findingOf(release, scale, rows);
  const name = nameOf(face);
  return provinceSheet(provinces, release, {
    headline,
    name,
    label: m.charts_map_label({ n: rows.length, name: inText(name), finding: headline }),
    source: releaseSource(release, face.code),
    column: m.charts_col_value(),
    keys: (looks) => keysOf(looks, scale),
    query,
  });
}

/** The same of a release whose counts were put together on other boundaries, and that says so. */
export function redrawnMapSheet(
  redrawn: Release,
  measure: string,
  query?: Query,
): ChartSheet | null {
  const sheet = mapSheet(redrawn, measure, query);
  return sheet && { ...sheet, subtitle: m.overview_map_redrawn({ subtitle: sheet.subtitle }) };
}
