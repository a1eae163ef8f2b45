// Rules of the row of one public service: by itself, among the rows of its reply, and beside the
// period before. Anyone may import it; service.ts and before.ts apply them.
import { defineRules } from './rule.ts';

const STRUCTURE = defineRules('structural', 'row', {
  missingCode: {
    id: 'missing-code',
    vi: [
      'Thiếu mã dịch vụ',
      'Mã là cách duy nhất để nhận ra cùng một dịch vụ ở kỳ sau.',
      'Điền mã mà đơn vị đang dùng cho dịch vụ, giữ nguyên qua các kỳ.',
    ],
    en: [
      'The service has no code',
      'The code is the only way to know the same service again in the next period.',
      'Fill in the code that the unit uses for the service, the same in every period.',
    ],
  },
  missingProcedure: {
    id: 'missing-procedure',
    vi: [
      'Thiếu mã thủ tục hành chính',
      'Không có mã thủ tục thì không so được cùng một thủ tục giữa các đơn vị.',
      'Điền mã thủ tục theo Cơ sở dữ liệu quốc gia về thủ tục hành chính.',
    ],
    en: [
      'The administrative procedure is missing',
      'Without it the same procedure cannot be compared between units.',
      'Fill in the code of the national database of administrative procedures.',
    ],
  },
  missingName: {
    id: 'missing-name',
    vi: ['Thiếu tên dịch vụ', 'Dịch vụ không tên thì không ai kiểm tra được.', 'Điền tên dịch vụ.'],
    en: [
      'The service has no name',
      'Nobody can check a service without a name.',
      'Fill in the name of the service.',
    ],
  },
  missingField: {
    id: 'missing-field',
    severity: 'flag',
    vi: [
      'Thiếu lĩnh vực',
      'Lĩnh vực cho biết ngành nào còn chậm; số liệu vẫn được tính.',
      'Điền lĩnh vực của thủ tục.',
    ],
    en: [
      'The field is missing',
      'The field tells which sector lags behind; the figures count all the same.',
      'Fill in the field of the procedure.',
    ],
  },
  missingOffice: {
    id: 'missing-office',
    severity: 'flag',
    vi: [
      'Thiếu đơn vị phụ trách',
      'Không rõ cơ quan nào chịu trách nhiệm về dịch vụ; số liệu vẫn được tính.',
      'Điền tên cơ quan phụ trách dịch vụ.',
    ],
    en: [
      'The office is missing',
      'It is not clear which office answers for the service; the figures count all the same.',
      'Fill in the office that owns the service.',
    ],
  },
  level: {
    id: 'level',
    vi: [
      'Mức độ phải từ 1 đến 4',
      'Nghị định 43/2011/NĐ-CP, điều 3 quy định bốn mức độ; cách ghi khác có thể hiểu nhiều nghĩa.',
      'Ghi 1, 2, 3 hoặc 4.',
    ],
    en: [
      'The level must be 1 to 4',
      'Decree 43/2011/NĐ-CP, article 3, knows four levels; any other spelling could mean several things.',
      'Write 1, 2, 3 or 4.',
    ],
  },
  eligible: {
    id: 'eligible',
    vi: [
      'Không rõ có đủ điều kiện mức độ 4 hay không',
      'Dịch vụ đủ điều kiện là mẫu số của chỉ tiêu mức độ 4.',
      'Ghi rõ có hoặc không theo cách đã đăng ký.',
    ],
    en: [
      'Whether it qualifies for level 4 must be true or false',
      'Services that qualify are the denominator of the level-4 target.',
      'Say yes or no in the way that was registered.',
    ],
  },
  repeatedCode: {
    id: 'repeated-code',
    vi: [
      'Một mã dịch vụ có nhiều dòng khác nhau',
      'Các dòng cùng mã nói khác nhau thì không biết dòng nào đúng, nên không dòng nào được tính.',
      'Giữ lại một dòng cho mỗi mã; loại các dòng còn lại.',
    ],
    en: [
      'One code stands for several rows that differ',
      'Where rows of one code differ, nobody knows which is right, so none of them counts.',
      'Keep one row for each code and remove the others.',
    ],
  },
  repeatedRow: {
    id: 'repeated-row',
    severity: 'flag',
    vi: [
      'Dòng lặp lại y hệt: chỉ tính một lần',
      'Dòng lặp thường do cổng chia trang sai; khi đó có thể một dòng khác bị thiếu.',
      'Kiểm tra cách chia trang của cổng.',
    ],
    en: [
      'The same row again: counted once',
      'Repeated rows usually come of wrong paging, and then another row may be lacking.',
      'Check the paging of the portal.',
    ],
  },
});

