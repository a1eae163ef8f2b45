// What the page of one procedure must say: who has it at level 4, how it is used, what raising it brings; and
// what the page of all procedures says of them together.
import type { UnitOn } from './procedure-units.ts';
import {
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  services,
} from './text.ts';

/** As the API tells of a procedure. */
export interface OnProcedure {
  name: string;
  period: string;
  groups: { group: string; known: number; offering: number; atLevel4: number; toRaise: number }[];
  lift: { units: number; services: number; short: number; reachAlone: number } | null;
  units: UnitOn[];
}

const GROUPS: Record<string, Record<Language, string>> = {
  provinces: { vi: 'tỉnh, thành phố', en: 'provinces' },
  ministries: { vi: 'bộ, cơ quan ngang bộ', en: 'ministries' },
  agencies: { vi: 'cơ quan thuộc Chính phủ', en: 'Government-attached agencies' },
};

/** Whether the services of anybody are known one by one. */
const isAnyKnown = ({ units }: OnProcedure): boolean =>
  units.some(({ offer }) => offer === 'offered' || offer === 'not-offered');

/** Nobody offers it, of those of whom it is known. */
function nobodySaid(facts: OnProcedure, language: Language): Sentence {
  const words = isAnyKnown(facts)
    ? {
        vi: '{name}: {period}, trong các đơn vị có danh sách dịch vụ, không nơi nào cung cấp thủ tục này',
        en: '{name}: in {period} no unit whose services are known offers it',
      }
    : {
        vi: '{name}: nguồn của {period} không cho danh sách từng dịch vụ',
        en: '{name}: the sources of {period} give no list of services',
      };
  const values = { name: facts.name, period: periodText(facts.period, language) };
  return { words: words[language], values };
}

function headSaid(facts: OnProcedure, language: Language): Sentence {
  const {
    name,
    groups: [group],
  } = facts;
  if (!group) return nobodySaid(facts, language);
  const of = GROUPS[group.group]?.[language] ?? '';
  const { atLevel4, offering } = group;
  const words: Record<Language, string> =
    atLevel4 === 0
      ? {
          vi: `{name}: chưa nơi nào trong {offering} ${of} cung cấp ở mức độ 4`,
          en: `{name}: at level 4 in none of the {offering} ${of} that offer it`,
        }
      : atLevel4 === offering
        ? {
            vi: `{name}: cả {offering} ${of} cung cấp đều đã ở mức độ 4`,
            en: `{name}: at level 4 in all {offering} ${of} that offer it`,
          }
        : {
            vi: `{name}: {atLevel4}/{offering} ${of} cung cấp đã ở mức độ 4`,
            en: `{name}: at level 4 in {atLevel4} of the {offering} ${of} that offer it`,
          };
  return { words: words[language], values: { name, atLevel4, offering } };
}

function groupSaid(group: OnProcedure['groups'][number], language: Language): Sentence {
  const of = GROUPS[group.group]?.[language] ?? '';
  const words = {
    vi: `{offering}/{known} ${of} có danh sách dịch vụ cung cấp thủ tục này, {toRaise} nơi còn dịch vụ đủ điều kiện nâng.`,
    en: `Of {known} ${of} whose services are known {offering} offer this procedure; {toRaise} have a service of it that can be raised.`,
  };
  const { known, offering, toRaise } = group;
  return { words: words[language], values: { known, offering, toRaise } };
}

function useSaid({ units }: OnProcedure, language: Language): Sentence {
  type Counted = 'dossiers' | 'filedOnline' | 'handledOnline' | 'onTime';
  const sum = (what: Counted) => units.reduce((total, each) => total + each[what], 0);
  const received = sum('dossiers');
  if (received === 0) {
    const none = {
      vi: 'Các nơi đó không tiếp nhận hồ sơ nào của thủ tục này trong kỳ.',
      en: 'They received no dossier of it in the period.',
    };
    return { words: none[language] };
  }
  const part = (what: Counted) => (100 * sum(what)) / received;
  const dossiers = received === 1 ? 'dossier' : 'dossiers';
  const words = {
    vi: '{received} hồ sơ tiếp nhận trong kỳ: {filed} nộp trực tuyến, {handled} giải quyết trực tuyến, {onTime} đúng hạn.',
    en: `{received} ${dossiers} received in the period: {filed} filed online, {handled} handled online, {onTime} on time.`,
  };
  const values = {
    received,
    filed: part('filedOnline'),
    handled: part('handledOnline'),
    onTime: part('onTime'),
  };
  return { words: words[language], values };
}

