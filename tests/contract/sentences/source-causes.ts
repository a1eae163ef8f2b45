// What went wrong with a source, by the code that its run left: the words that readers must meet.
import type { Language } from './text.ts';

const TOLD: [codes: string, vi: string, en: string][] = [
  ['timeout', 'không trả lời kịp thời', 'did not answer in time'],
  [
    'connect-timeout refused unknown-host unreachable network',
    'không kết nối được tới cổng',
    'the portal cannot be reached',
  ],
  ['slow', 'cổng gửi dữ liệu quá chậm', 'the portal sends its answer too slowly'],
  ['rate-limited', 'cổng yêu cầu giảm số lần hỏi', 'the portal asks us to come less often'],
  [
    'breaker-open',
    'tạm ngừng hỏi vì cổng lỗi nhiều lần liên tiếp',
    'left in peace for a while after failing again and again',
  ],
  [
    'not-allowed',
    'địa chỉ không nằm trong danh sách được phép',
    'the address is not among those allowed',
  ],
  ['redirect', 'cổng chuyển hướng sang địa chỉ khác', 'the portal points to another address'],
  [
    'html',
    'cổng trả về trang web thay vì dữ liệu',
    'the portal answered with a web page instead of data',
  ],
  ['wrong-type bad-http not-json', 'trả lời không phải dữ liệu', 'the answer is not data'],
  ['bad-encoding', 'trả lời không giải nén được', 'the answer cannot be unpacked'],
  [
    'too-large',
    'vượt quá dung lượng, số dòng hoặc số ô cho phép',
    'more bytes, rows or cells than allowed',
  ],
  [
    'bomb zip-bomb',
    'trả lời phình to bất thường khi giải nén',
    'the answer swells beyond measure when unpacked',
  ],
  [
    'zip-lies encrypted foreign-part encoding not-csv not-a-workbook bad-sheet bad-cell bad-xml xml-entities',
    'tệp nhận được bị hỏng hoặc không đọc được',
    'the file that came is damaged or cannot be read',
  ],
  ['wrong-period', 'trả lời về một kỳ khác', 'the answer is about another period'],
  ['wrong-unit', 'trả lời về một đơn vị khác', 'the answer is about another unit'],
  [
    'bad-json shape',
    'trả lời bị hỏng hoặc sai cấu trúc',
    'the answer is broken or not in the agreed shape',
  ],
  ['incomplete empty', 'trả lời thiếu dòng', 'the answer is incomplete'],
  ['closed', 'cổng ngắt kết nối giữa chừng', 'the portal closed the connection halfway'],
  ['tls', 'chứng thư bảo mật của cổng không hợp lệ', 'the portal’s certificate is not valid'],
  ['too-slow', 'tệp mất quá nhiều thời gian để đọc', 'the file takes too long to read'],
  [
    'returned',
    'đã trả lại để sửa, chưa được ghi nhận',
    'returned to be mended; nothing of it counts yet',
  ],
  [
    'parser-crashed no-secret secret-elsewhere gathering-failed no-room internal',
    'lỗi ở phía hệ thống thu thập, không phải ở nguồn',
    'the fault is ours, not the source’s',
  ],
  [
    'superseded',
    'đã có lượt hỏi sau cho cùng kỳ nên không hỏi lại lượt này',
    'a later slot asks for the same period, so this one is not tried again',
  ],
  [
    'overtaken',
    'Đã được thay bằng số liệu cung cấp sau: lần này không được kiểm tra và không được ghi nhận.',
    'Replaced by what was said later: this one was neither checked nor recorded.',
  ],
  [
    'no-package',
    'không có gói chỉ số ở địa chỉ của nguồn',
    'there is no index package at its address',
  ],
  ['wrong-series', 'gói thuộc bộ chỉ số khác', 'the package is of another series'],
  [
    'illustrative',
    'gói và nguồn nói khác nhau về việc số liệu là thật hay minh họa',
    'package and source differ on whether figures are real',
  ],
  ['not-handed-in', 'chưa có gì được gửi về kỳ này', 'nothing was handed in about this period'],
  ['http-503', 'cổng báo lỗi máy chủ (503)', 'the portal reported a server error (503)'],
  ['http-404', 'cổng từ chối yêu cầu (404)', 'the portal refused the request (404)'],
];

/** By code. */
export const CAUSES: ReadonlyMap<string, Record<Language, string>> = new Map(
  TOLD.flatMap(([codes, vi, en]) =>
    codes.split(' ').map((code): [string, Record<Language, string>] => [code, { vi, en }]),
  ),
);
