// What the stand-ins tell a gatherer about themselves: one source for each portal, in the shape that
// sources are registered in.
import type { Dialect } from './dialects/dialect.ts';
import type { PortalUnit } from './figures.ts';
import type { Platform } from './platforms.ts';

/** Figures that a gatherer can count from service rows. */
const COUNTED_FROM_SERVICES = [
  'share_l3',
  'share_l4',
  'share_l3_plus',
  'share_l4_eligible',
  'share_l4_with_dossiers',
  'share_l3_with_dossiers',
  'dossiers_online_all',
  'dossiers_online_services',
  'dossiers_on_time',
];

export interface Source {
  id: string;
  unit: string;
  kind: 'portal-json';
  origin: 'counted' | 'report';
  nameVi: string;
  nameEn: string;
  address: string;
  /** The stand-ins listen on this machine alone, so that a gatherer must be told their address. */
  allow: { host: string; port: number; addresses: string[] }[];
  mapping: object;
  schedule: string;
  missedPolicy: 'all';
  firstSlot: string;
  lastSlot: string;
  frequency: 'month' | 'quarter';
  reckoning: 'calendar' | 'administrative';
  timeoutMs: number;
  maxAttempts: number;
  illustrative: true;
  indicators: string[];
}

/** Quarterly, on the 15th after the quarter: twelve slots for 2019-Q1 to 2021-Q4. */
const EVERY_SOURCE = {
  kind: 'portal-json',
  schedule: '0 6 15 1,4,7,10 *',
  missedPolicy: 'all',
  firstSlot: '2019-04-15T06:00+07:00',
  lastSlot: '2022-01-15T06:00+07:00',
  frequency: 'quarter',
  reckoning: 'calendar',
  timeoutMs: 4000,
  maxAttempts: 2,
  illustrative: true,
} as const;

function allowanceFor(address: string): Source['allow'] {
  const { hostname: host, port } = new URL(address);
  return [{ host, port: Number(port), addresses: [host] }];
}

/** "Tỉnh Lâm Đồng" → "tỉnh Lâm Đồng" within a name; ministries keep their capital. */
const withinName = (nameVi: string): string =>
  nameVi.replace(/^(Tỉnh|Thành phố) /, (kind) => kind.toLowerCase());

export function sourceOfUnit(unit: PortalUnit, dialect: Dialect, address: string): Source {
  return {
    ...EVERY_SOURCE,
    id: `portal-${unit.code}`,
    unit: unit.unitId,
    origin: 'counted',
    nameVi: `Cổng dịch vụ công ${withinName(unit.nameVi)}`,
    nameEn: `${unit.nameEn} public service portal`,
    address,
    allow: allowanceFor(address),
    mapping: dialect.mapping,
    indicators: COUNTED_FROM_SERVICES,
  };
}

/**
 * A second address of a unit's portal, which misbehaves. What a report says stands behind what is
 * counted at the true portal, so it never takes that one's place.
 */
export function sourceOfFaulty(unit: PortalUnit, dialect: Dialect, address: string): Source {
  const source = sourceOfUnit(unit, dialect, address);
  return {
    ...source,
    id: `faulty-${unit.code}`,
    origin: 'report',
    nameVi: `${source.nameVi} – địa chỉ phụ hay lỗi`,
    nameEn: `${source.nameEn}, faulty second address`,
    indicators: ['share_l4', 'share_l3_plus'],
  };
}

export function sourceOfPlatform(platform: Platform, address: string): Source {
  const { portal, nameVi, nameEn, mapping, indicators, schedule } = platform;
  return {
    ...EVERY_SOURCE,
    ...schedule,
    id: portal.id,
    unit: 'vn',
    origin: 'report',
    nameVi,
    nameEn,
    address,
    allow: allowanceFor(address),
    mapping,
    indicators,
  };
}
