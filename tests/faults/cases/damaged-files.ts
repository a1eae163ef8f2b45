// F24: CSV, workbooks and JSON that were damaged on their way are refused by name or read right.
import type { FaultCase } from '../case.ts';
import { fuzz } from '../damaged-files.ts';

export const faultCase: FaultCase = {
  id: 'F24',
  title: 'damaged CSV, workbooks and JSON',
  limit: 'crashes 0, wrong numbers 0, hangs over 30 s 0',
  async run(_world, { full, seed }) {
    const count = full ? 10_000 : 1_000;
    const { read, refused, wrong, slowestMs } = await fuzz(seed, count);
    const ok = wrong.length === 0 && read > 0 && refused > 0 && slowestMs < 30_000;
    const sums = `${count} files: ${refused} refused by name, ${read} read`;
    const figure = `${sums}, ${wrong.length} crashed or wrong, slowest ${Math.round(slowestMs)} ms`;
    return { ok, figure: [figure, ...wrong.slice(0, 5)].join('; ') };
  },
};
