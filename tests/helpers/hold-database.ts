// A process that opens the database of a folder, says so in one line of JSON and holds it until its
// standard input ends: what a command of ours does, for tests that kill it.
import { openDatabase } from '#lib/server/db/database.ts';
import { createLog } from '#lib/server/log.ts';

const [folder] = process.argv.slice(2);
const database = await openDatabase({ folder, log: createLog('silent') }).catch(
  (error: unknown) => {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
    process.exit(1);
  },
);
process.stdout.write(`${JSON.stringify({ url: database.url, joined: database.joined })}\n`);
process.stdin.resume().once('end', () => {
  void database.close();
});
