/**
 * Presence: who was registered, seen and scanned, and from when to when (design.md 1, "What history is").
 * A register file is a full snapshot of its source unless it is partial; a sighting lasts a window by class.
 * Not here: which value of a field holds (`fold-asset.ts`).
 */
import type { CredentialDepth } from '../imports/imported-record.ts';
import type { Instant } from '../kernel/time.ts';

/** One import saw the asset in one way. */
export interface Sighting {
  readonly kind: 'register' | 'discovery' | 'scan';
  readonly source: string;
  /** Of a register: the instant of its snapshot, not of the row. */
  readonly observedAt: Instant;
  /** Of a scan; null for the others. */
  readonly depth: CredentialDepth | null;
  /** False where the scan of this host did not finish. */
  readonly complete: boolean;
}

/** A register file of the organisation, whether or not it has the asset. */
export interface Snapshot {
  readonly source: string;
  readonly observedAt: Instant;
  readonly partial: boolean;
}

export type PresenceKind = 'register' | 'discovery' | 'scan' | 'scan-authenticated';

/** `[fromAt, toAt)`; `lastAt` is the last sighting inside; `toAt` null = still so (registers only; a sighting always runs out). */
export interface Presence {
  readonly kind: PresenceKind;
  readonly source: string;
  readonly fromAt: Instant;
  readonly lastAt: Instant;
  readonly toAt: Instant | null;
}
