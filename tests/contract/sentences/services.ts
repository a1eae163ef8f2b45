// What the page of a unit's services must say: its headline, what a plan comes to, whom it passes.
import type { Name } from './facts.ts';
import {
  dayText,
  percent,
  periodText,
  pick,
  services,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

interface Told {
  raised: number;
  period: string;
  value: number;
  numerator: number;
  denominator: number;
  rank: number;
  ranked: number;
  passed: { name: Name }[];
  passedBy: { name: Name }[];
  state: string;
  demand: number | null;
  due: string | null;
  metOn: { period: string; day: string; isLate: boolean } | null;
  metOnReason: string | null;
}
/** As the API tells of a plan and of the services. */
export interface ServiceFacts {
  name: Name;
  period: string;
  /** As released, where nobody moves and nothing is raised. */
  rank: number | null;
  plan: {
    now: Told | null;
    outcome: Told | null;
    plan: { others: 'still' | 'moving' };
    pace: { numerator: number; periods: number } | null;
    most: number;
  };
  services: {
    total: number | null;
    services: { level: number; place: number | null; dossiers: number; filedOnline: number }[];
  };
  gap: {
    toTarget: { services: number; demand: number } | null;
    toTargetReason: string | null;
    toNextRank: { services: number | null; rank: number } | null;
  };
}

/** The headline, and what is wrong with it. */
export function headFaults(headline: string, facts: ServiceFacts, language: Language): string[] {
  return textFaults(headline, [headSaid(facts, language)], language);
}

function headSaid(
  { name, period, plan, services: list, gap }: ServiceFacts,
  language: Language,
): Sentence {
  const unit = { name: shortName(name, language), period: periodText(period, language) };
  if (!plan.now) {
    const words = {
      vi: '{name}: {period} chưa có số liệu dịch vụ công',
      en: '{name}: no figure on public services in {period}',
    };
    return { words: pick(words, language), values: unit };
  }
  if (list.total === null) {
    const words = {
      vi: '{name}: nguồn của {period} chỉ cho số tổng, không cho từng dịch vụ',
      en: '{name}: the source of {period} gives totals only, not each service',
    };
    return { words: pick(words, language), values: unit };
  }
  const left = list.services.filter(({ place }) => place !== null).length;
  const level4 = list.services.filter(({ level }) => level === 4).length;
  const more = gap.toTarget?.services ?? 0;
  const values: Record<string, Value> = {
    ...unit,
    left,
    more,
    level4,
    total: list.total,
    demand: percent(gap.toTarget?.demand ?? plan.now.demand ?? 0),
  };
  const [l, t, s] = [
    services(left, 'left', language),
    services(list.total, 'total', language),
    services(more, 'more', language),
  ];
  const said = (vi: string, en: string): Sentence => ({
    words: pick({ vi, en }, language),
    values,
  });
  if (!gap.toTarget) {
    return gap.toTargetReason === 'met'
      ? said(
          `{name} đã đạt chỉ tiêu {demand} với {level4}/${t} ở mức độ 4; còn ${l} đủ điều kiện nâng`,
          `{name} has met the {demand} target with {level4} of ${t} at level 4; ${l} can still be raised`,
        )
      : said(
          `{name}: {level4}/${t} ở mức độ 4; còn ${l} đủ điều kiện nâng`,
          `{name}: {level4} of ${t} at level 4; ${l} can still be raised`,
        );
  }
  if (left >= more) {
    return said(
      `{name} cần nâng {more} trong ${l} đủ điều kiện để đạt chỉ tiêu {demand}`,
      `{name} has to raise {more} of the ${l} that qualify to reach the {demand} target`,
    );
  }
  return left === 0
    ? said(
        `{name} cần thêm ${s} mức độ 4 để đạt chỉ tiêu {demand}, nhưng không còn dịch vụ nào đủ điều kiện nâng`,
        `{name} needs ${s} more at level 4 to reach the {demand} target, and no service is left that qualifies`,
      )
    : said(
        `{name} cần thêm ${s} mức độ 4 để đạt chỉ tiêu {demand}, nhưng chỉ còn ${l} đủ điều kiện nâng`,
        `{name} needs ${s} more at level 4 to reach the {demand} target, and only ${l} can still be raised`,
      );
}

/** The lead of a unit whose services are known. */
export function leadFaults(lead: string, facts: ServiceFacts, language: Language): string[] {
  const list = facts.services.services;
  const at = (level: number) => list.filter((each) => each.level === level).length;
  const sum = (what: 'dossiers' | 'filedOnline') =>
    list.reduce((total, each) => total + each[what], 0);
  const t = services(list.length, 'total', language);
  const words = {
    vi: `${t} trong {period}: mức độ 4 có {l4}, mức độ 3 có {l3}, mức độ 2 có {l2}, mức độ 1 có {l1}. {received} hồ sơ tiếp nhận trong kỳ, {filed} hồ sơ nộp trực tuyến. Về trang {name}`,
    en: `${t} in {period}: {l4} at level 4, {l3} at level 3, {l2} at level 2, {l1} at level 1. {received} dossiers received in the period, {filed} filed online. To the page of {name}`,
  };
  const values = {
    total: list.length,
    period: periodText(facts.period, language),
    ...{ l4: at(4), l3: at(3), l2: at(2), l1: at(1) },
    received: sum('dossiers'),
    filed: sum('filedOnline'),
    name: shortName(facts.name, language),
  };
  return textFaults(lead, [{ words: pick(words, language), values }], language);
}

const STATES: Record<string, Record<Language, string>> = {
  met: { vi: 'Đạt', en: 'Met' },
  met_late: { vi: 'Đạt sau hạn', en: 'Met after the due day' },
  on_pace: { vi: 'Đúng tiến độ', en: 'On pace' },
  behind: { vi: 'Chậm tiến độ', en: 'Behind pace' },
  far_behind: { vi: 'Nguy cơ không đạt', en: 'At risk of missing' },
  overdue: { vi: 'Quá hạn, chưa đạt', en: 'Overdue, not met' },
  not_applicable: { vi: 'Không áp dụng', en: 'Does not apply' },
  not_measured: { vi: 'Chưa có số liệu', en: 'No figure yet' },
  no_target: { vi: 'Không có chỉ tiêu', en: 'No target' },
};

const NO_DAY: Record<string, Record<Language, string>> = {
  'no-target': { vi: 'không có chỉ tiêu', en: 'no target' },
  'no-pace': { vi: 'chưa rõ đà', en: 'pace not known' },
  'too-few': { vi: 'không đủ dịch vụ đủ điều kiện nâng', en: 'too few services qualify' },
  never: { vi: 'quá 10 năm nữa vẫn chưa đạt', en: 'not within 10 years' },
};

/** The least n with n/total at or above the demand, beyond what there is. */
const lackingOf = ({ demand, numerator, denominator }: Told): number =>
  Math.ceil((demand ?? 0) * denominator - 1e-9) - numerator;

function stateSaid(told: Told, language: Language): Sentence {
  const state = STATES[told.state]?.[language] ?? '';
  if (told.demand === null) return { words: state };
  const target = { demand: percent(told.demand), due: dayText(told.due ?? '', language) };
  if (told.state.startsWith('met')) {
    const words = {
      vi: `${state} chỉ tiêu {demand}, hạn {due}`,
      en: `${state} {demand} target, due {due}`,
    };
    return { words: pick(words, language), values: target };
  }
  const lack = lackingOf(told);
  const n = services(lack, 'lack', language);
  const words = {
    vi: `${state} chỉ tiêu {demand}, hạn {due}: còn thiếu ${n}`,
    en: `${state} {demand} target, due {due}: lacks ${n}`,
  };
  return { words: pick(words, language), values: { ...target, lack } };
}

function daySaid({ metOn, metOnReason }: Told, language: Language): Sentence {
  if (!metOn) return { words: NO_DAY[metOnReason ?? '']?.[language] ?? '' };
  const words = metOn.isLate
    ? { vi: '{period} ({day}), sau hạn', en: '{period} ({day}), after it was due' }
    : { vi: '{period}, chậm nhất {day}', en: '{period}, by {day} at the latest' };
  return {
    words: pick(words, language),
    values: { period: periodText(metOn.period, language), day: dayText(metOn.day, language) },
  };
}

/** The cells of one column, a measure of the plan each. */
const columnSaid = (told: Told, language: Language): Sentence[] => [
  {
    words: '{share} {numerator}/{denominator}',
    values: {
      share: percent(told.value),
      numerator: told.numerator,
      denominator: told.denominator,
    },
  },
  { words: '{rank}/{ranked}', values: { rank: told.rank, ranked: told.ranked } },
  stateSaid(told, language),
  daySaid(told, language),
];

/** So many units are named one by one. */
const NAMED = 4;

function listFault(said: string, units: { name: Name }[], language: Language): string | null {
  const names = units.map(({ name }) => shortName(name, language));
  const rest = names.length - NAMED;
  const others =
    language === 'vi'
      ? ` và ${rest} đơn vị khác`
      : ` and ${rest} ${rest === 1 ? 'other' : 'others'}`;
  const list = names.slice(0, NAMED).join(', ') + (rest > 0 ? others : '');
  return said === list ? null : `"${said}" stands for "${list}"`;
}

function passedSaid({ passed, passedBy }: Told, language: Language): Sentence[] {
  const names = (units: { name: Name }[]) => ({
    names: (said: string) => listFault(said, units, language),
  });
  const said: Sentence[] = [];
  if (passed.length > 0) {
    const words = {
      vi: 'Bằng hoặc vượt: {names}.',
      en: 'Comes level with or passes: {names}.',
    };
    said.push({ words: pick(words, language), values: names(passed) });
  }
  if (passedBy.length > 0) {
    const words = { vi: 'Bị vượt bởi: {names}.', en: 'Is passed by: {names}.' };
    said.push({ words: pick(words, language), values: names(passedBy) });
  }
  if (said.length === 0) {
    const words = {
      vi: 'Không vượt đơn vị nào đang ở trên.',
      en: 'It passes none of those above it.',
    };
    said.push({ words: pick(words, language) });
  }
  return said;
}

const ONLY = {
  vi: 'Chỉ tính tỷ lệ dịch vụ mức độ 4. Ảnh hưởng đến chỉ tiêu khác và đến chỉ số tổng hợp không tính ở đây; nâng mức độ mà không có hồ sơ thì không phục vụ được ai.',
  en: 'Only the share of services at level 4 is worked out. What it does to other measures and to the index is not told here; a service that is raised and never used serves nobody.',
};

/** What a plan takes for granted, a sentence or two each. */
function assumedSaid({ plan, period }: ServiceFacts, language: Language): Sentence[] {
  const { pace, now } = plan;
  const about = { period: periodText(now?.period ?? period, language) };
  const others = {
    still: {
      vi: 'Các dịch vụ được chọn đã ở mức độ 4 ngay trong {period}; tổng số dịch vụ và số liệu của các đơn vị khác giữ nguyên.',
      en: 'The services chosen are at level 4 in {period} already; the number of services, and the figures of the other units, stay as they are.',
    },
    moving: {
      vi: 'Đến {period}, số dịch vụ và số dịch vụ mức độ 4 của các đơn vị khác, cùng tổng số dịch vụ của đơn vị, thay đổi như bình quân tối đa bốn kỳ qua; đơn vị chỉ nâng các dịch vụ được chọn.',
      en: 'By {period} the services of the other units, those at level 4 among them, and the unit’s number of services change by the mean of up to four periods; of its own services it raises those chosen and no others.',
    },
  }[plan.plan.others];
  const goes = {
    vi: 'Ngày đạt chỉ tiêu: từ đó đơn vị đi tiếp theo đà của {periods} kỳ qua, bình quân {pace} dịch vụ mức độ 4 mỗi kỳ.',
    en:
      pace?.periods === 1
        ? 'When the target is met: from there the unit goes on as over the last period, {pace} services at level 4.'
        : 'When the target is met: from there the unit goes on as over the last {periods} periods, {pace} services at level 4 a period.',
  };
  const unknown = {
    vi: 'Chưa có kỳ trước để biết đà của đơn vị, nên chỉ nói được ngày đạt khi phương án đủ để đạt ngay.',
    en: 'No earlier period tells the unit’s pace: the day of the target is told only where the plan itself meets it.',
  };
  return [
    { words: pick(others, language), values: about },
    pace
      ? { words: pick(goes, language), values: { periods: pace.periods, pace: pace.numerator } }
      : { words: pick(unknown, language) },
    { words: pick(ONLY, language) },
  ];
}

const OTHER_TARGET = { vi: /xét theo chỉ tiêu khác/, en: /^Another target judges/ };

/** Said just where the period that is told of is judged by another target than the release. */
function otherTargetFaults(
  [said]: string[],
  { plan: { now }, gap: { toTarget } }: ServiceFacts,
  language: Language,
): string[] {
  const isOther = toTarget !== null && now?.demand != null && now.demand !== toTarget.demand;
  if (!now || said === undefined) return isOther ? ['another target, and nobody says so'] : [];
  const words = {
    vi: '{period} xét theo chỉ tiêu khác: {demand}, hạn {due}, không còn là {before} như kỳ được công bố.',
    en: 'Another target judges {period}: {demand}, due {due}, no longer the {before} of the period released.',
  };
  const values = {
    period: (text: string) => whatPeriod(text, now.period, language),
    demand: percent(now.demand ?? NaN),
    due: dayText(now.due ?? '', language),
    before: toTarget ? percent(toTarget.demand) : () => null,
  };
  return textFaults(said, [{ words: pick(words, language), values }], language);
}

const whatPeriod = (said: string, period: string, language: Language): string | null =>
  said.toLocaleLowerCase(language) === periodText(period, language).toLocaleLowerCase(language)
    ? null
    : `"${said}" is not ${period}`;

/** The section that tries a plan, and what is wrong with it. */
export function planFaults(
  section: Section | undefined,
  facts: ServiceFacts,
  language: Language,
): string[] {
  const { now, outcome } = facts.plan;
  if (!now || !outcome) return section ? ['a plan of a unit without a figure'] : [];
  if (!section) return ['no plan'];
  const isTold = outcome.raised > 0;
  const columns = [now, ...(isTold ? [outcome] : [])].map((told) => columnSaid(told, language));
  const cells = section.rows.flatMap((row, at) =>
    columns.flatMap((column, place) =>
      textFaults(row[place + 1], column[at] ? [column[at]] : [], language),
    ),
  );
  if (section.rows.length !== 4) cells.push(`${section.rows.length} rows`);
  // After the ways to a plan that stand as a list too.
  const assumed = assumedSaid(facts, language);
  const items = section.items.slice(-assumed.length);
  cells.push(...assumed.flatMap((sentence, at) => textFaults(items[at], [sentence], language)));
  if (!isTold) return cells;
  const s = services(outcome.raised, 'raised', language);
  const move =
    now.rank === outcome.rank
      ? { vi: 'giữ hạng {toRank}/{ranked}', en: 'place {toRank} of {ranked} is kept' }
      : {
          vi: 'hạng {fromRank} thành {toRank}/{ranked}',
          en: 'place {fromRank} becomes {toRank} of {ranked}',
        };
  const isElsewhere = facts.rank !== now.rank;
  const head = {
    vi: `Nâng ${s} lên mức độ 4: {from} thành {to}, ${move.vi}${isElsewhere ? ' (nay {rank})' : ''}`,
    en: `Raising ${s} to level 4: {from} becomes {to}, ${move.en}${isElsewhere ? ' (now {rank})' : ''}`,
  };
  const values = {
    raised: outcome.raised,
    from: percent(now.value),
    to: percent(outcome.value),
    rank: facts.rank ?? NaN,
    fromRank: now.rank,
    toRank: outcome.rank,
    ranked: outcome.ranked,
  };
  const [, found, ...texts] = section.texts;
  const other = texts.filter((text) => OTHER_TARGET[language].test(text));
  const rest = texts.filter((text) => !other.includes(text));
  const passed = passedSaid(outcome, language);
  return [
    ...cells,
    ...otherTargetFaults(other, facts, language),
    ...textFaults(found, [{ words: pick(head, language), values }], language),
    ...passed.flatMap((sentence, at) => textFaults(rest[at], [sentence], language)),
  ];
}
