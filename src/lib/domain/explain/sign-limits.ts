// What may be a sign that figures were made for the form: the kinds, the evidence that each comes with,
// and from where on a question is asked. A sign is a question to the unit and never a penalty: no score,
// rank or state knows of it. Pure; anyone may import it.
import type { MeasureCode } from '../indicator.ts';
import type { UnitId } from '../unit.ts';

export const SIGN_KINDS = [
  'unused-level4',
  'use-fell',
  'bunching',
  'late-jump',
  'shrinking-denominator',
  'eligible-withdrawn',
  'copied',
  'rounded',
] as const;
export type SignKind = (typeof SIGN_KINDS)[number];

/**
 * What was found, in numbers. Shares are fractions, `chance` is the probability that chance alone does
 * as much; "before" is the period before.
 */
export interface SignEvidence {
  'unused-level4': { services: number; without: number };
  'use-fell': {
    level4Before: number;
    level4After: number;
    withBefore: number;
    withAfter: number;
    onlineBefore: number;
    onlineAfter: number;
  };
  bunching: {
    before: number;
    after: number;
    target: number;
    /** Units of the group within a point above the target, and within three points on both sides of that. */
    within: number;
    around: number;
    expected: number;
    chance: number;
  };
  'late-jump': { before: number; after: number; target: number; pace: number; groupRise: number };
  'shrinking-denominator': {
    denominatorBefore: number;
    denominatorAfter: number;
    before: number;
    after: number;
  };
  'eligible-withdrawn': {
    /** Services below level 4 that qualified before, are in force still and qualify no more. */
    withdrawn: number;
    denominatorBefore: number;
    before: number;
    after: number;
    /** The share as it would be with them in the denominator. */
    counted: number;
    target: number;
  };
  copied: { same: number; compared: number };
  rounded: { rounded: number; counts: number; chance: number };
}

/** One sign of one unit in one period. */
export type Sign = {
  [K in SignKind]: {
    unitId: UnitId;
    kind: K;
    /** The indicator that it is about; null where it is about several. */
    measure: MeasureCode | null;
    evidence: SignEvidence[K];
  };
}[SignKind];

export interface SignLimit {
  value: number;
  reasonVi: string;
  reasonEn: string;
}

