// The address of units side by side. Pages that lead there import it.
import { localHref, type Query } from '#lib/components/address.ts';

/** @param view what else the address says, such as the release and the measure */
export const compareHref = (units: readonly string[], view: Query): string =>
  localHref('/compare', { ...view, units: units.join(',') });
