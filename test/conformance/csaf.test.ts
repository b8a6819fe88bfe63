/**
 * The test documents of the CSAF committee, kept outside the repository: each is read, and the rule it was made for tells of it
 * or not, as the committee's index says. What is not so stands in `csaf-exceptions.ts` with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsafDocument } from '#advisory-sources/csaf/read-document.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import { repositoryFolder } from '../support/repository.ts';
import { exceptions, falseAlarms, missedAtMost, refusedByOthers } from './csaf-exceptions.ts';

const folder = `${repositoryFolder}../shared/data/csaf-spec/`;

interface Index {
  readonly tests: readonly {
    readonly id: string;
    readonly group: string;
    readonly failures?: readonly Named[];
    readonly valid?: readonly Named[];
  }[];
}
interface Named {
  readonly name: string;
}

function* documentsOf(version: '2.0' | '2.1') {
  const data = `${folder}csaf_${version}/test/validator/data/`;
  const index = JSON.parse(readFileSync(`${data}testcases.json`, 'utf8')) as Index;
  for (const { id, group, failures = [], valid = [] } of index.tests)
    for (const { name, isValid } of [
      ...failures.map(({ name }) => ({ name, isValid: false })),
      ...valid.map(({ name }) => ({ name, isValid: true })),
    ])
      yield { id, group, name, isValid, json: JSON.parse(readFileSync(data + name, 'utf8')) as unknown };
}

const count = (counts: Record<string, number>, key: string) => {
  counts[key] = (counts[key] ?? 0) + 1;
};

describe.skipIf(!existsSync(folder))('test documents of the CSAF committee (skipped where ../shared is absent)', () => {
  test.each([
    ['2.0', 239],
    ['2.1', 856],
  ] as const)('all %s documents can be read, valid or not, and valid ones point nowhere that is not there', (version, documents) => {
    const refused: string[] = [];
    const remarked: Record<string, number> = {};
    let read = 0;
    for (const { id, name, json, isValid } of documentsOf(version)) {
      const document = readCsafDocument(json);
      if (document.kind === 'refused') refused.push(`${name}: ${document.problem.message}`);
      else read += 1;
      if (document.kind === 'read' && isValid) for (const { code } of document.remarks) count(remarked, `${id} ${code}`);
    }
    expect(refused).toEqual([]);
    expect(read).toBe(documents);
    expect(remarked).toEqual(version === '2.0' ? {} : remarkedOf21);
  });

  test.each(['2.0', '2.1'] as const)(
    'rules of %s tell of the documents that they should, but for the exceptions',
    { timeout: 120_000 },
    async (version) => {
      const missed: Record<string, number> = {};
      const alarms: Record<string, number> = {};
      const refused: string[] = [];
      for (const { id, group, name, isValid, json } of documentsOf(version)) {
        if (group === 'informative') continue;
        const verdict = await validateCsafDocument(json, { withRecommended: true });
        const told = new Set([...(verdict?.failures ?? []), ...(verdict?.warnings ?? [])].map(({ ruleId }) => ruleId));
        // 6.1.8 is the schema's own rule about scores.
        const isTold = told.has(id) || (id === '6.1.8' && told.has('schema'));
        if (!isValid && !isTold) count(missed, id);
        if (isValid && isTold) count(alarms, id);
        if (isValid && group === 'mandatory' && verdict?.failures.length !== 0) refused.push(name.slice(-14, -5).replace(/^-/, ''));
      }
      expect(missed).toEqual(Object.assign({}, ...exceptions[version].map((exception) => exception.missed)));
      expect(alarms).toEqual(falseAlarms[version]);
      expect(refused).toEqual(version === '2.0' ? refusedByOthers : []);
      expect(Object.values(missed).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(missedAtMost[version]);
    },
  );
});

/** Remarks on valid documents of 2.1, by the rule they were made for: product ids that only rules of the draft allow to stand so. */
const remarkedOf21: Readonly<Record<string, number>> = {
  '6.1.27.13 product-repeated': 1,
  '6.1.27.13 product-unknown': 1,
  '6.1.50 product-repeated': 2,
  '6.3.21.1 product-unknown': 1,
};
