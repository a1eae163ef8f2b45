// Which rules read a reply. Pure; the gather job notes it with every run.

/**
 * Raise it with every change of what the rules find in a row, or of what is counted from the rows: the
 * next time that a source says the same, byte for byte, it is then read anew.
 */
export const RULES_VERSION = 4;
