// How a heading is set: a number is not torn from the word that says what it is a number of.

const NUMBERED =
  /(?<=\b(?:quý|mức độ|hạng|thứ|bản số|level|rank|release|Q[1-4])) (?=[IV]+\/|\d)/giu;

/** "quý I/2021", "mức độ 4" and "Q1 2021" stand on one line. */
export const headingText = (text: string): string => text.replaceAll(NUMBERED, '\u00A0');
