// What `npm run load` prints: faults with their remedies, differences, and what was loaded. Each in
// Vietnamese with English beneath. Text only; load.ts writes it out.
import type { Fault } from '#lib/domain/package/fault.ts';
import {
  agrees,
  closingLine,
  type Comparison,
  type Difference,
} from '#lib/domain/package/compare.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { LoadedPackage } from './load-package.ts';

/** Lines of a kind that are printed; the rest is counted. A wrong column breaks a rule on every row. */
const MOST_LISTED = 2000;

function placeOf({ file, line, column }: Fault): string {
  const parts = [line === null ? file : `${file}:${line}`];
  if (column !== null) parts.push(`cột/column ${column}`);
  return parts.join(' · ');
}

const faultText = (fault: Fault): string =>
  [
    `${placeOf(fault)} [${fault.rule}]`,
    `  ${fault.messageVi}. ${fault.remedyVi}.`,
    `  ${fault.messageEn}. ${fault.remedyEn}.`,
  ].join('\n');

function listed(lines: readonly string[]): string[] {
  const more = lines.length - MOST_LISTED;
  return more <= 0
    ? [...lines]
    : [...lines.slice(0, MOST_LISTED), `… và ${more} chỗ nữa / and ${more} more`];
}

/** All faults, and how many there are. */
export function faultsText(faults: readonly Fault[]): string {
  return [
    ...listed(faults.map(faultText)),
    '',
    `Gói có ${faults.length} lỗi; không nạp gì.`,
    `The package has ${faults.length} faults; nothing was loaded.`,
  ].join('\n');
}

/** All notes, or nothing. */
export const notesText = (notes: readonly Fault[]): string =>
  notes.length === 0 ? '' : ['Lưu ý / Notes', ...listed(notes.map(faultText)), ''].join('\n');

function differenceText(
  { published, what, ours }: Difference,
  names: ReadonlyMap<UnitId, string>,
): string {
  const name = names.get(published.unitId) ?? published.unitId;
  const where = `${published.period.code} · ${published.unitCode} ${name} · ${published.measure}`;
  if (what === 'missing') {
    const theirs = `điểm/score ${published.score ?? '–'}, hạng/rank ${published.rank ?? '–'}`;
    return `${where}: công bố/published ${theirs}; không tính được/not scored`;
  }
  const theirs = what === 'score' ? published.score : published.rank;
  const word = what === 'score' ? 'điểm/score' : 'hạng/rank';
  return `${where}: ${word} công bố/published ${theirs}, tính được/computed ${ours}`;
}

/** All differences, and the one line that closes a check; that all is well where nothing was published. */
export function comparisonText(sum: Comparison, names: ReadonlyMap<UnitId, string>): string {
  if (agrees(sum) && sum.scoresCompared + sum.ranksCompared === 0) {
    return [
      'Gói đúng mọi quy tắc và tính được điểm. Không kèm kết quả đã công bố (published.csv), nên không có gì để so.',
      'The package keeps every rule and could be scored. It brings no published results (published.csv), so that there is nothing to compare.',
    ].join('\n');
  }
  const lines = listed(sum.differences.map((difference) => differenceText(difference, names)));
  return [...lines, closingLine(sum)].join('\n');
}

/** Whether an exported release comes out as it was published. */
export function hashesText({ published, computed }: { published: string; computed: string }) {
  return published === computed
    ? `SHA-256 của scores.csv khớp / SHA-256 of scores.csv is the same: ${computed}`
    : `SHA-256 của scores.csv KHÁC / SHA-256 of scores.csv DIFFERS: ` +
        `công bố/published ${published}, tính được/computed ${computed}`;
}

/** What a load wrote. */
export function loadedText({ series, figures, services, ...written }: LoadedPackage): string {
  const { versionsWritten: versions, published, unchanged, held } = written;
  if (versions === 0 && published.length + held.length === 0) {
    return [
      `${series}: không có gì mới (0 phiên bản, 0 bản công bố; ${unchanged.length} kỳ giữ nguyên).`,
      `${series}: nothing new (0 versions, 0 releases; ${unchanged.length} periods stay as they are).`,
    ].join('\n');
  }
  const periods = published.join(', ') || '–';
  return [
    `${series}: ${figures} số liệu, ${services} dòng dịch vụ, ${versions} phiên bản mới; ` +
      `công bố ${published.length} kỳ (${periods}).`,
    `${series}: ${figures} figures, ${services} service rows, ${versions} new versions; ` +
      `releases published: ${published.length} (${periods}).`,
    ...(held.length === 0
      ? []
      : [
          `Giữ lại chờ xem xét ở /admin/releases: ${held.join(', ')}.`,
          `Held until staff decide at /admin/releases: ${held.join(', ')}.`,
        ]),
  ].join('\n');
}
