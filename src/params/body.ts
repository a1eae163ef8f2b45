// Addresses under /units that name a body: a unit that a package brought, `SERIES:CODE`. SvelteKit asks.
import { isPackageUnit } from '#lib/domain/body-tree.ts';

export const match = isPackageUnit;
