import { describe, expect, it } from 'vitest';
import { unitId, type MemberUnit } from '#lib/domain/unit.ts';
import { matches } from './list-view.ts';

const unit = (code: string, nameVi: string, nameEn: string): MemberUnit => ({
  id: unitId(`p-${code}`),
  code,
  nameVi,
  nameEn,
  shortVi: nameVi,
  kind: 'province',
  groupId: 'provinces',
  regionId: null,
  population: null,
  providesServices: true,
});

describe('matches', () => {
  const cases: [string, MemberUnit, string, boolean][] = [
    ['needs no marks', unit('48', 'Thành phố Đà Nẵng', 'Da Nang'), 'da nang', true],
    ['takes marks as well', unit('66', 'Tỉnh Đắk Lắk', 'Dak Lak'), 'Đắk', true],
    ['finds a unit by its code', unit('46', 'Tỉnh Thừa Thiên Huế', 'Thua Thien Hue'), '46', true],
    [
      'finds a unit by the short name on the map',
      unit('79', 'Thành phố Hồ Chí Minh', 'Ho Chi Minh City'),
      'tp hcm',
      true,
    ],
    [
      'takes dots for nothing',
      unit('79', 'Thành phố Hồ Chí Minh', 'Ho Chi Minh City'),
      'TP.HCM',
      true,
    ],
    ['does not take part of a code for it', unit('46', 'Thừa Thiên Huế', 'Hue'), '4', false],
    ['leaves out what does not match', unit('48', 'Đà Nẵng', 'Da Nang'), 'hue', false],
    ['shows all where nothing is sought', unit('48', 'Đà Nẵng', 'Da Nang'), '  ', true],
  ];
  it.each(cases)('%s', (_rule, candidate, search, found) => {
    expect(matches(candidate, search)).toBe(found);
  });
});
