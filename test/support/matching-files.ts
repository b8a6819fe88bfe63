/** A small register and advisories about its devices, both invented; and handing them to a node. */
import type { Advisory } from '#core/advisories/advisory.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { TestNode } from './test-node.ts';

export interface RegisterRow {
  readonly number: string;
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  readonly version?: string;
  readonly tier?: string;
  readonly hostName?: string;
  readonly serialNumber?: string;
}

export const pumpRows: readonly RegisterRow[] = [
  {
    number: 'P-1',
    name: 'Pump bed 1',
    vendor: 'Tarnmed',
    model: 'Orvado IP450',
    version: '3.2',
    tier: '1',
    hostName: 'pump1.ward.example',
  },
  { number: 'P-2', name: 'Pump bed 2', vendor: 'TARNMED B.V.', model: 'Orvado IP-450', version: '3.2', tier: '2' },
  { number: 'P-3', name: 'Pump bed 3', vendor: 'Tarnmed', model: 'Orvado IP450', version: '3.6', tier: '2' },
  { number: 'P-4', name: 'Pump bed 4', vendor: 'Tarnmed', model: 'Orvado IP450' },
  { number: 'M-1', name: 'Monitor', vendor: 'Kelvoria', model: 'Zentrix ZM70', version: '1.0' },
  { number: 'X-1', name: 'Something', vendor: 'Tarnmed', model: '' },
];

export function registerCsv(rows: readonly RegisterRow[]): { readonly name: string; readonly bytes: Uint8Array } {
  const lines = rows.map((row) =>
    [
      row.number,
      row.name,
      'Medisch apparaat',
      row.vendor,
      row.model,
      row.version ?? '',
      row.tier ?? '',
      row.hostName ?? '',
      row.serialNumber ?? '',
    ].join(';'),
  );
  return {
    name: 'register.csv',
    bytes: new TextEncoder().encode(['Inventarisnummer;Naam;Soort;Fabrikant;Type;Versie;Tier;Hostnaam;Serienummer', ...lines].join('\n')),
  };
}

export interface WrittenProduct {
  readonly vendor: string;
  readonly name: string;
  readonly range: string;
}

interface WrittenFlaw {
  readonly cveId: string;
  readonly score?: number;
}

interface WrittenRest {
  readonly revision?: string;
  readonly flaws?: readonly WrittenFlaw[];
  readonly brokenRules?: readonly string[];
}

export function advisoryOf(
  documentId: string,
  products: readonly WrittenProduct[],
  { revision = '1', flaws = [{ cveId: 'CVE-2026-11111', score: 8.8 }], brokenRules = [] }: WrittenRest = {},
): { readonly advisory: Advisory; readonly brokenRules: readonly string[] } {
  const ids = products.map((_, at) => `P${at + 1}`);
  return {
    advisory: {
      kind: 'csaf',
      documentId,
      revision,
      title: `${products[0]?.vendor ?? ''} ${products[0]?.name ?? ''} lets anybody in`,
      publisher: 'Maker',
      publishedAt: '2026-02-01T00:00:00.000Z',
      modifiedAt: `2026-02-0${revision}T00:00:00.000Z`,
      notes: [],
      products: products.map(({ vendor, name, range }, at) => ({
        productId: `P${at + 1}`,
        name: `${vendor} ${name} ${range}`,
        paths: [
          [
            { category: 'vendor', name: vendor },
            { category: 'product_name', name },
            { category: 'product_version_range', name: range },
          ],
        ],
        identifiers: [],
        relationship: null,
      })),
      flaws: flaws.map(({ cveId, score }) => ({
        cveId,
        otherIds: [],
        title: 'Use of a password that everybody has',
        cweIds: [],
        statuses: ids.map((productId) => ({ productId, status: 'known-affected' as const })),
        scores: score === undefined ? [] : [{ version: '3.1' as const, vector: 'CVSS:3.1/AV:N', baseScore: score, productIds: ids }],
        remediations: [{ category: 'vendor_fix', details: 'Update to the version after it.', url: null, productIds: ids }],
      })),
    },
    brokenRules,
  };
}

export const orvado: WrittenProduct = { vendor: 'Tarnmed', name: 'Orvado IP450 Infusion Pump', range: '<3.4' };
export const zentrix: WrittenProduct = { vendor: 'Kelvoria', name: 'Zentrix ZM70 Patient Monitor', range: 'vers:all/*' };

export async function giveAdvisories(node: TestNode, given: readonly ReturnType<typeof advisoryOf>[]): Promise<void> {
  const body = new TextEncoder().encode(given.map((one) => JSON.stringify(one)).join('\n'));
  const response = await node.ask(node.localToken, 'POST', '/advisories', body);
  invariant(response.status === 200, `the advisories are taken: ${await response.clone().text()}`);
  await node.work();
}

export async function giveRegister(node: TestNode, rows: readonly RegisterRow[], observedOn = '2026-03-01'): Promise<void> {
  const report = await node.importFile(registerCsv(rows), `&observedAt=${observedOn}`);
  invariant(report.status === 'complete', `the register is read: ${JSON.stringify(report)}`);
  await node.context.jobs.enqueueMatching(node.fresh.organisationId);
  await node.work();
}
