// How a target and the document that set it are named in a table. Pages import it.
import { formatBrief, formatDay, formatDemand } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { LegalBasis, Target } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { nameOf } from './words.ts';

/** Kinds of document by the end of their number, longest first. */
const KINDS: [RegExp, { vi: string; short: string; en: string }][] = [
  [/\/NĐ-CP$/, { vi: 'Nghị định', short: 'NĐ', en: 'Decree' }],
  [/\/NQ-CP$/, { vi: 'Nghị quyết', short: 'NQ', en: 'Resolution' }],
  [/\/QĐ-TTg$/, { vi: 'Quyết định', short: 'QĐ', en: 'Decision' }],
  [/\/CT-TTg$/, { vi: 'Chỉ thị', short: 'CT', en: 'Directive' }],
  [/\/BTTTT-/, { vi: 'Công văn', short: 'CV', en: 'Official letter' }],
];
const kindOf = (document: string) => KINDS.find(([pattern]) => pattern.test(document))?.[1];

/** Documents without a number, which the catalogue names in English. */
const shortInVietnamese = (document: string): string =>
  document
    .replace(/^PM conclusion.*$/, 'KL của Thủ tướng')
    .replace(/^MIC plan (\d+)$/, 'KH năm $1 của Bộ TT&TT');
const inVietnamese = (document: string): string =>
  document
    .replace(
      /^PM conclusion.*$/,
      'Kết luận của Thủ tướng Chính phủ tại Ủy ban Quốc gia về Chính phủ điện tử',
    )
    .replace(/^MIC plan (\d+)$/, 'Kế hoạch năm $1 của Bộ Thông tin và Truyền thông');

/** A document as tables name it: "NQ 17/NQ-CP", "KL của Thủ tướng 12/2/2020". */
export function documentName(basis: Pick<LegalBasis, 'document' | 'documentDate'>): string {
  const language = locale();
  const kind = kindOf(basis.document);
  if (kind) return `${language === 'en' ? kind.en : kind.short} ${basis.document}`;
  const day = formatDay(basis.documentDate, language);
  return language === 'en'
    ? `${basis.document}, ${day}`
    : `${shortInVietnamese(basis.document)} ${day}`;
}

/** A document by its kind in full: "Nghị quyết số 17/NQ-CP", "Resolution 17/NQ-CP". */
export function documentTitle(document: string): string {
  const kind = kindOf(document);
  if (locale() === 'en') return kind ? `${kind.en} ${document}` : document;
  return kind ? `${kind.vi} số ${document}` : inVietnamese(document);
}

/** Every document that set a target, the earliest first. */
export const documentNames = (target: Target): string[] =>
  target.bases.toSorted((a, b) => (a.documentDate < b.documentDate ? -1 : 1)).map(documentName);

/** The figure that a target asks for, as its measure is written: per cent of shares and of units. */
export const demandFigure = (value: number, { measure }: Pick<Indicator, 'measure'>): string =>
  measure === 'share' || measure === 'flag'
    ? formatDemand(value, locale())
    : formatBrief(value, locale());

/** What a target asks for, in words: "từ 30%", "100% đơn vị", "gấp 2 lần năm 2019". */
export function demandWords(
  target: Pick<Target, 'operator' | 'value' | 'baseline'>,
  indicator: Pick<Indicator, 'measure'>,
): string {
  if (indicator.measure === 'flag' && target.value >= 1) return m.common_demand_all_units();
  if (target.operator === 'x') {
    return m.common_demand_times({ times: target.value, baseline: target.baseline ?? '' });
  }
  const figure = demandFigure(target.value, indicator);
  const value = indicator.measure === 'flag' ? m.common_demand_of_units({ value: figure }) : figure;
  if (target.operator === '<=') return m.common_demand_at_most({ value });
  return indicator.measure === 'share' && target.value >= 1
    ? value
    : m.common_demand_at_least({ value });
}

/** An indicator's name without the "share of" that a column of per cents says already. */
export function shortIndicatorName(indicator: { nameVi: string; nameEn: string }): string {
  const name = nameOf(indicator).replace(/^(?:Tỷ lệ|Share of) /, '');
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}
