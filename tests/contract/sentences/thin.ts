// What the first page must say where fewer than half of the units have a figure: how many have one, and
// nothing of the nation; of each group how many have met the target, and how many said nothing.
import { CODE, NATION, ofNation, isMet, rankingIn, type World } from './nation-facts.ts';
import { textFaults, type Language, type Section } from './text.ts';

const WORDS = {
  vi: {
    head: 'Mới có {counted}/{expected} đơn vị có số liệu dịch vụ công trực tuyến mức độ 4 trong kỳ này',
    lead: 'Số đơn vị có số liệu còn quá ít để nói về cả nước; các đơn vị khác chưa được tính, không phải là không đạt.',
    targets: /^Các chỉ tiêu/,
    unknown: 'Chưa có số liệu',
    nation: /Cả nước \d/,
  },
  en: {
    head: 'Only {counted} of {expected} units have figures on online public services at level 4 in this period',
    lead: 'Too few units have figures for anything to be said of the nation; the others are not counted, which does not mean that they fall short.',
    targets: /^Targets/,
    unknown: 'No figure yet',
    nation: /Nation \d/,
  },
} as const;

/** @param world of one indicator with one target */
export function thinFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  world: World,
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { rows, unranked } = rankingIn(world, period, CODE);
  const [own, silent] = [ofNation(rows), ofNation(unranked)];
  const values = { counted: own.length, expected: own.length + silent.length };
  const cells = sections.find(({ heading }) => words.targets.test(heading))?.rows[0] ?? [];
  const [head = '', , nation = '', ...rest] = cells;
  const standings = NATION.map((group) => {
    const [known, none] = [own, silent].map(
      (units) => units.filter((unit) => unit.group === group).length,
    );
    const met = own.filter((row) => row.group === group && isMet(row)).length;
    return `${met}/${(known ?? 0) + (none ?? 0)} ${none}${words.unknown}.`;
  });
  const said = rest.map((cell) => cell.replaceAll(/(?<=\d) (?=\p{L})/gu, ''));
  return [
    ...textFaults(headline, [{ words: words.head, values }], language),
    ...textFaults(lead, [{ words: words.lead }], language),
    ...(words.nation.test(head) || nation !== '–' ? [`the nation has "${head}", "${nation}"`] : []),
    ...(said.join(' | ') === [...standings, words.unknown].join(' | ')
      ? []
      : [`"${said.join(' | ')}" should be "${standings.join(' | ')}"`]),
  ];
}
