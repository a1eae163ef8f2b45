// What is wrong with how a page is laid out, told by the browser that drew it: text that is cut or lies
// on other text, boxes that leave the window. The functions run inside the page: they stand alone.
import type { Page } from '@playwright/test';

export interface Fault {
  kind: 'page too wide' | 'leaves the window' | 'cut' | 'overlaps';
  /** The element, as a person finds it, with the beginning of its text. */
  where: string;
  more: string;
}

/** Most that a page tells of one kind: what follows is mostly the same again. */
const MOST = 12;

function findFaults(most: number): Fault[] {
  /** Text lines may touch; letters with marks reach into the line above. */
  const TOUCH_PX = 3;
  const faults: Fault[] = [];
  const tell = (kind: Fault['kind'], where: string, more: string): void => {
    const isKnown = faults.some((each) => each.kind === kind && each.where === where);
    if (!isKnown && faults.filter((each) => each.kind === kind).length < most) {
      faults.push({ kind, where, more });
    }
  };
  const nameOf = (element: Element): string => {
    const classes = [...element.classList].filter((name) => !name.startsWith('svelte-')).join('.');
    const own = `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''}`;
    const parent = element.parentElement?.closest('[id], section, figure, header, footer, table');
    const id = parent?.id ? `#${parent.id}` : (parent?.tagName ?? '').toLowerCase();
    return `${id} ${own} “${element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}”`;
  };
  /** Whether something on the way up scrolls sideways or hides what is meant for hearing alone. */
  const isApart = (element: Element): boolean => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { clipPath, overflowX, opacity, position } = getComputedStyle(at);
      if (clipPath !== 'none' || overflowX === 'auto' || overflowX === 'scroll') return true;
      if (opacity === '0' || position === 'fixed' || position === 'sticky') return true;
      if (at.matches('.skip, [popover], .hidden-text')) return true;
    }
    return false;
  };

  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) tell('page too wide', 'html', `${scrollWidth} of ${clientWidth}`);

  const lines: { box: DOMRect; element: Element }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      !element ||
      !node.textContent?.trim() ||
      element.closest('script, style, noscript, template')
    )
      continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || isApart(element)) continue;
    if (element.matches('details:not([open])')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      lines.push({ box, element });
      if (box.right > clientWidth + 1 || box.left < -1) {
        tell(
          'leaves the window',
          nameOf(element),
          `${Math.round(box.left)}–${Math.round(box.right)} of ${clientWidth}`,
        );
      }
    }
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const isWide = overflowX === 'hidden' && at.scrollWidth > at.clientWidth + 1;
      const isTall = overflowY === 'hidden' && at.scrollHeight > at.clientHeight + 2;
      if (at instanceof HTMLElement && (isWide || isTall)) {
        tell(
          'cut',
          nameOf(at),
          `${at.scrollWidth}×${at.scrollHeight} in ${at.clientWidth}×${at.clientHeight}`,
        );
      }
      const drawing = at instanceof SVGSVGElement ? at.getBoundingClientRect() : null;
      const [box] = range.getClientRects();
      if (
        drawing &&
        box &&
        (box.left < drawing.left - 2 ||
          box.right > drawing.right + 2 ||
          box.bottom > drawing.bottom + 2)
      ) {
        tell('cut', nameOf(element), 'beyond its drawing');
      }
    }
  }

  lines.sort((a, b) => a.box.top - b.box.top);
  for (const [at, upper] of lines.entries()) {
    for (let next = at + 1; next < lines.length; next += 1) {
      const lower = lines[next]!;
      if (lower.box.top > upper.box.bottom - TOUCH_PX) break;
      if (upper.element.contains(lower.element) || lower.element.contains(upper.element)) continue;
      const width =
        Math.min(upper.box.right, lower.box.right) - Math.max(upper.box.left, lower.box.left);
      const height = Math.min(upper.box.bottom, lower.box.bottom) - lower.box.top;
      // A line box is taller than its letters: by a third of the lower one they meet.
      if (
        width > 1 &&
        height > Math.max(TOUCH_PX, 0.34 * Math.min(lower.box.height, upper.box.height))
      ) {
        tell('overlaps', nameOf(upper.element), nameOf(lower.element));
      }
    }
  }
  return faults;
}

/** What is wrong with the page as it is drawn now. */
export const faultsOf = (page: Page): Promise<Fault[]> => page.evaluate(findFaults, MOST);
