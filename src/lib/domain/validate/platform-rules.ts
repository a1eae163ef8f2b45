// Rules of what a national platform says of one unit. Anyone may import it; platform.ts applies them.
import { defineRules } from './rule.ts';

const STRUCTURE = defineRules('structural', 'row', {
  missingUnit: {
    id: 'missing-unit',
    vi: [
      'Thiếu mã đơn vị',
      'Không có mã thì không biết số liệu là của đơn vị nào.',
      'Điền mã chính thức của đơn vị.',
    ],
    en: [
      'The row names no unit',
      'Without a code nobody can tell whose figures these are.',
      'Fill in the official code of the unit.',
    ],
  },
  unknownUnit: {
    id: 'unknown-unit',
    vi: [
      'Không có đơn vị mang mã này trong kỳ',
      'Mã đơn vị đổi nghĩa theo thời gian, nên được đọc theo ngày cuối của kỳ.',
      'Dùng mã có hiệu lực vào ngày cuối của kỳ.',
    ],
    en: [
      'No unit bore this code on the last day of the period',
      'Codes change their meaning over time, so they are read as of the last day of the period.',
      'Use the code in force on the last day of the period.',
    ],
  },
  repeatedUnit: {
    id: 'repeated-unit',
    vi: [
      'Một đơn vị xuất hiện nhiều lần',
      'Không biết dòng nào đúng, nên không dòng nào được tính.',
      'Giữ lại một dòng cho mỗi đơn vị.',
    ],
    en: [
      'One unit stands in more than one row of the reply',
      'Nobody knows which row is right, so none of them counts.',
      'Keep one row for each unit.',
    ],
  },
  halfShare: {
    id: 'half-share',
    vi: [
      'Chỉ có tử số hoặc mẫu số',
      'Tỷ lệ cần cả hai số; thiếu một số thì không tính được.',
      'Điền đủ hai số, hoặc bỏ trống cả hai nếu chưa có số liệu.',
    ],
    en: [
      'Only one of numerator and denominator is given',
      'A share needs both numbers; with one it cannot be formed.',
      'Give both, or leave both empty where there is no figure.',
    ],
  },
  flag: {
    id: 'flag',
    vi: [
      'Phải là 0 hoặc 1',
      'Chỉ số này cho biết có hay không; giá trị khác không hiểu được.',
      'Ghi 1 nếu có, 0 nếu không.',
    ],
    en: [
      'Must be 0 or 1',
      'The indicator says yes or no; nothing else can be understood.',
      'Write 1 for yes and 0 for no.',
    ],
  },
  number: {
    id: 'number',
    vi: ['Phải là số', 'Giá trị không phải số thì không tính được.', 'Ghi một số.'],
    en: ['Must be a number', 'What is no number cannot be counted.', 'Write a number.'],
  },
  qualifier: {
    id: 'qualifier',
    vi: [
      'Ký hiệu kèm số không hợp lệ',
      'Chỉ hiểu ký hiệu ">" nghĩa là "hơn"; ký hiệu khác có thể hiểu nhiều nghĩa.',
      'Dùng ">" hoặc bỏ trống.',
    ],
    en: [
      'The only qualifier known is ">" for "more than"',
      'Any other sign could mean several things.',
      'Use ">" or leave it empty.',
    ],
  },
});

const CONTENT = defineRules('content', 'row', {
  partAboveWhole: {
    id: 'part-above-whole',
    vi: [
      'Tử số lớn hơn mẫu số',
      'Phần không thể lớn hơn toàn bộ.',
      'Kiểm tra hai số; có thể đã ghi đảo chỗ.',
    ],
    en: [
      'The numerator is greater than the denominator',
      'A part cannot be greater than its whole.',
      'Check both numbers; they may have changed places.',
    ],
  },
  share: {
    id: 'share',
    vi: [
      'Tỷ lệ phải từ 0 đến 1',
      'Tỷ lệ được gửi dưới dạng phân số; 45 có thể là 45% hoặc sai.',
      'Ghi 0.45 cho 45%.',
    ],
    en: [
      'A share must be a fraction from 0 to 1',
      'Shares are sent as fractions; 45 could be 45 per cent or a slip.',
      'Write 0.45 for 45 per cent.',
    ],
  },
});

export const PLATFORM_RULES = { ...STRUCTURE, ...CONTENT } as const;
