// Counting services from their rows, the same way where figures are recorded, where a package's are
// checked, and where a reader is shown that a share is what its rows come to. Pure; anyone may import it.
import { deriveShares, type ServiceCounts } from './derive.ts';
import type { ServiceRecord } from './validate/service.ts';

/** What a service's row says in figures. */
export type ServiceFigures = Pick<
  ServiceRecord,
  'level' | 'eligible' | 'received' | 'filedOnline' | 'handledOnline' | 'onTime'
>;

/** One service of a unit in one period. */
export interface ServiceLine {
  code: string;
  nameVi: string;
  /** Code of the national administrative procedure that it is an instance of. */
  procedure: string;
  office: string;
  field: string;
  /** 1 to 4. */
  level: number;
  /** Whether it qualifies for level 4. */
  eligible: boolean;
  /** Dossiers of the period; of a source that tells by the month those of its last month. */
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
  /** Its level in the period before; null where it was not in force then. */
  previousLevel: number | null;
}

const sum = (lines: readonly ServiceFigures[], pick: (line: ServiceFigures) => number): number =>
  lines.reduce((total, line) => total + pick(line), 0);

/** The counts that shares are derived from, of services that are all in force. */
export function countServices(lines: readonly ServiceFigures[]): ServiceCounts {
  const atLevel = (level: number) => lines.filter((line) => line.level === level);
  const used = (some: readonly ServiceFigures[]) =>
    some.filter(({ filedOnline }) => filedOnline > 0).length;
  return {
    services: lines.length,
    eligible: lines.filter(({ eligible }) => eligible).length,
    level1: atLevel(1).length,
    level2: atLevel(2).length,
    level3: atLevel(3).length,
    level4: atLevel(4).length,
    level3WithDossiers: used(atLevel(3)),
    level4WithDossiers: used(atLevel(4)),
    received: sum(lines, ({ received }) => received),
    filedOnline: sum(lines, ({ filedOnline }) => filedOnline),
    handledOnline: sum(lines, ({ handledOnline }) => handledOnline),
    onTime: sum(lines, ({ onTime }) => onTime),
    receivedOfOnline: sum(
      lines.filter(({ level }) => level >= 3),
      ({ received }) => received,
    ),
  };
}

/** What the rows come to for one indicator; null where it is not counted from services. */
export function recount(
  lines: readonly ServiceLine[],
  indicator: string,
): { numerator: number; denominator: number } | null {
  const share = deriveShares(countServices(lines)).find(({ code }) => code === indicator);
  return share ? { numerator: share.numerator, denominator: share.denominator } : null;
}

/** How a service stands against the period before. */
export type ServiceChange = 'new' | 'raised' | 'lowered' | 'same';

/** Whether the source told of any of the services in the period before: else none can be called new. */
export const isCompared = (lines: readonly ServiceLine[]): boolean =>
  lines.some(({ previousLevel }) => previousLevel !== null);

/** @param compared what `isCompared` says of all services; null where they cannot be compared */
export function changeOf(
  { level, previousLevel }: ServiceLine,
  compared: boolean,
): ServiceChange | null {
  if (!compared) return null;
  if (previousLevel === null) return 'new';
  if (level === previousLevel) return 'same';
  return level > previousLevel ? 'raised' : 'lowered';
}
