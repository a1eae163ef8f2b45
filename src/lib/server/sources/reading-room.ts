// How many bytes of replies all runs of a process hold at once. A run holds what it received until it
// is kept; without a bound as many large ones as there are runs would fill the memory together. The
// jobs that gather, and those that try a source, import it.
import { SourceError } from '../errors.ts';
import type { PortalClient, Reply } from './fetch.ts';

/**
 * Limits of the room. Every one is a setting; these are the defaults, 64 MiB in all and 1 MiB of each
 * run. JSON of services takes 1.4 times its bytes once it is read, so that a full room with eight runs
 * comes to some 180 MB with the bodies; the worst there is (nothing but brackets) takes 23 times, 1.7 GB
 * (measured on Node 24). The units answer with less than 1 MiB each: none of them ever waits, however
 * long the large ones take.
 */
export const ROOM_DEFAULTS = {
  /** Bytes that each run may hold beside what is shared. */
  ownBytes: 1_048_576,
  /** Bytes that all runs share, first come, first served. */
  sharedBytes: 33_554_432,
  /** Bytes of one run, and what is kept free so that one run at a time can always be read to its end. */
  runBytes: 33_554_432,
  /** How long a run waits for room, holding what it has. */
  patienceMs: 60_000,
};
export type RoomLimits = typeof ROOM_DEFAULTS;

/** What one run holds. */
export interface Place {
  /**
   * Waits until there is room for so many bytes more.
   *
   * @throws SourceError `too-large` where they are more than one run may hold, `no-room` where none came
   * free in time, which counts as a try, so that no source is downloaded in vain without end; the
   * signal's reason where it was stopped
   */
  hold(bytes: number, signal: AbortSignal): Promise<void>;
  /** Gives everything back. */
  leave(): void;
}

export interface ReadingRoom {
  enter(): Place;
}

interface Guest {
  bytes: number;
  sharedBytes: number;
}

/**
 * A room in which nobody waits for ever: whoever needs little never waits, and whoever finds the shared bytes taken may use the reserve, one
 * run at a time, which is large enough for all that it may hold; once it leaves, the next may.
 */
export function createReadingRoom(limits: RoomLimits = ROOM_DEFAULTS): ReadingRoom {
  let sharedBytes = 0;
  let reserved: Guest | null = null;
  const waiting = new Set<() => void>();

  function isLetIn(guest: Guest, bytes: number): boolean {
    if (reserved === guest) return true;
    if (sharedBytes + bytes <= limits.sharedBytes) {
      sharedBytes += bytes;
      guest.sharedBytes += bytes;
      return true;
    }
    if (reserved !== null) return false;
    reserved = guest;
    return true;
  }

  function waitForRoom(guest: Guest, bytes: number, signal: AbortSignal): Promise<void> {
    const room = Promise.withResolvers<undefined>();
    const look = (): void => {
      if (isLetIn(guest, bytes)) room.resolve(undefined);
    };
    const stop = (): void => room.reject(signal.reason as Error);
    const timer = setTimeout(() => {
      const text = 'too many large replies were read at once';
      room.reject(new SourceError('no-room', text, { retryable: true }));
    }, limits.patienceMs);
    waiting.add(look);
    signal.addEventListener('abort', stop, { once: true });
    return room.promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(look);
      signal.removeEventListener('abort', stop);
    });
  }

  return {
    enter() {
      const guest: Guest = { bytes: 0, sharedBytes: 0 };
      return {
        async hold(bytes, signal) {
          signal.throwIfAborted();
          const before = guest.bytes;
          guest.bytes += bytes;
          if (guest.bytes > limits.runBytes) {
            const text = `more than ${limits.runBytes} bytes in one run`;
            throw new SourceError('too-large', text);
          }
          const beyond = Math.max(0, guest.bytes - Math.max(before, limits.ownBytes));
          if (beyond > 0 && !isLetIn(guest, beyond)) await waitForRoom(guest, beyond, signal);
        },
        leave() {
          sharedBytes -= guest.sharedBytes;
          if (reserved === guest) reserved = null;
          guest.bytes = 0;
          guest.sharedBytes = 0;
          for (const look of [...waiting]) look();
        },
      };
    },
  };
}

/** The one room of this process. */
export const readingRoom = createReadingRoom();

/** A client whose replies are handed on once there is room to read them. */
export const clientIn = (place: Place, client: PortalClient): PortalClient => ({
  async ask(request): Promise<Reply> {
    const reply = await client.ask(request);
    await place.hold(reply.body.byteLength, request.signal);
    return reply;
  },
});
