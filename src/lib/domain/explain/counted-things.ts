// What the shares of the catalogue count, and which of a unit's services would add to one. Pure;
// whoever says how many more are needed, and which, imports it.
import { compareTexts } from '../order.ts';
import type { ServiceLine } from '../service-count.ts';

/** What is counted: public services, dossiers, documents; `things` where the catalogue does not say. */
export type Thing = 'services' | 'dossiers' | 'documents' | 'things';

interface CountedThing {
  thing: Thing;
  /** Whether one more service like this can be counted above the line; null where none can be named. */
  adds: ((service: ServiceLine) => boolean) | null;
  /** Whether what is below the line are services, of which some may be retired. */
  isOfServices: boolean;
}

const below = (level: number, isOfServices: boolean): CountedThing => ({
  thing: 'services',
  // Whether a service can go to level 4 is said of each; to level 3 any can.
  adds: (service) => service.level < level && (level < 4 || service.eligible),
  isOfServices,
});
const unusedAt = (level: number): CountedThing => ({
  thing: 'services',
  adds: (service) => service.level === level && service.filedOnline === 0,
  isOfServices: false,
});
const unnamed = (thing: Thing): CountedThing => ({ thing, adds: null, isOfServices: false });

/** As `deriveShares` counts them. */
const COUNTED: Record<string, CountedThing> = {
  share_l4: below(4, true),
  share_l4_eligible: below(4, true),
  share_l3: below(3, true),
  share_l3_plus: below(3, true),
  share_l4_with_dossiers: unusedAt(4),
  share_l3_with_dossiers: unusedAt(3),
  share_full: unnamed('services'),
  share_part: unnamed('services'),
  share_full_with_dossiers: unnamed('services'),
  dossiers_online_all: unnamed('dossiers'),
  dossiers_online_services: unnamed('dossiers'),
  dossiers_on_time: unnamed('dossiers'),
  docs_signed: unnamed('documents'),
  docs_electronic: unnamed('documents'),
};

/** What an indicator counts, by its code. */
export const countedBy = (indicator: string): CountedThing =>
  COUNTED[indicator] ?? unnamed('things');

/**
 * The services that would each add one to an indicator's numerator, those with most dossiers received
 * in the period first, then those at the higher level. For level 4 those that qualify and are below
 * it; for level 3 those below it; for services in use those without a dossier filed online. Null where
 * the indicator counts no services.
 */
export function servicesToRaise(
  services: readonly ServiceLine[],
  indicator: string,
): ServiceLine[] | null {
  const { adds } = countedBy(indicator);
  return (
    adds &&
    services
      .filter(adds)
      .toSorted(
        (a, b) => b.received - a.received || b.level - a.level || compareTexts(a.code, b.code),
      )
  );
}

/** What is to be raised of one office. */
export interface OfficeShare {
  office: string;
  services: number;
  /** Dossiers that those services received in the period. */
  dossiers: number;
}

/** Services by the office that owns them: the one with most of them first, then by dossiers. */
export const officesOf = (services: readonly ServiceLine[]): OfficeShare[] =>
  [...Map.groupBy(services, ({ office }) => office)]
    .map(([office, own]) => ({
      office,
      services: own.length,
      dossiers: own.reduce((sum, { received }) => sum + received, 0),
    }))
    .toSorted(
      (a, b) =>
        b.services - a.services || b.dossiers - a.dossiers || compareTexts(a.office, b.office),
    );
