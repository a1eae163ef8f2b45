// What each province has of one thing, as tiles and by boundaries: the sheet of every map. Sheets of maps
// import it.
import type { MapKey, MapLook, MapPlace } from '#lib/charts/map-looks.ts';
import { drawProvinceMap, type IslandWords } from '#lib/charts/province-map.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { localHref, locale, type Query } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { markOfFigures } from './chart-source.ts';

/** The group that is mapped. */
export const PROVINCES = 'provinces';
/** Units of the boundaries from 1/7/2025. */
const NEW_UNIT = 'p25-';

interface MappedProvince {
  unit: MemberUnit;
  look: MapLook;
  text: string;
  /** As files take it; null where there is none. */
  value: number | null;
}

interface MapWords {
  headline: string;
  /** What is mapped. */
  name: string;
  /** Said to those who do not see the map. */
  label: string;
  /** Whose figures it is made of. */
  source: string;
  /** Over the values in the table. */
  column: string;
  /** Only what is on the map is in the key. */
  keys: (looks: readonly MapLook[]) => MapKey[];
  /** Where a province leads, below its own page, and what for. */
  below?: string;
  query: Query;
}

const islands = (name: string, of: string, short: IslandWords['short']): IslandWords => ({
  name,
  of,
  short,
});

/** Both archipelagos are on every map. */
const archipelagos = () => ({
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

export function provinceSheet(
  provinces: readonly MappedProvince[],
  release: Release,
  { headline, name, label, source, column, keys, below = '', query }: MapWords,
): ChartSheet {
  const edition = provinces.some(({ unit }) => unit.id.startsWith(NEW_UNIT)) ? 34 : 63;
  const places = new Map(
    provinces.map(({ unit, text, look }): [string, MapPlace] => [
      unit.id.replace(/^p(?:25)?-/, ''),
      { name: unitNameOf(unit), text, look, href: localHref(`/units/${unit.id}${below}`, query) },
    ]),
  );
  const options = {
    edition,
    keys: keys(provinces.map(({ look }) => look)),
    titles: { tiles: m.charts_map_tiles(), boundaries: m.charts_map_true() },
    ...archipelagos(),
  } as const;
  return {
    headline,
    subtitle: m.charts_map_sub({
      name,
      period: formatPeriodInText(release.period, locale()),
      boundaries: edition === 34 ? m.charts_map_34() : m.charts_map_63(),
    }),
    source: m.charts_map_source({ source }),
    label,
    mark: markOfFigures(release.illustrative),
    hasLinks: true,
    wide: drawProvinceMap(places, { ...options, wide: true }),
    narrow: drawProvinceMap(places, { ...options, wide: false }),
    table: {
      columns: [
        { name: m.charts_col_unit(), isNumber: false },
        { name: column, isNumber: true },
      ],
      rows: provinces.map(({ unit, text, value }) => [unitNameOf(unit), { text, value }]),
    },
  };
}
