/** An invented advisory as a CSAF document, as its invented publisher would hand it out. Followed: OASIS CSAF 2.0. */
import { addDays, type Day } from '#core/kernel/time.ts';
import { wordOf } from '../random.ts';
import type { Gravity, InventedAdvisory, InventedProduct } from './invented-advisories.ts';

const scores: Readonly<Record<Gravity, { readonly vector: string; readonly baseScore: number; readonly baseSeverity: string }>> = {
  critical: { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8, baseSeverity: 'CRITICAL' },
  high: { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', baseScore: 7.5, baseSeverity: 'HIGH' },
  adjacent: { vector: 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 8.8, baseSeverity: 'HIGH' },
  medium: { vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N', baseScore: 5.4, baseSeverity: 'MEDIUM' },
};

export interface DocumentPlace {
  readonly seed: number;
  /** 1 for the oldest. */
  readonly number: number;
  readonly lastDay: Day;
}

/** `zv-2026-004`: as its file is called. */
export function documentIdOf({ daysAgo }: InventedAdvisory, { number, lastDay }: DocumentPlace): string {
  return `ZV-${addDays(lastDay, -daysAgo).slice(0, 4)}-${String(number).padStart(3, '0')}`;
}

export function csafDocumentOf(advisory: InventedAdvisory, place: DocumentPlace): unknown {
  const at = `${addDays(place.lastDay, -advisory.daysAgo)}T09:00:00.000Z`;
  const productIds = advisory.products.map((_, index) => `P-${index + 1}`);
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      distribution: { tlp: { label: 'WHITE' } },
      lang: 'en',
      notes: [{ category: 'summary', text: `Invented for the demonstration: ${advisory.flaws.map(({ what }) => what).join(' ')}` }],
      publisher: { category: 'coordinator', name: 'Zorg-CERT Verzonnen', namespace: 'https://zorg-cert.example' },
      title: advisory.title,
      tracking: {
        current_release_date: at,
        id: documentIdOf(advisory, place),
        initial_release_date: at,
        revision_history: [{ date: at, number: '1', summary: 'First version' }],
        status: 'final',
        version: '1',
      },
    },
    product_tree: { branches: [{ category: 'vendor', name: advisory.vendor, branches: branchesOf(advisory, productIds) }] },
    vulnerabilities: advisory.flaws.map(({ cwe: [id, name], what, gravity }, index) => {
      const { vector, ...score } = scores[gravity];
      return {
        cve: cveOf(advisory, index, place),
        cwe: { id, name },
        notes: [{ category: 'description', text: what }],
        product_status: { known_affected: productIds },
        remediations: [{ ...advisory.remedy, product_ids: productIds }],
        scores: [{ cvss_v3: { version: '3.1', vectorString: vector, ...score }, products: productIds }],
      };
    }),
  };
}

/** Drawn at random, like those of the scanner: what the number stands for elsewhere means nothing here. */
function cveOf(advisory: InventedAdvisory, index: number, { seed, lastDay }: DocumentPlace): string {
  const year = addDays(lastDay, -advisory.daysAgo - 60).slice(0, 4);
  return `CVE-${year}-${60_000 + (wordOf(seed, 'advisory', `${advisory.title} ${index}`) % 30_000)}`;
}

interface Branch {
  readonly category: string;
  readonly name: string;
  readonly branches?: readonly Branch[];
  readonly product?: { readonly name: string; readonly product_id: string };
}

function branchesOf(advisory: InventedAdvisory, productIds: readonly string[]): readonly Branch[] {
  const branches = advisory.products.map((product, index) => productBranch(advisory.vendor, product, productIds[index] ?? ''));
  return advisory.family === undefined ? branches : [{ category: 'product_family', name: advisory.family, branches }];
}

function productBranch(vendor: string, { name, range, version }: InventedProduct, productId: string): Branch {
  const written = range ?? version ?? '';
  const product = { name: `${vendor} ${name}: ${written}`, product_id: productId };
  const category = range === null ? 'product_version' : 'product_version_range';
  return { category: 'product_name', name, branches: [{ category, name: written, product }] };
}
