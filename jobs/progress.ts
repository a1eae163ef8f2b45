// How far gathering has come, for whoever waits: a bar on a terminal, plain lines elsewhere. The demo
// and the command line import it.
import { Presets, SingleBar } from 'cli-progress';
import type { GatherProgress } from './ledger.ts';

export interface Progress {
  show: (progress: GatherProgress) => void;
  /** Leaves the last state on the screen. */
  stop: () => void;
}

/** Plain lines come at every tenth of the way. */
const PLAIN_STEPS = 10;

const perSecond = (rows: number, sinceMs: number, nowMs: number): number =>
  nowMs > sinceMs ? Math.round((rows / (nowMs - sinceMs)) * 1000) : 0;

function showBar(stream: NodeJS.WriteStream, title: string): Progress {
  const bar = new SingleBar(
    {
      stream,
      hideCursor: true,
      format: `${title} {bar} {value}/{total} · {rows} rows · {speed} rows/s · {last}`,
    },
    Presets.shades_classic,
  );
  const begun = performance.now();
  let isStarted = false;
  return {
    show({ finished, due, rows, last }) {
      const speed = perSecond(rows, begun, performance.now());
      const payload = { rows, speed, last: `${last.subject} ${last.period} ${last.outcome}` };
      if (isStarted) bar.setTotal(due);
      else bar.start(due, 0, payload);
      isStarted = true;
      bar.update(finished, payload);
    },
    stop: () => bar.stop(),
  };
}

function showLines(stream: NodeJS.WritableStream, title: string): Progress {
  const begun = performance.now();
  let shown = 0;
  return {
    show({ finished, due, rows, last }) {
      const step = Math.floor((finished * PLAIN_STEPS) / due);
      if (step === shown) return;
      shown = step;
      const speed = perSecond(rows, begun, performance.now());
      stream.write(
        `${title} ${last.period}: ${finished} of ${due} runs, ${rows} rows, ${speed} rows/s\n`,
      );
    },
    stop: () => undefined,
  };
}

/** @param title what is being gathered, such as "Gathering" */
export function startProgress(stream: NodeJS.WriteStream, title = 'Gathering'): Progress {
  return stream.isTTY ? showBar(stream, title) : showLines(stream, title);
}
