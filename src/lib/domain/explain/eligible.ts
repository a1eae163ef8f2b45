// Whether what is asked of a unit can be done with the services that qualify for level 4. Pure; what
// tells of targets, places and plans imports it, so that all of them warn alike.

/**
 * Whether more services are asked than qualify and are below level 4.
 *
 * @param asked null where nothing is asked, or no number brings it about
 * @param eligible null where single services are not known: nothing is said then
 */
export const exceedsEligible = (asked: number | null, eligible: number | null): boolean =>
  asked !== null && eligible !== null && asked > eligible;
