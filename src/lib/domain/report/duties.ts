// The duties that the quarterly report asks about: those of resolutions and official letters that no
// portal and no platform can tell. A reviewed list, each with its legal basis and where that is read;
// it goes with the version of the form. Pure; anyone may import it.

export interface Duty {
  code: string;
  titleVi: string;
  titleEn: string;
  /** Number and sign of the document that asks for it. */
  document: string;
  /** ISO day of the document. */
  documentDay: string;
  /** ISO day by which it is due; null where the document sets none. */
  due: string | null;
  /** Where the duty is read: an address, or press named by its day. */
  source: string;
  /** The platform whose figure tells of it too; left out where a report alone does. */
  platform?: string;
}

const RESOLUTION_17 = { document: '17/NQ-CP', documentDay: '2019-03-07', due: '2020-12-31' };
const ON_RESOLUTION_17 =
  'https://en.baochinhphu.vn/resolution-no-17-on-key-tasks-solutions-to-e-government-development-11135420.htm';
const ALSO_ON_RESOLUTION_17 =
  'http://www.ifg.cc/aktuelles/nachrichten/regionen/235-vn-vietnam/56748-vietnam-targets-to-complete-e-government-platform';
/** Its content is known from an interview of the Authority of IT Application, March 2020. */
const LETTER_929 = {
  document: '929/BTTTT-THH',
  documentDay: '2020-03-19',
  due: null,
  source:
    'http://www.ninhthuan.gov.vn/News/Pages/Bo-Thong-tin-va-Truyen-thong-thuc-hien-vai-tro-dieu-phoi-phat-trien-Chinh-phu-dien-tu-noi-chung',
};

export const DUTIES: readonly Duty[] = [
  {
    code: 'NV-01',
    titleVi: 'Công khai tiến độ, kết quả thực hiện trên cổng thông tin điện tử của đơn vị',
    titleEn: 'Publish progress and results on the unit’s own portal',
    document: '36a/NQ-CP',
    documentDay: '2015-10-14',
    due: '2016-03-01',
    source: 'http://news.gov.vn/Utilities/PrintView.aspx?ID=25749',
  },
  {
    code: 'NV-02',
    titleVi: 'Kết nối cổng dịch vụ công của đơn vị với Cổng Dịch vụ công quốc gia',
    titleEn: 'Connect the unit’s portal with the National Public Service Portal',
    ...RESOLUTION_17,
    source: ON_RESOLUTION_17,
    platform: 'npsp_connected',
  },
  {
    code: 'NV-03',
    titleVi: 'Cổng dịch vụ công có giao diện cho thiết bị di động',
    titleEn: 'Give the portal an interface for mobile devices',
    ...RESOLUTION_17,
    source: ALSO_ON_RESOLUTION_17,
  },
  {
    code: 'NV-04',
    titleVi: 'Tiếp nhận, xử lý toàn bộ hồ sơ qua hệ thống một cửa điện tử',
    titleEn: 'Take in and settle every dossier through the electronic one-stop system',
    ...RESOLUTION_17,
    source: ALSO_ON_RESOLUTION_17,
  },
  {
    code: 'NV-05',
    titleVi: 'Vận hành nền tảng tích hợp, chia sẻ dữ liệu cấp bộ, tỉnh (LGSP)',
    titleEn: 'Operate a ministry or province data integration and sharing platform (LGSP)',
    ...LETTER_929,
    platform: 'lgsp_present',
  },
  {
    code: 'NV-06',
    titleVi: 'Kết nối hệ thống giám sát việc cung cấp và sử dụng dịch vụ công trực tuyến (EMC)',
    titleEn: 'Connect to the system that monitors the provision and use of online services (EMC)',
    ...LETTER_929,
  },
  {
    code: 'NV-07',
    titleVi: 'Kết nối nền tảng định danh, xác thực điện tử',
    titleEn: 'Connect to electronic identification and authentication',
    ...LETTER_929,
  },
  {
    code: 'NV-08',
    titleVi: 'Kết nối hệ thống thanh toán trực tuyến để thu phí, lệ phí',
    titleEn: 'Connect to online payment for fees and charges',
    ...LETTER_929,
  },
  {
    code: 'NV-09',
    titleVi: 'Gửi, nhận văn bản điện tử qua Trục liên thông văn bản quốc gia',
    titleEn: 'Send and receive documents through the national document axis',
    document: '28/2018/QĐ-TTg',
    documentDay: '2018-07-12',
    due: null,
    source:
      'https://english.mic.gov.vn/national-e-document-exchange-platform-to-be-introduced-this-week-197138713.htm',
  },
];
