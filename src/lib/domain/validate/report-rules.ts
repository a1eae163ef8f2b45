// Rules of the quarterly report beside those of its service rows: is it our form, of this unit and
// period, complete, and do its duties and obstacles say what a report must. Anyone may import it.
import { defineRules } from './rule.ts';

export const REPORT_RULES = defineRules('structural', 'reply', {
  notTheForm: {
    id: 'report-not-the-form',
    vi: [
      'Tệp không phải là biểu mẫu báo cáo do hệ thống phát hành',
      'Chỉ biểu mẫu do hệ thống phát hành mới có mã và cấu trúc để đọc chắc chắn.',
      'Tải lại biểu mẫu của đơn vị, chép số liệu sang rồi gửi.',
    ],
    en: [
      'The file is not the report form issued here',
      'Only the form issued here carries the codes and layout by which it can be read for certain.',
      'Download the unit’s form again, copy the figures over and send it.',
    ],
  },
  version: {
    id: 'report-version',
    vi: [
      'Biểu mẫu thuộc phiên bản không còn dùng',
      'Các cột của phiên bản khác có thể mang nghĩa khác.',
      'Tải biểu mẫu hiện hành, chép số liệu sang rồi gửi.',
    ],
    en: [
      'The form is of a version no longer in use',
      'Columns of another version may mean something else.',
      'Download the current form, copy the figures over and send it.',
    ],
  },
  foreignSheet: {
    id: 'report-foreign-sheet',
    vi: [
      'Trang tính không thuộc biểu mẫu',
      'Số liệu đặt ngoài biểu mẫu sẽ không được đọc và có thể bị bỏ sót mà không ai biết.',
      'Chuyển nội dung vào các trang của biểu mẫu rồi xóa trang này.',
    ],
    en: [
      'The sheet does not belong to the form',
      'Figures outside the form are not read and would be lost without anybody noticing.',
      'Move what it holds to the sheets of the form, then delete it.',
    ],
  },
  missingSheet: {
    id: 'report-missing-sheet',
    vi: [
      'Thiếu một trang tính của biểu mẫu',
      'Báo cáo được nhận trọn vẹn hoặc không nhận.',
      'Tải lại biểu mẫu, không xóa và không đổi tên trang nào.',
    ],
    en: [
      'A sheet of the form is missing',
      'A report is taken whole or not at all.',
      'Download the form again; delete and rename no sheet.',
    ],
  },
  unit: {
    id: 'report-unit',
    vi: [
      'Báo cáo mang mã của đơn vị khác với đơn vị gửi',
      'Mỗi đơn vị chỉ báo cáo số liệu của chính mình.',
      'Dùng đúng biểu mẫu của đơn vị gửi.',
    ],
    en: [
      'The report bears the code of another unit than the one that sends it',
      'Each unit reports its own figures only.',
      'Use the form of the unit that sends it.',
    ],
  },
  period: {
    id: 'report-period',
    vi: [
      'Báo cáo mang kỳ khác với kỳ được gửi',
      'Số liệu của kỳ khác sẽ ghi đè nhầm lên kỳ này.',
      'Chọn đúng kỳ khi gửi, hoặc dùng biểu mẫu của đúng kỳ.',
    ],
    en: [
      'The report bears another period than the one it was sent for',
      'Figures of another period would replace those of this one.',
      'Choose the right period on sending, or use the form of the right period.',
    ],
  },
  person: {
    id: 'report-person',
    vi: [
      'Thiếu tên người phụ trách',
      'Phải có người để liên hệ khi số liệu cần làm rõ.',
      'Ghi họ và tên người phụ trách báo cáo.',
    ],
    en: [
      'The person in charge is not named',
      'There must be somebody to ask where a figure needs explaining.',
      'Write the name of the person in charge of the report.',
    ],
  },
  noCounts: {
    id: 'report-no-counts',
    vi: [
      'Chưa ghi số hồ sơ của dịch vụ nào',
      'Số hồ sơ là của riêng từng kỳ; biểu mẫu để trống để đơn vị ghi.',
      'Ghi số hồ sơ của kỳ này vào các cột nền trắng; không có hồ sơ thì ghi 0.',
    ],
    en: [
      'No service has its dossiers counted',
      'Dossiers are those of each period alone; the form leaves them to the unit.',
      'Write this period’s dossiers in the white columns; where there were none write 0.',
    ],
  },
  signedOn: {
    id: 'report-signed-on',
    vi: [
      'Ngày ký thiếu, không phải ngày, hoặc trước ngày cuối kỳ',
      'Số liệu của một kỳ chỉ chốt được sau khi kỳ kết thúc.',
      'Ghi ngày ký theo dạng ngày/tháng/năm, sau ngày cuối kỳ.',
    ],
    en: [
      'The day of signing is missing, no day, or before the period’s end',
      'Figures of a period can be settled only once it is over.',
      'Write the day of signing as day/month/year, after the period’s last day.',
    ],
  },
});

