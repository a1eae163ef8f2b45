// Rules of a unit's figures as a whole: beside the period before, beside their own history, beside
// another source. Anyone may import it. All of them mark and none refuses but `share-above-one`,
// which would publish more than all, and `shorter-push`, which its sender can confirm.
import { defineRules } from './rule.ts';

const FIGURE = defineRules('content', 'figure', {
  jump: {
    id: 'jump',
    severity: 'flag',
    vi: [
      'Thay đổi nhiều hơn hẳn so với diễn biến từ trước của chính đơn vị',
      'So mức thay đổi của kỳ này với trung vị các thay đổi trước đó; vượt quá 3,5 lần độ lệch tuyệt đối trung vị (quy đổi) và vượt ngưỡng tối thiểu thì đánh dấu. Cần ít nhất bốn kỳ trước.',
      'Giải trình nguyên nhân, hoặc kiểm tra lại số liệu.',
    ],
    en: [
      'Changed far more than the unit’s own history makes plausible',
      'The change is laid beside the median of those before; beyond 3.5 median absolute deviations (scaled) and beyond a floor it is marked. At least four earlier periods are needed.',
      'Say what brought it about, or check the figures.',
    ],
  },
  aboveOne: {
    id: 'share-above-one',
    vi: [
      'Tỷ lệ tính ra lớn hơn 100%',
      'Tử số của đơn vị lớn hơn mẫu số, thường do những dòng được chấp nhận ngoại lệ; chỉ số này không được công bố.',
      'Đính chính các dòng có phần lớn hơn toàn bộ.',
    ],
    en: [
      'The share comes out above 100 per cent',
      'The unit’s numerator is above its denominator, usually through rows let in by a decision; the figure is not published.',
      'Correct the rows in which a part is above its whole.',
    ],
  },
  disagree: {
    id: 'sources-disagree',
    severity: 'flag',
    vi: [
      'Hai nguồn cho hai số liệu khác nhau',
      'Cùng đơn vị, chỉ số và kỳ nhưng hai nguồn lệch nhau quá 0,5 điểm phần trăm (tỷ lệ) hoặc quá 1% (số lượng).',
      'Đối chiếu hai nguồn và sửa nguồn sai.',
    ],
    en: [
      'Two sources give different figures',
      'Same unit, indicator and period, and the two are more than 0.5 percentage points (shares) or 1 per cent (counts) apart.',
      'Compare the two and mend the one that is wrong.',
    ],
  },
  flagWithdrawn: {
    id: 'flag-withdrawn',
    severity: 'flag',
    vi: [
      'Kỳ trước có, kỳ này không',
      'Nền tảng đã có hiếm khi không còn; thường do ghi nhầm.',
      'Xác nhận, hoặc sửa lại.',
    ],
    en: [
      'There in the period before, and not in this one',
      'A platform that exists seldom ceases to; it is usually a slip.',
      'Confirm it, or mend it.',
    ],
  },
  shrinkingWhole: {
    id: 'shrinking-denominator',
    severity: 'flag',
    vi: [
      'Mẫu số giảm mạnh trong khi tỷ lệ tăng',
      'Mẫu số giảm quá 10% và ít nhất 5 so với kỳ trước: tỷ lệ tăng có thể chỉ do bớt đối tượng phải tính. Số bị đánh dấu mà chưa ai quyết định thì kỳ sau không so với số đó, mà so với số trước đó.',
      'Nêu căn cứ cắt giảm, hoặc bổ sung phần còn thiếu.',
    ],
    en: [
      'The denominator shrinks while the share rises',
      'It fell by more than 10 per cent and by 5 at least since the period before: the share may rise only because less is counted. A figure that is marked and not decided on yet is no measure for the next period, which is compared with what stood before.',
      'Say by which document they were dropped, or add what is lacking.',
    ],
  },
  shrinkingEligible: {
    id: 'shrinking-eligible',
    severity: 'flag',
    vi: [
      'Số dịch vụ đủ điều kiện mức độ 4 giảm mạnh trong khi tỷ lệ tăng',
      'Giảm quá 10% và ít nhất 5 dịch vụ so với kỳ trước: tỷ lệ tăng có thể chỉ do thu hẹp diện đủ điều kiện. Số bị đánh dấu mà chưa ai quyết định thì kỳ sau không so với số đó, mà so với số trước đó.',
      'Nêu văn bản rà soát diện đủ điều kiện.',
    ],
    en: [
      'Fewer services qualify for level 4 while the share rises',
      'They fell by more than 10 per cent and by 5 at least since the period before: the share may rise only because fewer count as eligible. A figure that is marked and not decided on yet is no measure for the next period, which is compared with what stood before.',
      'Name the document by which they were reviewed.',
    ],
  },
});

