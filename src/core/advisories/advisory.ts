// An advisory as its publisher wrote it, whatever the format it came in: which products, which flaws, what is said of each.
// Nothing here is judged or normalised: names, versions and texts stay as written, since matching (core/matching) derives its own
// forms and can be run again. Terms follow CSAF 2.0/2.1 (OASIS), to which the other formats are translated.

/** What kind of document an advisory was read from. */
export type AdvisoryKind = 'csaf' | 'cve' | 'nvd' | 'osv' | 'openvex' | 'cyclonedx-vex';

/** One step of a product tree: CSAF 3.1.2.2 `category` (vendor, product_family, product_name, product_version …) and its name as written. */
export interface ProductBranch {
  readonly category: string;
  readonly name: string;
}

/** What identifies a product without reading its name (CSAF 3.1.3.3 product identification helper, purl, CPE 2.3). */
export interface ProductIdentifier {
  readonly kind: 'cpe' | 'purl' | 'model-number' | 'serial-number' | 'sku' | 'gtin' | 'udi-di' | 'hash' | 'uri';
  readonly value: string;
}

/** A product that stands in a relationship: "component `productId` is `category` of `relatesTo`" (CSAF 3.2.2.4). */
export interface ProductRelationship {
  readonly category: string;
  readonly productId: string;
  readonly relatesTo: string;
  /** CSAF 2.1 product paths of more than one step: what follows the first, outwards. */
  readonly further?: readonly { readonly category: string; readonly relatesTo: string }[];
}

/** One product entry of an advisory; one product id is one candidate line. */
export interface AdvisoryProduct {
  readonly productId: string;
  /** The full product name as written. */
  readonly name: string;
  /** Every path of branches that leads to this product id, outermost first; empty where it stands outside the branches. */
  readonly paths: readonly (readonly ProductBranch[])[];
  readonly identifiers: readonly ProductIdentifier[];
  /** Present where the entry was made by a relationship. */
  readonly relationship: ProductRelationship | null;
}

/** CSAF 3.2.3.9 product status. */
export type ProductStatus =
  | 'first-affected'
  | 'known-affected'
  | 'last-affected'
  | 'first-fixed'
  | 'fixed'
  | 'recommended'
  | 'known-not-affected'
  | 'under-investigation'
  | 'unknown';

/** CSAF 3.2.3.12 remediation; `details` as written, product groups already resolved to product ids. */
export interface AdvisoryRemediation {
  readonly category: string;
  readonly details: string;
  readonly url: string | null;
  readonly productIds: readonly string[];
}

/** A CVSS score with the products it speaks of. */
export interface AdvisoryScore {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly vector: string;
  readonly baseScore: number | null;
  readonly productIds: readonly string[];
  /** Present where the document gives the vector alone: the score was computed from it. */
  readonly computed?: true;
  /** Present where the document's own score, which stands, is not the one that its vector gives. */
  readonly vectorScore?: number;
}

/** Versions of a package: a range as VERS writes it, or commits, which have no order that a version could be held against. */
export type PackageRange =
  | { readonly kind: 'vers'; readonly vers: string }
  | {
      readonly kind: 'commits';
      readonly repository: string | null;
      readonly introduced: readonly string[];
      readonly fixed: readonly string[];
    };

/** A product as package managers name it, and which of its versions are meant: those in any of the ranges or in the list. */
export interface AdvisoryPackage {
  readonly productId: string;
  /** Canonical package URL; with a version where that one alone is meant, and then without ranges and list. */
  readonly purl: string;
  readonly ranges: readonly PackageRange[];
  /** Versions named one by one, as written. */
  readonly versions: readonly string[];
  /** Where it is spoken of only as a part of this product: its package URL. */
  readonly within?: string;
}

/** What is said of one product and one flaw. */
export interface AdvisoryStatus {
  readonly productId: string;
  readonly status: ProductStatus;
  /** Why it is not affected, as a label of OpenVEX, CycloneDX or CSAF. */
  readonly justification?: string;
  /** The same in words, or what to do; as written. */
  readonly statement?: string;
}

/** CSAF 3.1.5: a text with what it is (summary, description, details, general, legal_disclaimer …). */
export interface AdvisoryNote {
  readonly category: string;
  readonly title: string | null;
  readonly text: string;
}

