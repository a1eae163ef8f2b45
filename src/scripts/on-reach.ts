// Written into the head of every page (lib/server/pages/page-scripts.ts). On pages to be read SvelteKit's own
// script lies as text: starts that where a reader first reaches for the page, at once where a part of it
// does nothing without. On all pages does again, once it has started, what the reader did until then and a
// browser does not answer by itself. A script of its own, that imports nothing and that nothing imports.

interface Deed {
  event: Event;
  /** What stood in the field, or whether the part was open, when it was done. */
  state: object;
}

/** What a reader does; a page may also come to lie below a pointer that nobody moves. */
const DEEDS = ['pointerdown', 'click', 'input', 'change', 'keydown', 'focusin', 'toggle'];
/** What was sent open says so as it comes, and nobody has done it. */
const REACHES = ['pointermove', ...DEEDS.filter((name) => name !== 'toggle')];
/** Where a browser answers a click by itself. */
const BY_BROWSER =
  'a[href], summary, label, input, select, [popovertarget], form button:not([type="button"])';

const deeds: Deed[] = [];
/** Where the pointer has come to rest. */
let rest: PointerEvent | null = null;
let isReached = false;
const untilStarted = new AbortController();
const { signal } = untilStarted;

/** The browser has put the page where it was; SvelteKit would do so again, however late. */
function keepPlace(): void {
  try {
    const { 'sveltekit:history': here } = history.state as Record<string, number>;
    const places = JSON.parse(sessionStorage.getItem('sveltekit:scroll') ?? '') as object;
    const others = Object.entries(places).filter(([entry]) => entry !== String(here));
    sessionStorage.setItem('sveltekit:scroll', JSON.stringify(Object.fromEntries(others)));
  } catch {
    // Nothing was kept.
  }
}

function start(): void {
  isReached = true;
  const text = document.querySelector<HTMLScriptElement>('script[type="text/later"]');
  // It has not come yet, or is running.
  if (!text) return;
  for (const href of text.dataset.files?.match(/\S+/g) ?? []) {
    const link = document.createElement('link');
    document.head.append(Object.assign(link, { rel: 'modulepreload', href }));
  }
  keepPlace();
  const script = document.createElement('script');
  script.textContent = text.textContent;
  text.replaceWith(script);
}

function stateOf(target: EventTarget | null): object {
  if (target instanceof HTMLDetailsElement) return { open: target.open };
  if (target instanceof HTMLInputElement && target.type !== 'file') {
    return { value: target.value, checked: target.checked };
  }
  const isField = target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  return isField ? { value: target.value } : {};
}

function keep(event: Event): void {
  const { target, type } = event;
  const isAnswered = type === 'click' && (target as Element).closest(BY_BROWSER) !== null;
  if (!isAnswered) deeds.push({ event, state: stateOf(target) });
}

function doAgain({ event, state }: Deed): void {
  const { target, type } = event;
  if (type === 'focusin' && target !== document.activeElement) return;
  // As it starts SvelteKit puts back what the server had sent.
  Object.assign(target ?? {}, state);
  target?.dispatchEvent(new (event.constructor as typeof Event)(type, event));
}

function listen(names: readonly string[], listener: (event: Event) => void): void {
  for (const name of names) {
    document.addEventListener(name, listener, { capture: true, passive: true, signal });
  }
}
listen(REACHES, start);
listen(DEEDS, keep);
listen(['pointerover'], (event) => (rest = event as PointerEvent));
addEventListener('DOMContentLoaded', () => {
  if (isReached || document.querySelector('[data-at-once]')) start();
});

// Back to an address that a part of the page wrote: nobody else draws it yet. A reload would keep what
// stood in the fields.
const address = (): string => location.pathname + location.search;
const drawn = address();
const draw = (): void => {
  if (address() !== drawn) location.replace(address());
};
addEventListener('popstate', draw, { signal });

addEventListener('tiendo:started', () => {
  untilStarted.abort();
  deeds.forEach(doAgain);
  rest?.target?.dispatchEvent(new PointerEvent('pointerover', rest));
});
