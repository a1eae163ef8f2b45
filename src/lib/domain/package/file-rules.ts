// What the rules about files, headers and cells of an index package say when they are broken, in
// Vietnamese and English: [fault, fault, remedy, remedy]. `{value}`, `{other}` and `{limit}` are
// filled in from the place of the fault. Only fault.ts imports it.

export type RuleText = readonly [vi: string, en: string, remedyVi: string, remedyEn: string];

export const FILE_RULES = {
  'zip-unreadable': [
    'Tệp nén không đọc được: {value}',
    'The zip file cannot be read: {value}',
    'Nén lại thư mục thành tệp .zip thông thường, không đặt mật khẩu',
    'Pack the folder again as an ordinary .zip without a password',
  ],
  'zip-path': [
    'Tên tệp “{value}” trong tệp nén dẫn ra ngoài gói',
    'The file name “{value}” in the zip leads out of the package',
    'Đặt mọi tệp ở gốc gói, tên không có “..”, “\\” hay “/” ở đầu',
    'Put every file at the top of the package, without “..”, “\\” or a leading “/”',
  ],
  'too-many-files': [
    'Gói có {value} tệp, giới hạn là {limit}',
    'The package has {value} files, the limit is {limit}',
    'Chỉ giữ các tệp mà định dạng quy định',
    'Keep only the files that the format names',
  ],
  'too-large': [
    'Dung lượng {value} byte, giới hạn là {limit} byte',
    'It holds {value} bytes, the limit is {limit} bytes',
    'Chia gói theo kỳ rồi nạp từng phần',
    'Split the package by period and load the parts',
  ],
  'too-many-rows': [
    'Tệp có {value} dòng, giới hạn là {limit}',
    'The file has {value} rows, the limit is {limit}',
    'Chia gói theo kỳ rồi nạp từng phần',
    'Split the package by period and load the parts',
  ],
  'not-a-plain-file': [
    '“{value}” không phải tệp thông thường',
    '“{value}” is not a plain file',
    'Thay thư mục con hoặc liên kết bằng chính tệp đó, đặt ở gốc gói',
    'Replace the folder or link by the file itself, at the top of the package',
  ],
  'missing-file': [
    'Thiếu tệp bắt buộc {value}',
    'The required file {value} is not there',
    'Thêm tệp {value} vào gói',
    'Add {value} to the package',
  ],
  'unknown-file': [
    'Tệp “{value}” không thuộc định dạng gói',
    'The file “{value}” is not part of the format',
    'Bỏ tệp này, hoặc sửa tên thành một trong: {other}',
    'Remove it, or rename it to one of: {other}',
  ],
  'not-utf8': [
    'Dòng này không phải UTF-8',
    'This line is not UTF-8',
    'Lưu lại tệp với bảng mã UTF-8 (trong Excel: “CSV UTF-8”)',
    'Save the file as UTF-8 (in Excel: “CSV UTF-8”)',
  ],
  'csv-unreadable': [
    'Không tách được ô: {value}',
    'The cells cannot be told apart: {value}',
    'Kiểm tra dấu nháy kép: mở thì phải đóng, dấu nháy trong ô viết hai lần',
    'Check the double quotes: each must be closed, and doubled inside a cell',
  ],
  'empty-file': [
    'Tệp không có dòng nào để đọc',
    'The file has nothing to read',
    'Điền dòng tiêu đề và dữ liệu, hoặc bỏ tệp nếu không bắt buộc',
    'Fill in header and rows, or remove the file where it is optional',
  ],
  'wrong-separator': [
    'Các ô ngăn cách bằng “{value}”',
    'Cells are separated by “{value}”',
    'Lưu lại tệp với dấu phẩy ngăn cách ô',
    'Save the file with commas between cells',
  ],
  'missing-column': [
    'Thiếu cột {value}',
    'The column {value} is not there',
    'Thêm cột {value} vào dòng tiêu đề',
    'Add {value} to the header',
  ],
  'unknown-column': [
    'Cột “{value}” không thuộc định dạng gói',
    'The column “{value}” is not part of the format',
    'Bỏ cột, hoặc sửa tên thành một trong: {other}',
    'Remove it, or rename it to one of: {other}',
  ],
  'duplicate-column': [
    'Cột “{value}” xuất hiện hai lần',
    'The column “{value}” stands twice',
    'Chỉ giữ một cột',
    'Keep one of them',
  ],
  'header-twice': [
    'Dòng tiêu đề lặp lại giữa tệp',
    'The header stands again among the rows',
    'Xóa dòng này',
    'Delete this line',
  ],
  'row-too-long': [
    'Dòng có {value} ô, tiêu đề có {other}',
    'The row has {value} cells, the header {other}',
    'Bỏ ô thừa; ô có dấu phẩy phải nằm trong dấu nháy kép',
    'Remove the extra cells; a cell with a comma needs double quotes',
  ],
  'row-too-short': [
    'Dòng có {value} ô, tiêu đề có {other}',
    'The row has {value} cells, the header {other}',
    'Thêm ô còn thiếu; ô trống vẫn cần dấu phẩy',
    'Add the missing cells; an empty cell still needs its comma',
  ],
  'manifest-unreadable': [
    'datapackage.json không phải JSON: {value}',
    'datapackage.json is not JSON: {value}',
    'Sửa lỗi cú pháp JSON; nội dung phải là một đối tượng { … }',
    'Mend the JSON; it must be one object { … }',
  ],
  'manifest-name-missing': [
    'datapackage.json không có “name”',
    'datapackage.json has no “name”',
    'Thêm "name": "ten-chuoi-so-lieu"',
    'Add "name": "name-of-the-series"',
  ],
  'manifest-name-invalid': [
    'Tên gói “{value}” không hợp lệ',
    'The name “{value}” cannot be used',
    'Chỉ dùng chữ thường không dấu, chữ số, “-”, “_”, “.”; tối đa {limit} ký tự, bắt đầu bằng chữ hoặc số',
    'Use a–z, 0–9, “-”, “_”, “.” only, at most {limit} characters, a letter or digit first',
  ],
  'manifest-name-taken': [
    'Tên gói “{value}” là tên của chuỗi do hệ thống thu thập',
    'The name “{value}” belongs to a series that the jobs gather',
    'Chọn tên khác',
    'Choose another name',
  ],
  'manifest-field': [
    'Giá trị “{value}” không hợp lệ',
    '“{value}” cannot be used here',
    'Điền {other}',
    'Write {other}',
  ],
  'manifest-resource': [
    '“resources” nêu tệp “{value}” mà gói không có',
    '“resources” names the file “{value}”, which is not there',
    'Thêm tệp vào gói hoặc bỏ khỏi “resources”',
    'Add the file or take it out of “resources”',
  ],
  'cell-empty': ['Ô trống', 'The cell is empty', 'Điền ô này', 'Fill in the cell'],
  'control-character': [
    'Ô có ký tự điều khiển không đọc được',
    'The cell holds a control character',
    'Gõ lại nội dung ô',
    'Type the cell again',
  ],
  'not-a-number': [
    '“{value}” không phải là số',
    '“{value}” is not a number',
    'Viết số bằng chữ số, dấu chấm thập phân, không dấu ngăn hàng nghìn, không đơn vị',
    'Write digits with a decimal point, no thousands mark, no unit',
  ],
  'decimal-comma': [
    '“{value}” dùng dấu phẩy thập phân',
    '“{value}” has a decimal comma',
    'Viết {other}',
    'Write {other}',
  ],
  'not-whole': [
    '“{value}” không phải số nguyên từ {other} trở lên',
    '“{value}” is not a whole number of at least {other}',
    'Viết một số nguyên',
    'Write a whole number',
  ],
  'whole-too-large': [
    'Số {value} quá lớn: tối đa {limit}',
    'The number {value} is too large: {limit} at most',
    'Kiểm tra lại số liệu; đơn vị phải là từng hồ sơ, từng người',
    'Check the figure: dossiers and people are counted one by one',
  ],
  'not-a-day': [
    '“{value}” không phải là ngày',
    '“{value}” is not a day',
    'Viết ngày theo dạng 2020-12-31',
    'Write it as 2020-12-31',
  ],
  'not-a-period': [
    '“{value}” không phải là kỳ',
    '“{value}” is not a period',
    'Viết 2020, 2020-Q1 hoặc 2020-03',
    'Write 2020, 2020-Q1 or 2020-03',
  ],
  'code-invalid': [
    'Mã “{value}” có ký tự không dùng được',
    'The code “{value}” has characters that cannot be used',
    'Chỉ dùng chữ, số, “-”, “_”, “.”; bắt đầu bằng chữ hoặc số',
    'Use letters, digits, “-”, “_”, “.”, a letter or digit first',
  ],
  'duplicate-key': [
    '“{value}” đã có ở dòng {other}',
    '“{value}” stands already on line {other}',
    'Chỉ giữ một dòng',
    'Keep one of the rows',
  ],
  'span-reversed': [
    'Ngày kết thúc {value} trước ngày bắt đầu {other}',
    'It ends on {value}, before it begins on {other}',
    'Sửa một trong hai ngày',
    'Correct one of the days',
  ],
} satisfies Record<string, RuleText>;
