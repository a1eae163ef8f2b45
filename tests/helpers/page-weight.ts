// What a first visit to a page loads, in bytes on the way: asked of a running server as a browser would
// that has nothing yet. The bench and the test of limits import it.

/** The pages whose limits are held. */
export const PAGES = [
  '/',
  '/rankings/provinces/share_l4?period=2020-Q1',
  '/units/p-26?period=2020-Q1',
] as const;

export interface PageWeight {
  page: number;
  styles: number;
  fonts: number;
  /** Loaded without anybody doing anything; those within the page are part of it, and here again. */
  scripts: number;
  /** More scripts, once a reader reaches for the page. */
  onReach: number;
}

const ASK = { headers: { 'accept-encoding': 'br' } };

const matchesOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Bytes of files of a server on the way, each once. */
async function sizeOf(origin: string, paths: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const path of new Set(paths)) {
    const answer = await fetch(new URL(path, origin), { ...ASK, method: 'HEAD' });
    const length = Number(answer.headers.get('content-length'));
    if (!answer.ok || !length) throw new Error(`${path} has no length (${answer.status})`);
    sum += length;
  }
  return sum;
}

export async function weigh(origin: string, path: string): Promise<PageWeight> {
  const answer = await fetch(origin + path, ASK);
  const html = await answer.text();
  const sheets = matchesOf(html, /<link href="([^"]+\.css)" rel="stylesheet">/g);
  const texts = await Promise.all(sheets.map(async (each) => (await fetch(origin + each)).text()));
  const css = [html, ...texts].join('\n');
  // Those that stand in the head are text that runs at once; the last one waits.
  const inline = matchesOf(html, /<script>(.*?)<\/script>/gs).join('').length;
  const linked = [
    ...matchesOf(html, /<script[^>]* src="([^"]+)"/g),
    ...matchesOf(
      `${html}\n${answer.headers.get('link') ?? ''}`,
      /<(?:link href=")?(\/[^">]+\.js)"?[^,]*rel="?modulepreload/g,
    ),
  ];
  const [files = ''] = matchesOf(html, /<script type="text\/later" data-files="([^"]*)"/g);
  const later = [
    ...files.split(' ').filter(Boolean),
    ...matchesOf(html, /import\("([^"]+\.js)"\)/g),
  ];
  return {
    page: Number(answer.headers.get('content-length')),
    styles: await sizeOf(origin, sheets),
    fonts: await sizeOf(origin, matchesOf(css, /url\(["']?([^"')]+\.woff2)["']?\)/g)),
    scripts: inline + (await sizeOf(origin, linked)),
    onReach: await sizeOf(origin, later),
  };
}
