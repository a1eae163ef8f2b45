// Which unit speaks which dialect.
import { hashOf } from '../seeded.ts';
import { dichVuSo } from './dich-vu-so.ts';
import type { Dialect } from './dialect.ts';
import { egovLienThong } from './egov-lien-thong.ts';
import { igate } from './igate.ts';
import { motCua } from './mot-cua.ts';

export const DIALECTS: readonly Dialect[] = [motCua, igate, egovLienThong, dichVuSo];

/** The dialect of a unit's portal: always the same one, and each is spoken by about a quarter of them. */
export function dialectOf(unit: string): Dialect {
  return DIALECTS[hashOf('dialect', unit) % DIALECTS.length] ?? motCua;
}
