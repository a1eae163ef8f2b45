// Every source with its state, narrowed by kind, state and unit.
import { nextSlot } from '#lib/server/sources/slots.ts';
import { isFailing, readSourceViews } from '#lib/server/source-view.ts';
import { SOURCE_KINDS } from '#lib/server/sources/config-fields.ts';
import { may } from '#lib/server/access/person.ts';
import { listSources, type SourceRow } from '#lib/server/store/source-views.ts';
import { readSources, type RegisteredSource } from '#lib/server/store/sources.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** `paused` goes before what the last run came to. */
const stateOf = ({ pausedAt, last }: SourceRow): string =>
  pausedAt === null ? (last?.state ?? 'never') : 'paused';

/** When it is asked next; a schedule that cannot be read is told as such, and spoils no other. */
function tellNext(source: RegisteredSource | undefined, now: Date): string | null {
  try {
    return source ? (nextSlot(source, now)?.toISOString() ?? null) : null;
  } catch {
    return 'unreadable';
  }
}

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = getDb();
  const now = new Date();
  const [rows, configs, views] = await Promise.all([
    listSources(db),
    readSources(db),
    readSourceViews(db, now),
  ]);
  const configOf = new Map(configs.map((config) => [config.id, config]));
  const chosen = (name: string) => url.searchParams.get(name) ?? '';
  const filter = { kind: chosen('kind'), state: chosen('state'), unit: chosen('unit') };
  const fits = (wanted: string, is: string) => wanted === '' || wanted === is;
  const all = rows.map((row) => ({
    ...row,
    state: stateOf(row),
    nextAt: tellNext(configOf.get(row.id), now),
  }));
  return {
    sources: all.filter(
      ({ kind, state, unitId }) =>
        fits(filter.kind, kind) && fits(filter.state, state) && fits(filter.unit, unitId),
    ),
    filter,
    kinds: SOURCE_KINDS,
    units: [...new Map(rows.map((row) => [row.unitId, row])).values()].map(
      ({ unitId: id, unitVi: nameVi, unitEn: nameEn }) => ({ id, nameVi, nameEn }),
    ),
    counts: {
      all: all.length,
      // As everybody is told: what failed last and is no longer asked goes on for nobody.
      faulty: views.filter(isFailing).length,
      paused: all.filter(({ state }) => state === 'paused').length,
    },
    mayAdd: may(locals.person, 'manage-sources'),
  };
};
