// What units were asked about their figures, with their answers and what staff withdrew. A sign stands
// while the newest look at its period still finds it. The pages of staff and units, and what readers see,
// import it; signs.ts writes what is read here.
import type { Sign, SignKind } from '#lib/domain/explain/sign-limits.ts';
import type { Db } from '../db/client.ts';

/** More than ten years of quarters raise; the latest come first. */
const MOST_SIGNS = 20_000;

/** `open` stands without an answer · `gone` the current release does not show it any more. */
export const SIGN_STATES = ['open', 'answered', 'gone', 'withdrawn'] as const;
export type SignState = (typeof SIGN_STATES)[number];

export interface AskedSign {
  unitId: string;
  unitNameVi: string;
  unitNameEn: string;
  /** The group that the unit was last ranked in; null where it never was. */
  groupId: string | null;
  groupNameVi: string | null;
  groupNameEn: string | null;
  groupSort: number | null;
  id: string;
  /** The kind with its evidence, as the release shows it. */
  found: Pick<Sign, 'kind' | 'evidence'>;
  measure: string | null;
  measureNameVi: string | null;
  measureNameEn: string | null;
  seriesId: string;
  period: string;
  /** The last release that it was found in. */
  releaseId: string;
  state: SignState;
  illustrative: boolean;
  raisedAt: Date;
  dueOn: string;
  answer: { text: string; by: string; at: Date } | null;
  withdrawal: { reason: string; by: string; at: Date } | null;
}

interface SignLine extends Omit<AskedSign, 'found' | 'raisedAt' | 'answer' | 'withdrawal'> {
  kind: SignKind;
  evidence: Sign['evidence'];
  raisedAt: string;
  answer: string | null;
  answeredBy: string;
  answeredAt: string;
  reason: string | null;
  withdrawnBy: string;
  withdrawnAt: string;
}

function askedOf(line: SignLine): AskedSign {
  const { kind, evidence, answer, answeredBy, answeredAt, ...rest } = line;
  const { reason, withdrawnBy, withdrawnAt, raisedAt, ...sign } = rest;
  return {
    ...sign,
    found: { kind, evidence },
    raisedAt: new Date(raisedAt),
    answer: answer === null ? null : { text: answer, by: answeredBy, at: new Date(answeredAt) },
    withdrawal: reason === null ? null : { reason, by: withdrawnBy, at: new Date(withdrawnAt) },
  };
}

/** Which signs are read; all where nothing is said. */
export interface WantedSigns {
  /** Of these units alone. */
  units?: readonly string[] | undefined;
  /** This sign alone. */
  id?: string | undefined;
  state?: SignState | undefined;
  /** About this period alone. */
  period?: string | undefined;
  /**
   * An ISO day: only what readers see on it, which is what stands, was to be answered before that day
   * and was not withdrawn.
   */
  publicOn?: string | undefined;
  /** As many at most, after so many others. */
  slice?: { most: number; after: number } | undefined;
}

/** Every sign as `told`, with its state. */
const toldSigns = ({ sql }: Db) => sql`
  with told as (
    select s.*, f.measure, f.release_id, f.evidence, a.answer, a.person_id as answered_by,
      a.answered_at, w.reason, w.person_id as withdrawn_by, w.withdrawn_at,
      case when w.sign_id is not null then 'withdrawn'
        when f.release_id is distinct from newest.release_id then 'gone'
        when a.answer is null then 'open' else 'answered' end as state
    from sign s
    left join lateral (select d.release_id from sign_reading d join release r on r.id = d.release_id
      where r.series_id = s.series_id and r.period = s.period
      order by r.number desc limit 1) newest on true
    join lateral (select e.* from sign_finding e join release r on r.id = e.release_id
      where e.unit_id = s.unit_id and e.sign_id = s.id
      order by r.number desc limit 1) f on true
    left join lateral (select * from sign_answer l
      where l.unit_id = s.unit_id and l.sign_id = s.id
      order by l.answered_at desc, l.id desc limit 1) a on true
    left join sign_withdrawal w on w.unit_id = s.unit_id and w.sign_id = s.id)`;

function conditionOf({ sql }: Db, { units, id, state, period, publicOn }: WantedSigns) {
  const ofUnits = units ? sql`t.unit_id = any(${[...units]})` : sql`true`;
  const named = id ? sql`t.id = ${id}` : sql`true`;
  const inState = state ? sql`t.state = ${state}` : sql`true`;
  const inPeriod = period ? sql`t.period = ${period}` : sql`true`;
  const isPublic = publicOn
    ? sql`t.state in ('open', 'answered') and t.due_on < ${publicOn}::date`
    : sql`true`;
  return sql`${ofUnits} and ${named} and ${inState} and ${inPeriod} and ${isPublic}`;
}

/** Signs, the latest period first, then by unit and kind. */
export async function readSigns(db: Db, wanted: WantedSigns): Promise<AskedSign[]> {
  const { most, after } = wanted.slice ?? { most: MOST_SIGNS, after: 0 };
  const lines = await db.sql<SignLine[]>`
    ${toldSigns(db)}
    select t.unit_id as "unitId", u.name_vi as "unitNameVi", u.name_en as "unitNameEn",
      g.id as "groupId", g.name_vi as "groupNameVi", g.name_en as "groupNameEn",
      g.sort as "groupSort", t.id, t.kind, t.measure, i.name_vi as "measureNameVi", i.name_en as "measureNameEn",
      t.series_id as "seriesId", t.period, t.release_id as "releaseId", t.state, t.illustrative,
      t.evidence, to_json(t.raised_at) #>> '{}' as "raisedAt", t.due_on::text as "dueOn",
      t.answer, coalesce(p.name, t.answered_by) as "answeredBy",
      to_json(t.answered_at) #>> '{}' as "answeredAt",
      t.reason, coalesce(q.name, t.withdrawn_by) as "withdrawnBy",
      to_json(t.withdrawn_at) #>> '{}' as "withdrawnAt"
    from told t join unit u on u.id = t.unit_id
    left join lateral (select group_id from group_member
      where unit_id = t.unit_id and series_id = t.series_id
      order by valid_from desc limit 1) gm on true
    left join unit_group g on g.id = gm.group_id
    left join indicator i on i.series_id = t.series_id and i.code = t.measure
    left join person p on p.id = t.answered_by
    left join person q on q.id = t.withdrawn_by
    where ${conditionOf(db, wanted)}
    order by t.period desc, u.name_vi, t.kind, t.id limit ${most} offset ${after}`;
  return lines.map(askedOf);
}

export interface SignCount {
  unitId: string;
  nameVi: string;
  nameEn: string;
  state: SignState;
  count: number;
}

/** How many signs of each state each unit has; in the order of the units' names. */
export function countSigns(db: Db, wanted: WantedSigns): Promise<SignCount[]> {
  return db.sql<SignCount[]>`
    ${toldSigns(db)}
    select t.unit_id as "unitId", u.name_vi as "nameVi", u.name_en as "nameEn", t.state,
      count(*)::int as count
    from told t join unit u on u.id = t.unit_id
    where ${conditionOf(db, wanted)}
    group by t.unit_id, u.name_vi, u.name_en, t.state order by u.name_vi, t.unit_id`;
}
