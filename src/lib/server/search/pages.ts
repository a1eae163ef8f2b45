// The pages that the search offers by their names. The index of the search imports it; its test holds
// that each is there.
import { m } from '#lib/paraglide/messages.js';

type Message = typeof m.search_title;

export interface SearchedPage {
  path: string;
  name: Message;
  /** What else readers call it. */
  also: readonly string[];
}

export const PAGES: readonly SearchedPage[] = [
  { path: '/', name: m.common_nav_overview, also: ['trang chủ', 'home'] },
  { path: '/rankings', name: m.common_nav_rankings, also: ['bảng xếp hạng'] },
  {
    path: '/units',
    name: m.common_nav_units,
    also: ['danh sách bộ, tỉnh', 'ministries', 'provinces'],
  },
  { path: '/indicators', name: m.common_nav_indicators, also: ['chỉ số', 'targets', 'mục tiêu'] },
  { path: '/procedures', name: m.gap_procedures_title, also: ['thủ tục hành chính', 'TTHC'] },
  { path: '/platforms', name: m.common_nav_platforms, also: ['kết nối', 'LGSP', 'SOC'] },
  { path: '/nation', name: m.common_nav_nation, also: ['quốc gia', 'xếp hạng quốc tế', 'UN EGDI'] },
  { path: '/sources', name: m.common_nav_sources, also: ['ai chưa báo cáo', 'thu thập'] },
  {
    path: '/promises',
    name: m.promises_title,
    also: ['lời hứa', 'cam kết', 'quá hạn', 'mục tiêu có hạn', 'promises', 'targets due'],
  },
  { path: '/compare', name: m.comparison_title, also: ['so sánh tỉnh', 'đối chiếu tỉnh'] },
  {
    path: '/releases',
    name: m.releases_title,
    also: ['bản công bố', 'phiên bản số liệu', 'lịch phát hành', 'bản bị giữ lại'],
  },
  {
    path: '/releases/difference',
    name: m.releases_to_difference,
    also: ['so hai bản phát hành', 'khác nhau giữa hai kỳ', 'diff'],
  },
  { path: '/corrections', name: m.corrections_title, also: ['sửa số', 'revisions'] },
  {
    path: '/signs',
    name: m.signs_list_title,
    also: ['dấu hiệu cần hỏi', 'dấu hiệu hình thức', 'giải trình', 'signs'],
  },
  { path: '/methodology', name: m.common_nav_methodology, also: ['phương pháp', 'công thức'] },
  { path: '/methodology/rules', name: m.rules_title, also: ['kiểm tra', 'validation'] },
  { path: '/glossary', name: m.glossary_title, also: ['định nghĩa', 'giải thích từ ngữ'] },
  {
    path: '/data',
    name: m.downloads_title,
    also: ['tải về', 'CSV', 'mở', 'download', 'open data'],
  },
  { path: '/data/reference', name: m.downloads_reference, also: ['OpenAPI', 'API', 'qualifier'] },
  { path: '/data/push', name: m.push_title, also: ['nộp số liệu', 'token'] },
  { path: '/report', name: m.report_title, also: ['nộp báo cáo', 'biểu mẫu'] },
  { path: '/compare-list', name: m.compare_title, also: ['kiến nghị', 'dispute'] },
  { path: '/verify', name: m.verify_title, also: ['tính lại', 'mã kiểm tra'] },
];
