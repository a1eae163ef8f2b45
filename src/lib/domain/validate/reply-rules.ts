// Rules of a reply, a push or an uploaded report as a whole: without them no row of it is looked at.
// Their ids are the codes by which a run says why it failed. Anyone may import it.
import { defineRules } from './rule.ts';

export const REPLY_RULES = defineRules('structural', 'reply', {
  shape: {
    id: 'shape',
    vi: [
      'Cấu trúc khác với cấu trúc đã đăng ký',
      'Không tìm thấy danh sách dòng ở nơi đã đăng ký, nên không đọc được dòng nào.',
      'Giữ nguyên cấu trúc, hoặc báo để cập nhật cấu hình nguồn.',
    ],
    en: [
      'It has another form than the source was registered with',
      'The list of rows is not where it was registered to be, so no row can be read.',
      'Keep the form, or say so that the source is set up anew.',
    ],
  },
  missingColumn: {
    id: 'missing-column',
    vi: [
      'Thiếu cột bắt buộc',
      'Thiếu cột thì mọi dòng đều thiếu cùng một nội dung.',
      'Dùng đúng mẫu, giữ nguyên tên cột ở dòng tiêu đề.',
    ],
    en: [
      'A required column is missing',
      'Without it every row lacks the same thing.',
      'Use the template and keep the names in its header.',
    ],
  },
  wrongPeriod: {
    id: 'wrong-period',
    vi: [
      'Không phải số liệu của kỳ được hỏi',
      'Số liệu của kỳ khác nếu được ghi nhận sẽ thay sai số liệu của kỳ này.',
      'Gửi số liệu của đúng kỳ.',
    ],
    en: [
      'It is not about the period that was asked for',
      'Figures of another period would wrongly replace those of this one.',
      'Send the figures of the period.',
    ],
  },
  wrongUnit: {
    id: 'wrong-unit',
    vi: [
      'Người gửi không phải là đơn vị của số liệu',
      'Một đơn vị chỉ được báo cáo số liệu của chính mình.',
      'Kiểm tra mã đơn vị trong báo cáo hoặc trong cấu hình cổng.',
    ],
    en: [
      'The sender is not the unit that the figures are about',
      'A unit reports its own figures only.',
      'Check the code of the unit in the report, or in the set-up of the portal.',
    ],
  },
  incomplete: {
    id: 'incomplete',
    vi: [
      'Các trang không đủ số dòng đã nêu',
      'Thiếu dòng thì mẫu số nhỏ đi và tỷ lệ sai.',
      'Kiểm tra cách chia trang và tổng số dòng.',
    ],
    en: [
      'The pages do not add up to the rows they announce',
      'Where rows are lacking the denominator is too small and the share wrong.',
      'Check the paging and the total number of rows.',
    ],
  },
});
