// Releases that the guard held: what it found, the figures on both sides, and the decisions on them.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { GUARD_LIMITS } from '#lib/domain/guard-limits.ts';
import type { GuardFinding } from '#lib/domain/guard.ts';
import { faceOf } from '#lib/domain/ranking.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { readForm, words } from '#lib/server/form.ts';
import { takeDecision } from '#lib/server/publish/decide.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { readHolds, type HeldFinding, type Hold } from '#lib/server/store/holds.ts';
import { readRelease } from '#lib/server/store/releases.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';
import { namedUnits, type Naming, namingOf } from './naming.ts';

/** One draft a period waits at most; a person decides a few at a time. */
const MOST_WAITING = 20;
const MOST_DECIDED = 30;
/** Characters of a reason. */
const MOST_REASON = 1_000;

/** What both releases say of a unit that a finding names; `last` is null in the first of a series. */
function unitsOf(
  { measure }: GuardFinding,
  units: readonly UnitId[],
  last: Release | null,
  held: Release,
) {
  const all = [...(last?.rules.units ?? []), ...held.rules.units];
  const members = new Map(all.map((one) => [one.id, one]));
  return units.flatMap((id) => {
    const unit = members.get(id);
    if (!unit) return [];
    const said = (release: Release | null) => {
      const row = release && measure !== null ? rowOf(release, id, measure) : null;
      return row && { value: row.value, numerator: row.numerator, denominator: row.denominator };
    };
    const { nameVi, nameEn } = unit;
    return [{ id, nameVi, nameEn, before: said(last), after: said(held) }];
  });
}

interface KeyedFinding extends HeldFinding {
  /** Names the finding among all that wait. */
  key: string;
}

function findingOf(finding: KeyedFinding, naming: Naming, last: Release | null, held: Release) {
  const { rule, measure, groupId, part, before, after, limit } = finding;
  // What is lost stands in the last release alone.
  const groups = [...held.rules.groups, ...(last?.rules.groups ?? [])];
  const group = groups.find(({ id }) => id === groupId);
  const faceIn = (release: Release | null) =>
    release && measure !== null ? faceOf(release, measure) : null;
  return {
    ...{ rule, part, before, after, limit },
    face: faceIn(held) ?? faceIn(last),
    group: group ? { id: group.id, nameVi: group.nameVi, nameEn: group.nameEn } : null,
    key: finding.key,
    named: finding.units.length,
    units: unitsOf(finding, namedUnits(finding, naming), last, held),
  };
}

/** What was found beside one release, or beside none. */
async function comparisonOf(
  againstId: string | null,
  held: Release,
  findings: readonly KeyedFinding[],
  naming: Naming,
) {
  const last = againstId === null ? null : await readRelease(getDb(), againstId);
  return {
    against: last && {
      id: last.id,
      series: last.rules.series.id,
      period: last.period,
      number: last.number,
    },
    findings: findings
      .filter((finding) => finding.againstId === againstId)
      .map((finding) => findingOf(finding, naming, last, held)),
  };
}

async function waitingOf({ releaseId, period, number, heldAt, ...hold }: Hold, naming: Naming) {
  const held = await readRelease(getDb(), releaseId);
  if (!held) return [];
  const findings = hold.findings
    .map((finding, at) => ({ ...finding, key: `${releaseId}-${at}` }))
    .filter(({ units }) => naming.unit === null || units.some((id) => id === naming.unit));
  const against = [...new Set(findings.map(({ againstId }) => againstId))];
  const comparisons = await Promise.all(
    against.map((id) => comparisonOf(id, held, findings, naming)),
  );
  const { nameVi, nameEn } = held.rules.series;
  const series = { nameVi, nameEn };
  return [{ releaseId, period, number, heldAt, series, comparisons }];
}

const decidedOf = ({ releaseId, seriesId, period, number, ...hold }: Hold) => ({
  ...{ releaseId, seriesId, period, number, state: hold.state, reason: hold.reason },
  ...{ by: hold.decidedBy, at: hold.decidedAt },
  rules: [...new Set(hold.findings.map(({ rule }) => rule))],
});

/** The units that findings name, for the choice of one. */
async function unitChoices(waiting: readonly Hold[]) {
  const named = new Set<string>(
    waiting.flatMap(({ findings }) => findings.flatMap(({ units }) => units)),
  );
  return (await readUnits(getDb()))
    .filter(({ id }) => named.has(id))
    .map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn }));
}

export const load: PageServerLoad = async ({ locals, url }) => {
  requirePerson({ locals }, 'decide-releases');
  const [waiting, all] = await Promise.all([
    readHolds(getDb(), { state: 'held' }, MOST_WAITING),
    readHolds(getDb(), {}, MOST_DECIDED),
  ]);
  const naming = namingOf(url.searchParams, waiting);
  return {
    waiting: (await Promise.all(waiting.map((hold) => waitingOf(hold, naming)))).flat(),
    unit: naming.unit,
    units: naming.isWhole ? [] : await unitChoices(waiting),
    mostReason: MOST_REASON,
    decided: all.filter(({ state }) => state !== 'held').map(decidedOf),
    limits: Object.values(GUARD_LIMITS).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn })),
  };
};

const DECISION = v.strictObject({
  release: v.pipe(v.string(), v.uuid()),
  verdict: v.picklist(['publish', 'refuse']),
  reason: words(MOST_REASON),
});

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const person = requirePerson({ locals }, 'decide-releases');
    const read = await readForm(request, DECISION);
    if (!read.ok) return fail(400, { fault: 'reason' as const });
    const { release: releaseId, verdict, reason } = read.fields;
    const decision = { releaseId, verdict, reason, by: person.id, at: new Date() };
    const outcome = await takeDecision(getDb(), decision);
    return outcome === 'taken' ? { decided: verdict } : fail(409, { fault: outcome });
  },
};
