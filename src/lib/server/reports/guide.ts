// What the first sheet of the report form tells whoever fills it in. Only write-form.ts imports it.
export const GUIDE_LINES: readonly string[] = [
  '1. Biểu mẫu đã điền sẵn mã, tên và mức độ gần nhất của từng dịch vụ. Chỉ ghi vào các ô nền trắng; ô nền xám do hệ thống in, không sửa.',
  '2. Trang “Thông tin”: ghi người phụ trách, điện thoại và ngày ký.',
  '3. Trang “Dịch vụ công”: mỗi dòng một dịch vụ. Mức độ từ 1 đến 4 theo Nghị định số 43/2011/NĐ-CP, tính vào ngày cuối kỳ. Số hồ sơ để trống cho đơn vị ghi: của riêng kỳ này, không cộng lũy kế; không có hồ sơ thì ghi 0. Các cột xám “kỳ trước” chỉ để đối chiếu, không được đọc.',
  '4. Số hồ sơ nộp trực tuyến không lớn hơn số tiếp nhận; số xử lý trực tuyến không lớn hơn số nộp trực tuyến; số đúng hạn không lớn hơn số tiếp nhận.',
  '5. Ghi số bằng chữ số liền nhau, không gõ dấu chấm hay dấu phẩy: 1234, không phải 1.234.',
  '6. Dịch vụ không còn cung cấp: chọn “Không” ở cột “Còn cung cấp”, không xóa dòng. Dịch vụ mới: ghi ở các dòng trống phía dưới, mỗi mã một dòng.',
  '7. Trang “Nhiệm vụ”: cột trạng thái để trống, đơn vị phải chọn cho từng nhiệm vụ; để trống thì báo cáo được trả lại, không coi là chưa thực hiện. Nhiệm vụ đã hoàn thành phải có ngày hoàn thành và nên có số, ký hiệu văn bản.',
  '8. Trang “Vướng mắc, kiến nghị”: nêu điều gì đang vướng, theo quy định nào, cơ quan nào có thẩm quyền giải quyết và đơn vị kiến nghị gì.',
  '9. Không thêm, xóa hoặc đổi tên trang tính. Lưu tệp ở dạng .xlsx rồi gửi trên trang “Báo cáo quý”.',
  '10. Báo cáo được nhận trọn vẹn hoặc trả lại kèm danh sách các ô cần sửa. Gửi lại bao nhiêu lần cũng chỉ ghi nhận một lần.',
];
