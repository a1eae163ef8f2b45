// Tasks that do to a child process what a poisonous file does to a parser: a table of tasks for
// isolated.ts in place of the product's own.
const hoard: unknown[] = [];

/** `throw`, `loop` without end, `heap` or `buffers` until memory runs out, `exit`, or `answer` much. */
export function runTask(name: string, settings: unknown): unknown {
  switch (name) {
    case 'throw':
      throw new TypeError('the parser met what it never expected');
    case 'loop':
      for (let turn = 0; ; turn += 1) if (turn < 0) return turn;
    case 'heap':
      for (;;) hoard.push({ filling: new Array(1_000).fill(hoard.length) });
    case 'buffers':
      for (;;) hoard.push(Buffer.alloc(8 * 1_048_576, 1));
    case 'exit':
      process.exit(3);
    // eslint-disable-next-line no-fallthrough -- the process has ended
    case 'answer':
      return 'x'.repeat(Number(settings));
    case 'environment':
      return { ...process.env };
    default:
      return null;
  }
}