function liftSaid(facts: OnProcedure, language: Language): Sentence {
  const { lift } = facts;
  const link = {
    vi: 'Thủ tục nâng được nhiều đơn vị nhất',
    en: 'Procedures that would lift most units',
  };
  if (!lift) {
    const words = isAnyKnown(facts)
      ? {
          vi: 'Trong các bộ, tỉnh có danh sách dịch vụ, không nơi nào còn dịch vụ thuộc thủ tục này đủ điều kiện mà chưa ở mức độ 4.',
          en: 'No ministry or province whose services are known has a service of this procedure left that qualifies and is below level 4.',
        }
      : {
          vi: 'Chưa rõ còn nơi nào nâng được: kỳ này không bộ, tỉnh nào có danh sách dịch vụ.',
          en: 'Where it can still be raised is not known: no ministry or province has a list of services of this period.',
        };
    return { words: `${words[language]} ${link[language]}` };
  }
  const n = lift.services === 1 ? 'service' : 'services';
  const words = {
    vi: '{units} đơn vị còn {services} dịch vụ thuộc thủ tục này đủ điều kiện mà chưa ở mức độ 4. Trong đó {short} đơn vị chưa đạt chỉ tiêu, {reachAlone} đơn vị đạt nhờ riêng thủ tục này.',
    en: `Units that have services of this procedure to raise: {units}, with {services} ${n} in all. Of these {short} are short of the target, and {reachAlone} would reach it by this procedure alone.`,
  };
  return { words: `${words[language]} ${link[language]}`, values: lift };
}

const LIFT_HEADS = {
  vi: 'Kết quả nếu nâng hết',
  en: 'What raising it everywhere would bring',
};

/** What is wrong with the top of the page and with what raising it is said to bring. */
export function procedureFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  facts: OnProcedure,
  language: Language,
): string[] {
  const lift = sections.find(({ heading }) => heading === LIFT_HEADS[language]);
  const said = facts.groups.map((group) => groupSaid(group, language));
  if (facts.groups.length > 0) said.push(useSaid(facts, language));
  return [
    ...textFaults(headline, [headSaid(facts, language)], language),
    ...textFaults(lead, said, language),
    ...textFaults(lift?.texts[0], [liftSaid(facts, language)], language),
  ];
}

/** As the API tells of all procedures. */
export interface AllProcedures {
  measured: number;
  short: number;
  lacking: number;
  eligible: number;
  coverable: number;
  reaching: number;
  shortKnown: number;
  lackingKnown: number;
  onPace: number;
  onPaceTooFew: number;
  together: { reached: number }[];
}

/** How far raising everything would go. */
function raisedSaid(facts: AllProcedures, language: Language): Sentence {
  const { short, shortKnown, eligible, coverable } = facts;
  if (short === 0) {
    const met = {
      vi: 'Không đơn vị nào có số liệu còn thiếu dịch vụ mức độ 4 so với chỉ tiêu',
      en: 'No unit with a figure lacks level-4 services to its target',
    };
    return { words: met[language] };
  }
  if (shortKnown === 0) {
    const l = services(facts.lacking, 'lacking', language);
    const unknown = {
      vi: `Các đơn vị chưa đạt còn thiếu ${l} mức độ 4; chưa rõ nâng được bao nhiêu, vì không đơn vị nào trong số đó có số liệu từng dịch vụ`,
      en: `Units short of the target lack ${l} at level 4; how many they can raise is not known, as the single services of none of them are`,
    };
    return { words: unknown[language], values: { lacking: facts.lacking } };
  }
  const lacking = facts.lackingKnown;
  const e = services(eligible, 'eligible', language);
  const l = services(lacking, 'lacking', language);
  const isAll = shortKnown === short;
  const known = isAll ? '' : ' có số liệu từng dịch vụ';
  if (eligible === 0) {
    const nothing = {
      vi: `Các đơn vị chưa đạt${known} còn thiếu ${l} mức độ 4 mà không còn dịch vụ nào đủ điều kiện để nâng`,
      en: `Units short ${isAll ? 'of the target' : 'whose single services are known'} lack ${l} at level 4 and have none left that qualifies`,
    };
    return { words: nothing[language], values: { lacking } };
  }
  const head: Record<Language, string> =
    coverable < lacking
      ? {
          vi: `Nâng hết ${e} còn đủ điều kiện ở các đơn vị chưa đạt${known} chỉ bù được {coverable} trong ${l}${isAll ? '' : ' các đơn vị đó'} còn thiếu`,
          en: isAll
            ? `Raising all ${e} that qualify where units are short makes up only {coverable} of the ${l} they lack`
            : `Raising all ${e} that qualify at the units short whose single services are known makes up only {coverable} of the ${l} those lack`,
        }
      : {
          vi: `Các đơn vị chưa đạt${known} còn thiếu ${l} mức độ 4 và có đủ dịch vụ để nâng: ${e} đủ điều kiện`,
          en: `Units short ${isAll ? 'of the target' : 'whose single services are known'} lack ${l} at level 4 and have enough left to raise: ${e} that qualify`,
        };
  return { words: head[language], values: { lacking, eligible, coverable } };
}

