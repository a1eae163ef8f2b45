// Preloaded (`node --import`) into the built web server: when it stops, its port is closed as soon as
// nobody waits at it. Closed at once, as Node does it, the system resets every connection that stands
// in the queue with its request sent: a hundred and more where the server is busy.
import { Server } from 'node:http';

/**
 * Where ever more come, the port is closed after this time all the same: enough for some hundreds to be
 * answered on a busy machine, and a third of what the process has to end.
 */
const LONGEST_MS = 5_000;
/** One connection is let in with each turn of the loop; after this many turns without one none waits. */
const QUIET_TURNS = 3;

const closeAtOnce = Reflect.get(Server.prototype, 'close');

Server.prototype.close = function closeGently(this: Server, done) {
  const deadline = performance.now() + LONGEST_MS;
  let quietTurns = 0;
  const letIn = (): void => void (quietTurns = 0);
  const turn = (): void => {
    quietTurns += 1;
    if (quietTurns <= QUIET_TURNS && performance.now() < deadline) {
      setImmediate(turn);
      return;
    }
    this.off('connection', letIn);
    Reflect.apply(closeAtOnce, this, [done]);
  };
  this.on('connection', letIn);
  setImmediate(turn);
  return this;
};
