// "Một cửa điện tử": flat rows with Vietnamese names, level as a number, pages counted from 1 with the
// number of rows; the period is asked for as quarter and year.
import { openObject, quarterCode, wholeNumber, windowOf, type Dialect } from './dialect.ts';

export const motCua: Dialect = {
  name: 'mot-cua',
  mapping: {
    produces: 'services',
    request: {
      path: '/api/thong-ke/dich-vu-cong?quy={quarter}&nam={year}&trang={page}&soDong={size}',
      size: 500,
      firstPage: 1,
    },
    paging: { kind: 'page', total: 'data.tongSo' },
    rows: 'data.items',
    fields: {
      code: 'maDichVu',
      procedure: 'maThuTuc',
      name: 'tenThuTuc',
      field: 'linhVuc',
      office: 'coQuanThucHien',
      level: 'mucDo',
      eligible: 'duDieuKienMucDo4',
      received: 'hoSoTiepNhan',
      filedOnline: 'hoSoNopTrucTuyen',
      handledOnline: 'hoSoXuLyTrucTuyen',
      onTime: 'hoSoDungHan',
    },
  },
  readRequest({ pathname, searchParams: query }) {
    if (pathname !== '/api/thong-ke/dich-vu-cong') return null;
    const page = wholeNumber(query.get('trang'));
    const size = wholeNumber(query.get('soDong'));
    const offset = page === null || size === null ? null : (page - 1) * size;
    return windowOf(quarterCode(query.get('nam'), query.get('quy')), offset, size);
  },
  openRow: ({ code, procedure }) =>
    openObject({
      maDichVu: code,
      maThuTuc: procedure.code,
      tenThuTuc: procedure.name,
      linhVuc: procedure.field,
      coQuanThucHien: procedure.office,
    }),
  closeRow: (counts) =>
    `,"mucDo":${counts.level},"duDieuKienMucDo4":${counts.eligible}` +
    `,"hoSoTiepNhan":${counts.received},"hoSoNopTrucTuyen":${counts.filedOnline}` +
    `,"hoSoXuLyTrucTuyen":${counts.handledOnline},"hoSoDungHan":${counts.onTime}}`,
  envelope: ({ total, offset, limit }) => [
    `{"trangThai":"thanh_cong","data":{"tongSo":${total},"trang":${offset / limit + 1}` +
      `,"soDong":${limit},"items":[`,
    ']}}',
  ],
};
