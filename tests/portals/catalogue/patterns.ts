// The patterns by which a procedure's name is made from an action and an object, as the names of real
// procedures are: "Cấp lại giấy phép …", "Gia hạn giấy phép …". `…` stands for the object.

export interface Action {
  name: string;
  /** How busy it is beside the pattern's first action. */
  share: number;
}

const actions = (...pairs: [name: string, share: number][]): Action[] =>
  pairs.map(([name, share]) => ({ name, share }));

/** By the letter that begins a line of the lists. */
export const PATTERNS: Record<string, Action[]> = {
  /** A whole name. */
  A: actions(['…', 1]),
  /** Licence. */
  P: actions(
    ['Cấp giấy phép …', 1],
    ['Cấp lại giấy phép … do bị mất hoặc hư hỏng', 0.15],
    ['Cấp đổi giấy phép … khi thay đổi thông tin của người được cấp', 0.1],
    ['Gia hạn giấy phép …', 0.4],
    ['Điều chỉnh nội dung giấy phép …', 0.2],
    ['Thu hồi giấy phép … theo đề nghị của người được cấp', 0.03],
  ),
  /** Licence for one occasion or of short life. */
  p: actions(
    ['Cấp giấy phép …', 1],
    ['Cấp lại giấy phép …', 0.2],
    ['Điều chỉnh nội dung giấy phép …', 0.1],
  ),
  /** Certificate of fulfilled conditions. */
  D: actions(
    ['Cấp giấy chứng nhận đủ điều kiện …', 1],
    ['Cấp lại giấy chứng nhận đủ điều kiện … do bị mất hoặc hư hỏng', 0.15],
    ['Cấp đổi giấy chứng nhận đủ điều kiện … khi thay đổi tên, địa chỉ cơ sở', 0.15],
    ['Gia hạn giấy chứng nhận đủ điều kiện …', 0.4],
    ['Điều chỉnh giấy chứng nhận đủ điều kiện … khi thay đổi quy mô, phạm vi', 0.1],
    ['Thu hồi giấy chứng nhận đủ điều kiện … theo đề nghị của cơ sở', 0.02],
  ),
  /** Certificate. */
  G: actions(
    ['Cấp giấy chứng nhận …', 1],
    ['Cấp lại giấy chứng nhận … do bị mất hoặc hư hỏng', 0.15],
    ['Cấp đổi giấy chứng nhận …', 0.15],
    ['Đính chính giấy chứng nhận …', 0.03],
  ),
  /** Professional certificate of a person. */
  H: actions(
    ['Cấp chứng chỉ …', 1],
    ['Cấp lại chứng chỉ … do bị mất hoặc hư hỏng', 0.2],
    ['Gia hạn chứng chỉ …', 0.3],
    ['Điều chỉnh, bổ sung nội dung chứng chỉ …', 0.15],
    ['Cấp chứng chỉ … cho người nước ngoài', 0.03],
    ['Thu hồi chứng chỉ … theo đề nghị của người được cấp', 0.02],
  ),
  /** Certificate of an organisation's ability. */
  h: actions(
    ['Cấp chứng chỉ …', 1],
    ['Cấp lại chứng chỉ … do bị mất hoặc hư hỏng', 0.2],
    ['Gia hạn chứng chỉ …', 0.3],
    ['Điều chỉnh, bổ sung nội dung chứng chỉ …', 0.15],
  ),
  /** Registration with a certificate. */
  R: actions(
    ['Đăng ký …', 1],
    ['Thay đổi nội dung đăng ký …', 0.4],
    ['Cấp lại giấy chứng nhận đăng ký …', 0.15],
    ['Xóa đăng ký …', 0.1],
  ),
  /** Registration without a certificate. */
  r: actions(['Đăng ký …', 1], ['Thay đổi nội dung đăng ký …', 0.3]),
  /** Appraisal and approval. */
  T: actions(
    ['Thẩm định …', 1],
    ['Thẩm định điều chỉnh …', 0.3],
    ['Phê duyệt …', 0.8],
    ['Phê duyệt điều chỉnh …', 0.25],
  ),
  /** Recognition. */
  N: actions(['Công nhận …', 1], ['Công nhận lại …', 0.3], ['Hủy bỏ quyết định công nhận …', 0.02]),
  /** Organisations. */
  O: actions(
    ['Thành lập …', 1],
    ['Chia, tách, hợp nhất, sáp nhập …', 0.2],
    ['Đổi tên …', 0.15],
    ['Giải thể …', 0.1],
  ),
  /** Schools and centres. */
  E: actions(
    ['Thành lập hoặc cho phép thành lập …', 1],
    ['Cho phép … hoạt động giáo dục', 0.8],
    ['Cho phép … hoạt động giáo dục trở lại', 0.05],
    ['Sáp nhập, chia, tách …', 0.1],
    ['Giải thể … theo đề nghị của tổ chức, cá nhân thành lập', 0.05],
  ),
  /** Lasting benefits. */
  B: actions(
    ['Giải quyết hưởng …', 1],
    ['Điều chỉnh mức hưởng …', 0.3],
    ['Thôi hưởng …', 0.2],
    ['Di chuyển hồ sơ hưởng … khi thay đổi nơi cư trú', 0.1],
  ),
  /** Confirmation. */
  X: actions(['Xác nhận …', 1], ['Xác nhận lại …', 0.2]),
  /** Publication. */
  S: actions(['Công bố …', 1], ['Công bố lại …', 0.2], ['Điều chỉnh nội dung công bố …', 0.2]),
  /** Consent. */
  Q: actions(
    ['Chấp thuận …', 1],
    ['Chấp thuận điều chỉnh …', 0.25],
    ['Gia hạn văn bản chấp thuận …', 0.2],
  ),
  /** Notice. */
  V: actions(['Thông báo …', 1], ['Thông báo điều chỉnh nội dung …', 0.2]),
  /** Awards. */
  K: actions(
    ['Tặng …', 1],
    ['Cấp đổi, cấp lại hiện vật khen thưởng kèm theo …', 0.1],
    ['Hủy bỏ quyết định tặng …', 0.01],
  ),
  /** Offices held with a card. */
  M: actions(
    ['Bổ nhiệm …', 1],
    ['Bổ nhiệm lại …', 0.3],
    ['Miễn nhiệm …', 0.2],
    ['Cấp thẻ …', 0.8],
    ['Cấp lại thẻ …', 0.2],
  ),
  /** Offices held. */
  m: actions(['Bổ nhiệm …', 1], ['Bổ nhiệm lại …', 0.3], ['Miễn nhiệm …', 0.2]),
};

/** Patterns whose procedures a ministry offers as well as its departments in the provinces. */
export const ALSO_IN_MINISTRIES = new Set(Array.from('PpDGHhRrTNOQSMm'));
