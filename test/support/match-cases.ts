/** Invented advisories as CSAF 2.0 documents, small enough to be written in a test. */
export interface WrittenAdvisory {
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  /** Name and range of versions as written. */
  readonly products: readonly (readonly [name: string, range: string])[];
  readonly revision?: string;
}

export function csafDocument({ id, title, vendor, products, revision = '1' }: WrittenAdvisory): string {
  const changedAt = `2026-02-0${revision}T00:00:00Z`;
  const branches = products.map(([name, range], at) => ({
    category: 'product_name',
    name,
    branches: [
      {
        category: 'product_version_range',
        name: range,
        product: { name: `${vendor} ${name} ${range}`, product_id: `P${at + 1}` },
      },
    ],
  }));
  return JSON.stringify({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title,
      publisher: { category: 'vendor', name: vendor, namespace: 'https://maker.example' },
      tracking: {
        id,
        status: 'final',
        version: revision,
        initial_release_date: '2026-02-01T00:00:00Z',
        current_release_date: changedAt,
        revision_history: [{ date: changedAt, number: revision, summary: 'written' }],
      },
    },
    product_tree: { branches: [{ category: 'vendor', name: vendor, branches }] },
    vulnerabilities: [{ cve: 'CVE-2026-11111', product_status: { known_affected: products.map((_, at) => `P${at + 1}`) } }],
  });
}

/** Three makers, three devices; the names are nobody's. */
export const threeAdvisories: readonly WrittenAdvisory[] = [
  {
    id: 'TM-2026-001',
    title: 'Tarnmed Orvado infusion pump answers to anybody',
    vendor: 'Tarnmed',
    products: [['Orvado IP450 Infusion Pump', '<3.4']],
  },
  {
    id: 'KV-2026-007',
    title: 'Kelvoria Zentrix monitors keep a password',
    vendor: 'Kelvoria Medical',
    products: [
      ['Zentrix ZM70 Patient Monitor', 'vers:all/*'],
      ['Zentrix ZM90 Patient Monitor', '<=2.1'],
    ],
  },
  { id: 'BR-2026-003', title: 'Brontaq archive can be read', vendor: 'Brontaq', products: [['Lumarchive PACS', '<7.2.1']] },
];
