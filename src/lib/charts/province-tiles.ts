// Where each of the 63 provinces stands on a map of equal tiles, 8 columns by 21 rows: 118 of the 128
// pairs of neighbours touch. Made for this project (free to use) from the provinces as they stood
// until 30/6/2025; Hoàng Sa belongs to Đà Nẵng and Trường Sa to Khánh Hòa. Pure; anyone may import it.

export interface Tile {
  /** Official code of the province (General Statistics Office) until 30/6/2025. */
  code: string;
  column: number;
  row: number;
  /** As short as a tile takes. */
  short: string;
}

export const TILE_ROWS = 21;

// prettier-ignore
export const PROVINCE_TILES: readonly Tile[] = [
  { code: '01', column: 4, row: 3, short: 'Hà Nội' },
  { code: '02', column: 4, row: 0, short: 'Hà Giang' },
  { code: '04', column: 5, row: 0, short: 'Cao Bằng' },
  { code: '06', column: 5, row: 1, short: 'Bắc Kạn' },
  { code: '08', column: 4, row: 1, short: 'Tuyên Quang' },
  { code: '10', column: 2, row: 1, short: 'Lào Cai' },
  { code: '11', column: 1, row: 2, short: 'Điện Biên' },
  { code: '12', column: 1, row: 1, short: 'Lai Châu' },
  { code: '14', column: 2, row: 2, short: 'Sơn La' },
  { code: '15', column: 3, row: 1, short: 'Yên Bái' },
  { code: '17', column: 3, row: 3, short: 'Hòa Bình' },
  { code: '19', column: 5, row: 2, short: 'Thái Nguyên' },
  { code: '20', column: 6, row: 1, short: 'Lạng Sơn' },
  { code: '22', column: 7, row: 2, short: 'Quảng Ninh' },
  { code: '24', column: 6, row: 2, short: 'Bắc Giang' },
  { code: '25', column: 3, row: 2, short: 'Phú Thọ' },
  { code: '26', column: 4, row: 2, short: 'Vĩnh Phúc' },
  { code: '27', column: 5, row: 3, short: 'Bắc Ninh' },
  { code: '30', column: 6, row: 3, short: 'Hải Dương' },
  { code: '31', column: 7, row: 3, short: 'Hải Phòng' },
  { code: '33', column: 5, row: 4, short: 'Hưng Yên' },
  { code: '34', column: 6, row: 4, short: 'Thái Bình' },
  { code: '35', column: 4, row: 4, short: 'Hà Nam' },
  { code: '36', column: 5, row: 5, short: 'Nam Định' },
  { code: '37', column: 4, row: 5, short: 'Ninh Bình' },
  { code: '38', column: 3, row: 5, short: 'Thanh Hóa' },
  { code: '40', column: 3, row: 6, short: 'Nghệ An' },
  { code: '42', column: 4, row: 7, short: 'Hà Tĩnh' },
  { code: '44', column: 4, row: 8, short: 'Quảng Bình' },
  { code: '45', column: 5, row: 9, short: 'Quảng Trị' },
  { code: '46', column: 5, row: 10, short: 'TT-Huế' },
  { code: '48', column: 6, row: 11, short: 'Đà Nẵng' },
  { code: '49', column: 5, row: 11, short: 'Quảng Nam' },
  { code: '51', column: 6, row: 12, short: 'Quảng Ngãi' },
  { code: '52', column: 6, row: 13, short: 'Bình Định' },
  { code: '54', column: 6, row: 14, short: 'Phú Yên' },
  { code: '56', column: 6, row: 15, short: 'Khánh Hòa' },
  { code: '58', column: 6, row: 16, short: 'Ninh Thuận' },
  { code: '60', column: 5, row: 16, short: 'Bình Thuận' },
  { code: '62', column: 5, row: 12, short: 'Kon Tum' },
  { code: '64', column: 5, row: 13, short: 'Gia Lai' },
  { code: '66', column: 5, row: 14, short: 'Đắk Lắk' },
  { code: '67', column: 4, row: 15, short: 'Đắk Nông' },
  { code: '68', column: 5, row: 15, short: 'Lâm Đồng' },
  { code: '70', column: 3, row: 15, short: 'Bình Phước' },
  { code: '72', column: 2, row: 16, short: 'Tây Ninh' },
  { code: '74', column: 3, row: 16, short: 'Bình Dương' },
  { code: '75', column: 4, row: 16, short: 'Đồng Nai' },
  { code: '77', column: 4, row: 17, short: 'BR-VT' },
  { code: '79', column: 3, row: 17, short: 'TP.HCM' },
  { code: '80', column: 2, row: 17, short: 'Long An' },
  { code: '82', column: 3, row: 18, short: 'Tiền Giang' },
  { code: '83', column: 3, row: 19, short: 'Bến Tre' },
  { code: '84', column: 2, row: 19, short: 'Trà Vinh' },
  { code: '86', column: 2, row: 18, short: 'Vĩnh Long' },
  { code: '87', column: 1, row: 17, short: 'Đồng Tháp' },
  { code: '89', column: 0, row: 17, short: 'An Giang' },
  { code: '91', column: 0, row: 18, short: 'Kiên Giang' },
  { code: '92', column: 1, row: 18, short: 'Cần Thơ' },
  { code: '93', column: 1, row: 19, short: 'Hậu Giang' },
  { code: '94', column: 2, row: 20, short: 'Sóc Trăng' },
  { code: '95', column: 1, row: 20, short: 'Bạc Liêu' },
  { code: '96', column: 0, row: 20, short: 'Cà Mau' },
];

/** Archipelagos: labels beside their province, not ranked units; line by line. */
export const ARCHIPELAGOS = [
  {
    linesVi: ['QĐ.', 'Hoàng Sa', '(Đà Nẵng)'],
    linesEn: ['Hoang Sa', 'islands', '(Da Nang)'],
    row: 11,
  },
  {
    linesVi: ['QĐ.', 'Trường Sa', '(Khánh Hòa)'],
    linesEn: ['Truong Sa', 'islands', '(Khanh Hoa)'],
    row: 16,
  },
] as const;
