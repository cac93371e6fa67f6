import { Redis } from 'ioredis';
import type { Address } from './address';
import { driverOptions } from './probe';

/** The driver's own words, by which BullMQ knows them. */
const CLOSED = 'Connection is closed.';

/** A connection, and the end of it and of all that were made from it. */
export interface Line {
  readonly redis: Redis;
  /** Closes them for good, also where Redis is away. */
  readonly letGo: () => void;
}

/**
 * Opens a connection that BullMQ may make others from. While Redis is away it does not close those: they would try to reconnect, and
 * their process would not end, for as long as Redis stays away.
 */
export function openLine(address: Address): Line {
  const redis = new Redis(driverOptions(address));
  const all = [redis];
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (...options) => {
    const copy = duplicate(...options);
    all.push(copy);
    return copy;
  };
  return {
    redis,
    letGo() {
      for (const each of all) {
        // What BullMQ has under way would connect again.
        each.connect = () => Promise.reject(new Error(CLOSED));
        each.disconnect();
        // A command that waits for Redis to come back holds a timer of its own.
        flush(each);
      }
    },
  };
}

/** What the driver does itself, but only when it gives up reconnecting; its types do not show it. */
function flush(redis: Redis): void {
  const { flushQueue } = redis as unknown as { flushQueue?: (error: Error) => void };
  flushQueue?.call(redis, new Error(CLOSED));
}
