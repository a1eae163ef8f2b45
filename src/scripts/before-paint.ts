// Written into the head of every page (lib/server/pages/page-scripts.ts), so that it runs before anything is
// drawn. A script of its own, that imports nothing and that nothing imports.

const root = document.documentElement;

/** What theme.css and ThemeSwitch.svelte know of. */
const isLook = (look: string | null): look is string => look === 'light' || look === 'dark';

/** Those of styles/fonts.css. */
const FONTS = ["400 16px 'Be Vietnam Pro'", "600 16px 'Be Vietnam Pro'"];

/** A slow phone lays out so many elements anew before anybody sees it hang. */
const ELEMENTS_A_FRAME = 400;

const sizeOf = (part: Element): number => 1 + part.getElementsByTagName('*').length;

/** Each row of a table that is as wide as its cells would have the whole of it laid out anew. */
const isOfAPiece = (part: Element): boolean =>
  sizeOf(part) <= ELEMENTS_A_FRAME ||
  (part instanceof HTMLTableElement && getComputedStyle(part).tableLayout !== 'fixed');

const partsOf = (part: Element): Element[] =>
  isOfAPiece(part) ? [part] : [...part.children].flatMap(partsOf);

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Part by part, from the top, so that whoever taps meanwhile is answered; then whatever comes later. */
async function setInFonts(): Promise<void> {
  let elements = 0;
  const parts = partsOf(document.body);
  for (const part of parts) {
    elements += sizeOf(part);
    if (elements > ELEMENTS_A_FRAME) {
      await nextFrame();
      elements = sizeOf(part);
    }
    part.setAttribute('data-fonts', 'here');
  }
  await nextFrame();
  for (const part of [root, ...parts]) part.removeAttribute('data-fonts');
}

/**
 * The text has the whole line to itself on a first visit; from then on the browser has the fonts. The page
 * is set in them once both are there.
 */
function askForFontsLater(): void {
  if (sessionStorage.getItem('fonts') !== null) return;
  root.dataset.fonts = 'later';
  const ask = async (): Promise<void> => {
    await Promise.allSettled(FONTS.map((font) => document.fonts.load(font)));
    await setInFonts();
    sessionStorage.setItem('fonts', 'asked for');
  };
  // The first frame with all of the page in it is on its way when the second one begins.
  addEventListener('load', () =>
    requestAnimationFrame(() => requestAnimationFrame(() => void ask())),
  );
}

try {
  const look = localStorage.getItem('theme');
  if (isLook(look)) root.dataset.theme = look;
  askForFontsLater();
} catch {
  // A browser that keeps nothing for us: as the machine says, and with fonts at once.
}

// Another language is the same place on the page, of which the server never hears.
addEventListener('click', ({ target }) => {
  const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[hreflang]');
  if (link) link.hash = location.hash;
});
