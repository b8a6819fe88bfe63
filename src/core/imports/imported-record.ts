/**
 * What an importer may say: the vocabulary between a file format and the store. An importer turns bytes into
 * these records and issues, in the order of the file; it never reads a clock, the network or the store.
 * An *item* is the format's own unit (CSV row, ReportItem, port); `itemNumber` counts them from 1, so a killed
 * import can continue after the last stored item. A record with `itemNumber: null` (a host, a coverage) is context of its items.
 */
import type { Instant } from '../kernel/time.ts';
import type { AssetClass, Exposure, Lifecycle } from '../assets/asset.ts';
import type { CompensatingControl, Modality, PatchConstraint, SafeguardState, SafetyClass, VendorAccess } from '../assets/device-facts.ts';
import type { Severity } from '../vulnerabilities/finding.ts';
import type { ListedProduct } from '../support/endoflife-list.ts';
import type { ImportedBill, ImportedComponent } from './imported-bill.ts';
import type { ImportedDependency } from './imported-dependency.ts';
import type { ImportedMds2 } from './imported-mds2.ts';

/** What one source says of one asset; absent = the source does not say. Values as written, trimmed. */
export interface AssetFacts {
  readonly name?: string;
  readonly class?: AssetClass;
  readonly vendor?: string;
  readonly model?: string;
  readonly version?: string;
  readonly department?: string;
  readonly tier?: number;
  readonly segment?: string;
  readonly exposure?: Exposure;
  readonly owner?: string;
  readonly supportEndOn?: string;
  readonly lifecycle?: Lifecycle;
  readonly scannable?: boolean;
  readonly serialNumber?: string;
  readonly assetTag?: string;
  readonly hostName?: string;
  /** The DNS suffix after the host name, `ziekenhuis.example`; `hostName` is the first label only. */
  readonly domain?: string;
  readonly ipAddresses?: readonly string[];
  readonly macAddresses?: readonly string[];
  readonly udiDi?: string;
  readonly operatingSystem?: string;
  readonly location?: string;
  readonly modality?: Modality;
  readonly safetyClass?: SafetyClass;
  readonly softwareVersion?: string;
  readonly firmwareVersion?: string;
  readonly vendorAccess?: VendorAccess;
  readonly patchConstraint?: PatchConstraint;
  readonly networked?: boolean;
  readonly endpointProtection?: SafeguardState;
  readonly logging?: SafeguardState;
  readonly compensatingControl?: CompensatingControl;
  readonly baselineMet?: boolean;
  /** A manufacturer's MDS2 form of the device is at hand. */
  readonly mds2?: boolean;
}

export type CredentialDepth = 'authenticated' | 'unauthenticated' | 'unknown';

/** Says an asset exists: a register row, or a host that a scan saw. Must precede the records that use its `assetKey`. */
export interface ImportedAsset {
  readonly kind: 'asset';
  readonly itemNumber: number | null;
  /** Names the asset within this file only. */
  readonly assetKey: string;
  readonly role: 'register' | 'discovery';
  readonly observedAt: Instant | null;
  readonly facts: AssetFacts;
}

/** An informational item: an open port, a service, a fact. Never a finding. */
export interface ImportedDetection {
  readonly kind: 'detection';
  readonly itemNumber: number;
  readonly assetKey: string;
  readonly observedAt: Instant | null;
  readonly check: ImportedCheck;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly service: string | null;
}

/** A scanner's statement that a flaw is there. k CVEs give k findings that share the check. */
export interface ImportedVulnerability {
  readonly kind: 'vulnerability';
  readonly itemNumber: number;
  readonly assetKey: string;
  readonly observedAt: Instant | null;
  readonly check: ImportedCheck;
  readonly severity: Severity;
  readonly cveIds: readonly string[];
  /**
   * Other ids that the source gives to this one flaw: GHSA, PYSEC, GO, RUSTSEC, OSV. Never an advisory that is about the flaw
   * among others. Absent = none.
   */
  readonly aliases?: readonly string[];
  /** What the flaw itself is called, where the title of the check is of a document about other products too. Absent = the check's. */
  readonly flawTitle?: string;
  readonly cvss: { readonly score: number; readonly vector: string | null; readonly version: '2.0' | '3.0' | '3.1' | '4.0' | null } | null;
  readonly epss: number | null;
  readonly kev: boolean | null;
  readonly protocol: string | null;
  readonly port: number | null;
}

export interface ImportedCheck {
  readonly scanner: string;
  readonly nativeId: string;
  readonly title: string;
  readonly family: string | null;
  readonly solution: string | null;
}

/** Says how well an asset was looked at; absence of a flaw means something only under such a row. Comes after the asset's items. */
export interface ImportedCoverage {
  readonly kind: 'coverage';
  readonly assetKey: string;
  readonly observedAt: Instant | null;
  readonly scanner: string;
  readonly depth: CredentialDepth;
  /** Names the set of checks (policy and plugin set) where the file tells; null = unknown. */
  readonly checkSet: string | null;
  /** False where the host's scan did not finish. */
  readonly complete: boolean;
}

/** Until when a maker supports the releases of a product, as a public list says. It speaks of no asset. */
export interface ImportedSupportProduct {
  readonly kind: 'support-product';
  readonly itemNumber: number;
  readonly product: ListedProduct;
}

/** An item that was read and says nothing to store (a closed port): counts as read and unchanged, never as refused. */
export interface ImportedNothing {
  readonly kind: 'nothing';
  readonly itemNumber: number;
  /** Kebab-case, listed in the importer's README. */
  readonly reason: string;
}

export type ImportedRecord =
  | ImportedAsset
  | ImportedDetection
  | ImportedVulnerability
  | ImportedCoverage
  | ImportedBill
  | ImportedComponent
  | ImportedSupportProduct
  | ImportedMds2
  | ImportedDependency
  | ImportedNothing;

export type IssueSeverity = 'refused' | 'warning' | 'note';
/** One remark on one place of a file. `refused` counts the item as refused; the others do not. */
export interface ImportIssue {
  /** Stable kebab-case code, listed in the importer's README. */
  readonly code: string;
  readonly message: string;
  /** Where: column name, element path; null when the whole file. */
  readonly path: string | null;
  readonly line: number | null;
  readonly severity: IssueSeverity;
  readonly itemNumber: number | null;
}
