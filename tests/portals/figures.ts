// The illustrative figures that every stand-in answers from: one row for each unit and quarter. Read
// once at the start; nothing outside tests/portals may read these files.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

export interface UnitQuarter {
  unit: string;
  period: string;
  /** Services at level 1, 2, 3 and 4; together the services in force. */
  levels: [number, number, number, number];
  eligible: number;
  level3WithDossiers: number;
  level4WithDossiers: number;
  dossiers: {
    total: number;
    /** Received by services at level 3 or 4. */
    ofOnlineServices: number;
    filedOnline: number;
    handledOnline: number;
    onTime: number;
  };
  documents: { total: number; electronic: number; signed: number };
  npspConnected: boolean;
  lgspPresent: boolean;
  lgspConnected: boolean;
  socPresent: boolean;
  /** False where the unit's own portal stays silent for the quarter. */
  reported: boolean;
}

export interface PortalUnit {
  code: string;
  unitId: string;
  nameVi: string;
  nameEn: string;
  /** The short code that ends the codes of the unit's services: H36, BNV. */
  agencyCode: string;
}

export interface Figures {
  units: PortalUnit[];
  /** Oldest first. */
  periods: string[];
  /** The quarters of one unit, in the order of `periods`. */
  quartersOf(unit: string): UnitQuarter[];
}

/** Rows of a comma-separated file by column name. */
function readRows(name: string): Record<string, string>[] {
  return parse(readFileSync(fileURLToPath(new URL(name, import.meta.url))), { columns: true });
}

function toUnitQuarter(row: Record<string, string>): UnitQuarter {
  const count = (column: string): number => {
    const value = Number(row[column]);
    if (!Number.isInteger(value)) throw new Error(`${column} of ${row['unit']} is no whole number`);
    return value;
  };
  return {
    unit: row['unit'] ?? '',
    period: row['period'] ?? '',
    levels: [
      count('services_level1'),
      count('services_level2'),
      count('services_level3'),
      count('services_level4'),
    ],
    eligible: count('services_eligible'),
    level3WithDossiers: count('level3_with_dossiers'),
    level4WithDossiers: count('level4_with_dossiers'),
    dossiers: {
      total: count('dossiers_total'),
      ofOnlineServices: count('dossiers_of_online_services'),
      filedOnline: count('dossiers_filed_online'),
      handledOnline: count('dossiers_handled_online'),
      onTime: count('dossiers_on_time'),
    },
    documents: {
      total: count('documents_total'),
      electronic: count('documents_electronic'),
      signed: count('documents_signed'),
    },
    npspConnected: count('npsp_connected') === 1,
    lgspPresent: count('lgsp_present') === 1,
    lgspConnected: count('ndxp_connected') === 1,
    socPresent: count('soc_present') === 1,
    reported: row['report_status'] === 'reported',
  };
}

/** Reads the three files. Throws where a figure is not a whole number. */
export function readFigures(): Figures {
  const quarters = ['illustrative/quarterly.csv', 'illustrative/quarterly_agencies.csv']
    .flatMap(readRows)
    .map(toUnitQuarter)
    .sort((a, b) => a.period.localeCompare(b.period));
  const byUnit = Map.groupBy(quarters, (quarter) => quarter.unit);
  return {
    units: readRows('units.csv').map((row) => ({
      code: row['code'] ?? '',
      unitId: row['unit_id'] ?? '',
      nameVi: row['name_vi'] ?? '',
      nameEn: row['name_en'] ?? '',
      agencyCode: row['agency_code'] ?? '',
    })),
    periods: [...new Set(quarters.map((quarter) => quarter.period))],
    quartersOf: (unit) => byUnit.get(unit) ?? [],
  };
}
