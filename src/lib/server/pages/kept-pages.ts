// Public pages as they were sent, kept compressed in memory and sent again as long as nothing at all was
// written since they were made. The hook imports it.
import { createHash } from 'node:crypto';
import { chooseEncoding, encode, type Encoding } from './encoding.ts';

/** What decides whether a page that was made is still true. */
export interface PageWorld {
  /**
   * Names all that pages are made of; read anew for each request, so that no reader sees less than was
   * published when they asked. Null while that cannot be told: then what is kept is sent, whatever it
   * was made of, and nothing is kept.
   */
  state: () => Promise<string | null>;
  /** How often an old answer stood in for a new one; what was made meanwhile is not kept. */
  lapses: () => number;
  /** Bytes that all kept pages may take; those unused for longest go first. */
  mostBytes: number;
}

/** A page as it came from its load, to be sent to many. */
interface Page {
  /** What it was made of. */
  state: string;
  tag: string;
  headers: [string, string][];
  body: Uint8Array<ArrayBuffer>;
  encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
  /** With what compressed bodies add at most. */
  bytes: number;
}

export interface KeptPages {
  /**
   * The page of an address: kept, or made by `make` and then kept where it is the same for everybody
   * (see `isForAll`). Others are passed on as they are.
   */
  answer(request: Request, make: () => Promise<Response>): Promise<Response>;
  /** For tests and measures. */
  bytes(): number;
}

/** Longer addresses are nobody's bookmark. */
const LONGEST_ADDRESS = 1_000;
/** A larger page is sent and not kept. */
const MOST_PAGE_BYTES = 4_000_000;
/** Of one path, by the queries that it was asked with: nobody may push all others out by making queries up. */
const MOST_OF_PATH = 50;
/** The browser and every proxy ask each time; with the tag they need not be sent the same again. */
const REVALIDATE = 'public, no-cache';

/** Whether an answer is a page like any other, which says by itself nothing of who may keep it. */
const isForAll = ({ status, headers }: Response): boolean =>
  status === 200 &&
  (headers.get('content-type') ?? '').startsWith('text/html') &&
  !headers.has('set-cookie') &&
  !headers.has('cache-control');

const pathOf = (address: string): string => address.replace(/\?.*$/, '');

const isKnown = (request: Request, tag: string): boolean =>
  (request.headers.get('if-none-match') ?? '')
    .split(/,\s*/)
    .some((each) => each === '*' || each === tag);

async function readPage(response: Response, state: string): Promise<Page> {
  const body = new Uint8Array(await response.arrayBuffer());
  // Weak, since it names what is said and not the bytes of one encoding.
  const tag = `W/"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = new Headers(response.headers);
  headers.set('etag', tag);
  headers.set('cache-control', REVALIDATE);
  headers.set('vary', 'Accept-Encoding, Cookie');
  return {
    state,
    tag,
    headers: [...headers],
    body,
    encoded: new Map(),
    bytes: 2 * body.byteLength,
  };
}

async function send(page: Page, request: Request): Promise<Response> {
  const headers = new Headers(page.headers);
  if (isKnown(request, page.tag)) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }
  const encoding = chooseEncoding(request.headers.get('accept-encoding'));
  const encoded = page.encoded.get(encoding) ?? encode(page.body, encoding);
  page.encoded.set(encoding, encoded);
  const body = await encoded;
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  headers.set('content-length', String(body.byteLength));
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}

export function createKeptPages(world: PageWorld): KeptPages {
  const kept = new Map<string, Page>();
  /** Pages that are being made, by address and state: whoever asks meanwhile waits for the same one. */
  const underWay = new Map<string, Promise<Page | Response>>();
  let bytes = 0;

  const drop = (address: string): void => {
    bytes -= kept.get(address)?.bytes ?? 0;
    kept.delete(address);
  };
  const keep = (address: string, page: Page): void => {
    drop(address);
    kept.set(address, page);
    bytes += page.bytes;
    for (const oldest of kept.keys()) {
      if (bytes <= world.mostBytes) break;
      drop(oldest);
    }
  };

  /** Those of its path that were unused for longest give way to a new page. */
  const narrow = (path: string): void => {
    const ofPath = [...kept.keys()].filter((address) => pathOf(address) === path);
    ofPath.slice(0, -MOST_OF_PATH).forEach(drop);
  };

  const makePage = async (
    address: string,
    state: string,
    make: () => Promise<Response>,
  ): Promise<Page | Response> => {
    const lapses = world.lapses();
    const response = await make();
    if (!isForAll(response) || world.lapses() !== lapses) return response;
    const page = await readPage(response, state);
    if (page.bytes <= MOST_PAGE_BYTES) keep(address, page);
    narrow(pathOf(address));
    return page;
  };

  /** One is made for all who ask meanwhile; an answer that is no page is its own asker's alone. */
  const makeOnce = async (
    ...[address, state, make]: Parameters<typeof makePage>
  ): Promise<Page | Response> => {
    const key = `${state} ${address}`;
    const others = underWay.get(key);
    if (others) {
      const made = await others;
      return made instanceof Response ? make() : made;
    }
    const making = makePage(address, state, make).finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  };

  const answer: KeptPages['answer'] = async (request, make) => {
    const address = request.url;
    if (address.length > LONGEST_ADDRESS) return make();
    const state = await world.state();
    const known = kept.get(address);
    if (known && (state === null || known.state === state)) {
      // It was asked for last.
      keep(address, known);
      return send(known, request);
    }
    if (state === null || request.method === 'HEAD') return make();
    const made = await makeOnce(address, state, make);
    return made instanceof Response ? made : send(made, request);
  };
  return { answer, bytes: () => bytes };
}
