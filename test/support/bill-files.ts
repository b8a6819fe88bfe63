/** A bill of materials of an invented pump, advisories about its parts in the shapes of their formats, and handing them to a node. */
import type { Advisory } from '#core/advisories/advisory.ts';
import { readOpenVexDocument } from '#advisory-sources/openvex/read-document.ts';
import { readOsvDocument } from '#advisory-sources/osv/read-record.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { TestNode } from './test-node.ts';

export interface BillPart {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly cpe?: string;
}

export const parser: BillPart = { name: 'parser', version: '1.1.0', purl: 'pkg:npm/parser@1.1.0' };
export const lexer: BillPart = { name: 'lexer', version: '2.0.0', purl: 'pkg:npm/lexer@2.0.0' };
export const nameless: BillPart = { name: 'Boot loader', version: '3' };

export interface BillOf {
  readonly version?: string;
  readonly supplier?: string;
  readonly madeOn?: string;
}

/** Of the pump of `pumpRows`: CycloneDX 1.6. */
export function billFile(parts: readonly BillPart[], { version = '3.2', supplier = 'Tarnmed', madeOn = '2026-02-01' }: BillOf = {}) {
  const product = { type: 'device', name: 'Orvado IP450', version, supplier: { name: supplier }, purl: `pkg:generic/orvado@${version}` };
  const bill = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
    metadata: { timestamp: `${madeOn}T00:00:00Z`, component: { ...product, 'bom-ref': 'product' } },
    components: parts.map((part, at) => ({ type: 'library', 'bom-ref': `c${at}`, ...part })),
  };
  return { name: `bill-${version}-${madeOn}.cdx.json`, bytes: new TextEncoder().encode(JSON.stringify(bill)) };
}

interface OsvOf {
  readonly aliases?: readonly string[];
  readonly name?: string;
  readonly fixed?: string;
  readonly modified?: string;
  readonly severity?: string;
  readonly withdrawn?: string;
}

/** Of npm, affected below `fixed`. */
export function osvRecord(
  id: string,
  { aliases = ['CVE-2026-41001'], name = 'parser', fixed = '1.2.0', modified = '2026-02-10', severity, withdrawn }: OsvOf = {},
): Advisory {
  const record = {
    ...{ schema_version: '1.7.0', id, modified: `${modified}T00:00:00Z`, summary: `${name} reads beyond its end`, aliases },
    ...(withdrawn === undefined ? {} : { withdrawn: `${withdrawn}T00:00:00Z` }),
    ...(severity === undefined ? {} : { severity: [{ type: 'CVSS_V3', score: severity }] }),
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }],
  };
  const [read] = [...readOsvDocument(record)];
  invariant(read?.kind === 'read', 'the record is read');
  return read.advisory;
}

/** @param product package URL of what it is about */
export function vexDocument(
  id: string,
  {
    status,
    product,
    on = '2026-02-20',
    cveId = 'CVE-2026-41001',
  }: { readonly status: string; readonly product: string; readonly on?: string; readonly cveId?: string },
): Advisory {
  const why =
    status === 'not_affected' ? { justification: 'vulnerable_code_not_in_execute_path', impact_statement: 'The pump never parses.' } : {};
  const read = readOpenVexDocument({
    ...{ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': id, author: 'Tarnmed', timestamp: `${on}T00:00:00Z`, version: 1 },
    statements: [{ vulnerability: { name: cveId }, products: [{ '@id': product }], status, ...why }],
  });
  invariant(read.kind === 'read', 'the document is read');
  return read.advisory;
}

export async function givePublished(node: TestNode, given: readonly Advisory[], brokenRules: readonly string[] = []): Promise<void> {
  const lines = given.map((advisory) => JSON.stringify({ advisory, brokenRules }));
  const response = await node.ask(node.localToken, 'POST', '/advisories', new TextEncoder().encode(lines.join('\n')));
  invariant(response.status === 200, `the advisories are taken: ${await response.clone().text()}`);
  await node.work();
}

/** And matches it. */
export async function giveBill(node: TestNode, file: ReturnType<typeof billFile>): Promise<void> {
  const report = await node.importFile(file);
  invariant(report.status === 'complete', `the bill is read: ${JSON.stringify(report)}`);
  await node.context.jobs.enqueueMatching(node.fresh.organisationId);
  await node.work();
}
