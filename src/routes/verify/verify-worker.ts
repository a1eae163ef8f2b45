// Works a package out again beside the page, so that the page stays awake. Only verify.ts starts it.
import { strFromU8, unzipSync } from 'fflate';
import { verifyExport, type Verdict } from '#lib/domain/package/rebuild.ts';
import { splitCells } from '#lib/domain/package/split-cells.ts';

/** What the page is told. */
export type Reply =
  | { fault: 'unreadable' | 'none' }
  | { fault: null; verdict: Omit<Verdict, 'scores'>; computed: string };

/** All files of a package together, unpacked. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Files of a zip by name; a zip that unpacks to more than anybody exports is not unpacked. */
function filesOf(zip: Uint8Array): Map<string, string> {
  let bytes = 0;
  const files = unzipSync(zip, {
    filter: ({ originalSize }) => (bytes += originalSize) <= MOST_BYTES,
  });
  if (bytes > MOST_BYTES) throw new RangeError('the package is too large');
  return new Map(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function replyTo(zip: Uint8Array): Promise<Reply> {
  let files: Map<string, string>;
  try {
    files = filesOf(zip);
  } catch {
    return { fault: 'unreadable' };
  }
  try {
    const found = verifyExport(files, splitCells);
    if (!found) return { fault: 'none' };
    const { scores, ...verdict } = found;
    return { fault: null, verdict, computed: await sha256(scores) };
  } catch {
    return { fault: 'none' };
  }
}

self.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
  void replyTo(new Uint8Array(event.data)).then((reply) => {
    self.postMessage(reply);
  });
});
