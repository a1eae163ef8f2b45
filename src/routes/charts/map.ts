// One measure by province, as tiles and by boundaries. Loads of pages import it, and the addresses of
// pictures.
import type { MapKey, MapLook, MapPlace } from '#lib/charts/map-looks.ts';
import { drawProvinceMap, type IslandWords } from '#lib/charts/province-map.ts';
import type { Edition } from '#lib/charts/province-shapes.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { localHref, locale } from '#lib/components/address.ts';
import { figureText, inText, nameOf, reasonWord, unitNameOf } from '#lib/components/words.ts';
import { formatDemand, formatPeriodInText } from '#lib/domain/format.ts';
import { mapEdges, rowsOf, type UnitRow } from '#lib/domain/overview.ts';
import { faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { markOfFigures, releaseSource } from './chart-source.ts';

const GROUP = 'provinces';
/** Units of the boundaries from 1/7/2025. */
const NEW_UNIT = 'p25-';
const HIGHEST_STEP = 4;

interface Scale {
  face: MeasureFace;
  edges: [number, number, number, number];
  hasTarget: boolean;
}

/** A place that met its target is on the highest step, whatever its own demand came to. */
function lookOf({ row }: UnitRow, { face, edges, hasTarget }: Scale): MapLook {
  if (row.score === null) return row.missing === 'not-connected' ? 'not-connected' : 'none';
  if (face.measure === 'flag') return row.score >= 1 ? HIGHEST_STEP : 'not-connected';
  if (hasTarget && isMet(row.targetState)) return HIGHEST_STEP;
  if (row.score === 0) return 'zero';
  const step = edges.filter((edge) => (row.score ?? 0) >= edge - 1e-12).length;
  return hasTarget ? Math.min(step, HIGHEST_STEP - 1) : step;
}

/** Only what is on the map is in the key. */
function keysOf(looks: readonly MapLook[], { face, edges, hasTarget }: Scale): MapKey[] {
  const told = edges.map((edge) => formatDemand(edge, locale()));
  const from = { from: told[HIGHEST_STEP - 1] ?? '' };
  const steps = [
    m.charts_map_under({ to: told[0] ?? '' }),
    ...told.slice(0, 3).map((edge, i) => `${edge.replace('%', '')}–${told[i + 1] ?? ''}`),
    hasTarget ? m.charts_map_met(from) : m.charts_map_from(from),
  ];
  const rest: MapKey[] = [
    { look: 'zero', text: m.charts_map_zero() },
    { look: 'not-connected', text: m.charts_map_not_connected() },
    { look: 'none', text: m.charts_map_none() },
  ];
  const isFlag = face.measure === 'flag';
  const scale: MapKey[] = isFlag
    ? [{ look: HIGHEST_STEP, text: m.charts_map_has() }]
    : steps.map((text, look) => ({ look, text }));
  return [...scale, ...rest.filter(({ look }) => looks.includes(look))];
}

const islands = (name: string, of: string, short: IslandWords['short']): IslandWords => ({
  name,
  of,
  short,
});

/** Both archipelagos are on every map. */
export const archipelagos = () => ({
  hoangSa: islands(
    m.charts_hoang_sa(),
    m.charts_hoang_sa_of(),
    locale() === 'vi' ? ['QĐ.', 'Hoàng Sa', '(Đà Nẵng)'] : ['Hoang Sa', 'islands', '(Da Nang)'],
  ),
  truongSa: islands(
    m.charts_truong_sa(),
    m.charts_truong_sa_of(),
    locale() === 'vi'
      ? ['QĐ.', 'Trường Sa', '(Khánh Hòa)']
      : ['Truong Sa', 'islands', '(Khanh Hoa)'],
  ),
});

function findingOf(release: Release, { face }: Scale, rows: readonly UnitRow[]): string {
  const summary = summaryOf(release, face.code, GROUP);
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

/** Null where the release has no provinces, or the measure is neither a share nor a yes or no. */
export function mapSheet(release: Release, measure: string): ChartSheet | null {
  const face = faceOf(release, measure);
  const rows = rowsOf(release, measure, GROUP);
  if (!face || rows.length === 0 || !['share', 'flag'].includes(face.measure)) return null;
  const demand = summaryOf(release, measure, GROUP)?.demand ?? null;
  const scale: Scale = { face, edges: mapEdges(demand), hasTarget: demand !== null };
  const edition: Edition = rows.some(({ unit }) => unit.id.startsWith(NEW_UNIT)) ? 34 : 63;
  const places = new Map(
    rows.map((each): [string, MapPlace] => [
      each.unit.id.replace(/^p(?:25)?-/, ''),
      {
        name: unitNameOf(each.unit),
        text: textOfRow(each, face),
        look: lookOf(each, scale),
        href: localHref(`/units/${each.unit.id}`, { period: release.period }),
      },
    ]),
  );
  const keys = keysOf(
    [...places.values()].map(({ look }) => look),
    scale,
  );
  const titles = { tiles: m.charts_map_tiles(), boundaries: m.charts_map_true() };
  const options = { edition, keys, titles, ...archipelagos() };
  const headline = findingOf(release, scale, rows);
  const name = nameOf(face);
  return {
    headline,
    subtitle: m.charts_map_sub({
      name,
      period: formatPeriodInText(release.period, locale()),
      boundaries: edition === 34 ? m.charts_map_34() : m.charts_map_63(),
    }),
    source: m.charts_map_source({ source: releaseSource(release, measure) }),
    label: m.charts_map_label({ n: rows.length, name: inText(name), finding: headline }),
    mark: markOfFigures(release.illustrative),
    hasLinks: true,
    wide: drawProvinceMap(places, { ...options, wide: true }),
    narrow: drawProvinceMap(places, { ...options, wide: false }),
    table: {
      columns: [
        { name: m.charts_col_unit(), isNumber: false },
        { name: m.charts_col_value(), isNumber: true },
      ],
      rows: rows.map((each) => [
        unitNameOf(each.unit),
        { text: textOfRow(each, face), value: each.row.score },
      ]),
    },
  };
}

/** The same of a release whose counts were put together on other boundaries, and that says so. */
export function redrawnMapSheet(redrawn: Release, measure: string): ChartSheet | null {
  const sheet = mapSheet(redrawn, measure);
  return sheet && { ...sheet, subtitle: m.overview_map_redrawn({ subtitle: sheet.subtitle }) };
}
