// The signs that readers see: raised more than ten working days ago, not withdrawn, with the unit's
// answer. Of one unit for its page, of all for the public list and the API, and counted for the first page.
import { SIGN_KINDS, type SignKind } from '#lib/domain/explain/sign-limits.ts';
import { compareVietnamese, hanoiDay, shortUnitName } from '#lib/domain/format.ts';
import { compareTexts } from '#lib/domain/order.ts';
import { nationalGroups } from '#lib/domain/overview.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Db } from '../db/client.ts';
import { type AskedSign, readSigns } from '../store/asked-signs.ts';

/** A sign as readers see it: without the person who answered, and without what staff alone see. */
export type PublicSign = Pick<
  AskedSign,
  | 'unitId'
  | 'id'
  | 'found'
  | 'measure'
  | 'measureNameVi'
  | 'measureNameEn'
  | 'seriesId'
  | 'period'
  | 'releaseId'
  | 'illustrative'
  | 'raisedAt'
  | 'dueOn'
> & { answer: { text: string; at: Date } | null };

/** One of a list of all units, with whom it was asked of. */
export interface ListedSign extends PublicSign {
  unit: { id: string; nameVi: string; nameEn: string };
  /** Null where the unit was never ranked. */
  group: { id: string; nameVi: string; nameEn: string; sort: number } | null;
}

const publicOf = ({ answer, ...sign }: AskedSign): PublicSign => ({
  unitId: sign.unitId,
  id: sign.id,
  found: sign.found,
  measure: sign.measure,
  measureNameVi: sign.measureNameVi,
  measureNameEn: sign.measureNameEn,
  seriesId: sign.seriesId,
  period: sign.period,
  releaseId: sign.releaseId,
  illustrative: sign.illustrative,
  raisedAt: sign.raisedAt,
  dueOn: sign.dueOn,
  answer: answer && { text: answer.text, at: answer.at },
});

const listedOf = (sign: AskedSign): ListedSign => {
  const { groupId, groupNameVi, groupNameEn, groupSort } = sign;
  return {
    ...publicOf(sign),
    unit: { id: sign.unitId, nameVi: sign.unitNameVi, nameEn: sign.unitNameEn },
    group:
      groupId === null
        ? null
        : {
            id: groupId,
            nameVi: groupNameVi ?? groupId,
            nameEn: groupNameEn ?? groupId,
            sort: groupSort ?? 0,
          },
  };
};

const dayOf = (now: Date): string => hanoiDay(now.toISOString());

/** The latest period first; empty where the unit was never asked, or may still answer unseen. */
export async function readPublicSigns(db: Db, unit: string, now: Date): Promise<PublicSign[]> {
  return (await readSigns(db, { units: [unit], publicOn: dayOf(now) })).map(publicOf);
}

/** As readers see names: without what stands before those of provinces. */
const nameOf = ({ unit }: ListedSign): string => shortUnitName(unit.nameVi);

/** Those of every unit, the latest period first, then by the unit's name. */
export async function readListedSigns(db: Db, now: Date): Promise<ListedSign[]> {
  const signs = (await readSigns(db, { publicOn: dayOf(now) })).map(listedOf);
  return signs.sort(
    (a, b) => compareTexts(b.period, a.period) || compareVietnamese(nameOf(a), nameOf(b)),
  );
}

/** The units of one group that were asked one kind of question, by id, and how many of them answered. */
export interface AskedGroup {
  groupId: string;
  units: string[];
  answered: number;
}

/** One kind of question in one period. */
export interface AskedKind {
  kind: SignKind;
  /** Units over all groups, and those of them that answered. */
  units: number;
  answered: number;
  /** In the order of the release's groups, those with nobody asked left out. */
  groups: AskedGroup[];
}

/**
 * What readers see that units of the nation were asked about one period, by kind and group, in the order
 * of the kinds; kinds that nobody was asked about are left out. A unit is asked once about a kind.
 *
 * @param now which questions are public, and which are answered, hangs on the day
 */
export async function nationalSigns(db: Db, release: Release, now: Date): Promise<AskedKind[]> {
  const series = release.rules.series.id;
  const signs = (await readSigns(db, { publicOn: dayOf(now), period: release.period })).filter(
    ({ seriesId }) => seriesId === series,
  );
  const groupOf = new Map(release.rules.units.map(({ id, groupId }) => [String(id), groupId]));
  return SIGN_KINDS.flatMap((kind) => {
    const asked = signs.filter(({ found }) => found.kind === kind);
    const groups = nationalGroups(release).flatMap(({ id: groupId }): AskedGroup[] => {
      const own = asked.filter(({ unitId }) => groupOf.get(unitId) === groupId);
      const answered = own.filter(({ answer }) => answer !== null).length;
      return own.length === 0
        ? []
        : [{ groupId, units: own.map(({ unitId }) => unitId), answered }];
    });
    const sum = (count: (group: AskedGroup) => number) =>
      groups.reduce((total, group) => total + count(group), 0);
    const units = sum((group) => group.units.length);
    return units === 0 ? [] : [{ kind, units, answered: sum(({ answered }) => answered), groups }];
  });
}
