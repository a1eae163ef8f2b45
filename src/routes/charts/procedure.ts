// One procedure by province: at which level each has it, as tiles and by boundaries. The page of the
// procedure imports it, and the addresses of pictures.
import type { MapKey, MapLook, MapPlace } from '#lib/charts/map-looks.ts';
import { drawProvinceMap } from '#lib/charts/province-map.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { localHref, locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import { groupsOnProcedure, type UnitOnProcedure } from '#lib/domain/procedure-standing.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ProcedureAnswer } from '#lib/server/explain/procedure.ts';
import { standingText } from '../procedures/procedure-words.ts';
import { markOfFigures, releaseSource } from './chart-source.ts';
import { archipelagos } from './map.ts';

const GROUP = 'provinces';
/** Units of the boundaries from 1/7/2025. */
const NEW_UNIT = 'p25-';

/** Levels 1 to 4 on the one scale of maps; the last stands out. */
const LEVEL_LOOKS: readonly MapLook[] = [0, 1, 2, 4];

const lookOf = ({ offer, level }: UnitOnProcedure): MapLook => {
  if (level !== null) return LEVEL_LOOKS[level - 1] ?? 0;
  return offer === 'not-offered' ? 'not-connected' : 'none';
};

/** Only what is on the map is in the key. */
function keysOf(looks: readonly MapLook[]): MapKey[] {
  const levels = LEVEL_LOOKS.map((look, at) => ({
    look,
    text: m.procedure_level({ level: at + 1 }),
  }));
  return [
    ...levels,
    { look: 'not-connected' as const, text: m.procedure_not_offered() },
    { look: 'none' as const, text: m.procedure_no_data() },
  ].filter(({ look }) => looks.includes(look));
}

/** Null where no province offers it. */
export function procedureSheet({
  release,
  procedure,
  standing,
}: ProcedureAnswer): ChartSheet | null {
  const group = groupsOnProcedure(standing).find(({ groupId }) => groupId === GROUP);
  if (!group) return null;
  const provinces = standing.filter(({ unit }) => unit.groupId === GROUP);
  const edition = provinces.some(({ unit }) => unit.id.startsWith(NEW_UNIT)) ? 34 : 63;
  const places = new Map(
    provinces.map((each): [string, MapPlace] => [
      each.unit.id.replace(/^p(?:25)?-/, ''),
      {
        name: unitNameOf(each.unit),
        text: standingText(each),
        look: lookOf(each),
        href: localHref(`/units/${each.unit.id}/services`, {
          period: release.period,
          q: procedure.code,
        }),
      },
    ]),
  );
  const options = {
    edition,
    keys: keysOf([...places.values()].map(({ look }) => look)),
    titles: { tiles: m.charts_map_tiles(), boundaries: m.charts_map_true() },
    ...archipelagos(),
  } as const;
  const headline = m.procedure_map_head({ level4: group.atLevel4, offering: group.offering });
  return {
    headline,
    subtitle: m.charts_map_sub({
      name: procedure.nameVi,
      period: formatPeriodInText(release.period, locale()),
      boundaries: edition === 34 ? m.charts_map_34() : m.charts_map_63(),
    }),
    source: m.charts_map_source({ source: releaseSource(release, HEADLINE_MEASURE) }),
    label: m.procedure_map_label({
      n: provinces.length,
      name: procedure.nameVi,
      finding: headline,
    }),
    mark: markOfFigures(release.illustrative),
    hasLinks: true,
    wide: drawProvinceMap(places, { ...options, wide: true }),
    narrow: drawProvinceMap(places, { ...options, wide: false }),
    table: {
      columns: [
        { name: m.charts_col_unit(), isNumber: false },
        { name: m.procedure_col_level(), isNumber: true },
      ],
      rows: provinces.map((each) => [
        unitNameOf(each.unit),
        { text: standingText(each), value: each.level },
      ]),
    },
  };
}