export const REPORT_ROW_RULES = defineRules('structural', 'row', {
  changedCode: {
    id: 'report-changed-code',
    vi: [
      'Mã đã bị sửa so với mã trong biểu mẫu phát hành',
      'Mã là cách duy nhất để nối dòng này với các kỳ trước.',
      'Khôi phục mã đã in sẵn; dịch vụ mới thì ghi ở các dòng trống bên dưới.',
    ],
    en: [
      'The code was changed from the one the form was issued with',
      'The code is the only link from this row to earlier periods.',
      'Restore the printed code; write new services in the empty rows below.',
    ],
  },
  repeatedCode: {
    id: 'report-repeated-code',
    vi: [
      'Mã đã có ở một dòng khác phía trên',
      'Hai dòng cùng mã thì không biết dòng nào đúng.',
      'Xóa dòng thừa hoặc ghi đúng mã.',
    ],
    en: [
      'The code stands in another row above',
      'Of two rows with one code nobody can tell which is right.',
      'Delete the row that is too many, or write its own code.',
    ],
  },
  missingRow: {
    id: 'report-missing-row',
    vi: [
      'Thiếu một dòng đã in sẵn trong biểu mẫu',
      'Dòng bị xóa không cho biết việc đã thôi hay bị bỏ sót.',
      'Khôi phục dòng đó; dịch vụ không còn cung cấp thì chọn “Không” ở cột “Còn cung cấp”.',
    ],
    en: [
      'A row that the form was issued with is missing',
      'A deleted row does not say whether the service has ended or was forgotten.',
      'Restore the row; where a service has ended choose “Không” under “Còn cung cấp”.',
    ],
  },
  offered: {
    id: 'report-offered',
    vi: [
      'Cột “Còn cung cấp” phải là “Có” hoặc “Không”',
      'Dịch vụ còn hay thôi quyết định dòng có được tính hay không.',
      'Chọn một trong hai giá trị trong danh sách.',
    ],
    en: [
      'The column “Còn cung cấp” must say “Có” or “Không”',
      'Whether a service is still offered decides whether its row counts.',
      'Choose one of the two values of the list.',
    ],
  },
  dutyUnanswered: {
    id: 'report-duty-unanswered',
    vi: [
      'Chưa chọn trạng thái của nhiệm vụ',
      'Biểu mẫu để trống cho đơn vị trả lời; để trống không có nghĩa là chưa thực hiện.',
      'Chọn “Đã hoàn thành”, “Đang thực hiện” hoặc “Chưa thực hiện”.',
    ],
    en: [
      'The state of the duty is not chosen',
      'The form leaves it to the unit; an empty cell does not mean that nothing was done.',
      'Choose “Đã hoàn thành”, “Đang thực hiện” or “Chưa thực hiện”.',
    ],
  },
  dutyState: {
    id: 'report-duty-state',
    vi: [
      'Trạng thái nhiệm vụ không có trong danh sách',
      'Chỉ ba trạng thái “Đã hoàn thành”, “Đang thực hiện”, “Chưa thực hiện” mới tổng hợp được.',
      'Chọn một trạng thái trong danh sách.',
    ],
    en: [
      'The state of the duty is not one of the list',
      'Only “Đã hoàn thành”, “Đang thực hiện” and “Chưa thực hiện” can be added up.',
      'Choose a state of the list.',
    ],
  },
  doneWithoutDay: {
    id: 'report-done-without-day',
    vi: [
      'Nhiệm vụ đã hoàn thành nhưng thiếu ngày hoàn thành',
      'Không có ngày thì không biết có đúng hạn hay không.',
      'Ghi ngày hoàn thành.',
    ],
    en: [
      'The duty is done, but the day is missing',
      'Without a day nobody can tell whether it was in time.',
      'Write the day on which it was done.',
    ],
  },
  dutyDay: {
    id: 'report-duty-day',
    vi: [
      'Ngày hoàn thành không phải ngày, hoặc sau ngày ký báo cáo',
      'Việc chưa tới ngày thì chưa hoàn thành.',
      'Ghi ngày theo dạng ngày/tháng/năm, hoặc đổi trạng thái.',
    ],
    en: [
      'The day done is no day, or after the report was signed',
      'What lies ahead is not done yet.',
      'Write it as day/month/year, or change the state.',
    ],
  },
  doneWithoutDocument: {
    id: 'report-done-without-document',
    severity: 'flag',
    vi: [
      'Nhiệm vụ đã hoàn thành nhưng chưa nêu văn bản',
      'Văn bản là căn cứ để người khác kiểm tra.',
      'Ghi số, ký hiệu và ngày của văn bản.',
    ],
    en: [
      'The duty is done, but no document is named',
      'The document is what others can check it by.',
      'Write its number, sign and day.',
    ],
  },
  obstacleWhat: {
    id: 'report-obstacle-what',
    vi: [
      'Chưa nêu nội dung vướng mắc',
      'Kiến nghị không nói rõ vướng ở đâu thì không ai giải quyết được.',
      'Ghi vắn tắt điều gì đang cản trở.',
    ],
    en: [
      'What blocks is not said',
      'A proposal that does not say where things are stuck helps nobody to solve it.',
      'Say in short what stands in the way.',
    ],
  },
  obstacleRemover: {
    id: 'report-obstacle-remover',
    vi: [
      'Chưa nêu cơ quan có thẩm quyền giải quyết',
      'Không rõ ai tháo gỡ được thì kiến nghị không chuyển đi đâu được.',
      'Ghi tên cơ quan có thẩm quyền.',
    ],
    en: [
      'Who can remove the obstacle is not said',
      'Where nobody is named the proposal cannot be passed on.',
      'Name the office that can remove it.',
    ],
  },
});
