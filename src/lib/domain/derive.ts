// Shares of a unit counted from its services: the definitions of every indicator that service rows
// feed. Counts come in, fractions go out; nothing is averaged. Anyone may import it.

/** Counts over a unit's services in force on the last day of a period. Whole numbers. */
export interface ServiceCounts {
  services: number;
  /** Services that qualify for level 4. */
  eligible: number;
  level1: number;
  level2: number;
  level3: number;
  level4: number;
  /** Services at that level with at least one dossier filed online in the period. */
  level3WithDossiers: number;
  level4WithDossiers: number;
  /** Dossiers of the period, over all services. */
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
  /** Dossiers received for services at level 3 or 4. */
  receivedOfOnline: number;
}

export interface DerivedShare {
  code: string;
  numerator: number;
  denominator: number;
}

/**
 * The shares that a unit's services give, each as the two counts it is made of. A denominator of 0
 * is passed on as it is: the share is then not measured (`shareOf` names the reason).
 *
 * Sources: Resolution 17/NQ-CP of 2019-03-07 (`share_l4`, `dossiers_online_all`, over all dossiers);
 * official letter 929/BTTTT-THH of 2020-03-19 (`share_l4_with_dossiers`, `dossiers_online_services`,
 * over the dossiers of services at level 3 or 4). The two texts take different denominators.
 */
export function deriveShares(counts: ServiceCounts): DerivedShare[] {
  const share = (code: string, numerator: number, denominator: number): DerivedShare => ({
    code,
    numerator,
    denominator,
  });
  return [
    share('share_l3', counts.level3, counts.services),
    share('share_l4', counts.level4, counts.services),
    share('share_l3_plus', counts.level3 + counts.level4, counts.services),
    share('share_l4_eligible', counts.level4, counts.eligible),
    share('share_l4_with_dossiers', counts.level4WithDossiers, counts.level4),
    share('share_l3_with_dossiers', counts.level3WithDossiers, counts.level3),
    share('dossiers_online_all', counts.handledOnline, counts.received),
    share('dossiers_online_services', counts.handledOnline, counts.receivedOfOnline),
    share('dossiers_on_time', counts.onTime, counts.received),
  ];
}
