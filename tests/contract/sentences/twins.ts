// What the section on twins must say: who stood there a year ago and has met the target since, found here
// once more among all rankings.
import type { Facts, Ranked } from './facts.ts';
import {
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';
import { namesIn } from './why.ts';

export const TWINS_HEADS = {
  vi: 'Đơn vị từng đứng ở mức này và nay đã đạt',
  en: 'Units that stood here and have met the target since',
};

const NONE: Record<string, Record<Language, string>> = {
  'no-figure': {
    vi: '{name} không có số liệu {period}, nên không tìm được đơn vị tương tự.',
    en: '{name} has no figure for {period}, so that nobody like it can be found.',
  },
  'no-target': {
    vi: 'Không có chỉ tiêu nào đòi hỏi {name} nâng tỷ lệ này {period}, nên không có đơn vị đã đạt để so.',
    en: 'No target asks {name} to raise this share in {period}, so that nobody has met it.',
  },
  met: {
    vi: '{name} đã đạt chỉ tiêu {period}, nên không cần tìm đơn vị đi trước.',
    en: '{name} meets the target in {period}, so that there is nobody ahead to learn from.',
  },
  'no-year': {
    vi: 'Chưa có bản phát hành của kỳ một năm trước {period} để so với {name}.',
    en: 'Nothing was released of the period a year before {period} that {name} could be compared in.',
  },
  nobody: {
    vi: 'Không đơn vị nào trong nhóm một năm trước đứng gần mức {period} của {name} mà nay đã đạt chỉ tiêu.',
    en: 'Nobody in the group was a year ago close to where {name} is in {period} and meets the target now.',
  },
};

const REACH_POINTS = 3;
const REACH = {
  vi: 'Cùng nhóm; một năm trước cách mức hiện nay của đơn vị không quá {reach} điểm phần trăm và chưa đạt chỉ tiêu.',
  en: 'Of the same group; a year ago within {reach} percentage points of where the unit is now, and short of the target.',
};

/** Rows of the table of twins; the API has them all. */
const ROWS = 5;
const MORE = { vi: ' {more} đơn vị khác: xem API.', en: ' {more} more: see the API.' };

/** As it is printed: to a tenth of a per cent. */
const printed = (share: number): number => Math.round(percent(share) * 10) / 10;

function foundSaid(
  { low, high, n }: { low: number; high: number; n: number },
  language: Language,
): string {
  const span = printed(low) !== printed(high);
  if (language === 'vi') {
    return `{n} đơn vị: {names}. Vào {since} ở mức {low}${span ? ' đến {high}' : ''}, gần mức {own} hiện nay của {name}; nay đã đạt chỉ tiêu {target}.`;
  }
  const [units, was, meets] =
    n === 1 ? ['unit', 'it was', 'meets'] : ['units', 'they were', 'meet'];
  return `{n} ${units}: {names}. In {since} ${was} at {low}${span ? ' to {high}' : ''}, close to the {own} of {name} now, and now ${meets} the {target} target.`;
}

/** What they raised, where the services behind their figures are known. */
function raisedSaid({ twins: { raised } }: Facts, language: Language): Sentence[] {
  const [field] = raised?.fields ?? [];
  if (!raised || !field) return [];
  const words = {
    vi: 'Trong một năm, {units} trong số những đơn vị gần nhất đã nâng {raised} dịch vụ được tính vào tỷ lệ này; nhiều nhất là lĩnh vực {field}: {most}.',
    en:
      raised.services === 1
        ? 'Within the year, {units} of those nearest raised {raised} service that this share counts, in the field {field}.'
        : 'Within the year, {units} of those nearest raised {raised} services that this share counts, most in one field in {field}: {most}.',
  };
  const { units, services } = raised;
  const values = { units, raised: services, field: field.field, most: field.services };
  return [{ words: words[language], values }];
}

/** Least n of d that makes the share. */
const asked = (demand: number, of: number): number => Math.ceil(demand * of - 1e-9);
const isShort = ({ numerator, denominator }: Ranked, demand: number): boolean =>
  (numerator ?? 0) < asked(demand, denominator ?? 0);

/** Those of the two rankings that stood near the unit's share of now, were short then and are not now. */
async function twinsAmong(
  { rankings, group, period, unitId }: Facts,
  since: string,
  demand: number,
): Promise<Ranked[]> {
  const [then, now] = await Promise.all(
    [since, period].map(async (each) => (await rankings('share_l4', each, group)).rows),
  );
  const own = now?.find((row) => row.unitId === unitId)?.score ?? NaN;
  return (then ?? []).filter((row) => {
    const latest = now?.find((each) => each.unitId === row.unitId);
    const isNear = Math.abs(row.score - own) <= REACH_POINTS / 100;
    const isOther = row.unitId !== unitId;
    return isOther && isNear && isShort(row, demand) && latest && !isShort(latest, demand);
  });
}

export async function twinsFaults(
  section: Section | undefined,
  facts: Facts,
  language: Language,
): Promise<string[]> {
  if (!section) return ['no section on twins'];
  const { since, demand, own, reason, twins } = facts.twins;
  const name = shortName(facts.name, language);
  const [said, ...others] = section.texts;
  if (since === null || demand === null || !own) {
    const words = NONE[reason ?? '']?.[language] ?? '(no reason known)';
    const values = { name, period: periodText(facts.period, language) };
    return textFaults(said, [{ words, values }], language);
  }
  const found = await twinsAmong(facts, since, demand);
  const ids = (units: readonly { unitId: string }[]) =>
    units.map(({ unitId }) => unitId).toSorted();
  const wanted = ids(found).join();
  const scores = found.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const names = new Map(found.map((each) => [each.unitId, shortName(each.name, language)]));
  const sentence: Sentence = {
    words: foundSaid({ low, high, n: found.length }, language),
    values: {
      ...{ n: found.length, low: percent(low), high: percent(high), own: percent(own.value) },
      ...{ name, target: percent(demand), since: periodText(since, language) },
      names: namesIn(new Set(ids(found)), names),
    },
  };
  const more = Math.max(0, found.length - ROWS);
  const note = others.findLast((text) => text.includes(REACH[language].split('{')[0] ?? ''));
  return [
    ...(ids(twins).join() === wanted ? [] : [`twins ${ids(twins).join()}, found ${wanted}`]),
    ...textFaults(said, [sentence, ...raisedSaid(facts, language)], language),
    ...textFaults(
      // The link to the API stands behind it.
      note?.slice(0, note.lastIndexOf('.') + 1),
      [
        {
          words: REACH[language] + (more > 0 ? MORE[language] : ''),
          values: { reach: REACH_POINTS, more },
        },
      ],
      language,
    ),
    ...twinRowFaults(section, facts, language),
  ];
}

function twinRowFaults(section: Section, { twins: told }: Facts, language: Language): string[] {
  // Procedures that they raised stand in rows of three cells.
  const rows = section.rows.filter((row) => row.length === 4);
  return rows.flatMap((row, at) => {
    const twin = told.twins[at];
    if (!twin?.name) return ['a row of nobody'];
    const [head = '', then, now, met] = row;
    const figure = ({ value, numerator, denominator }: typeof twin.now): Sentence[] => [
      {
        words: '{value} {numerator}/{denominator}',
        values: { value: percent(value), numerator, denominator },
      },
    ];
    return [
      ...(head === shortName(twin.name, language) ? [] : [`${head} is not ${twin.unitId}`]),
      ...textFaults(then, figure(twin.then), language),
      ...textFaults(now, figure(twin.now), language),
      ...(met?.toLowerCase() === periodText(twin.metIn, language).toLowerCase()
        ? []
        : [`${twin.unitId} met it in ${twin.metIn}, not ${met}`]),
    ];
  });
}
