// How every bench tells what it found: its figures, each goal beside its limit. Only benches import it.

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Tells one goal, and whether it holds. */
export function judge(what: string, isMet: boolean, limit: string | number): boolean {
  print(`  ${isMet ? 'met   ' : 'MISSED'} ${what} (limit ${limit})`);
  return isMet;
}
