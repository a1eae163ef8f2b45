// Pages as they travel: whole, or compressed as the reader's browser says it can read. The hook
// and kept-pages.ts import it.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A page is made once for many; yet its first reader waits for it, a few milliseconds at this level. */
const BROTLI_LEVEL = 6;

/** The best that both sides know (RFC 9110, 12.5.3); a browser that names nothing gets the page as it is. */
export function chooseEncoding(accepted: string | null): Encoding {
  const weights = new Map(
    (accepted ?? '').split(',').map((each) => {
      const [name = '', weight = 'q=1'] = each
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      return [name, Number(weight.replace('q=', ''))];
    }),
  );
  return (['br', 'gzip'] as const).find((name) => (weights.get(name) ?? 0) > 0) ?? 'identity';
}

/** What a body is under an encoding. */
export async function encode(
  body: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return toBytes(await promisify(gzip)(body));
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: BROTLI_LEVEL,
    [BROTLI_PARAM_SIZE_HINT]: body.byteLength,
  };
  return toBytes(await promisify(brotliCompress)(body, { params }));
}

/** A copy of its own: a Buffer may be a window on a larger one. */
const toBytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

/** An answer as its reader takes it, made for them alone. */
export async function encodeFor(request: Request, response: Response): Promise<Response> {
  const encoding = chooseEncoding(request.headers.get('accept-encoding'));
  if (encoding === 'identity' || response.body === null) return response;
  const body = await encode(new Uint8Array(await response.arrayBuffer()), encoding);
  const headers = new Headers(response.headers);
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(body.byteLength));
  headers.append('vary', 'Accept-Encoding');
  return new Response(body, { status: response.status, headers });
}
