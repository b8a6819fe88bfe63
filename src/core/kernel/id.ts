/** Identifiers are UUIDv7 (RFC 9562, 5.7): they order by time of creation. */
import { v7 } from 'uuid';
import type { Clock, RandomBytes } from './time.ts';
import { millisecondsOf } from './time.ts';

export type Id = string & { readonly __id: never };
export type OrganisationId = Id & { readonly __organisation: never };

export type NewId = () => Id;

/** Ids made one after another from the same maker order as they were made. */
export function idMaker(clock: Clock, random: RandomBytes): NewId {
  let sequence = 0;
  let last = -1;
  return () => {
    const now = Math.max(millisecondsOf(clock.now()), last);
    sequence = now === last ? sequence + 1 : 0;
    last = now;
    return v7({ msecs: now, seq: sequence, random: random(16) }) as Id;
  };
}

export function isId(text: string): text is Id {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
