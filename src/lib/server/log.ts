// One JSON line an event, to standard error, so that standard output stays a command's own.
import pino, { type Logger } from 'pino';

/** @param level pino's: `fatal` to `trace`, or `silent` */
export function createLog(level = 'info'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
