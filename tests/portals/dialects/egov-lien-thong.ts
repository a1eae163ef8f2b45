// A deeply nested dialect that names sender and period in its envelope, holds the level in an object
// and hands out a cursor; the period stands in the path.
import { openObject, wholeNumber, windowOf, type Dialect } from './dialect.ts';

export const egovLienThong: Dialect = {
  name: 'egov-lien-thong',
  mapping: {
    produces: 'services',
    request: {
      path: '/egov/thong-ke/{period}/dich-vu?gioiHan={size}&conTro={cursor}',
      size: 500,
    },
    paging: { kind: 'cursor', next: 'payload.conTro', total: 'payload.dichVu.tongSo' },
    rows: 'payload.dichVu.danhSach',
    expect: { period: 'payload.kyBaoCao', unit: 'payload.donVi.ma' },
    fields: {
      code: 'thongTin.ma',
      procedure: 'thongTin.maTTHC',
      name: 'thongTin.ten',
      field: 'thongTin.linhVuc.ten',
      office: 'thongTin.donViThucHien.ten',
      level: 'mucDo.ma',
      eligible: { path: 'mucDo.duDieuKien4', values: { 1: true, 0: false } },
      received: 'hoSo.tiepNhan',
      filedOnline: 'hoSo.trucTuyen.nop',
      handledOnline: 'hoSo.trucTuyen.xuLy',
      onTime: 'hoSo.dungHan',
    },
  },
  readRequest({ pathname, searchParams: query }) {
    const period = /^\/egov\/thong-ke\/([^/]+)\/dich-vu$/.exec(pathname)?.[1];
    if (period === undefined) return null;
    const cursor = query.get('conTro') || 'sau-0';
    const offset = wholeNumber(/^sau-(\d+)$/.exec(cursor)?.[1] ?? null);
    return windowOf(period, offset, wholeNumber(query.get('gioiHan')));
  },
  openRow: ({ code, procedure }) =>
    openObject({
      thongTin: {
        ma: code,
        maTTHC: procedure.code,
        ten: procedure.name,
        linhVuc: { ten: procedure.field },
        donViThucHien: { ten: procedure.office },
      },
    }),
  closeRow: (counts) =>
    `,"mucDo":{"ma":${counts.level},"duDieuKien4":${counts.eligible ? 1 : 0}}` +
    `,"hoSo":{"tiepNhan":${counts.received},"dungHan":${counts.onTime}` +
    `,"trucTuyen":{"nop":${counts.filedOnline},"xuLy":${counts.handledOnline}}}}`,
  envelope({ unit, period, offset, limit, total }) {
    const next = offset + limit < total ? `"sau-${offset + limit}"` : 'null';
    return [
      `{"payload":{"donVi":{"ma":"${unit}"},"kyBaoCao":"${period}","conTro":${next}` +
        `,"dichVu":{"tongSo":${total},"danhSach":[`,
      ']}}}',
    ];
  },
};
