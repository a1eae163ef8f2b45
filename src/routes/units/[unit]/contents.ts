// The parts that a unit's page has, for its list of contents. Only the unit page imports it.
import { m } from '#lib/paraglide/messages.js';
import { isTold } from './forecast-words.ts';
import type { UnitPage } from './unit-page.ts';

interface Part {
  /** Of the section on the page. */
  id: string;
  title: string;
}

/** In the order of the page; what is not on it is not in it. */
export function contentsOf(page: UnitPage): Part[] {
  const { standing, successor } = page;
  const isHeld = standing !== null;
  /** Whether a share of the unit's can be explained. */
  const isExplained = isHeld && page.chosen.choices.length > 0;
  const parts: (Part & { isThere: boolean })[] = [
    { id: 'results', title: m.unit_contents_results(), isThere: true },
    { id: 'who', title: m.unit_contents_who(), isThere: true },
    { id: 'signs', title: m.unit_contents_signs(), isThere: page.signs.length > 0 },
    {
      id: 'why',
      title: m.unit_contents_why(),
      isThere: successor ? successor.why.length > 0 : page.why.some((each) => !each.isReference),
    },
    {
      id: 'gap',
      title: m.unit_contents_gap(),
      isThere: successor ? successor.gap !== null : isExplained && page.chosenGap !== null,
    },
    { id: 'forecast', title: m.unit_contents_forecast(), isThere: hasForecast(page) },
    {
      id: 'twins',
      title: m.unit_contents_twins(),
      isThere: isExplained && page.twins !== null,
    },
    { id: 'tasks', title: m.unit_contents_tasks(), isThere: isHeld && page.tasks !== null },
    { id: 'index', title: m.unit_contents_index(), isThere: isHeld && page.index.length > 0 },
    { id: 'bodies', title: m.unit_contents_bodies(), isThere: page.bodies.length > 0 },
    { id: 'past', title: m.unit_contents_past(), isThere: page.past !== null },
    { id: 'others', title: m.unit_contents_others(), isThere: true },
  ];
  return parts.filter(({ isThere }) => isThere).map(({ id, title }) => ({ id, title }));
}

const hasForecast = ({ standing, chosenOutlook }: UnitPage): boolean =>
  standing !== null && chosenOutlook !== null && isTold(chosenOutlook);
