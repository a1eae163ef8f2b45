// Preloaded (`node --import`) into the built web server: when it stops, its port is closed once nobody
// waits at it. Closed at once, as Node does it, the system resets every connection that stands in the
// queue with its request sent: hundreds where the server is busy. Answering them one by one before the
// port closes takes longer than new ones take to come; so they are let in first, and answered after.
import { Server, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * Where ever more come, the port is closed after this time all the same. To let one in takes less than
 * a millisecond, so that the whole queue of the system (511) is through in a part of it.
 */
const LONGEST_MS = 2_000;
/** One connection is let in with each turn of the loop; after this many turns without one none waits. */
const QUIET_TURNS = 3;

type Request = [IncomingMessage, ServerResponse];

const closeAtOnce = Reflect.get(Server.prototype, 'close');

/** Keeps what is asked from being answered; answers it all once it is let go. */
function holdRequests(server: Server): () => void {
  const held: Request[] = [];
  const answers = server.listeners('request') as ((...request: Request) => void)[];
  const hold = (...request: Request): void => void held.push(request);
  server.removeAllListeners('request').on('request', hold);
  return () => {
    server.off('request', hold);
    for (const answer of answers) server.on('request', answer);
    for (const request of held) server.emit('request', ...request);
  };
}

Server.prototype.close = function closeGently(this: Server, done) {
  const deadline = performance.now() + LONGEST_MS;
  const letGo = holdRequests(this);
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
    letGo();
  };
  this.on('connection', letIn);
  setImmediate(turn);
  return this;
};
