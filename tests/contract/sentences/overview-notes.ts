// What stands beside the lists of the first page: the day that all targets share, by what rule changes are chosen,
// where a number of lacking services leads, and by the boundaries of which years the map may be drawn.
import { CHANGE_HEADS } from './changes.ts';
import { judging, NATION, rankingIn, type World } from './nation-facts.ts';
import { TARGET_HEADS } from './overview-lists.ts';
import { dayText, plain, textFaults, type Language, type Section } from './text.ts';

const WORDS = {
  vi: {
    oneDay: 'Các chỉ tiêu hạn {due}',
    days: 'Các chỉ tiêu của kỳ',
    rule: 'Mỗi loại thay đổi lần lượt lấy một, lớn nhất trước, theo thứ tự: cả nước rồi đơn vị qua mốc chỉ tiêu, không còn đạt, đính chính sau công bố, có số liệu trở lại, lần đầu có số liệu, mức thấp nhất từ trước đến nay, giảm, tăng; còn chỗ thì lấy lượt nữa, nhiều nhất {most} thay đổi. Giảm, tăng và mức thấp nhất chỉ xét tỷ lệ có chỉ tiêu, mẫu số từ {counts} ở cả hai kỳ, chênh từ {points} điểm phần trăm; mức thấp nhất cần ít nhất {earlier} kỳ trước có số liệu. Một đơn vị nêu một lần.',
    lacking: ': cần nâng những dịch vụ nào',
    years: ['Ranh giới khi đó', 'Ranh giới năm 2025'],
  },
  en: {
    oneDay: 'Targets due {due}',
    days: 'Targets of the period',
    rule: 'One of each kind in turn, the largest first: the nation, then units, crossing a target; no longer meeting one; corrections after publication; figures again; first figures; lowest so far; falls; rises; then another round, {most} at most. Falls, rises and lowest figures are looked for in shares that have a target, out of {counts} or more in both periods, from {points} percentage point on; a lowest needs figures of {earlier} earlier periods. A unit is told once.',
    lacking: ': which services to raise',
    years: ['Boundaries then', 'Boundaries of 2025'],
  },
} as const;

/** As the changes that are told are held (changes.ts). */
const RULE = { most: 5, counts: 50, points: 1, earlier: 4 };

/** The due days of all that judges the nation, or one of its groups, and has figures. */
function daysIn(world: World, period: string): string[] {
  const days = world.indicators.flatMap((indicator) => {
    const target = [NATION, ...NATION.map((group) => [group])]
      .map((groups) => judging(indicator, groups, period))
      .find((each) => each !== null);
    const isTold = rankingIn(world, period, indicator.code).national !== null;
    return target && isTold ? [target.due] : [];
  });
  return [...new Set(days)];
}

/** Of each number of lacking services, whether its link says that very number. */
function lackingFaults(page: string, language: Language): string[] {
  const { lacking } = WORDS[language];
  const links = [...page.matchAll(/<a\b[^>]*aria-label="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
    .map(([, label = '', said = '']) => [label, plain(said)])
    .filter(([label]) => label?.endsWith(lacking));
  return links.flatMap(([label, said]) =>
    label === `${said}${lacking}` && /^[\d.,]+$/.test(said ?? '') ? [] : [`${label} for ${said}`],
  );
}

/** @param redrawn whether the map may be drawn by the provinces of 2025 too */
export function noteFaults(
  page: string,
  sections: readonly Section[],
  world: World,
  { period, redrawn }: { period: string; redrawn: boolean },
  language: Language,
): string[] {
  const words = WORDS[language];
  const [day, ...others] = daysIn(world, period);
  const heading =
    day === undefined || others.length > 0
      ? { words: words.days }
      : { words: words.oneDay, values: { due: dayText(day, language) } };
  const told = (heads: Record<Language, RegExp>) =>
    sections.find((section) => heads[language].test(section.heading));
  const start = words.rule.split(',')[0] ?? '';
  const rule = told(CHANGE_HEADS)?.texts.find((text) => text.startsWith(start));
  const map = page.slice(page.indexOf('<section id="map"'));
  const years = words.years.filter((name) => plain(map).includes(name));
  return [
    ...textFaults(told(TARGET_HEADS)?.heading, [heading], language),
    ...textFaults(rule, [{ words: words.rule, values: RULE }], language),
    ...lackingFaults(page.replaceAll(/<!--.*?-->/gs, ''), language),
    ...(years.length === (redrawn ? words.years.length : 1) ? [] : [`drawn by ${years.join()}`]),
  ];
}
