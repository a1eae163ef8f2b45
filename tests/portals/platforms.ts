// The three national platforms, each answering for all units in one reply: the document exchange
// platform, the National Public Service Portal and the national data exchange platform.
import { quarterCode } from './dialects/dialect.ts';
import type { Figures, PortalUnit, UnitQuarter } from './figures.ts';
import type { Portal } from './listener.ts';
import { nationalUse, type Published } from './national-use.ts';

export interface Platform {
  portal: Portal;
  nameVi: string;
  nameEn: string;
  indicators: string[];
  mapping: object;
  schedule: PlatformSchedule;
}

/** When a platform is asked, and for what; by the calendar's quarter where it says nothing else. */
export interface PlatformSchedule {
  schedule?: string;
  firstSlot?: string;
  frequency?: 'month';
  reckoning?: 'administrative';
}

interface Described {
  id: string;
  nameVi: string;
  nameEn: string;
  indicators: string[];
  mapping: object;
  schedule?: PlatformSchedule;
  readPeriod(url: URL): string | null;
  /** @param rows each unit with its figures of the quarter that holds the period. */
  write(period: string, rows: [PortalUnit, UnitQuarter][]): object;
}

/** `2019-05` → 2019-Q2; a quarter stays itself. */
const quarterOf = (period: string): string =>
  period.includes('Q')
    ? period
    : `${period.slice(0, 4)}-Q${Math.ceil(Number(period.slice(5)) / 3)}`;

/**
 * A month's part of a quarter's count. The three months add up to it exactly, and a part of a smaller
 * count is never larger than that of a larger one.
 */
function partOfMonth(count: number, period: string): number {
  const place = (Number(period.slice(5)) - 1) % 3;
  return Math.floor((count * (place + 1)) / 3) - Math.floor((count * place) / 3);
}

/** Counts documents by the month. */
const axis: Described = {
  id: 'axis',
  nameVi: 'Trục liên thông văn bản quốc gia',
  nameEn: 'National document exchange platform',
  indicators: ['docs_electronic', 'docs_signed'],
  mapping: {
    produces: 'observations',
    request: { path: '/truc-lien-thong/bao-cao?ky={period}' },
    paging: { kind: 'none' },
    rows: 'duLieu.donVi',
    expect: { period: 'duLieu.kyBaoCao' },
    unitCode: 'maDonVi',
    measures: [
      {
        indicator: 'docs_electronic',
        numerator: 'vanBan.dienTu',
        denominator: 'vanBan.tongSo',
      },
      { indicator: 'docs_signed', numerator: 'vanBan.kySo', denominator: 'vanBan.tongSo' },
    ],
  },
  schedule: { schedule: '0 6 15 * *', firstSlot: '2019-02-15T06:00+07:00', frequency: 'month' },
  readPeriod({ pathname, searchParams }) {
    const month = searchParams.get('ky') ?? '';
    return pathname === '/truc-lien-thong/bao-cao' && /^\d{4}-\d\d$/.test(month) ? month : null;
  },
  write: (period, rows) => ({
    duLieu: {
      kyBaoCao: period,
      donVi: rows.map(([unit, { documents }]) => ({
        maDonVi: unit.code,
        tenDonVi: unit.nameVi,
        vanBan: {
          tongSo: partOfMonth(documents.total, period),
          dienTu: partOfMonth(documents.electronic, period),
          kySo: partOfMonth(documents.signed, period),
        },
      })),
    },
  }),
};

/** A published figure as the portal states it: the number, and ">" where it said "more than". */
const stated = (figure: Published | null) =>
  figure && { soLieu: figure.value, dau: figure.moreThan ? '>' : null, ngay: figure.on };

