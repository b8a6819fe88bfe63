/**
 * Documents of OpenVEX and CycloneDX VEX that others published, kept outside the repository: each is read, with so many statements, or
 * refused for a reason that a person agrees with.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkScores } from '#advisory-sources/check-scores.ts';
import { advisoryReaders } from '#advisory-sources/registry.ts';

const samples = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const folders = ['openvex', 'scans/openvex', 'cyclonedx-examples/VEX'];
const isThere = folders.every((folder) => existsSync(samples + folder));

/** No advisory, and why. */
const refused: Readonly<Record<string, RegExp>> = {
  // The schema of the format and the meaning of its words.
  'openvex/ns/v0.2.0/context.json': /no known format/,
  'openvex/openvex_json_schema.json': /no known format/,
  'openvex/vexctl/examples/csaf/sbom.spdx.json': /no known format/,
  // The bills that BOM-links lead to.
  'cyclonedx-examples/VEX/bom.json': /CycloneDX 1\.3, which says nothing of vulnerabilities/,
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-7/bom-1.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-7/bom-2.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-8/bom-1.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-8/bom-2.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-6/bom-1.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-6/bom-2.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-6/bom-3.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-9/bom-1.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-9/bom-2.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-9/bom-3.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-13/bom-1.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-13/bom-2.json': /names no vulnerabilities/,
  'cyclonedx-examples/VEX/Use-Cases/Case-13/bom-3.json': /names no vulnerabilities/,
};

/** Remarks that a document calls for. */
const remarked: Readonly<Record<string, readonly string[]>> = {
  'openvex/vexctl/pkg/ctl/testdata/test.vex.json': ['products-missing', 'products-missing'],
  // One of its nineteen ratings has no vector but a 0.
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-2/vex.json': ['vector-unreadable'],
  'cyclonedx-examples/VEX/CISA-Use-Cases/Case-3/vex.json': ['vector-unreadable'],
};

interface Told {
  readonly name: string;
  readonly kind: string;
  readonly statements: number;
  readonly refusal: string | null;
  readonly remarks: readonly string[];
}

function tell(name: string): Told {
  const json = JSON.parse(readFileSync(samples + name, 'utf8')) as unknown;
  const reader = advisoryReaders.find((one) => one.accepts(json));
  const [given] = reader?.read(json) ?? [];
  const kind = reader?.kind ?? '';
  if (given?.kind !== 'read') return { name, kind, statements: 0, refusal: given?.problem.message ?? 'no known format', remarks: [] };
  const { advisory, remarks } = checkScores(given.advisory);
  const codes = [...given.remarks, ...remarks].map(({ code }) => code).filter((code) => code !== 'id-missing');
  return { name, kind, statements: advisory.flaws.flatMap(({ statuses }) => statuses).length, refusal: null, remarks: codes };
}

const names = !isThere
  ? []
  : folders.flatMap((folder) =>
      readdirSync(samples + folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
        .map((entry) => path.relative(samples, path.join(entry.parentPath, entry.name))),
    );

describe.skipIf(!isThere)(isThere ? 'documents of VEX' : `documents of VEX, skipped because ${samples} is absent`, () => {
  const told = names.map(tell);

  it('are read, or refused for what they are', () => {
    const others = told.filter(({ name, refusal }) => (refusal === null) === Object.hasOwn(refused, name));
    expect(others).toEqual([]);
    expect(told.filter(({ name, refusal }) => refusal !== null && refused[name]?.test(refusal) !== true)).toEqual([]);
  });

  it('call for no remark beside those that a person would make', () => {
    const wrong = told.filter(({ name, remarks }) => JSON.stringify(remarks) !== JSON.stringify(remarked[name] ?? []));
    expect(wrong.map(({ name, remarks }) => [name, remarks])).toEqual([]);
  });

  // Documents and statements, held against a count of the raw files that knows no reader.
  it('hold as many statements as were counted in them', () => {
    const counts = Object.fromEntries(
      ['openvex', 'cyclonedx-vex', 'csaf'].map((kind) => {
        const read = told.filter((one) => one.kind === kind && one.refusal === null);
        return [kind, [read.length, read.reduce((sum, { statements }) => sum + statements, 0)]];
      }),
    );
    expect(counts).toEqual({ openvex: [17, 25], 'cyclonedx-vex': [25, 196], csaf: [2, 2] });
  });
});