/** From where on a question is asked. Each was tried on twelve quarters of illustrative figures. */
export const SIGN_LIMITS = {
  unusedServices: {
    value: 20,
    reasonVi: 'Dưới 20 dịch vụ mức độ 4 thì chưa hỏi: một vài dịch vụ đã làm tỷ lệ đổi nhiều.',
    reasonEn: 'Below 20 services at level 4 nothing is asked: a few services move the share a lot.',
  },
  unusedShare: {
    value: 0.85,
    reasonVi: 'Hỏi khi ít nhất 85% số dịch vụ mức độ 4 không có một hồ sơ trực tuyến nào.',
    reasonEn:
      'Asked where at least 85% of the services at level 4 had not a single dossier online.',
  },
  useRise: {
    value: 0.05,
    reasonVi:
      'Chỉ hỏi về việc sử dụng giảm khi mức độ 4 tăng ít nhất 5 điểm phần trăm trong một kỳ.',
    reasonEn:
      'A fall in use is asked about only where level 4 rose by 5 percentage points at least in a period.',
  },
  useKept: {
    value: 0.5,
    reasonVi:
      'Cả tỷ lệ dịch vụ mức độ 4 có hồ sơ và tỷ lệ hồ sơ trực tuyến đều còn không quá một nửa kỳ trước.',
    reasonEn:
      'Both the share of level-4 services with a dossier and that of dossiers online came to half or less.',
  },
  bunchUnits: {
    value: 5,
    reasonVi: 'Dưới 5 đơn vị cùng đứng sát trên mục tiêu thì không xét.',
    reasonEn: 'Fewer than 5 units just above a target are not looked at.',
  },
  bunchChance: {
    value: 0.001,
    reasonVi:
      'Xét khi ngẫu nhiên chỉ cho nhiều đơn vị như thế với xác suất dưới 1/1.000, so với ba điểm phần trăm ở mỗi bên.',
    reasonEn:
      'Looked at where chance gives as many in fewer than 1 of 1,000 cases, beside three percentage points on each side.',
  },
  bunchFrom: {
    value: 0.05,
    reasonVi: 'Chỉ hỏi đơn vị mà kỳ trước còn thấp hơn mục tiêu ít nhất 5 điểm phần trăm.',
    reasonEn:
      'Only units are asked that were 5 percentage points or more below the target in the period before.',
  },
  jumpRise: {
    value: 0.1,
    reasonVi: 'Kỳ cuối trước hạn phải tăng ít nhất 10 điểm phần trăm.',
    reasonEn:
      'The last period before the due day must bring a rise of 10 percentage points at least.',
  },
  // Of quarter IV/2020, level 4: at 5 times 15 provinces and ministries beside the three, at 10 times 13, at 20
  // times 7, so that the larger limit loses no hit and asks half as many others (tests/store/signs.test.ts).
  jumpPace: {
    value: 20,
    reasonVi:
      'Mức tăng ấy ít nhất gấp 20 lần nhịp trung bình các kỳ trước của chính đơn vị. Trên số liệu minh họa quý IV/2020 hỏi 10 đơn vị (ở 10 lần: 16; ở 5 lần: 18), lần nào cũng có đúng 3 trong 14 đơn vị được đặt sát trên mục tiêu.',
    reasonEn:
      'That rise is at least 20 times the mean of the unit in the periods before. In the illustrative Q4 2020, 10 units are asked (at 10 times: 16; at 5 times: 18), each time 3 of the 14 that were set just above the target.',
  },
  jumpGroup: {
    value: 1.5,
    reasonVi: 'Mức tăng ấy ít nhất gấp 1,5 lần mức tăng trung vị của nhóm trong cùng kỳ.',
    reasonEn: 'That rise is at least 1.5 times the median rise of the group in the same period.',
  },
  denominatorKept: {
    value: 0.9,
    reasonVi:
      'Hỏi khi tổng số dịch vụ còn dưới 90% kỳ trước mà tỷ lệ lại tăng; kỳ thông thường giảm nhiều nhất 2%.',
    reasonEn:
      'Asked where fewer than 90% of the services of the period before are left and the share rose; ordinary periods lose 2% at most.',
  },
  withdrawnPart: {
    value: 0.05,
    reasonVi:
      'Hỏi khi đơn vị vừa đạt mục tiêu, sẽ không đạt nếu tính cả những dịch vụ chưa ở mức độ 4 bị đưa ra khỏi diện đủ điều kiện trong kỳ, và số này ít nhất bằng 5% diện đủ điều kiện kỳ trước; kỳ thông thường nhiều nhất 2%.',
    reasonEn:
      'Asked where a unit newly meets the target, would not with the services below level 4 that ceased to qualify in the period, and these are 5% or more of those that qualified before; ordinary periods lose 2% at most.',
  },
  copiedCounts: {
    value: 2,
    reasonVi:
      'Hỏi khi ít nhất 2 số đếm hồ sơ, văn bản (từ 100 trở lên) trùng khít kỳ trước; một số trùng thì có thể ngẫu nhiên.',
    reasonEn:
      'Asked where 2 or more counts of dossiers or documents (of 100 or more) equal those of the period before; one alone may be chance.',
  },
  roundedChance: {
    value: 1e-5,
    reasonVi:
      'Hỏi khi số đếm tận cùng bằng 0 trong bốn kỳ nhiều đến mức ngẫu nhiên chỉ xảy ra dưới 1/100.000 lần.',
    reasonEn:
      'Asked where so many counts of four periods end in 0 that chance does it in fewer than 1 of 100,000 cases.',
  },
} as const satisfies Record<string, SignLimit>;
