// What the map of the first page may be asked for. Types only; its parts import them.

interface Choice {
  name: string;
  /** This very view with the other map. */
  href: string;
  isShown: boolean;
}

export interface MapChoices {
  measures: (Choice & { count: string })[];
  /** The units of the period, and those of years before or after mergers. */
  boundaries: Choice[];
}
