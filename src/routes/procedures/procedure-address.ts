// The address of a procedure's page. Pages that name procedures import it.
import { localHref, type Query } from '#lib/components/address.ts';

/** @param query what links of the page say of its release */
export const procedureHref = (code: string, query: Query): string =>
  localHref(`/procedures/${encodeURIComponent(code)}`, query);
