/**
 * What an importer of bills of materials says: the bill, then its components. One file may hold several bills.
 * A bill describes a product, not one installed thing; which assets it is about is decided by the store's rule
 * (`core/software/link-bill.ts`). Values as written, trimmed; null = the bill does not say.
 */
import type { Instant } from '../kernel/time.ts';

export const billFormats = [
  { value: 'cyclonedx', label: { en: 'CycloneDX', nl: 'CycloneDX' } },
  { value: 'spdx', label: { en: 'SPDX', nl: 'SPDX' } },
] as const;
export type BillFormat = (typeof billFormats)[number]['value'];

/** Must precede its components. */
export interface ImportedBill {
  readonly kind: 'bill';
  readonly itemNumber: null;
  /** Names the bill within this file only. */
  readonly billKey: string;
  /** When the bill says it was made. */
  readonly observedAt: Instant | null;
  readonly format: BillFormat;
  readonly specVersion: string;
  /** The product described. */
  readonly name: string | null;
  readonly version: string | null;
  readonly supplier: string | null;
  /** Package URL of the product, canonical; absent where the bill gives none. */
  readonly purl?: string;
  /** Serial number (CycloneDX) or namespace (SPDX) of the document. */
  readonly serialNumber: string | null;
  /** Counts the issues of one serial number, from 1. */
  readonly revision: number;
}

export interface ImportedComponent {
  readonly kind: 'component';
  readonly itemNumber: number;
  readonly billKey: string;
  readonly name: string;
  /** Group, scope or publisher's prefix of the name. */
  readonly group: string | null;
  readonly version: string | null;
  /** Canonical; as written where it is no package URL. */
  readonly purl: string | null;
  readonly purlType: string | null;
  readonly cpe: string | null;
  /** The format's own word, lower case: library, operating-system, … */
  readonly type: string | null;
  readonly supplier: string | null;
  /** SPDX expression, or the names of licences with commas. */
  readonly licence: string | null;
}
