// What makes a drawing answer: the words of its marks by mouse, touch and keyboard. Nothing is drawn anew:
// the marks and their words are those of the picture on the page. Loaded by Chart.svelte when a reader
// reaches for a chart, and by nothing else.

interface Mark {
  element: SVGElement;
  text: string;
}

interface Place {
  x: number;
  y: number;
}

/** How far from the middle of a mark a pointer or a finger may be, in CSS pixels. */
const NEAR = { mouse: 24, touch: 44 };

/** The words of all marks, kept once their <title> is gone: the browser would show it a second time. */
const words = new WeakMap<SVGElement, string>();

/** Anew whenever marks are asked for: a page that moves on to other figures draws another picture. */
function takeTitles(host: HTMLElement): void {
  for (const title of host.querySelectorAll('svg title')) {
    const mark = title.parentElement;
    if (mark instanceof SVGElement) words.set(mark, title.textContent);
    title.remove();
    mark?.setAttribute('data-mark', '');
  }
}

/** The marks of the drawing that is shown: one for desks and one for phones are on the page. */
function marksOf(host: HTMLElement): Mark[] {
  takeTitles(host);
  return [...host.querySelectorAll<SVGElement>('[data-mark]')]
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => ({ element, text: words.get(element) ?? '' }));
}

function middleOf({ element }: Mark): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

const nearest = (marks: readonly Mark[], costOf: (place: Place) => number): Mark | null => {
  const [best] = marks
    .map((mark) => ({ mark, cost: costOf(middleOf(mark)) }))
    .filter(({ cost }) => Number.isFinite(cost))
    .toSorted((a, b) => a.cost - b.cost);
  return best?.mark ?? null;
};

/** The mark under the pointer, else the nearest that is near enough. */
function markAt(marks: readonly Mark[], event: PointerEvent): Mark | null {
  const under = event.target instanceof Element ? event.target.closest('[data-mark]') : null;
  const hit = marks.find(({ element }) => element === under);
  if (hit) return hit;
  const reach = NEAR[event.pointerType === 'mouse' ? 'mouse' : 'touch'];
  return nearest(marks, ({ x, y }) => {
    const distance = Math.hypot(x - event.clientX, y - event.clientY);
    return distance <= reach ? distance : Infinity;
  });
}

/** The next mark upwards or downwards that stands nearly straight above or below. */
function beyond(marks: readonly Mark[], from: Mark, step: 1 | -1): Mark | null {
  const start = middleOf(from);
  return nearest(marks, ({ x, y }) => {
    const ahead = (y - start.y) * step;
    return ahead > 1 ? ahead + 4 * Math.abs(x - start.x) : Infinity;
  });
}

const limit = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** The mark to which a key leads; undefined where the key is none of ours. */
function markByKey(key: string, marks: readonly Mark[], now: Mark | null): Mark | null | undefined {
  const at = marks.findIndex(({ element }) => element === now?.element);
  switch (key) {
    case 'ArrowRight':
      return marks[limit(at + 1, marks.length - 1)] ?? null;
    case 'ArrowLeft':
      return marks[limit(at < 0 ? 0 : at - 1, marks.length - 1)] ?? null;
    case 'ArrowDown':
    case 'ArrowUp':
      if (!now) return marks[0] ?? null;
      return beyond(marks, now, key === 'ArrowDown' ? 1 : -1) ?? now;
    case 'Home':
      return marks[0] ?? null;
    case 'End':
      return marks.at(-1) ?? null;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

const GAP = 8;

/** Over the mark, or under it where there is no room; never beyond the sides of the drawing. */
function placeTip(tip: HTMLElement, mark: Mark, host: HTMLElement): void {
  const [frame, of] = [host.getBoundingClientRect(), mark.element.getBoundingClientRect()];
  const { offsetWidth: width, offsetHeight: height } = tip;
  const middle = of.left + of.width / 2 - frame.left;
  const above = of.top - frame.top - height - GAP;
  tip.style.left = `${limit(middle - width / 2, frame.width - width)}px`;
  tip.style.top = `${frame.top + above < 0 ? of.bottom - frame.top + GAP : above}px`;
}

/**
 * From now on the drawing in `host` tells its marks.
 *
 * @param waiting what the reader did until now, answered as anything later
 * @param signal ends it
 */
export function exploreChart(
  host: HTMLElement,
  waiting: readonly Event[],
  signal: AbortSignal,
): void {
  const tip = document.createElement('div');
  tip.className = 'chart-tip';
  tip.setAttribute('aria-hidden', 'true');
  tip.hidden = true;
  const said = document.createElement('p');
  said.className = 'hidden-text';
  said.setAttribute('role', 'status');
  host.append(tip, said);
  let told: Mark | null = null;

  const tell = (mark: Mark | null) => {
    told?.element.classList.remove('is-told');
    told = mark;
    tip.hidden = mark === null;
    if (!mark) return;
    mark.element.classList.add('is-told');
    tip.textContent = mark.text;
    placeTip(tip, mark, host);
  };
  /** Links within a drawing take the keyboard themselves; elsewhere the drawing keeps it. */
  const goTo = (mark: Mark | null, marks: readonly Mark[]) => {
    tell(mark);
    const at = marks.findIndex(({ element }) => element === mark?.element) + 1;
    said.textContent = mark ? `${mark.text} (${at}/${marks.length})` : '';
    const link = mark?.element.closest('a');
    if (link) link.focus({ preventScroll: true });
  };
  const onPointer = (event: PointerEvent) => tell(markAt(marksOf(host), event));
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const marks = marksOf(host);
    const next = markByKey(event.key, marks, told);
    if (next === undefined) return;
    event.preventDefault();
    goTo(next, marks);
  };
  const isOutside = (target: EventTarget | null) =>
    !(target instanceof Node && host.contains(target));
  /** A link that came to the keyboard by Tab tells itself; its own name is what is heard. */
  const onFocus = ({ target }: FocusEvent) =>
    tell(marksOf(host).find(({ element }) => element === target) ?? told);

  const onLeave = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && tell(null);
  const onBlur = ({ relatedTarget }: FocusEvent) => isOutside(relatedTarget) && goTo(null, []);
  const onElsewhere = ({ target }: PointerEvent) => isOutside(target) && tell(null);

  host.addEventListener('pointermove', onPointer, { signal });
  host.addEventListener('pointerdown', onPointer, { signal });
  host.addEventListener('pointerleave', onLeave, { signal });
  host.addEventListener('keydown', onKey, { signal });
  host.addEventListener('focusin', onFocus, { signal });
  host.addEventListener('focusout', onBlur, { signal });
  document.addEventListener('pointerdown', onElsewhere, { signal });
  for (const event of waiting) {
    if (event instanceof PointerEvent) onPointer(event);
    if (event instanceof FocusEvent) onFocus(event);
    if (event instanceof KeyboardEvent) onKey(event);
  }
}
