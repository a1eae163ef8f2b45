// The words in which the overview of a series is to speak, by language.
import type { Language } from './text.ts';

export const GROUPS: Record<string, Record<Language, string>> = {
  ministries: { vi: 'bộ, cơ quan ngang bộ', en: 'ministries' },
  provinces: { vi: 'tỉnh, thành phố', en: 'provinces' },
  departments: { vi: 'sở, ban, ngành cấp tỉnh', en: 'provincial departments' },
  districts: { vi: 'quận, huyện, thị xã, thành phố thuộc tỉnh', en: 'districts' },
};
export const REASONS: Record<string, Record<Language, string>> = {
  'not-connected': {
    vi: 'không có trong kết quả được công bố',
    en: 'not in the results that were published',
  },
  'not-reported': { vi: 'chưa báo cáo số này', en: 'figure not reported' },
};
export const WORDS = {
  vi: {
    none: 'kỳ này chưa có kết quả nào của {all} {group}',
    single: 'mới có 1/{all} {group} có kết quả, là {leaders}, {score}',
    level: '{n} {group} có kết quả bằng nhau: {score}',
    lead: '{leaders} dẫn đầu {n} {group} với {score}',
    leadTied: '{leaders} cùng dẫn đầu {n} {group} với {score}',
    leadOf: '{leaders} dẫn đầu {n}/{all} {group} có kết quả, với {score}',
    leadTiedOf: '{leaders} cùng dẫn đầu {n}/{all} {group} có kết quả, với {score}',
    last: '{last} đứng cuối',
    lastTied: '{last} cùng đứng cuối',
    rise: '{risen} tăng nhiều nhất, {places} bậc',
    riseTied: '{risen} cùng tăng nhiều nhất, {places} bậc',
    and: ' và ',
    units: 'đơn vị',
    points: '{score} điểm',
    spread: 'Phân bố điểm Thấp nhất {low}, giữa bảng (trung vị) {middle}, cao nhất {high}.',
    others:
      'Kỳ này xếp hạng {n} đơn vị, kỳ trước {before}: tăng, giảm bậc gồm cả phần do đơn vị vắng số liệu.',
    bar: /từ (\S+) đến dưới (\S+): (\S+) đơn vị/g,
    absent: 'Chưa có kết quả: {absent} đơn vị',
    absentOne: '',
    absentFor: '; vắng {periods} kỳ liên tiếp',
    last1: '; gần nhất {value}, {period}',
    same: 'không đổi',
    up: '{n} tăng {n} bậc',
    down: '{n} giảm {n} bậc',
    target: '{met}/{of} đơn vị đạt từ {demand}, hạn {due} ({documents})',
  },
  en: {
    none: 'none of {all} {group} has a result in this period',
    single: 'only 1 of {all} {group} has a result, {leaders}, {score}',
    level: '{n} {group} are level: {score}',
    lead: '{leaders} leads {n} {group} with {score}',
    leadTied: '{leaders} share the lead of {n} {group} with {score}',
    leadOf: '{leaders} leads the {n} of {all} {group} with a result, with {score}',
    leadTiedOf: '{leaders} share the lead of the {n} of {all} {group} with a result, with {score}',
    last: '{last} is last',
    lastTied: '{last} are last together',
    rise: '{risen} rose most, by {places} place',
    riseTied: '{risen} rose most, each by {places} place',
    and: ' and ',
    units: 'units',
    points: '{score} points',
    spread: 'How scores spread Lowest {low}, middle (median) {middle}, highest {high}.',
    others:
      '{n} units are ranked, {before} were in the period before: places won and lost include those of units without figures.',
    bar: /from (\S+) to below (\S+): (\S+) units?/g,
    absent: 'Without a result: {absent} units',
    absentOne: 'Without a result: {absent} unit',
    absentFor: '; missing for {periods} periods in a row',
    last1: '; last {value}, {period}',
    same: 'unchanged',
    up: '{n} up {n}',
    down: '{n} down {n}',
    target: '{met} of {of} units reach at least {demand}, due {due} ({documents})',
  },
} as const;
