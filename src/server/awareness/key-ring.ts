/**
 * Keys of pseudonyms that are unlocked, in the memory of this process alone: never in a file, a job, a log or another thread. Each
 * runs out by itself and is overwritten then. What wraps it is kept beside it for as long, so that a rotation can wrap the next one.
 */
import type { OrganisationId } from '#core/kernel/id.ts';
import { addMilliseconds, millisecondsOf, type Clock, type Instant } from '#core/kernel/time.ts';

export interface UnlockedKey {
  readonly key: Buffer;
  readonly generation: number;
  /** What the passphrase gave; null: it was unlocked by the service. */
  readonly wrapping: Buffer | null;
}

interface HeldKey extends UnlockedKey {
  readonly untilAt: Instant;
  readonly timer: NodeJS.Timeout;
}

export class KeyRing {
  private readonly held = new Map<OrganisationId, HeldKey>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** @returns until when. */
  hold(organisationId: OrganisationId, unlocked: UnlockedKey, minutes: number): Instant {
    this.forget(organisationId);
    const untilAt = addMilliseconds(this.clock.now(), minutes * 60_000);
    const timer = setTimeout(() => this.forget(organisationId), minutes * 60_000);
    timer.unref();
    this.held.set(organisationId, { ...unlocked, untilAt, timer });
    return untilAt;
  }

  /** A copy, which the taker overwrites when done; null: locked. */
  take(organisationId: OrganisationId): UnlockedKey | null {
    const held = this.current(organisationId);
    if (held === null) return null;
    return {
      key: Buffer.from(held.key),
      generation: held.generation,
      wrapping: held.wrapping === null ? null : Buffer.from(held.wrapping),
    };
  }

  untilAt(organisationId: OrganisationId): Instant | null {
    return this.current(organisationId)?.untilAt ?? null;
  }

  /** @returns whether there was one. */
  forget(organisationId: OrganisationId): boolean {
    const held = this.held.get(organisationId);
    if (held === undefined) return false;
    clearTimeout(held.timer);
    held.key.fill(0);
    held.wrapping?.fill(0);
    return this.held.delete(organisationId);
  }

  /** Minutes that a key is still unlocked, rounded up; for one that takes its place. */
  minutesLeft(organisationId: OrganisationId): number {
    const held = this.current(organisationId);
    return held === null ? 0 : Math.max(1, Math.ceil((millisecondsOf(held.untilAt) - millisecondsOf(this.clock.now())) / 60_000));
  }

  private current(organisationId: OrganisationId): HeldKey | null {
    const held = this.held.get(organisationId);
    if (held === undefined) return null;
    if (held.untilAt > this.clock.now()) return held;
    this.forget(organisationId);
    return null;
  }
}

/** Overwrites what was taken. */
export function wipe(unlocked: UnlockedKey): void {
  unlocked.key.fill(0);
  unlocked.wrapping?.fill(0);
}
