// A drawing on its way to a page. A page that is sent whole has it in its markup already: its data then
// bring only where, so that no drawing is sent twice. Loads make it, hooks carry it over.

export class DrawnSvg {
  /** The id of the element that shows it. */
  readonly place: string;
  readonly svg: string;

  constructor(place: string, svg: string) {
    this.place = place;
    this.svg = svg;
  }
}

let isSentWhole = (): boolean => false;

/** @param tell whether what is being answered is a whole page; the server says so once, at its start */
export function tellSentWhole(tell: () => boolean): void {
  isSentWhole = tell;
}

/** What data carry of a drawing: where it stands, and itself where no markup goes with them. */
export const encodeDrawn = (value: unknown): [place: string, svg: string] | false =>
  value instanceof DrawnSvg && [value.place, isSentWhole() ? '' : value.svg];

/** The drawing again: out of the page where the data had none. */
export const decodeDrawn = ([place, svg]: [string, string]): DrawnSvg =>
  new DrawnSvg(place, svg || (document.getElementById(place)?.innerHTML ?? ''));