const npsp: Described = {
  id: 'npsp',
  nameVi: 'Cổng Dịch vụ công quốc gia',
  nameEn: 'National Public Service Portal',
  indicators: ['npsp_connected', 'npsp_accounts', 'npsp_visits'],
  mapping: {
    produces: 'observations',
    request: { path: '/thong-ke/{year}/quy-{quarter}' },
    paging: { kind: 'none' },
    rows: 'ketQua',
    expect: { period: 'ky' },
    unitCode: 'ma',
    measures: [
      { indicator: 'npsp_connected', value: { path: 'daKetNoi', values: { true: 1, false: 0 } } },
      {
        indicator: 'npsp_accounts',
        scope: 'nation',
        value: 'taiKhoan.soLieu',
        qualifier: 'taiKhoan.dau',
      },
      {
        indicator: 'npsp_visits',
        scope: 'nation',
        value: 'luotTruyCap.soLieu',
        qualifier: 'luotTruyCap.dau',
      },
    ],
  },
  readPeriod({ pathname }) {
    const [, year, quarter] = /^\/thong-ke\/(\d+)\/quy-(\d)$/.exec(pathname) ?? [];
    return quarterCode(year ?? null, quarter ?? null);
  },
  write: (period, rows) => ({
    ky: period,
    ketQua: [
      ...rows.map(([unit, quarter]) => ({ ma: unit.code, daKetNoi: quarter.npspConnected })),
      {
        ma: 'vn',
        taiKhoan: stated(nationalUse(period).accounts),
        luotTruyCap: stated(nationalUse(period).visits),
      },
    ],
  }),
};

const yesNo = (path: string) => ({ path, values: { Có: 1, Chưa: 0 } });
const inWords = (flag: boolean): string => (flag ? 'Có' : 'Chưa');

/** Reckons its quarters as administration does, from the 15th to the 14th. */
const ndxp: Described = {
  schedule: { reckoning: 'administrative' },
  id: 'ndxp',
  nameVi: 'Nền tảng tích hợp, chia sẻ dữ liệu quốc gia',
  nameEn: 'National data exchange platform',
  indicators: ['lgsp_present', 'lgsp_connected', 'soc_present'],
  mapping: {
    produces: 'observations',
    request: { path: '/ndxp/ket-noi?nam={year}&quy={quarter}' },
    paging: { kind: 'none' },
    rows: 'danhSach',
    unitCode: 'donVi.ma',
    measures: [
      { indicator: 'lgsp_present', value: yesNo('lgsp.trienKhai') },
      { indicator: 'lgsp_connected', value: yesNo('lgsp.ketNoiNdxp') },
      { indicator: 'soc_present', value: yesNo('soc') },
    ],
  },
  readPeriod: ({ pathname, searchParams }) =>
    pathname === '/ndxp/ket-noi'
      ? quarterCode(searchParams.get('nam'), searchParams.get('quy'))
      : null,
  write: (_period, rows) => ({
    danhSach: rows.map(([unit, quarter]) => ({
      donVi: { ma: unit.code, ten: unit.nameVi },
      lgsp: {
        trienKhai: inWords(quarter.lgspPresent),
        ketNoiNdxp: inWords(quarter.lgspConnected),
      },
      soc: inWords(quarter.socPresent),
    })),
  }),
};

function openPlatform(platform: Described, figures: Figures): Platform {
  const { id, nameVi, nameEn, indicators, mapping, schedule = {} } = platform;
  function write(period: string): Buffer | null {
    const rows = figures.units.flatMap((unit): [PortalUnit, UnitQuarter][] => {
      const quarter = figures.quartersOf(unit.code).find((row) => row.period === quarterOf(period));
      return quarter ? [[unit, quarter]] : [];
    });
    return rows.length > 0 ? Buffer.from(JSON.stringify(platform.write(period, rows))) : null;
  }
  function answer(url: URL) {
    const period = platform.readPeriod(url);
    return period === null ? null : { period, write: () => write(period) };
  }
  return { portal: { id, answer }, nameVi, nameEn, indicators, mapping, schedule };
}

/** Platforms answer for every unit in every quarter, also where its own portal stays silent. */
export function openPlatforms(figures: Figures): Platform[] {
  return [axis, npsp, ndxp].map((platform) => openPlatform(platform, figures));
}
