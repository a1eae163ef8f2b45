// `npm run faults`: every case of cases/, one after the other, each on databases of its own, with its
// figure beside its limit.
// npm run faults [-- ID ...] [-- --full] [-- --seed N]
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorld, type FaultCase, type FaultOptions, type FaultWorld } from './case.ts';

const CASES = join(import.meta.dirname, 'cases');

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Every file of cases/ exports one `faultCase`. */
async function readCases(): Promise<FaultCase[]> {
  const files = (await readdir(CASES)).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((name) => import(join(CASES, name)) as Promise<{ faultCase: FaultCase }>),
  );
  const byNumber = new Intl.Collator('en', { numeric: true });
  return modules.map(({ faultCase }) => faultCase).sort((a, b) => byNumber.compare(a.id, b.id));
}

/** Runs a case and tells it in one line; whatever it throws is a failure of the case. */
async function runCase(world: FaultWorld, one: FaultCase, options: FaultOptions) {
  const begun = performance.now();
  print(`\n== ${one.id}: ${one.title}`);
  const { ok, figure } = await one.run(world, options).catch((error: unknown) => {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { ok: false, figure: 'it threw, see above' };
  });
  const seconds = Math.round((performance.now() - begun) / 1000);
  const line = `${ok ? 'passed' : 'FAILED'}  ${one.id} ${one.title}: ${figure} [limit: ${one.limit}; ${seconds} s]`;
  print(line);
  return { ok, line };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const cases = await readCases();
const unknown = positionals.filter((id) => !cases.some((one) => one.id === id));
if (unknown.length > 0) {
  print(`No case ${unknown.join(', ')}. There are: ${cases.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
const chosen = cases.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const world = await openWorld(print);
try {
  const results = [];
  for (const one of chosen) {
    results.push(await runCase(world, one, { full: values.full, seed: Number(values.seed) }));
  }
  print(`\n== All ${values.full ? 'in full' : 'as a slice'}`);
  results.forEach(({ line }) => print(line));
  const failed = results.filter(({ ok }) => !ok).length;
  print(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await world.close();
}
