// `npm run bench -- --only pages`: pages as readers get them. How many a second, beside the very same
// bytes as a file of the same server, in the same run; what a first visit loads; and what Lighthouse says.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { Pool } from 'undici';
import setup from '../e2e/global-setup.ts';
import { median } from '../helpers/median.ts';
import { weigh, PAGES } from '../helpers/page-weight.ts';
import { startWeb } from '../helpers/web-server.ts';
import { audit } from './lighthouse.ts';
import { judge, print } from './telling.ts';

const RANKING = '/rankings/provinces/share_l4?period=2020-Q1';
const ROUNDS = 5;
const ROUND_MS = 4_000;
const CONNECTIONS = 16;
const GOALS = {
  rate: 0.8,
  p99: 2,
  pageBytes: 100_000,
  scriptBytes: 40_000,
  score: 98,
  paintMs: 1_000,
};
/** Among the server's files, which it lists as it starts. */
const FOLDER = 'build/client/bench';
const FILE = '/bench/page.html';

interface Round {
  perSecond: number;
  p99Ms: number;
  bytes: number;
}

const HEADERS = { 'accept-encoding': 'br' };

/** Asks for one address over and over, on every connection as soon as the last answer is there. */
async function askFor(pool: Pool, path: string): Promise<Round> {
  const begun = performance.now();
  const tookMs: number[] = [];
  let bytes = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() - begun < ROUND_MS) {
      const askedAt = performance.now();
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers: HEADERS });
      bytes = (await body.arrayBuffer()).byteLength;
      if (statusCode !== 200) throw new Error(`${path} answers ${statusCode}`);
      tookMs.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  const sorted = tookMs.toSorted((a, b) => a - b);
  return {
    perSecond: (tookMs.length / (performance.now() - begun)) * 1000,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    bytes,
  };
}

/** Puts the page, as it was sent, among the files that the server sends. */
async function keepAsFile(origin: string): Promise<void> {
  const pool = new Pool(origin);
  const sent = async (encoding: string): Promise<Uint8Array> => {
    const headers = { 'accept-encoding': encoding };
    const { body } = await pool.request({ method: 'GET', path: RANKING, headers });
    return new Uint8Array(await body.arrayBuffer());
  };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`build/client${FILE}`, await sent('identity'));
  await writeFile(`build/client${FILE}.br`, await sent('br'));
  await pool.close();
}

/** Page and file in turn, the one that begins changing with each round. */
async function benchRate(origin: string): Promise<boolean> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const rounds: Record<'page' | 'file', Round[]> = { page: [], file: [] };
  const sides = [
    async () => rounds.page.push(await askFor(pool, RANKING)),
    async () => rounds.file.push(await askFor(pool, FILE)),
  ];
  for (const side of sides) await side();
  [rounds.page, rounds.file] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
  }
  await pool.close();
  const of = (name: 'perSecond' | 'p99Ms' | 'bytes') =>
    [
      median(rounds.page.map((each) => each[name])),
      median(rounds.file.map((each) => each[name])),
    ] as const;
  const [[rate, fileRate], [p99, fileP99], [bytes, fileBytes]] = [
    of('perSecond'),
    of('p99Ms'),
    of('bytes'),
  ];
  print(
    `ranking page ${rate.toFixed(0)} requests/s, p99 ${p99.toFixed(1)} ms; the same ${bytes} bytes as ` +
      `a file ${fileRate.toFixed(0)} requests/s, p99 ${fileP99.toFixed(1)} ms (${CONNECTIONS} connections)`,
  );
  const isSame = judge('bytes are the same', bytes === fileBytes, 'equal');
  const isQuick = judge(
    `ratio of requests ${(rate / fileRate).toFixed(2)}`,
    rate / fileRate >= GOALS.rate,
    `${GOALS.rate} or more`,
  );
  const isEven = judge(
    `ratio of p99 ${(p99 / fileP99).toFixed(2)}`,
    p99 / fileP99 <= GOALS.p99,
    `${GOALS.p99}`,
  );
  return isSame && isQuick && isEven;
}

async function benchWeight(origin: string): Promise<boolean> {
  let isMet = true;
  for (const path of PAGES) {
    const { page, styles, fonts, scripts, onReach } = await weigh(origin, path);
    const all = page + styles + fonts + scripts;
    const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
    print(
      `${path}: page ${kB(page)}, styles ${kB(styles)}, fonts ${kB(fonts)}, scripts ${kB(scripts)}; ` +
        `once a reader reaches for it ${kB(onReach)} of scripts more`,
    );
    isMet = judge(`${kB(all)} in all`, all <= GOALS.pageBytes, kB(GOALS.pageBytes)) && isMet;
    isMet =
      judge(`${kB(scripts)} of scripts`, scripts <= GOALS.scriptBytes, kB(GOALS.scriptBytes)) &&
      isMet;
  }
  return isMet;
}

async function benchLighthouse(origin: string): Promise<boolean> {
  let isMet = true;
  for (const path of PAGES) {
    const { scores, paintMs, slowdown, machine, usualScore } = await audit(origin + path, ROUNDS);
    print(
      `${path}: Lighthouse, medians of ${ROUNDS}, slowed ${slowdown.toFixed(1)} times on a machine of ` +
        `${machine.toFixed(0)} (4 times, whatever the machine: performance ${usualScore.toFixed(0)})`,
    );
    for (const [category, score] of Object.entries(scores)) {
      isMet =
        judge(`${category} ${score}`, score >= GOALS.score, `${GOALS.score} or more`) && isMet;
    }
    isMet =
      judge(
        `largest paint on slow 4G ${(paintMs / 1000).toFixed(2)} s`,
        paintMs <= GOALS.paintMs,
        `${GOALS.paintMs / 1000} s`,
      ) && isMet;
  }
  return isMet;
}

/** All three; whether every goal was met. */
export async function benchPages(): Promise<boolean> {
  const close = await setup();
  try {
    const { TIENDO_E2E_ORIGIN: origin = '', TIENDO_E2E_DATABASE: database = '' } = process.env;
    await keepAsFile(origin);
    // A server lists its files as it starts. Pages name where they are read: the same place as before.
    const web = await startWeb(database, { ORIGIN: origin });
    try {
      const isQuick = await benchRate(web.origin);
      const isLight = await benchWeight(web.origin);
      return (await benchLighthouse(web.origin)) && isLight && isQuick;
    } finally {
      await web.stop();
    }
  } finally {
    await rm(FOLDER, { recursive: true, force: true });
    await close();
  }
}
