// Rules that rows of every kind keep to, and the marks that a person's decision leaves. Anyone may
// import it; catalogue.ts lists them.
import { defineRules } from './rule.ts';

export const COMMON_RULES = defineRules('structural', 'row', {
  notARow: {
    id: 'not-a-row',
    vi: [
      'Dòng không phải là một đối tượng',
      'Mỗi dòng phải gồm các trường có tên; một dòng không có trường thì không đọc được gì.',
      'Xuất lại dữ liệu, mỗi dòng là một đối tượng có đủ các trường đã đăng ký.',
    ],
    en: [
      'The row is not an object',
      'Every row must be made of named fields; from one without fields nothing can be read.',
      'Export again, each row an object with all the fields that were registered.',
    ],
  },
  missingText: {
    id: 'missing-text',
    vi: [
      'Thiếu nội dung bắt buộc',
      'Trường bắt buộc bị bỏ trống thì không biết dòng nói về việc gì.',
      'Điền nội dung vào trường được nêu.',
    ],
    en: [
      'A required text is missing',
      'Where a required field is empty, nobody can tell what the row is about.',
      'Fill in the field that is named.',
    ],
  },
  notText: {
    id: 'not-text',
    vi: [
      'Phải là chữ',
      'Trường này là tên hoặc mã; danh sách hay đối tượng không thể hiểu thành một tên.',
      'Ghi một chuỗi ký tự.',
    ],
    en: [
      'Must be a text',
      'The field is a name or a code; a list or an object cannot be taken as one.',
      'Write it as one text.',
    ],
  },
  numberForCode: {
    id: 'number-for-code',
    vi: [
      'Mã được ghi dưới dạng số nên có thể đã mất chữ số',
      'Ghi dưới dạng số, mã 1.004630 trở thành 1.00463; không biết mã nào là đúng nên không được đoán.',
      'Định dạng cột là văn bản (Text) rồi nhập lại mã; trong JSON, đặt mã trong dấu ngoặc kép.',
    ],
    en: [
      'The code is written as a number and may have lost digits',
      'As a number the code 1.004630 becomes 1.00463; which code was meant is not guessed.',
      'Format the column as text and enter the codes again; in JSON put the code in quotes.',
    ],
  },
  longText: {
    id: 'long-text',
    vi: [
      'Nội dung quá dài: tối đa 2.000 ký tự',
      'Tên thủ tục dài nhất có khoảng 400 ký tự; dài hơn nhiều thường do ghép nhầm nhiều ô.',
      'Ghi lại tên đúng như trong Cơ sở dữ liệu quốc gia về thủ tục hành chính.',
    ],
    en: [
      'The text is too long: 2,000 characters at most',
      'The longest names of procedures have some 400 characters; far longer ones are cells run together.',
      'Write the name as it stands in the national database of administrative procedures.',
    ],
  },
  unprintable: {
    id: 'unprintable',
    vi: [
      'Có ký tự không lưu được',
      'Ký tự rỗng hoặc nửa ký tự cho thấy dữ liệu bị hỏng khi xuất.',
      'Xuất lại ở bảng mã UTF-8.',
    ],
    en: [
      'The text holds a character that cannot be stored',
      'A null character or half a character shows that the export is damaged.',
      'Export again in UTF-8.',
    ],
  },
  notWhole: {
    id: 'not-a-whole-number',
    vi: [
      'Phải là số nguyên không âm',
      'Số hồ sơ là số đếm. Cách ghi như "1.234" có thể là hai số khác nhau nên không được đoán.',
      'Ghi chỉ gồm chữ số, không có dấu chấm, dấu phẩy hay đơn vị.',
    ],
    en: [
      'Must be a whole number, 0 or more',
      'Dossiers are counted. A text such as "1.234" could be two different numbers, so it is not guessed.',
      'Write digits only, without point, comma or unit.',
    ],
  },
  tooLarge: {
    id: 'count-too-large',
    vi: [
      'Số quá lớn: tối đa 2.147.483.647',
      'Không đơn vị nào có nhiều hồ sơ như vậy; thường do dán nhầm mã hoặc số điện thoại.',
      'Kiểm tra lại số và gửi lại.',
    ],
    en: [
      'The number is too large: 2,147,483,647 at most',
      'No unit has so many dossiers; it is usually a code or telephone number in the wrong place.',
      'Check the number and send it again.',
    ],
  },
});

export const DECISION_RULES = defineRules('content', 'row', {
  rejected: {
    id: 'rejected-by-decision',
    releasable: true,
    vi: [
      'Cán bộ đã quyết định không dùng dòng này',
      'Người có thẩm quyền đã xem dòng và loại ra, có ghi lý do: dòng đang được tính thì thôi tính; dòng chưa từng được tính thì số liệu trước đó giữ nguyên.',
      'Gửi lại dòng với nội dung đúng: dòng có nội dung khác sẽ được xét lại từ đầu.',
    ],
    en: [
      'A person decided that this row is not used',
      'Somebody in charge looked at the row and left it out, with a reason: a row that counted counts no longer; where it never counted, the older figures stand.',
      'Send the row with what is right: a row that says something else is looked at anew.',
    ],
  },
  corrected: {
    id: 'corrected-by-decision',
    severity: 'note',
    vi: [
      'Dòng được dùng với nội dung đã đính chính',
      'Người có thẩm quyền đã sửa dòng, có ghi lý do; nguyên văn vẫn được lưu.',
      'Sửa tại nguồn để lần gửi sau không cần đính chính.',
    ],
    en: [
      'The row counts as corrected',
      'Somebody in charge mended the row, with a reason; the original text is kept.',
      'Mend it at its source, so that the next report needs no correction.',
    ],
  },
  released: {
    id: 'released-by-decision',
    severity: 'note',
    vi: [
      'Dòng được dùng như đã gửi theo quyết định của cán bộ',
      'Dòng trái một quy tắc nhưng người có thẩm quyền đã xác nhận là đúng, có ghi lý do.',
      'Không cần làm gì.',
    ],
    en: [
      'The row counts as it was sent, by a decision',
      'The row breaks a rule, and somebody in charge confirmed that it is right, with a reason.',
      'Nothing needs to be done.',
    ],
  },
});
