/**
 * The fold of an asset: from what each source said and saw, in any order, to its versions (kept fields with
 * validity), its latest values, the conflicts between sources and its presence. Pure; no source overwrites another.
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import type { Day, Instant } from '../kernel/time.ts';
import type { AssetClass, Exposure, Lifecycle } from './asset.ts';
import type { Presence, Sighting, Snapshot } from './presence.ts';

/** From `observedAt` the source says these facts, until its next claim; last repeated at `lastObservedAt`. */
export interface Claim {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly observedAt: Instant;
  readonly lastObservedAt: Instant;
  readonly facts: AssetFacts;
}

/** The kept fields of `asset.ts` except the id. */
export interface AssetState {
  readonly name: string;
  readonly class: AssetClass | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly department: string | null;
  readonly tier: number | null;
  readonly segment: string | null;
  readonly exposure: Exposure | null;
  readonly owner: string | null;
  readonly supportEndOn: Day | null;
  readonly lifecycle: Lifecycle | null;
  readonly scannable: boolean;
  readonly registered: boolean;
  readonly seen: boolean;
  readonly scanned: boolean;
  readonly scannedAuthenticated: boolean;
}

/** Valid in `[validFrom, validTo)`, null = until further notice; the days are those bounds in the organisation's time zone. */
export interface AssetVersion extends AssetState {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly validFromOn: Day;
  readonly validToOn: Day | null;
}

export interface AssetLatest {
  readonly serialNumber: string | null;
  readonly assetTag: string | null;
  readonly hostName: string | null;
  readonly ipAddress: string | null;
  readonly macAddress: string | null;
  readonly udiDi: string | null;
  readonly operatingSystem: string | null;
  readonly location: string | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant | null;
  readonly lastScannedAt: Instant | null;
  readonly sourceCount: number;
  readonly conflictCount: number;
}

export interface Statement {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly observedAt: Instant;
  readonly lastObservedAt: Instant;
}

/** Sources whose newest claims disagree on a field; the value in force comes first. */
export interface Conflict {
  readonly field: keyof AssetFacts;
  readonly values: readonly { readonly value: string; readonly statements: readonly Statement[] }[];
}

export interface FoldAssetInput {
  readonly claims: readonly Claim[];
  readonly sightings: readonly Sighting[];
  readonly snapshots: readonly Snapshot[];
  readonly timeZone: string;
}

export interface FoldedAsset {
  readonly versions: readonly AssetVersion[];
  readonly latest: AssetLatest;
  readonly conflicts: readonly Conflict[];
  readonly presence: readonly Presence[];
}

/** Needs at least one claim or sighting. */
export function foldAsset(input: FoldAssetInput): FoldedAsset {
  throw new Error(`not yet: ${input.timeZone}`);
}