const REPLY = defineRules('content', 'reply', {
  shorterPush: {
    id: 'shorter-push',
    vi: [
      'Danh sách gửi lên có chưa đến một nửa số dịch vụ của lần gửi gần nhất',
      'Mỗi lần gửi là toàn bộ danh sách: dịch vụ không có trong danh sách được coi là đã thôi cung cấp. So với lần gần nhất của chính kỳ đó, nếu chưa có thì của kỳ trước, khi lần đó có từ 20 dịch vụ trở lên.',
      'Gửi đủ danh sách. Nếu đúng là chỉ còn ngần ấy dịch vụ, thêm shorter=yes vào địa chỉ và gửi lại với Idempotency-Key mới.',
    ],
    en: [
      'The list that was pushed has fewer than half of the services listed last',
      'Every push is the whole list: a service that is not in it is taken to have ended. It is laid beside the last one about the same period, else about the one before, where that had 20 services or more.',
      'Send the whole list. Where there really are no more services than these, add shorter=yes to the address and send it again with a new Idempotency-Key.',
    ],
  },
  shorterList: {
    id: 'shorter-list',
    severity: 'flag',
    vi: [
      'Danh sách có chưa đến một nửa số dịch vụ của lần gần nhất',
      'Dịch vụ không có trong danh sách được coi là đã thôi cung cấp, nên danh sách bị cắt ngắn làm mất phần lớn dịch vụ của đơn vị. So với lần gần nhất của chính kỳ đó, nếu chưa có thì của kỳ trước, khi lần đó có từ 20 dịch vụ trở lên. Danh sách bị đánh dấu mà chưa ai quyết định thì lần sau so với danh sách trước đó.',
      'Kiểm tra danh sách có đầy đủ không; nếu đúng là đã cắt giảm, nêu căn cứ.',
    ],
    en: [
      'The list has fewer than half of the services listed last',
      'A service that is not in the list is taken to have ended, so that one cut short loses most of what the unit offers. It is laid beside the last one about the same period, else about the one before, where that had 20 services or more. A list that is marked and not decided on yet is no measure for the next, which is compared with the one before it.',
      'See whether the list is whole; where services really ended, say by which document.',
    ],
  },
  copiedForward: {
    id: 'copied-forward',
    severity: 'flag',
    vi: [
      'Số hồ sơ giống hệt kỳ trước',
      'Từ 95% số dịch vụ có hồ sơ (ít nhất 5) trùng khớp mọi số đếm với kỳ trước: báo cáo có thể được chép lại.',
      'Gửi số liệu của đúng kỳ này.',
    ],
    en: [
      'The counts are those of the period before',
      'For 95 per cent or more of the services with dossiers (5 at least) every count equals the period before: the report may have been copied.',
      'Send the figures of this period.',
    ],
  },
  zeroAfterBusy: {
    id: 'zero-after-busy',
    severity: 'flag',
    vi: [
      'Không có hồ sơ nào trong khi kỳ trước có nhiều',
      'Kỳ trước có từ 50 hồ sơ trở lên mà kỳ này không có hồ sơ nào: phần đếm hồ sơ có thể đã hỏng.',
      'Kiểm tra kết nối giữa cổng và phần mềm một cửa điện tử.',
    ],
    en: [
      'No dossiers at all after a busy period',
      'There were 50 or more in the period before and none now: the counting may be broken.',
      'Check the link between the portal and the one-stop software.',
    ],
  },
  levelsLeapt: {
    id: 'levels-leapt',
    severity: 'note',
    vi: [
      'Có dịch vụ tăng từ hai mức độ trở lên trong một kỳ',
      'Có thể xảy ra, nhưng nên biết khi đối chiếu với cổng.',
      'Không cần làm gì nếu dịch vụ đã thực sự đạt mức độ mới.',
    ],
    en: [
      'Services rose by two levels or more within one period',
      'It happens, and is worth knowing when the portal is looked at.',
      'Nothing, where the services have really reached their new level.',
    ],
  },
  eligibleWithdrawn: {
    id: 'eligible-withdrawn',
    severity: 'note',
    vi: [
      'Có dịch vụ kỳ trước đủ điều kiện mức độ 4, kỳ này không còn',
      'Mỗi dịch vụ rút khỏi diện đủ điều kiện làm mẫu số nhỏ đi và tỷ lệ tăng lên.',
      'Nêu văn bản làm căn cứ rút dịch vụ khỏi diện đủ điều kiện.',
    ],
    en: [
      'Services qualified for level 4 in the period before, and no longer do',
      'Each service that is taken out makes the denominator smaller and the share larger.',
      'Name the document by which the services no longer qualify.',
    ],
  },
  totalDiffers: {
    id: 'total-differs',
    severity: 'flag',
    vi: [
      'Tổng do nguồn nêu khác với tổng các dòng',
      'Nguồn tự nêu tổng số; cộng các dòng lại phải ra đúng số ấy.',
      'Kiểm tra dòng bị thiếu, hoặc sửa số tổng.',
    ],
    en: [
      'The total that the source states is not the sum of its rows',
      'Where a source states a total of its own, its rows must add up to it.',
      'Look for rows that are lacking, or mend the total.',
    ],
  },
  unitsAboveNation: {
    id: 'units-above-nation',
    severity: 'flag',
    vi: [
      'Cộng các đơn vị lớn hơn số toàn quốc',
      'Số của từng đơn vị là một phần của số toàn quốc trong cùng báo cáo.',
      'Kiểm tra số toàn quốc và các đơn vị bị tính hai lần.',
    ],
    en: [
      'The units add up to more than the nation',
      'What each unit has is a part of the national number in the same reply.',
      'Check the national number, and units that are counted twice.',
    ],
  },
});

export const UNIT_RULES = { ...FIGURE, ...REPLY } as const;
