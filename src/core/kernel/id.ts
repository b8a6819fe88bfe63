/** Identifiers are UUIDv7 (RFC 9562, 5.7): they order by time of creation. */
import { v7 } from 'uuid';
import type { Clock, Instant, RandomBytes } from './time.ts';
import { millisecondsOf } from './time.ts';

export type Id = string & { readonly __id: never };
export type OrganisationId = Id & { readonly __organisation: never };

export type NewId = () => Id;

/** Ids made one after another from the same maker order as they were made. */
export function idMaker(clock: Clock, random: RandomBytes): NewId {
  let sequence = 0;
  let last = -1;
  let readAt: Instant | null = null;
  let readAtMs = -1;
  return () => {
    const at = clock.now();
    if (at !== readAt) {
      readAt = at;
      readAtMs = millisecondsOf(at);
    }
    const now = Math.max(readAtMs, last);
    sequence = now === last ? sequence + 1 : 0;
    last = now;
    return v7({ msecs: now, seq: sequence, random: random(16) }) as Id;
  };
}

const drawnBytes = 8_192;

/** Asks for much at once and hands it out in pieces, each byte once: asking the system for every id costs more than making it. */
export function drawnAhead(random: RandomBytes): RandomBytes {
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  return (count) => {
    if (count > drawnBytes) return random(count);
    if (used + count > pool.length) {
      pool = random(drawnBytes);
      used = 0;
    }
    used += count;
    return pool.slice(used - count, used);
  };
}

export function isId(text: string): text is Id {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
