// What units were asked about their figures, once their time to answer is over, narrowed as the address
// asks.
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { SIGN_KINDS, SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import type { SignRun } from '#lib/domain/explain/sign-runs.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import {
  ANSWERED,
  narrowRuns,
  narrowSigns,
  type SignFilter,
} from '#lib/server/explain/sign-list.ts';
import { type ListedSign, readListedSigns } from '#lib/server/explain/signs.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { requireWords } from '#lib/server/page-words.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Questions of a page. */
const A_PAGE = 24;

function filterOf(params: URLSearchParams): SignFilter {
  const named = (name: string) => params.get(name) || undefined;
  return {
    unit: named('unit'),
    series: named('series'),
    period: named('period'),
    group: named('group'),
    kind: SIGN_KINDS.find((kind) => kind === params.get('kind')),
    answered: ANSWERED.find((answer) => answer === params.get('answered')),
  };
}

const byId = <T extends { id: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((each) => [each.id, each])).values(),
];

/** What can be chosen: only what is listed, units by the names that are shown. */
function choicesOf(signs: readonly ListedSign[]) {
  const kinds = new Set(signs.map(({ found }) => found.kind));
  return {
    periods: [...new Set(signs.map(({ period }) => period))].toSorted().toReversed(),
    series: [...new Set(signs.map(({ seriesId }) => seriesId))].toSorted(),
    kinds: SIGN_KINDS.filter((kind) => kinds.has(kind)),
    groups: byId(signs.flatMap(({ group }) => group ?? [])).toSorted((a, b) => a.sort - b.sort),
    units: byId(signs.map(({ unit }) => unit)).toSorted((a, b) =>
      unitNameOf(a).localeCompare(unitNameOf(b), locale()),
    ),
  };
}

const isOpen = ({ latest }: SignRun<ListedSign>) => latest.answer === null;

/** How many questions of each kind there are, over each group and all, and how many stand open. */
function kindsOf(runs: readonly SignRun<ListedSign>[], groups: readonly { id: string }[]) {
  return SIGN_KINDS.flatMap((kind) => {
    const own = runs.filter(({ latest }) => latest.found.kind === kind);
    if (own.length === 0) return [];
    const ofGroup = ({ id }: { id: string }) => ({
      id,
      count: own.filter(({ latest }) => latest.group?.id === id).length,
    });
    return [
      { kind, count: own.length, open: own.filter(isOpen).length, groups: groups.map(ofGroup) },
    ];
  });
}

export const load: PageServerLoad = async ({ url }) => {
  const signs = await readListedSigns(getDb(), new Date());
  const { period } = Object.fromEntries(url.searchParams);
  requireWords(url.searchParams, {
    kind: SIGN_KINDS,
    answered: ANSWERED,
    // A period in which nobody was asked is one all the same.
    ...(period && parsePeriod(period) === null ? { period: choicesOf(signs).periods } : {}),
  });
  const filter = filterOf(url.searchParams);
  const found = narrowRuns(signs, filter);
  const choices = choicesOf(signs);
  return {
    filter,
    choices,
    total: signs.length,
    counts: { runs: found.length, open: found.filter(isOpen).length },
    kinds: kindsOf(found, choices.groups),
    rows: narrowSigns(signs, filter).length,
    illustrative: found.some(({ latest }) => latest.illustrative),
    limits: Object.values(SIGN_LIMITS).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn })),
    ...pageOf(found, A_PAGE, url.searchParams),
  };
};
