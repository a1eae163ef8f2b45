// Damages bytes as transport, editors and people do, always the same way for the same seed.

/** Numbers from 0 up to 1, by a seed (mulberry32). https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What breaks parsers: marks of each format, numbers at the edges, signs that cannot be stored. */
const DICTIONARY = [
  ...['"', '""', ',', ';', '\t', '\r\n', '\n', '\0', '\ufeff', '=', "'", '-', '1e999', '1.234'],
  ...['<', '>', '</row>', '<row>', '<c r="ZZZ9">', '<v>', '</v>', '<v>7</v>', '<!--', '-->'],
  ...[
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&lt;',
    '&#0;',
    '&x;',
    ' t="s"',
    ' t="str"',
    ' r="A1"',
    ' r="1"',
  ],
  ...['{', '}', '[', ']', ':', 'null', 'true', '"received":', '9007199254740993', '0x10', '--5'],
];

/** One to three small damages: a flipped bit, a byte, a cut, a doubled run, a word put in. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  let damaged = Buffer.from(bytes);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let left = 1 + below(3); left > 0; left -= 1) {
    const at = below(damaged.length);
    const end = Math.min(damaged.length, at + 1 + below(40));
    switch (below(8)) {
      case 0:
        damaged[at] = (damaged[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        damaged[at] = below(256);
        break;
      case 2:
        damaged = Buffer.concat([damaged.subarray(0, at), damaged.subarray(end)]);
        break;
      case 3:
        damaged = Buffer.concat([damaged.subarray(0, end), damaged.subarray(at)]);
        break;
      case 4: {
        const word = Buffer.from(DICTIONARY[below(DICTIONARY.length)] ?? '');
        damaged = Buffer.concat([damaged.subarray(0, at), word, damaged.subarray(at)]);
        break;
      }
      default:
        // Digits are where a wrong number is born.
        damaged = Buffer.from(
          damaged
            .toString('latin1')
            .replace(/\d/g, (digit) => (below(400) === 0 ? String(below(10)) : digit)),
          'latin1',
        );
    }
  }
  return new Uint8Array(damaged);
}
