// What a row of services holds, field by field, in words that a portal's vendor or a person with a
// spreadsheet can work by. The rules themselves stand in validate/service.ts; service-fields.test.ts
// holds the two together. Anyone may import it.
import { MAX_COUNT, MAX_TEXT } from './validate/read.ts';
import type { ServiceRecord } from './validate/service.ts';

/** `code` and `text` are texts · `level` is 1 to 4 · `flag` is true or false · `count` a whole number. */
export type ServiceFieldKind = 'code' | 'text' | 'level' | 'flag' | 'count';

export interface ServiceField {
  name: keyof ServiceRecord;
  kind: ServiceFieldKind;
  /** A row without it is refused; where false, it is accepted with a flag. */
  required: boolean;
  /** Most characters of a text, or the largest number; null where the kind says all. */
  most: number | null;
  meaningVi: string;
  meaningEn: string;
  example: string | number | boolean;
}

type Words = Pick<ServiceField, 'meaningVi' | 'meaningEn' | 'example'>;

const text = (
  name: keyof ServiceRecord,
  kind: 'code' | 'text',
  required: boolean,
  words: Words,
): ServiceField => ({ name, kind, required, most: MAX_TEXT, ...words });

const count = (name: keyof ServiceRecord, words: Words): ServiceField => ({
  name,
  kind: 'count',
  required: true,
  most: MAX_COUNT,
  ...words,
});

/** Every field of a row, in the order in which tables and examples show them. */
export const SERVICE_FIELDS: readonly ServiceField[] = [
  text('code', 'code', true, {
    meaningVi: 'Mã dịch vụ của đơn vị; mỗi mã chỉ xuất hiện một lần trong một lần gửi',
    meaningEn: 'The unit’s own code of the service; once in each submission',
    example: 'DV-0001',
  }),
  text('procedure', 'code', true, {
    meaningVi: 'Mã thủ tục hành chính trong Cơ sở dữ liệu quốc gia về thủ tục hành chính',
    meaningEn: 'Code of the administrative procedure in the national database',
    example: '1.011442',
  }),
  text('name', 'text', true, {
    meaningVi: 'Tên dịch vụ công',
    meaningEn: 'Name of the service',
    example: 'Cấp bản sao trích lục hộ tịch',
  }),
  text('field', 'text', false, {
    meaningVi: 'Lĩnh vực',
    meaningEn: 'Field of administration',
    example: 'Hộ tịch',
  }),
  text('office', 'text', false, {
    meaningVi: 'Cơ quan phụ trách, như sở, ban, ngành hoặc UBND cấp huyện, cấp xã',
    meaningEn: 'The office in charge',
    example: 'Sở Tư pháp',
  }),
  {
    name: 'level',
    kind: 'level',
    required: true,
    most: 4,
    meaningVi: 'Mức độ dịch vụ công vào ngày cuối kỳ, từ 1 đến 4 (Nghị định 43/2011/NĐ-CP)',
    meaningEn: 'Level on the last day of the period, 1 to 4 (Decree 43/2011/NĐ-CP)',
    example: 4,
  },
  {
    name: 'eligible',
    kind: 'flag',
    required: true,
    most: null,
    meaningVi: 'Có đủ điều kiện lên mức độ 4 hay không',
    meaningEn: 'Whether it qualifies for level 4',
    example: true,
  },
  count('received', {
    meaningVi: 'Số hồ sơ tiếp nhận trong kỳ, mọi hình thức',
    meaningEn: 'Dossiers received in the period, in whatever way',
    example: 120,
  }),
  count('filedOnline', {
    meaningVi: 'Trong đó: số hồ sơ nộp trực tuyến; không nhiều hơn received',
    meaningEn: 'Of these, filed online; no more than received',
    example: 80,
  }),
  count('handledOnline', {
    meaningVi: 'Trong đó: số hồ sơ xử lý trực tuyến; không nhiều hơn filedOnline',
    meaningEn: 'Of these, handled online; no more than filedOnline',
    example: 75,
  }),
  count('onTime', {
    meaningVi: 'Số hồ sơ giải quyết đúng hạn trong kỳ; không nhiều hơn received',
    meaningEn: 'Dossiers settled on time in the period; no more than received',
    example: 118,
  }),
];

/** A sound row, made of the examples. */
export const exampleServiceRow = (): Record<string, string | number | boolean> =>
  Object.fromEntries(SERVICE_FIELDS.map(({ name, example }) => [name, example]));
