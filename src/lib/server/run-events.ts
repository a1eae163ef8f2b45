// The progress of runs, passed on to every browser that follows it (server-sent events): one listening
// connection to the database for all of them. web.ts makes it once for the web process.
import type { RunProgress } from '#lib/domain/run-progress.ts';

/** Limits of following runs. */
export const FOLLOW_DEFAULTS = {
  /** Browsers that follow at once; each holds a connection of the web server. */
  mostFollowers: 100,
  /** How often a sign of life is sent, and asked whether the follower may still follow. */
  heartbeatMs: 10_000,
  /** Events that may wait for a slow browser; it is then cut off, and comes again by itself. */
  mostWaiting: 200,
  /** How long a browser waits before it comes again. */
  retryMs: 3_000,
};

export interface RunEvents {
  /**
   * What a browser reads from now on; null where too many follow already.
   *
   * @param isAllowed asked with every sign of life; the stream ends once it is not so
   * @throws what listening throws where the database is away
   */
  follow: (isAllowed: () => Promise<boolean>) => Promise<ReadableStream<Uint8Array> | null>;
  /** Ends every stream and the listening; nobody can follow after it. */
  close: () => Promise<void>;
}

interface Follower {
  controller: ReadableStreamDefaultController<Uint8Array>;
  isAllowed: () => Promise<boolean>;
}

/** Starts listening; calls back with all that is told, and answers how to end it. */
type Listen = (onProgress: (progress: RunProgress) => void) => Promise<() => Promise<void>>;

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Those who follow now, by the stream that each reads. */
class Followers {
  readonly all = new Set<Follower>();

  /** Ends a stream; one that its reader has left already is merely forgotten. */
  end(follower: Follower): void {
    if (this.all.delete(follower)) follower.controller.close();
  }

  tell(text: string): void {
    const bytes = toBytes(text);
    for (const follower of this.all) {
      const { controller } = follower;
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(bytes);
      else this.end(follower);
    }
  }

  /** A sign of life to all, and the end to those who may not follow any more. */
  async check(): Promise<void> {
    this.tell(': alive\n\n');
    await Promise.all(
      [...this.all].map(async (follower) => {
        const isAllowed = await follower.isAllowed().catch(() => false);
        if (!isAllowed) this.end(follower);
      }),
    );
  }
}

export function createRunEvents(listen: Listen, limits = FOLLOW_DEFAULTS): RunEvents {
  const followers = new Followers();
  const state = { listening: null as ReturnType<Listen> | null, isClosed: false };
  const heartbeat = setInterval(() => void followers.check(), limits.heartbeatMs);
  heartbeat.unref();
  const tell = (progress: RunProgress): void =>
    followers.tell(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
  const startListening = async (): Promise<void> => {
    state.listening ??= listen(tell);
    try {
      await state.listening;
    } catch (error) {
      // The next one who wants to follow tries again.
      state.listening = null;
      throw error;
    }
  };
  const open = (isAllowed: () => Promise<boolean>): ReadableStream<Uint8Array> => {
    let follower: Follower | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          follower = { controller, isAllowed };
          followers.all.add(follower);
          controller.enqueue(toBytes(`retry: ${limits.retryMs}\n\n`));
        },
        cancel() {
          if (follower) followers.all.delete(follower);
        },
      },
      { highWaterMark: limits.mostWaiting },
    );
  };
  return {
    async follow(isAllowed) {
      await startListening();
      const isFull = state.isClosed || followers.all.size >= limits.mostFollowers;
      return isFull ? null : open(isAllowed);
    },
    async close() {
      state.isClosed = true;
      clearInterval(heartbeat);
      for (const follower of [...followers.all]) followers.end(follower);
      const endListening = await state.listening?.catch(() => null);
      await endListening?.();
    },
  };
}
