import { describe, expect, it } from 'vitest';
import { find, indexOf, type Sought, type SoughtKind } from './find.ts';
import { aliasesOf } from './unit-aliases.ts';

const thing = (
  kind: SoughtKind,
  path: string,
  nameVi: string,
  rest: Partial<Sought> = {},
): Sought => ({
  kind,
  path,
  nameVi,
  nameEn: '',
  noteVi: null,
  noteEn: null,
  aliases: [],
  codes: [],
  isCurrent: true,
  ...rest,
});
const unit = (
  id: string,
  kind: string,
  nameVi: string,
  shortVi: string,
  rest: Partial<Sought> = {},
) => thing('unit', id, nameVi, { aliases: aliasesOf({ id, kind, shortVi }), ...rest });

const INDEX = indexOf([
  unit('m-bldtbxh', 'ministry', 'Bộ Lao động - Thương binh và Xã hội', 'BLĐ-TB&XH', {
    nameEn: 'Ministry of Labour, Invalids and Social Affairs',
    codes: ['bldtbxh'],
  }),
  unit('m-btttt', 'ministry', 'Bộ Thông tin và Truyền thông', 'BTT&TT', { codes: ['btttt'] }),
  unit('p-26', 'province', 'Tỉnh Vĩnh Phúc', 'Vĩnh Phúc', { nameEn: 'Vinh Phuc', codes: ['26'] }),
  unit('p-86', 'province', 'Tỉnh Vĩnh Long', 'Vĩnh Long', { nameEn: 'Vinh Long', codes: ['86'] }),
  unit('p-46', 'province', 'Tỉnh Thừa Thiên Huế', 'TT-Huế', { codes: ['46'] }),
  unit('p25-46', 'city', 'Thành phố Huế', 'Huế', { codes: ['46'], isCurrent: false }),
  unit('p-45', 'province', 'Tỉnh Quảng Trị', 'Quảng Trị', { codes: ['45'] }),
  unit('p-66', 'province', 'Tỉnh Đắk Lắk', 'Đắk Lắk', { codes: ['66'] }),
  unit('p-79', 'city', 'Thành phố Hồ Chí Minh', 'TP.HCM', { codes: ['79'] }),
  thing('body', 'q:46', 'Huyện Vĩnh Linh', { noteVi: 'thuộc Tỉnh Quảng Trị' }),
  thing('body', 'q:1', 'Sở Thông tin và Truyền thông', { noteVi: 'thuộc Tỉnh Quảng Trị' }),
  thing('indicator', 'lgsp_present', 'Có nền tảng tích hợp, chia sẻ dữ liệu cấp bộ, tỉnh (LGSP)'),
  thing('indicator', 'share_l4', 'Tỷ lệ dịch vụ công trực tuyến mức độ 4', {
    codes: ['share_l4'],
    documents: ['17/NQ-CP', '26/QĐ-TTg', '749/QĐ-TTg'],
  }),
  thing('indicator', 'share_l3', 'Tỷ lệ dịch vụ công trực tuyến mức độ 3', {
    codes: ['share_l3'],
    documents: ['45/2020/NĐ-CP', '36a/NQ-CP'],
  }),
  thing('term', 'lgsp', 'LGSP'),
  thing('procedure', '1', 'Cấp đổi giấy phép lái xe do ngành Giao thông vận tải cấp'),
  thing('procedure', '2', 'Đổi giấy phép lái xe hoặc bằng lái xe của nước ngoài cấp'),
  thing('procedure', '3', 'Cấp mới giấy phép lái xe', { codes: ['1.002809'] }),
]);
const first = (text: string) => find(INDEX, text, 20).found[0]?.path;
const all = (text: string) => find(INDEX, text, 20).found.map(({ path }) => path);

describe('the search', () => {
  it.each([
    ['vinh phuc', 'p-26'],
    ['VĨNH PHÚC', 'p-26'],
    ['tỉnh vĩnh phúc', 'p-26'],
    ['vinhphuc', 'p-26'],
    ['26', 'p-26'],
    ['dak lak', 'p-66'],
    ['đắc lắc', 'p-66'],
    ['hcm', 'p-79'],
    ['tp hcm', 'p-79'],
    ['sai gon', 'p-79'],
    ['bldtbxh', 'm-bldtbxh'],
    ['bộ LĐTBXH', 'm-bldtbxh'],
    ['ldtbxh', 'm-bldtbxh'],
    ['molisa', 'm-bldtbxh'],
    ['labour', 'm-bldtbxh'],
    ['bo tttt', 'm-btttt'],
    ['thong tin va truyen thong', 'm-btttt'],
    ['lgsp', 'lgsp'],
    ['share_l4', 'share_l4'],
    ['muc do 4', 'share_l4'],
    ['17/NQ-CP', 'share_l4'],
    ['17nqcp', 'share_l4'],
    ['17/NQ', 'share_l4'],
    ['749', 'share_l4'],
    ['QĐ-TTg', 'share_l4'],
    ['26/QĐ', 'share_l4'],
    ['45/2020', 'share_l3'],
    ['36a', 'share_l3'],
    ['Nghị quyết số 17/NQ-CP ngày 7/3/2019', 'share_l4'],
    ['cap doi giay phep lai xe', '1'],
    ['giay phep lai xe nuoc ngoai', '2'],
    ['1.002809', '3'],
  ])('finds by "%s" first of all %s', (text, path) => {
    expect(first(text)).toBe(path);
  });

  it('finds a former name and a new one, that in force first', () => {
    expect(all('hue').slice(0, 2)).toEqual(['p-46', 'p25-46']);
    expect(all('46').slice(0, 2)).toEqual(['p-46', 'p25-46']);
  });

  it('puts bodies of a province behind provinces of like name', () => {
    expect(all('vinh')).toEqual(['p-26', 'p-86', 'q:46']);
  });

  it('finds nothing by a code that is cut short, by other words, or by no words', () => {
    expect(all('1.0028')).toEqual([]);
    expect(all('sa mac')).toEqual([]);
    expect(all(' – ')).toEqual([]);
    expect(all('vinh vinh')).toEqual([]);
  });

  it('finds no document by a short number alone, which is a code of other things, nor by parts out of order', () => {
    expect(all('26')).toEqual(['p-26']);
    expect(all('17')).toEqual([]);
    expect(all('74')).toEqual([]);
    expect(all('7490')).toEqual([]);
    expect(all('q')).not.toContain('share_l4');
    expect(all('cp nq')).toEqual([]);
  });

  it('says how many there are beside those it gives', () => {
    expect(find(INDEX, 'giay phep', 2)).toMatchObject({ found: { length: 2 }, total: 3 });
  });
});
