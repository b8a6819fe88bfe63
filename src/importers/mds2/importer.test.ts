import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFile } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('a table of MDS2 forms', () => {
  it('is recognised, and gives a form per row with what was answered', async () => {
    const { importer, records, issues } = await parse('two-forms.csv');
    expect(importer.id).toBe('mds2');
    expect(records).toEqual([
      {
        kind: 'mds2',
        itemNumber: 1,
        vendor: 'Halden Medical',
        model: 'HA-20',
        version: '3.2',
        edition: 'HN 1-2019',
        formOn: '2026-02-01',
        answers: { auditLog: 'yes', autoLogoff: 'no', sbomAvailable: 'not-applicable' },
      },
      {
        kind: 'mds2',
        itemNumber: 2,
        vendor: 'Kardeon',
        model: 'M50',
        version: '',
        edition: 'HN 1-2019',
        formOn: null,
        answers: { auditLog: 'yes', autoLogoff: 'note', sbomAvailable: 'no' },
      },
    ]);
    expect(issues.map((issue) => issue.code)).toEqual(['column-not-read']);
  });

  it('knows questions by their Dutch words, refuses a row about no product, and leaves an unknown answer open', async () => {
    const { records, issues } = await parse('words-and-refusals.csv');
    expect(records).toMatchObject([
      { itemNumber: 1, answers: { auditLog: 'yes', encryptionAtRest: 'no' } },
      { itemNumber: 3, answers: { encryptionAtRest: 'not-applicable' } },
    ]);
    expect(issues.map(({ code, itemNumber }) => [code, itemNumber])).toEqual([
      ['row-without-model', 2],
      ['answer-unknown', 3],
    ]);
  });

  it('says which day it cannot read and which row does not fit', async () => {
    const strange = await parse('strange-day.csv');
    expect(strange.records).toMatchObject([{ formOn: null }]);
    expect(strange.issues.map((issue) => [issue.code, issue.path])).toEqual([['day-unreadable', 'formOn']]);
    const short = await parse('short-row.csv');
    expect(short.records).toMatchObject([{ itemNumber: 2, model: 'M70' }]);
    expect(short.issues.map((issue) => [issue.code, issue.line])).toEqual([['row-column-count', 2]]);
  });
});
