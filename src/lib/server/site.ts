// Who publishes this installation, as its settings say. Words for what is not set are the page's.
// Only layouts may import it.

export interface Site {
  /** The body that publishes, or null where nobody has said. */
  publisher: string | null;
  /** Telephone and e-mail of the person to ask, or null. */
  contact: string | null;
}

/** @param env TIENDO_PUBLISHER and TIENDO_CONTACT; both may be absent. */
export function readSite(env: Record<string, string | undefined>): Site {
  return {
    publisher: env.TIENDO_PUBLISHER?.trim() || null,
    contact: env.TIENDO_CONTACT?.trim() || null,
  };
}