/** One CPE match criterion (NVD API 2.0 `cpeMatch`, CVE record format 5.1 `cpeApplicability`); at most one start and one end. */
export interface CpeMatch {
  /** CPE 2.3 formatted string as written; always one that can be read. */
  readonly criteria: string;
  /** False: no target, but a platform that the target runs on, or a version that is known to be safe. */
  readonly isVulnerable: boolean;
  readonly startIncluding?: string;
  readonly startExcluding?: string;
  readonly endIncluding?: string;
  readonly endExcluding?: string;
}

export interface ApplicabilityNode {
  readonly operator: 'AND' | 'OR';
  readonly isNegated: boolean;
  readonly matches: readonly CpeMatch[];
}

/** A flaw applies where one of its configurations holds. Both formats nest exactly twice. */
export interface ApplicabilityConfiguration {
  readonly operator: 'AND' | 'OR';
  readonly isNegated: boolean;
  readonly nodes: readonly ApplicabilityNode[];
}

export type AffectedStatus = 'affected' | 'unaffected' | 'unknown';

/** One version or range of `affected[].versions` (CVE record format 5.1), as written. */
export interface AffectedVersion {
  readonly version: string;
  readonly status: AffectedStatus;
  readonly versionType?: string;
  readonly lessThan?: string;
  readonly lessThanOrEqual?: string;
  readonly changes?: readonly { readonly at: string; readonly status: AffectedStatus }[];
}

/** What a CVE record says of the versions of one of the products. */
export interface AffectedVersions {
  readonly productId: string;
  /** Of versions that nothing below speaks of; null where the record leaves it out. */
  readonly defaultStatus: AffectedStatus | null;
  readonly versions: readonly AffectedVersion[];
  /** The record speaks of the product on these only. */
  readonly platforms?: readonly string[];
}

/** How a coordinator judged a flaw (SSVC decision points), in small letters: publishers mix them. */
export interface SsvcAssessment {
  readonly by: string;
  readonly at: string | null;
  readonly exploitation: string | null;
  readonly automatable: string | null;
  readonly technicalImpact: string | null;
}

/** One flaw of an advisory: a CVE, or an entry without one that its own ids or title name. */
export interface AdvisoryFlaw {
  readonly cveId: string | null;
  /** Other names of the same flaw (GHSA, vendor ids …). */
  readonly otherIds: readonly string[];
  readonly title: string | null;
  readonly cweIds: readonly string[];
  readonly statuses: readonly AdvisoryStatus[];
  readonly scores: readonly AdvisoryScore[];
  readonly remediations: readonly AdvisoryRemediation[];
  /** Texts about this flaw alone; absent where the format or the document has none. */
  readonly notes?: readonly AdvisoryNote[];
  readonly applicability?: readonly ApplicabilityConfiguration[];
  readonly affected?: readonly AffectedVersions[];
  readonly ssvc?: readonly SsvcAssessment[];
  /** The day on which CISA put it on the list of exploited flaws, as this document repeats it; the list itself is a source of its own. */
  readonly listedAsExploitedOn?: string;
}

export interface AdvisoryReference {
  readonly url: string;
  readonly tags: readonly string[];
}

export interface Advisory {
  readonly kind: AdvisoryKind;
  /** `document.tracking.id`, a CVE id, an OSV id …; unique within its publisher. */
  readonly documentId: string;
  /** The document's own revision (`tracking.version`); null where the format has none. */
  readonly revision: string | null;
  readonly title: string;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  /** Where the document says that it stands (CSAF 3.2.1.10, a reference to `self`); absent where it does not say. */
  readonly publishedUrl?: string;
  /** Notes in the order of the document: summaries, descriptions, legal texts, with their category. */
  readonly notes: readonly AdvisoryNote[];
  readonly products: readonly AdvisoryProduct[];
  readonly flaws: readonly AdvisoryFlaw[];
  /** Of products that package managers know, in the order of the document; absent where it names none. */
  readonly packages?: readonly AdvisoryPackage[];
  /** Where else it is spoken of; absent where the format or the document has none. */
  readonly references?: readonly AdvisoryReference[];
  /** Its publisher took the whole document back: it names no product any more. */
  readonly isRejected?: true;
}
