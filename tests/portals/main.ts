// Command line of the stand-ins: `node tests/portals/main.ts [--port N]`. Prints the control address
// once every portal listens, and ends on SIGTERM, on SIGINT or with its parent.
import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPortals } from './start.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`--port must be 0 to 65535, not ${values.port}\n`);
  process.exit(2);
}

const portals = await startPortals({ port });
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
