// Command line of the stand-ins: `node tests/portals/main.ts [--port N] [--faulty] [--mistakes]
// [--seed N]`. Prints
// the control address once every portal listens, and ends on SIGTERM, on SIGINT or with its parent.
import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPortals } from './start.ts';

/** Second addresses that misbehave, where `--faulty` asks for them. */
const FAULTY = 15;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    faulty: { type: 'boolean', default: false },
    mistakes: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const port = Number(values.port);
const seed = Number(values.seed);
if (!Number.isInteger(port) || port < 0 || port > 65_535 || !Number.isInteger(seed)) {
  process.stderr.write('--port must be 0 to 65535, --seed a whole number\n');
  process.exit(2);
}

const { mistakes } = values;
const portals = await startPortals({ port, seed, mistakes, faulty: values.faulty ? FAULTY : 0 });
process.stdout.write(`Portals ready: ${portals.url}\n`);

async function stop(): Promise<void> {
  await portals.close();
  process.exit(0);
}
const stopNow = (): void => void stop();
process.once('SIGTERM', stopNow);
process.once('SIGINT', stopNow);
process.once('disconnect', stopNow);
// A parent that dies, even by kill -9, closes its pipe. Any other input (a terminal, /dev/null) does
// not speak for a parent.
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) process.stdin.once('close', stopNow).resume();
