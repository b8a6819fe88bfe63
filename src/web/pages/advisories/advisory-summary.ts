/** What a reader asks of an advisory first: how bad, which products, what to do, and where it stands as it was published. */
import type { Advisory, AdvisoryRemediation, ProductStatus } from '#core/advisories/advisory.ts';

export type FlawState = 'affected' | 'fixed' | 'notAffected' | 'other';

export const stateOf: Readonly<Record<ProductStatus, FlawState>> = {
  'first-affected': 'affected',
  'known-affected': 'affected',
  'last-affected': 'affected',
  'first-fixed': 'fixed',
  fixed: 'fixed',
  'known-not-affected': 'notAffected',
  recommended: 'other',
  'under-investigation': 'other',
  unknown: 'other',
};

/** Names of the products that any flaw affects, each once, in the order of the document. */
export function affectedProducts({ products, flaws }: Pick<Advisory, 'products' | 'flaws'>): readonly string[] {
  const affected = new Set(
    flaws.flatMap(({ statuses }) => statuses.flatMap(({ productId, status }) => (stateOf[status] === 'affected' ? [productId] : []))),
  );
  return [...new Set(products.flatMap(({ productId, name }) => (affected.has(productId) ? [name] : [])))];
}

export type Advice = Pick<AdvisoryRemediation, 'category' | 'details' | 'url'>;

/** What the publisher advises, each once: most documents say the same of every flaw. */
export function adviceOf({ flaws }: Pick<Advisory, 'flaws'>): readonly Advice[] {
  const found = new Map<string, Advice>();
  for (const { category, details, url } of flaws.flatMap(({ remediations }) => remediations))
    found.set(JSON.stringify([category, details, url]), { category, details, url: isWebAddress(url) ? url : null });
  return [...found.values()];
}

/** What comes from outside may be any address; only pages are linked to. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}

const pageOf: Readonly<Partial<Record<Advisory['kind'], string>>> = {
  cve: 'https://www.cve.org/CVERecord?id=',
  nvd: 'https://nvd.nist.gov/vuln/detail/',
  osv: 'https://osv.dev/vulnerability/',
};

/** Where it stands as it was published: as the document says itself, else where documents of its kind stand; null: nowhere known. */
export function sourceOf({ kind, documentId, publishedUrl }: Pick<Advisory, 'kind' | 'documentId' | 'publishedUrl'>): string | null {
  if (publishedUrl !== undefined && isWebAddress(publishedUrl)) return publishedUrl;
  const page = pageOf[kind];
  return page === undefined ? null : `${page}${encodeURIComponent(documentId)}`;
}
