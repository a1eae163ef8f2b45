// temporary
import type { Procedure } from './procedure.ts';
import { hashOf, normalFrom, randomFrom } from '../seeded.ts';
export function readCatalogue(): { provinces: Procedure[]; ofMinistry(code: string): Procedure[] } {
  const make = (p: string, n: number): Procedure[] =>
    Array.from({ length: n }, (_, i) => ({
      code: `1.${String(100000 + i + (hashOf(p) % 90) * 10000)}`,
      name: `Thủ tục số ${i} ${p}`,
      field: 'Hộ tịch',
      office: 'Sở Tư pháp',
      weight: Math.exp(2 * normalFrom(randomFrom(hashOf(p, i)))),
    }));
  const provinces = make('', 2200);
  return { provinces, ofMinistry: (code) => make(code, 450) };
}
