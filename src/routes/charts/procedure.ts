// One procedure by province: at which level each has it, as tiles and by boundaries. The page of the
// procedure imports it, and the addresses of pictures.
import type { MapKey, MapLook } from '#lib/charts/map-looks.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import type { Query } from '#lib/components/address.ts';
import { groupsOnProcedure, type UnitOnProcedure } from '#lib/domain/procedure-standing.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ProcedureAnswer } from '#lib/server/explain/procedure.ts';
import { standingText } from '../procedures/procedure-words.ts';
import { portalsSource } from './chart-source.ts';
import { PROVINCES, provinceSheet } from './province-sheet.ts';

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

/**
 * Null where no province offers it.
 *
 * @param query what links to the services of the provinces say of the release
 */
export function procedureSheet(
  { release, procedure, standing }: ProcedureAnswer,
  query: Query = { period: release.period },
): ChartSheet | null {
  const group = groupsOnProcedure(standing).find(({ groupId }) => groupId === PROVINCES);
  if (!group) return null;
  const provinces = standing
    .filter(({ unit }) => unit.groupId === PROVINCES)
    .map((each) => ({
      unit: each.unit,
      look: lookOf(each),
      text: standingText(each),
      value: each.level,
    }));
  const headline = m.procedure_map_head({ level4: group.atLevel4, offering: group.offering });
  const name = procedure.nameVi;
  return provinceSheet(provinces, release, {
    headline,
    name,
    label: m.procedure_map_label({ n: provinces.length, name, finding: headline }),
    source: portalsSource(release, group.known),
    column: m.procedure_col_level(),
    keys: keysOf,
    below: '/services',
    query: { ...query, q: procedure.code },
  });
}
