// A ranking's finding and lead as sentences, chosen by what the figures say. Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { demandFigure, demandWords, shortIndicatorName } from '#lib/components/legal-words.ts';
import { targetLead } from '#lib/components/ranked-words.ts';
import {
  capital,
  figureText,
  groupInText,
  inText,
  nameOf,
  unitNameOf,
} from '#lib/components/words.ts';
import { formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';
import { valueText } from './cell-words.ts';

/** The measure's name; shares without "share of". */
export const measureName = (face: PageData['face']): string =>
  face.measure === 'share' ? shortIndicatorName(face) : nameOf(face);

function leaderText(finding: PageData['finding']): string | null {
  const leader = presentLeaderText(finding);
  if (leader === null || !finding.absentLeader) return leader;
  return m.ranking_head_absent({ leader, absent: unitNameOf(finding.absentLeader) });
}

function presentLeaderText({ leaders, ledBefore }: PageData['finding']): string | null {
  const [first] = leaders;
  if (!first) return null;
  if (leaders.length > 1) return m.ranking_head_tied({ n: leaders.length });
  const name = unitNameOf(first);
  if (ledBefore === null) return m.ranking_head_leader({ name });
  return ledBefore ? m.ranking_head_still({ name }) : m.ranking_head_new({ name });
}

function targetText({ finding, group, target, face }: PageData): string | null {
  // Who has no figure has neither met it nor fallen short.
  const judged = finding.met + finding.unmet;
  if (!target || judged === 0) return null;
  const isRelative = target.operator === 'x';
  const words = {
    all: judged,
    group:
      judged < finding.withTarget
        ? m.ranking_head_having({ group: groupInText(group) })
        : groupInText(group),
    demand: isRelative ? demandWords(target, face) : demandFigure(target.value, face),
    measure: inText(measureName(face)),
  };
  const isMetByAll = finding.met === judged;
  if (isRelative) {
    return isMetByAll
      ? m.ranking_head_all_met_own(words)
      : m.ranking_head_unmet_own({ ...words, n: finding.unmet });
  }
  return isMetByAll
    ? m.ranking_head_all_met(words)
    : m.ranking_head_unmet({ ...words, n: finding.unmet });
}

/** How many are asked for a figure, whether they gave one or not. */
export const expectedOf = ({ summary, ranked, unranked }: PageData): number =>
  summary?.expected ?? ranked.length + unranked.length;

/** The finding that heads the page. */
export function headlineOf(data: PageData): string {
  const { face, finding, group } = data;
  const measure = measureName(face);
  if (finding.counted === 0) return m.ranking_head_none({ measure: inText(measure) });
  if (finding.counted === 1) {
    const [only] = data.ranked;
    const words = { measure, group: groupInText(group), name: only ? unitNameOf(only) : '' };
    return expectedOf(data) === 1
      ? m.ranking_head_alone({ ...words, value: only ? inText(valueText(only, face)) : '' })
      : m.ranking_head_single({ ...words, all: expectedOf(data) });
  }
  if (face.measure === 'flag') {
    return capital(
      m.ranking_head_flag({
        n: finding.having,
        all: expectedOf(data),
        group: groupInText(group),
        measure: inText(measure),
      }),
    );
  }
  if (data.ranked.every(({ rank }) => rank === null)) {
    const byScore = data.ranked.toSorted((a, b) => a.score - b.score);
    const [low, high] = [byScore[0], byScore.at(-1)].map((row) =>
      row ? valueText(row, face) : '',
    );
    return m.ranking_head_unranked({ measure, low: low ?? '', high: high ?? '' });
  }
  const leader = leaderText(finding);
  const target = targetText(data);
  if (leader && target) return `${leader}; ${target}`;
  return leader ? m.ranking_head_of({ measure, finding: leader }) : measure;
}

/** Why ranks won and lost are not moves alone; null where the same units were ranked before. */
export function changesText({ changes }: PageData): string | null {
  if (!changes) return null;
  const names = (units: { nameVi: string; nameEn: string }[]) => units.map(unitNameOf).join(', ');
  const parts = [
    ...(changes.absent.length > 0
      ? [m.ranking_changes_absent({ names: names(changes.absent) })]
      : []),
    ...(changes.back.length > 0 ? [m.ranking_changes_back({ names: names(changes.back) })] : []),
  ];
  const who = parts.length > 0 ? ` (${parts.join('; ')})` : '';
  return m.ranking_changes({ now: changes.now, before: changes.before, who });
}

/** What the group and the nation come to, and over how many units where some have no figure. */
function sumsText({ face, summary, national }: PageData): string[] {
  const texts: string[] = [];
  const shareText = (value: number) => figureText(value, { ...face, decimals: 2 });
  if (typeof summary?.value === 'number') {
    const { counted, expected } = summary;
    const words = {
      value: shareText(summary.value),
      n: formatNumber(summary.numerator ?? 0, locale()),
      d: formatNumber(summary.denominator ?? 0, locale()),
    };
    texts.push(
      counted < expected
        ? m.ranking_lead_group_of({ ...words, counted, expected })
        : m.ranking_lead_group(words),
    );
  }
  if (typeof national?.value === 'number') {
    const { counted, expected } = national;
    const value = shareText(national.value);
    texts.push(
      counted < expected
        ? m.ranking_lead_nation_of({ value, counted, expected })
        : m.ranking_lead_nation({ value }),
    );
  }
  return texts;
}

/** What is promised, by whom, and what the group comes to. */
export function leadOf(data: PageData): string {
  const { face, target } = data;
  return [
    ...(face.index === 'tiendo' ? [m.ranking_own_index()] : []),
    ...(target ? [targetLead(target, face)] : []),
    ...(face.measure === 'share' ? sumsText(data) : []),
  ].join(' ');
}
