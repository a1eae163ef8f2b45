// What lies beside a release's package for whoever opens it without us: what it is, how to come to its
// scores again, and how to quote it. No part of the format, and in no hash. Pure; export-release.ts
// imports it.
import { formatPeriod } from '../format.ts';
import type { Release } from '../release.ts';
import { SCORES_FILE } from './files.ts';

export const READ_ME = 'README.txt';

const citation = ({ rules, period, number, hash }: Release, language: 'vi' | 'en'): string => {
  const { nameVi, nameEn } = rules.series;
  const [name, edition] =
    language === 'vi' ? [nameVi, `bản số ${number}`] : [nameEn, `edition ${number}`];
  return `Tiến Độ, ${name}, ${formatPeriod(period, language)}, ${edition}, SHA-256 ${hash}`;
};

/** The text, in Vietnamese and then in English. */
export function readMeOf(release: Release): string {
  const { rules, illustrative, hash } = release;
  const { methodVersion } = rules;
  return `${citation(release, 'vi')}
${illustrative ? '\nBẢN MINH HỌA: đơn vị là thật, số liệu là mô phỏng.\n' : ''}
Đây là một lần công bố dưới dạng gói chỉ số: mọi số liệu và quy tắc (đơn vị, chỉ tiêu, trọng số, mục
tiêu) mà kết quả được tính từ đó. Phiên bản cách tính: ${methodVersion}. Kết quả là tệp ${SCORES_FILE}:
tính lại từ các tệp kia phải ra đúng tệp ấy, có mã băm SHA-256 là
${hash}

Tính lại: mở trang /verify và chọn tệp zip này (tính ngay trong trình duyệt, không gửi tệp đi đâu), hoặc
  npm run load -- TEP.zip --check

Giấy phép: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Trích dẫn: dòng đầu của tệp này.

----

${citation(release, 'en')}
${illustrative ? '\nILLUSTRATIVE: the units are real, the figures are simulated.\n' : ''}
This is one release as an index package: every figure and rule (units, indicators, weights, targets)
that its results come from. Method version: ${methodVersion}. The results are ${SCORES_FILE}: working
them out again from the other files must give this very file, whose SHA-256 is
${hash}

Working it out again: open the page /verify and choose this zip (it is worked out in the browser and
sent nowhere), or
  npm run load -- FILE.zip --check

Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). To quote it: the first line of this
part.
`;
}
