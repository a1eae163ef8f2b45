// A dialect in snake case that writes the level as text and ticks eligibility with an x; pages are
// numbered from 0 and year and quarter stand in the path.
import { openObject, quarterCode, wholeNumber, windowOf, type Dialect } from './dialect.ts';

export const dichVuSo: Dialect = {
  name: 'dich-vu-so',
  mapping: {
    produces: 'services',
    request: {
      path: '/dich-vu-so/v2/{year}/{quarter}/dich-vu?page={page}&size={size}',
      size: 250,
      firstPage: 0,
    },
    paging: { kind: 'page', total: 'phan_trang.tong_so_dong' },
    rows: 'ket_qua',
    fields: {
      code: 'ma_dich_vu',
      procedure: 'ma_tthc',
      name: 'ten_tthc',
      field: 'linh_vuc',
      office: 'don_vi_giai_quyet',
      level: { path: 'muc_do', values: { 1: 1, 2: 2, 3: 3, 4: 4 } },
      eligible: { path: 'du_dieu_kien_muc_4', values: { x: true, '': false } },
      received: 'tong_tiep_nhan',
      filedOnline: 'nop_truc_tuyen',
      handledOnline: 'giai_quyet_truc_tuyen',
      onTime: 'dung_han',
    },
  },
  readRequest({ pathname, searchParams: query }) {
    const [, year, quarter] = /^\/dich-vu-so\/v2\/(\d+)\/(\d)\/dich-vu$/.exec(pathname) ?? [];
    if (year === undefined || quarter === undefined) return null;
    const page = wholeNumber(query.get('page'));
    const size = wholeNumber(query.get('size'));
    const offset = page === null || size === null ? null : page * size;
    return windowOf(quarterCode(year, quarter), offset, size);
  },
  openRow: ({ code, procedure }) =>
    openObject({
      ma_dich_vu: code,
      ma_tthc: procedure.code,
      ten_tthc: procedure.name,
      linh_vuc: procedure.field,
      don_vi_giai_quyet: procedure.office,
    }),
  closeRow: (counts) =>
    `,"muc_do":"${counts.level}","du_dieu_kien_muc_4":"${counts.eligible ? 'x' : ''}"` +
    `,"tong_tiep_nhan":${counts.received},"nop_truc_tuyen":${counts.filedOnline}` +
    `,"giai_quyet_truc_tuyen":${counts.handledOnline},"dung_han":${counts.onTime}}`,
  envelope: ({ total, offset, limit }) => [
    `{"phan_trang":{"trang":${offset / limit},"kich_thuoc":${limit},"tong_so_dong":${total}}` +
      `,"ket_qua":[`,
    ']}',
  ],
};
