/**
 * What the version of a device says over all product entries it could be. One entry that holds it makes it affected; outside
 * all of them is fixed, which claims no fix by the vendor; anything else is undetermined. An entry of which the advisory says
 * nothing cannot make a device affected. Source: domain/medical-advisories.md 4.4, 4.5.
 */
import { parseDay } from '../kernel/time.ts';
import type { AdvisoryProduct } from '../advisories/advisory.ts';
import type { ProductEntry } from './advisory-index.ts';
import { judgeVersion, type VersionJudgement } from './versions/judge-version.ts';
import { clausesOfProduct, type ProductClauses } from './versions/product-clauses.ts';
import type { DeviceVersion } from './versions/read-device.ts';

export interface EntryJudgement {
  readonly status: VersionJudgement['status'];
  readonly basis: VersionJudgement['basis'];
  readonly judgement: VersionJudgement | null;
  /** The entries whose version clause gave this answer. */
  readonly decidedBy: readonly ProductEntry[];
}

interface Judged {
  readonly entry: ProductEntry;
  readonly judgement: VersionJudgement;
}

export function judgeEntries(entries: readonly ProductEntry[], version: DeviceVersion): EntryJudgement {
  const judged = entries.map((entry) => ({ entry, judgement: judgeEntry(entry, version) }));
  for (const status of ['affected', 'undetermined', 'fixed'] as const) {
    const deciding = judged.filter((each) => each.judgement.status === status);
    if (deciding.length > 0) return decided(deciding);
  }
  return { status: 'undetermined', basis: 'not-comparable', judgement: null, decidedBy: [] };
}

function decided(deciding: readonly Judged[]): EntryJudgement {
  const first =
    deciding.find(({ judgement }) => judgement.basis !== 'version-missing' && judgement.basis !== 'not-comparable') ?? deciding[0];
  const judgement = first?.judgement ?? null;
  return {
    status: judgement?.status ?? 'undetermined',
    basis: judgement?.basis ?? 'not-comparable',
    judgement,
    decidedBy: deciding.map(({ entry }) => entry),
  };
}

function judgeEntry({ product, status, advisory }: ProductEntry, version: DeviceVersion): VersionJudgement {
  const { clauses } = clausesOf(product);
  const judgement = judgeVersion(clauses, version, {
    publishedOn: advisory.publishedAt === null ? null : (parseDay(advisory.publishedAt.slice(0, 10)) ?? null),
  });
  if (judgement.status !== 'affected') return judgement;
  if (status === 'fixed' || status === 'first-fixed' || status === 'recommended' || status === 'known-not-affected')
    return { ...judgement, status: 'fixed' };
  if (status === null || status === 'under-investigation' || status === 'unknown')
    return { ...judgement, status: 'undetermined', basis: 'not-comparable' };
  return judgement;
}

const clauseMemory = new WeakMap<AdvisoryProduct, ProductClauses>();

/** What a product entry says of versions, read once however many lines ask. */
export function clausesOf(product: AdvisoryProduct): ProductClauses {
  const known = clauseMemory.get(product);
  if (known !== undefined) return known;
  const clauses = clausesOfProduct(product);
  clauseMemory.set(product, clauses);
  return clauses;
}