const CONTENT = defineRules('content', 'row', {
  filedAboveReceived: {
    id: 'filed-above-received',
    vi: [
      'Hồ sơ nộp trực tuyến nhiều hơn hồ sơ tiếp nhận',
      'Hồ sơ nộp trực tuyến là một phần của hồ sơ tiếp nhận trong kỳ.',
      'Kiểm tra hai số: hồ sơ tiếp nhận gồm cả trực tiếp, bưu chính và trực tuyến.',
    ],
    en: [
      'More dossiers filed online than received',
      'Dossiers filed online are a part of those received in the period.',
      'Check both numbers: received counts the counter, the post and online together.',
    ],
  },
  handledAboveFiled: {
    id: 'handled-above-filed',
    releasable: true,
    vi: [
      'Hồ sơ xử lý trực tuyến nhiều hơn hồ sơ nộp trực tuyến',
      'Hồ sơ xử lý trực tuyến phải là hồ sơ đã nộp trực tuyến; có thể đúng khi hồ sơ nộp từ kỳ trước.',
      'Kiểm tra hai số; nếu đúng vì hồ sơ nộp từ kỳ trước, liên hệ quản trị viên để được xác nhận.',
    ],
    en: [
      'More dossiers handled online than filed online',
      'What is handled online was filed online; it may be true where dossiers were filed the period before.',
      'Check both numbers; where they are true, ask an administrator to confirm them.',
    ],
  },
  onTimeAboveReceived: {
    id: 'on-time-above-received',
    releasable: true,
    vi: [
      'Hồ sơ giải quyết đúng hạn nhiều hơn hồ sơ tiếp nhận',
      'Hồ sơ giải quyết đúng hạn là một phần của hồ sơ tiếp nhận; có thể đúng khi giải quyết hồ sơ kỳ trước.',
      'Kiểm tra hai số; nếu đúng vì giải quyết hồ sơ tồn, liên hệ quản trị viên để được xác nhận.',
    ],
    en: [
      'More dossiers settled on time than received',
      'Those settled on time are a part of those received; it may be true where a backlog was settled.',
      'Check both numbers; where they are true, ask an administrator to confirm them.',
    ],
  },
  notEligible: {
    id: 'level-4-not-eligible',
    severity: 'flag',
    vi: [
      'Ở mức độ 4 nhưng không thuộc diện đủ điều kiện mức độ 4',
      'Dịch vụ làm tăng tử số mà không có trong mẫu số của tỷ lệ trên dịch vụ đủ điều kiện.',
      'Rà soát lại diện đủ điều kiện hoặc mức độ của dịch vụ.',
    ],
    en: [
      'At level 4 without being eligible for it',
      'It adds to the numerator and not to the denominator of the share of eligible services.',
      'Review whether the service qualifies, or its level.',
    ],
  },
  levelFell: {
    id: 'level-fell',
    severity: 'flag',
    vi: [
      'Mức độ thấp hơn kỳ trước',
      'Dịch vụ hiếm khi bị hạ mức độ; có thể do ghi nhầm hoặc do rà soát lại.',
      'Kiểm tra lại mức độ; nếu đúng đã bị hạ thì để nguyên.',
    ],
    en: [
      'The level is lower than in the period before',
      'Services are seldom lowered; it is a slip, or a review found that the level was never reached.',
      'Check the level; where it was lowered indeed, leave it.',
    ],
  },
});

export const SERVICE_RULES = { ...STRUCTURE, ...CONTENT } as const;