/** How many would reach the target, of those of which each service is known. */
function reachingSaid({ shortKnown, short }: AllProcedures): Record<Language, string> {
  const isAll = shortKnown === short;
  const known = { vi: ' có số liệu từng dịch vụ', en: ' whose single services are known' };
  const units = shortKnown === 1 ? 'unit' : 'units';
  return {
    vi: `Nâng hết thì {reaching}/{shortKnown} đơn vị chưa đạt${isAll ? '' : known.vi} sẽ đạt.`,
    en: `Were all raised, {reaching} of the {shortKnown} ${units} short${isAll ? '' : known.en} would reach the target.`,
  };
}

const ON_PACE = {
  one: 'The {onPace} unit that is on pace for services at level 4',
  several: 'Of the {onPace} units that are on pace for services at level 4, {tooFew}',
};

/** What the first page says below its targets; nothing where all units on pace have enough to raise. */
export function onPaceFaults(
  section: Section | undefined,
  facts: AllProcedures,
  language: Language,
): string[] {
  const { onPace, onPaceTooFew: tooFew, reaching, shortKnown } = facts;
  const begin = {
    vi: /^Trong \d+ đơn vị “Đúng tiến độ”/,
    en: /^(?:Of the|The) \d+ units? that (?:are|is) on pace/,
  };
  const texts = section?.texts.filter((text) => begin[language].test(text)) ?? [];
  if (tooFew === 0) return texts;
  const raised = raisedSaid(facts, language);
  const ofKnown = reachingSaid(facts);
  const who = onPace === 1 ? ON_PACE.one : ON_PACE.several;
  const tooFewSaid =
    tooFew === 1
      ? `${who} has fewer services that qualify than it lacks`
      : `${who} have fewer services that qualify than they lack`;
  const words = {
    vi: `Trong {onPace} đơn vị “Đúng tiến độ” về dịch vụ mức độ 4, {tooFew} đơn vị có ít dịch vụ đủ điều kiện nâng hơn số còn thiếu so với chỉ tiêu. ${raised.words}. ${ofKnown.vi} Các thủ tục còn nâng được`,
    en: `${tooFewSaid} to the target. ${raised.words}. ${ofKnown.en} Procedures that can be raised`,
  };
  const values = { ...raised.values, onPace, tooFew, reaching, shortKnown };
  return textFaults(texts[0], [{ words: words[language], values }], language);
}

/** What is wrong with the top of the list of procedures to raise. */
export function proceduresFaults(
  { headline, lead }: { headline: string; lead: string },
  facts: AllProcedures,
  language: Language,
): string[] {
  const { measured, short, reaching, shortKnown, together } = facts;
  const ofKnown = reachingSaid(facts);
  const steps = together.length;
  const reached = together.at(-1)?.reached ?? 0;
  const reach: Record<Language, string> =
    reached > 0
      ? {
          vi: '{reached} trong các đơn vị chưa đạt đó sẽ đạt',
          en: '{reached} of those units would reach it',
        }
      : {
          vi: 'vẫn chưa đơn vị nào trong số đó đạt',
          en: 'still none of those units would reach it',
        };
  const raised =
    steps === 1
      ? {
          vi: 'Nâng ở mọi nơi riêng một thủ tục có ích nhất thì',
          en: 'Were one procedure raised everywhere, the best of all,',
        }
      : {
          vi: 'Nâng cùng lúc {steps} thủ tục, chọn dần từng bước, thì',
          en: 'Were {steps} procedures raised together, chosen one after another,',
        };
  const further: Record<Language, string> = {
    vi: ` ${ofKnown.vi} ${raised.vi} ${reach.vi}.`,
    en: ` ${ofKnown.en} ${raised.en} ${reach.en}.`,
  };
  const said = {
    vi: `{measured} bộ, tỉnh có số liệu; {short} đơn vị chưa đạt chỉ tiêu mức độ 4.${steps > 0 ? further.vi : ''}`,
    en: `Ministries and provinces with a figure: {measured}; short of the level-4 target: {short}.${steps > 0 ? further.en : ''}`,
  };
  const values = {
    ...{ measured, short },
    ...(steps > 0 && { reaching, shortKnown, steps }),
    ...(steps > 0 && reached > 0 && { reached }),
  };
  return [
    ...textFaults(headline, [raisedSaid(facts, language)], language),
    ...textFaults(lead, [{ words: said[language], values }], language),
  ];
}
