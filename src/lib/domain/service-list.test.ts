import { describe, expect, it } from 'vitest';
import type { ServiceLine } from './service-count.ts';
import {
  narrowServices,
  orderServices,
  placeServices,
  type ServiceFilter,
  tallyServices,
} from './service-list.ts';

const aService = (code: string, given: Partial<ServiceLine> = {}): ServiceLine => ({
  code,
  nameVi: `Thủ tục ${code}`,
  procedure: `1.${code}`,
  office: 'Sở Tư pháp',
  field: 'Hộ tịch',
  level: 3,
  eligible: true,
  received: 0,
  filedOnline: 0,
  handledOnline: 0,
  onTime: 0,
  previousLevel: null,
  ...given,
});

const SERVICES = [
  aService('a', { level: 4, received: 900 }),
  aService('b', { received: 5, nameVi: 'Đăng ký khai sinh' }),
  aService('c', { received: 90, field: 'Đất đai', office: 'Sở Tài nguyên và Môi trường' }),
  aService('d', { eligible: false, received: 700 }),
];
const placed = placeServices(SERVICES);

describe('the order in which to raise', () => {
  it('has those that qualify and are below level 4 first, most dossiers before all others', () => {
    expect(placed.map(({ code, place }) => [code, place])).toEqual([
      ['c', 1],
      ['b', 2],
      ['a', null],
      ['d', null],
    ]);
  });
});

describe('services are narrowed', () => {
  const FILTERS: [string, ServiceFilter, string][] = [
    ['by nothing', {}, 'cbad'],
    ['by words without marks, in whatever order', { search: 'sinh dang' }, 'b'],
    ['by a code', { search: '1.d' }, 'd'],
    ['by the office', { search: 'tai nguyen' }, 'c'],
    ['by field', { field: 'Hộ tịch' }, 'bad'],
    ['by office', { office: 'Sở Tư pháp' }, 'bad'],
    ['by level', { level: 4 }, 'a'],
    ['by whether they qualify', { eligible: false }, 'd'],
    ['by dossiers', { dossiers: 90 }, 'cad'],
    ['by all of it at once', { level: 3, eligible: true, dossiers: 6 }, 'c'],
  ];
  it.each(FILTERS)('%s', (_, filter, expected) => {
    expect(
      narrowServices(placed, filter)
        .map(({ code }) => code)
        .join(''),
    ).toBe(expected);
  });
});

describe('services are ordered', () => {
  it.each([
    ['raise', false, 'cbad'],
    ['raise', true, 'dabc'],
    ['name', false, 'bacd'],
    ['level', true, 'acbd'],
    ['dossiers', true, 'adcb'],
    ['dossiers', false, 'bcda'],
  ] as const)('by %s, descending: %s', (by, isDescending, expected) => {
    expect(
      orderServices(placed, by, isDescending)
        .map(({ code }) => code)
        .join(''),
    ).toBe(expected);
  });
});

it('services are summed up, those with most left to raise first', () => {
  expect(tallyServices(placed, ({ field }) => field)).toEqual([
    { name: 'Hộ tịch', services: 3, level4: 1, toRaise: 1 },
    { name: 'Đất đai', services: 1, level4: 0, toRaise: 1 },
  ]);
});

it('services of which nothing is said are summed up under no name', () => {
  const office = ({ field }: (typeof placed)[number]) =>
    field === 'Hộ tịch' ? '' : 'Sở Tài nguyên';
  expect(tallyServices(placed, office)).toContainEqual({
    name: 'Sở Tài nguyên',
    services: 1,
    level4: 0,
    toRaise: 1,
  });
  const sum = tallyServices(placed, office).reduce((all, { services }) => all + services, 0);
  expect(sum).toBe(placed.length);
});
