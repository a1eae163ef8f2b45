// What the section on gaps must say: the services to the target and to the next place.
import type { Facts, Gap, Name } from './facts.ts';
import {
  dayText,
  paragraphFaults,
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
import { FIRST_QUARTER } from './why.ts';

const periods = (n: number, language: Language): string =>
  language === 'vi' ? '{periods} kỳ' : n === 1 ? 'period' : '{periods} periods';

/** What is left to raise where more is asked; nothing where there is enough, or services are not known. */
export function leftSaid({ candidates }: Gap, asked: number, language: Language): string | null {
  if (candidates === null || asked <= candidates) return null;
  if (candidates === 0) {
    return pick(
      { vi: 'không còn dịch vụ nào đủ điều kiện nâng', en: 'no service is left that qualifies' },
      language,
    );
  }
  const left = services(candidates, 'left', language);
  return pick(
    { vi: `chỉ còn ${left} đủ điều kiện nâng`, en: `only ${left} can still be raised` },
    language,
  );
}

/** Said behind a forecast that no trend reaches without more services that qualify. */
export function butLeftSaid(gap: Gap, language: Language): Sentence[] {
  const left = gap.toTarget && leftSaid(gap, gap.toTarget.services, language);
  if (!left) return [];
  const words = pick({ vi: `Nhưng ${left}.`, en: `But ${left}.` }, language);
  return [{ words, values: { left: gap.candidates ?? NaN } }];
}

function headSaid(gap: Gap, language: Language): Sentence {
  const { words, values } = plainHeadSaid(gap, language);
  const { toTarget, toNextRank, candidates } = gap;
  const asked = Math.max(toTarget?.services ?? 0, toNextRank?.services ?? 0);
  const left = leftSaid(gap, asked, language);
  if (left === null) return { words, values };
  const but = pick({ vi: 'nhưng', en: 'but' }, language);
  return { words: `${words}, ${but} ${left}`, values: { ...values, left: candidates ?? NaN } };
}

function plainHeadSaid({ toTarget, toNextRank }: Gap, language: Language): Sentence {
  const more = toNextRank?.services ?? null;
  const [t, p] = [toTarget?.services ?? 0, more ?? 0];
  const values = {
    target: t,
    place: p,
    rank: toNextRank?.rank ?? 0,
    demand: percent(toTarget?.demand ?? 0),
  };
  const [target, place] = [services(t, 'target', language), services(p, 'place', language)];
  const both = {
    vi: `Thêm ${target} ở mức độ 4 để đạt chỉ tiêu {demand}; thêm ${place} để lên hạng {rank}`,
    en: `Raise ${target} to level 4 to reach the {demand} target, ${place} to reach place {rank}`,
  };
  const targetAlone = {
    vi: `Thêm ${target} ở mức độ 4 để đạt chỉ tiêu {demand}`,
    en: `Raise ${target} to level 4 to reach the {demand} target`,
  };
  const placeAlone = {
    vi: `Thêm ${place} ở mức độ 4 để lên hạng {rank}`,
    en: `Raise ${place} to level 4 to reach place {rank}`,
  };
  const neither = { vi: 'Cần làm gì tiếp theo', en: 'What to do next' };
  const ofTarget = more === null ? targetAlone : both;
  const ofPlace = more === null ? neither : placeAlone;
  return { words: pick(toTarget ? ofTarget : ofPlace, language), values };
}

const NO_TARGET: Record<string, Record<Language, string>> = {
  'no-target': {
    vi: 'Không có chỉ tiêu nào đang áp dụng cho tỷ lệ này.',
    en: 'No target is in force for this share.',
  },
  'not-applicable': {
    vi: 'Chỉ tiêu hiện hành không áp dụng cho đơn vị này.',
    en: 'The target in force is not for this unit.',
  },
};

/** Said where fewer services qualify than the target takes; nothing where services are not known. */
export function reviewSaid({ toTarget, candidates }: Gap, language: Language): Sentence[] {
  if (!toTarget || candidates === null || toTarget.services <= candidates) return [];
  const missing = services(toTarget.services - candidates, 'missing', language);
  const left = services(candidates, 'candidates', language);
  const all = {
    vi: `Không dịch vụ nào đủ điều kiện mà chưa ở mức độ 4: phải rà soát lại ${missing} mới đạt được chỉ tiêu.`,
    en: `No service qualifies that is not at level 4 yet: ${missing} would have to be reviewed to reach the target.`,
  };
  const some = {
    vi: `Chỉ có ${left} đủ điều kiện mà chưa ở mức độ 4: còn phải rà soát lại ${missing} mới đạt được chỉ tiêu.`,
    en: `Only ${left} qualify and are not at level 4 yet: ${missing} more would have to be reviewed to reach the target.`,
  };
  const values = { missing: toTarget.services - candidates, candidates };
  return [{ words: pick(candidates === 0 ? all : some, language), values }];
}

/** The least n with n/total at or above the demand, beyond what there is. */
const lackingOf = ({ numerator, denominator, toTarget }: Gap): number =>
  Math.ceil((toTarget?.demand ?? 0) * (denominator ?? 0) - 1e-9) - (numerator ?? 0);

function targetSaid(gap: Gap, demandMet: number | null, language: Language): Sentence[] {
  const { toTarget, toTargetReason, pace } = gap;
  if (!toTarget) {
    if (toTargetReason === 'met') {
      return [
        {
          words: pick(
            { vi: 'Đã đạt chỉ tiêu {demand}.', en: 'The {demand} target is met.' },
            language,
          ),
          values: { demand: percent(demandMet ?? NaN) },
        },
      ];
    }
    return [{ words: NO_TARGET[toTargetReason ?? '']?.[language] ?? '(no reason known)' }];
  }
  const { onTrend, retiring } = toTarget;
  const total = services(gap.denominator ?? 0, 'total', language);
  const more = services(toTarget.services, 'more', language);
  const values: Record<string, Value> = {
    total: gap.denominator ?? NaN,
    more: lackingOf(gap),
    demand: percent(toTarget.demand),
    due: dayText(toTarget.due, language),
  };
  const isOverdue = toTarget.state === 'overdue';
  const said: Sentence[] = [
    {
      words: isOverdue
        ? pick(
            {
              vi: `Chỉ tiêu {demand} đã quá hạn {due}. Với ${total} hiện có, còn thiếu ${more} ở mức độ 4.`,
              en: `The {demand} target was due on {due}. With ${total} as now, it lacks ${more} at level 4.`,
            },
            language,
          )
        : pick(
            {
              vi: `Với ${total} hiện có, cần thêm ${more} ở mức độ 4 để đạt {demand}, hạn {due}.`,
              en: `With ${total} as now, it has to raise ${more} to level 4 to reach {demand}, due {due}.`,
            },
            language,
          ),
      values,
    },
  ];
  if (onTrend && onTrend.perPeriod !== 0) {
    const over = periods(onTrend.overPeriods, language);
    const isEnough = onTrend.services === 0;
    const then = services(onTrend.services, 'more', language);
    const enough = {
      vi: 'số dịch vụ mức độ 4 hiện có đã đủ.',
      en: 'what is at level 4 now is enough.',
    };
    const short = { vi: `cần thêm ${then}.`, en: `it has to raise ${then}.` };
    said.push({
      words:
        pick(
          {
            vi: `Nếu tổng số dịch vụ tiếp tục thay đổi như ${over} qua ({pace} mỗi kỳ) và là {total} vào kỳ đến hạn, `,
            en: `Should its number of services go on as over the last ${over} ({pace} a period) and be {total} in the period of the due day, `,
          },
          language,
        ) + pick(isEnough ? enough : short, language),
      values: {
        periods: onTrend.overPeriods,
        pace: onTrend.perPeriod,
        total: onTrend.denominator,
        more: onTrend.services,
      },
    });
  }
  if (pace) {
    const over = periods(pace.periods, language);
    said.push({
      words: pick(
        {
          vi: `${over} qua, số dịch vụ mức độ 4 của đơn vị thay đổi bình quân {pace} mỗi kỳ.`,
          en: `Over the last ${over}, its number of services at level 4 changed by {pace} a period on average.`,
        },
        language,
      ),
      values: { periods: pace.periods, pace: pace.numerator },
    });
  }
  if (retiring !== null) {
    const retired = services(retiring, 'retired', language);
    said.push({
      words: pick(
        {
          vi: `Bãi bỏ ${retired} chưa ở mức độ 4 cũng đạt tỷ lệ, nhưng không đưa thêm dịch vụ nào lên mức độ 4.`,
          en: `Retiring ${retired} that are not at level 4 would give the same share, and bring no service to level 4.`,
        },
        language,
      ),
      values: { retired: retiring },
    });
  }
  return said;
}

/** "Cao Bằng", "Cao Bằng và 2 đơn vị cùng hạng". */
export function holders(unit: { name: Name } | null, others: number, language: Language): string {
  const name = unit ? shortName(unit.name, language) : '';
  if (others === 0) return name;
  return language === 'vi'
    ? `${name} và ${others} đơn vị cùng hạng`
    : `${name} and ${others} other${others === 1 ? '' : 's'}`;
}

function placeSaid(gap: Gap, period: string, language: Language): Sentence[] {
  const place = gap.toNextRank;
  if (!place) {
    return [
      {
        words: pick(
          {
            vi: 'Đơn vị đang đứng thứ nhất trong nhóm.',
            en: 'The unit has the first place of its group.',
          },
          language,
        ),
      },
    ];
  }
  const { moving } = place;
  const now: Record<string, Value> = {
    unit: holders(place.unit, place.level.length, language),
    rank: place.rank,
    more: place.services ?? 0,
  };
  const [more, later] = [
    services(place.services ?? 0, 'more', language),
    services(moving.services ?? 0, 'more', language),
  ];
  const can = {
    vi: `Nếu các đơn vị khác đứng yên, thêm ${more} là bằng hoặc vượt {unit}, đang ở hạng {rank}.`,
    en: `If all others stand still, raising ${more} brings it level with or above {unit}, now at place {rank}.`,
  };
  const begin = {
    vi: 'Nếu đến {period} các đơn vị khác đi tiếp theo đà của mình (bình quân tối đa bốn kỳ), ',
    en: 'If by {period} the others go on at their own pace (mean of up to four periods), ',
  };
  const end =
    moving.services === 0
      ? {
          vi: 'không cần thêm dịch vụ nào để bằng hoặc vượt {unit} ở hạng {rank}.',
          en: 'it need raise nothing to be level with or above {unit} at place {rank}.',
        }
      : {
          vi: `thêm ${later} là bằng hoặc vượt {unit} ở hạng {rank}.`,
          en: `raising ${later} brings it level with or above {unit} at place {rank}.`,
        };
  const but = (asked: number | null): string => {
    const left = leftSaid(gap, asked ?? 0, language);
    return left === null ? '' : pick({ vi: ` Nhưng ${left}.`, en: ` But ${left}.` }, language);
  };
  now['left'] = gap.candidates ?? NaN;
  const standing = {
    words: pick(can, language) + but(place.services),
    values: now,
  };
  // Nobody has a pace yet to go on at.
  if (period === FIRST_QUARTER) return [standing];
  return [
    standing,
    {
      words: begin[language] + end[language] + but(moving.services),
      values: {
        ...now,
        // Who else would share the place then only the page tells.
        unit: (said) =>
          said.startsWith(holders(moving.unit, 0, language))
            ? null
            : `"${said}" is not ${holders(moving.unit, 0, language)}`,
        period: periodText(moving.period, language),
        rank: moving.heldRank,
        more: moving.services ?? 0,
      },
    },
  ];
}

const NO_FIGURE = {
  vi: 'Kỳ này đơn vị không có số liệu, nên không tính được khoảng cách tới chỉ tiêu và tới hạng trên.',
  en: 'The unit has no figure this period, so that its way to the target and to the next place cannot be told.',
};
const SIDES = {
  target: { vi: 'Tới chỉ tiêu', en: 'To the target' },
  place: { vi: 'Tới hạng trên', en: 'To the next place' },
};
const NAMED = { vi: 'Nên nâng dịch vụ nào trước', en: 'Which services to raise first' };
const NO_ROWS = {
  vi: 'Nguồn của kỳ này chỉ cho số tổng, không cho từng dịch vụ, nên không nêu được tên dịch vụ.',
  en: 'The source of this period gives totals only, not each service, so that none can be named.',
};
const PROCEDURES = {
  vi: 'Thủ tục nào nâng được nhiều đơn vị nhất',
  en: 'Which procedures would lift most units',
};

/** Whether the section heads with what the gap says; it bears no heading of its own. */
export const isGapHead = (heading: string): boolean =>
  /^(?:Thêm \S+ dịch vụ|Cần làm gì tiếp theo|Raise \S+ services?|What to do next)/.test(heading);

export async function gapFaults(
  section: Section | undefined,
  facts: Facts,
  language: Language,
): Promise<string[]> {
  if (!section) return ['no section on the gap'];
  const { gap, promised } = facts;
  const demand = promised?.steps.find(({ judges }) => judges)?.demand ?? null;
  const { rows } = await facts.rankings('share_l4', facts.period, facts.group);
  if (gap.value === null) {
    const absent = rows.every(({ unitId }) => unitId !== facts.unitId);
    return [
      ...(absent ? [] : ['a ranked unit has no gap']),
      ...paragraphFaults(section.texts, [[{ words: NO_FIGURE[language] }]], language),
    ];
  }
  const needsAny = Math.max(gap.toTarget?.services ?? 0, gap.toNextRank?.services ?? 0) > 0;
  const paragraphs: Sentence[][] = [
    ...reviewSaid(gap, language).map((sentence) => [sentence]),
    [{ words: SIDES.target[language] }],
    ...targetSaid(gap, demand, language).map((sentence) => [sentence]),
    [{ words: SIDES.place[language] }],
    ...placeSaid(gap, facts.period, language).map((sentence) => [sentence]),
    ...(needsAny ? [[{ words: NAMED[language] }], [{ words: NO_ROWS[language] }]] : []),
    [{ words: PROCEDURES[language] }],
  ];
  return [
    ...textFaults(section.heading, [headSaid(gap, language)], language),
    ...paragraphFaults(section.texts, paragraphs, language),
    ...holderFaults(facts, gap, rows),
  ];
}

/** Whom it must come level with does hold the place that is said, and more would bring it there. */
function holderFaults(
  { unitId }: Facts,
  { toNextRank, numerator, denominator }: Gap,
  rows: Awaited<ReturnType<Facts['rankings']>>['rows'],
): string[] {
  if (!toNextRank)
    return rows.find((row) => row.unitId === unitId)?.rank === 1
      ? []
      : ['no next place, and not the first'];
  const holding = rows
    .filter((row) => row.rank === toNextRank.rank)
    .map((row) => row.unitId)
    .toSorted();
  const said = [toNextRank.unit, ...toNextRank.level].map((unit) => unit?.unitId).toSorted();
  const faults =
    holding.join() === said.join()
      ? []
      : [`place ${toNextRank.rank} is held by ${holding.join()}, not ${said.join()}`];
  const holder = rows.find((row) => row.rank === toNextRank.rank);
  if (toNextRank.services !== null && holder && numerator !== null && denominator !== null) {
    const reaches = (more: number) =>
      (numerator + more) / denominator >= holder.score * (1 - 1e-12);
    if (!reaches(toNextRank.services))
      faults.push(`${toNextRank.services} more do not reach ${holder.unitId}`);
    if (reaches(toNextRank.services - 1)) faults.push(`${toNextRank.services - 1} more do, too`);
  }
  return faults;
}
