// Every sentence and list of the first page of a quarter, each held by the file that knows it.
import { CHANGE_HEADS, changeFaults } from './changes.ts';
import { DUE_HEADS, dueFaults } from './due-days.ts';
import { CODE, NATION, type World } from './nation-facts.ts';
import { headlineFaults, leadFaults } from './overview.ts';
import {
  behindFaults,
  END_HEADS,
  riserFaults,
  SILENT_HEADS,
  silentFaults,
  TARGET_HEADS,
  targetFaults,
} from './overview-lists.ts';
import { noteFaults } from './overview-notes.ts';
import { MAP_HEADS, mapFaults, mapPicture, type Mapped } from './overview-map.ts';
import { SPREAD_HEADS, spreadFaults } from './overview-pictures.ts';
import { sectionsOf, topOf, type Language, type Section } from './text.ts';

export interface FirstPage {
  period: string;
  /** The day on which the quarter was first released. */
  releasedOn: string;
  /** What the map shows where it is another measure than the page's. */
  mapped?: Omit<Mapped, 'period'>;
}

const headed = (
  sections: readonly Section[],
  heads: Record<Language, string | RegExp>,
  language: Language,
): Section[] => {
  const wanted = heads[language];
  return sections.filter(({ heading }) =>
    typeof wanted === 'string' ? heading === wanted : wanted.test(heading),
  );
};

/** What is wrong with a page, each with where it stands. */
export function firstPageFaults(
  page: string,
  world: World,
  { period, releasedOn, mapped = { code: CODE } }: FirstPage,
  language: Language,
): string[] {
  const { headline, lead } = topOf(page);
  const sections = sectionsOf(page);
  const of = (heads: Record<Language, string | RegExp>) => headed(sections, heads, language);
  const [behind, risers] = [of(END_HEADS.behind), of(END_HEADS.risers)];
  // One for screens and one for paper.
  const dues = [0, 1].flatMap((at) =>
    dueFaults(of(DUE_HEADS)[at], world, { period, releasedOn }, language),
  );
  const ends = NATION.flatMap((group, at) => [
    ...behindFaults(behind[at], world, { period, group }, language),
    ...riserFaults(risers[at], world, { period, group }, language),
  ]);
  const kind = world.indicators.find(({ code }) => code === mapped.code)?.measure;
  // What is had or not is no share of several provinces together.
  const noted = { period, redrawn: kind !== 'flag' };
  return [
    ...noteFaults(page, sections, world, noted, language),
    ...headlineFaults(headline, world, period, language),
    ...leadFaults(lead, world, period, language),
    ...targetFaults(of(TARGET_HEADS)[0], world, period, language),
    ...changeFaults(of(CHANGE_HEADS)[0], world, period, language),
    ...silentFaults(of(SILENT_HEADS)[0], world, period, language),
    ...ends,
    ...dues,
    ...spreadFaults(of(SPREAD_HEADS)[0], world, period, language),
    ...mapFaults(of(MAP_HEADS)[0], mapPicture(page), world, { ...mapped, period }, language),
  ];
}
