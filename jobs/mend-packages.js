// Mends installed packages where a fault of theirs would lose data, bring us down, have us wait or fill
// our memory, and no release has the mend yet. bootstrap.js calls it before every command; each mend
// names the fault and when it can go.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * postgres 3.4.9, the newest there is: when the server ends a connection,
 * - what was still to be written is sent to no socket, an error that nothing can catch
 *   (https://github.com/porsager/postgres/issues/1066, /1154, /1208), and stays before the first
 *   message of the next connection, which then never answers;
 * - what the old server said last is taken for the answer to the new connection's first statement, and
 *   a connection lost before it knows the types of arrays brings the process down
 *   (https://github.com/porsager/postgres/issues/1192, /1223);
 * - a transaction that is still at work goes on sending, and so reaches whoever has the connection by
 *   then: its statements are kept at once, its rollback undoes somebody else's work.
 * And it leaves Nagle's algorithm on, as PostgreSQL's own client does not: what follows a message that
 * has no answer of its own, as the end of a COPY does, lies here until the server's kernel sees fit to
 * acknowledge that one, 40 ms later, four times a run.
 * And it assigns functions to properties, of every query and transaction. V8 takes such a function for
 * one of a class and makes it among its old objects: until the next full collection all that it can
 * reach, the rows of an answer and whatever the transaction was begun with, is kept and copied.
 * Goes when a release holds mends of these and a transaction refuses to send after its connection is
 * lost; tests/store/lost-connection.test.ts and tests/store/connection.test.ts tell.
 */
const POSTGRES = {
  package: 'postgres',
  version: '3.4.9',
  mends: [
    {
      file: 'src/connection.js',
      find: "    x.on('error', error)\n    x.on('close', closed)\n    x.on('drain', drain)\n    return x\n",
      put:
        "    x.on('error', error)\n    x.on('close', closed)\n    x.on('drain', drain)\n" +
        '    x.setNoDelay?.(true)\n    return x\n',
    },
    {
      file: 'src/connection.js',
      find: '  function nextWrite(fn) {\n',
      put:
        '  function nextWrite(fn) {\n' +
        '    if (socket === null) {\n' +
        '      nextWriteTimer !== null && clearImmediate(nextWriteTimer)\n' +
        '      chunk = nextWriteTimer = null\n' +
        "      const lost = Errors.connection('CONNECTION_CLOSED', options, socket)\n" +
        '      query && queryError(query, lost)\n' +
        '      while (sent.length) queryError(sent.shift(), lost)\n' +
        '      return true\n' +
        '    }\n',
    },
    {
      file: 'src/connection.js',
      find: '    incomings = null\n    clearImmediate(nextWriteTimer)\n',
      put:
        '    incomings = null\n    clearImmediate(nextWriteTimer)\n' +
        '    chunk = nextWriteTimer = errorResponse = null\n',
    },
    {
      file: 'src/connection.js',
      find: '        return fetchArrayTypes()\n',
      put: '        return fetchArrayTypes().catch(() => undefined)\n',
    },
    {
      file: 'src/index.js',
      find: '      , connection\n      , prepare = null\n',
      put: '      , connection\n      , lost = null\n      , prepare = null\n',
    },
    {
      file: 'src/index.js',
      find: 'new Promise((_, reject) => connection.onclose = reject)',
      put: 'new Promise((_, reject) => connection.onclose = (error) => reject(lost = error))',
    },
    {
      file: 'src/index.js',
      find: '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
      put:
        '        q.catch(e => uncaughtError || (uncaughtError = e))\n' +
        '        if (lost) return q.reject(lost)\n',
    },
    {
      file: 'src/index.js',
      find: '.prepare = x => prepare = x.replace(/[^a-z0-9$-_. ]/gi)\n',
      put: '.prepare = (named => named)(x => prepare = x.replace(/[^a-z0-9$-_. ]/gi))\n',
    },
    {
      file: 'src/query.js',
      find:
        '    this.resolve = x => (this.active = false, resolve(x))\n' +
        '    this.reject = x => (this.active = false, reject(x))\n\n',
      put:
        '    const settled = x => (this.active = false, resolve(x))\n' +
        '    const failed = x => (this.active = false, reject(x))\n' +
        '    this.resolve = settled\n    this.reject = failed\n\n',
    },
  ],
};

function mend(folder, { file, find, put }) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.includes(put)) return;
  if (!text.includes(find)) throw new Error(`${path} cannot be mended: it is not as expected`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
}

/**
 * Mends what is installed below a project; what is mended already is left alone. Throws where a
 * package has another version than the mend was made for.
 */
export function mendPackages(project) {
  const folder = join(project, 'node_modules', POSTGRES.package);
  if (!existsSync(folder)) return;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (version !== POSTGRES.version) {
    throw new Error(`${POSTGRES.package} is ${version}: look whether jobs/mend-packages.js can go`);
  }
  for (const one of POSTGRES.mends) mend(folder, one);
}
