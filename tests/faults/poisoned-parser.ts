// Preloaded (`node --import`) into a scheduler: whatever it has a child process parse is parsed by
// tests/helpers/poisonable-tasks.ts, which does what a poisonous file says. All else is the product.
import { registerHooks } from 'node:module';

const ISOLATED = '/src/lib/server/sources/isolated.ts';
const TASKS = /const TASKS = [^;]*isolated-tasks\.ts[^;]*;/;
const POISONABLE = new URL('../helpers/poisonable-tasks.ts', import.meta.url);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(ISOLATED)) return loaded;
    const source = String(loaded.source);
    if (!TASKS.test(source)) throw new Error(`${ISOLATED} no longer has its table of tasks`);
    const replaced = source.replace(TASKS, `const TASKS = new URL('${POISONABLE.href}');`);
    return { ...loaded, source: replaced };
  },
});
