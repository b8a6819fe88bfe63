import { expect, test } from 'vitest';
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { mappingOf } from './mapping-table.tsx';

const preview: ImportPreview = {
  importer: 'csv',
  title: 'CSV',
  shape: 'register',
  columns: [
    { header: 'Naam', target: 'name', samples: [] },
    { header: 'Afd.', target: null, samples: [] },
  ],
  targets: [],
  problem: null,
};

test('nothing corrected: the node guesses as it showed', () => {
  expect(mappingOf(preview, {})).toBeNull();
});

test('a correction sends the whole mapping, with what was taken away left out', () => {
  expect(mappingOf(preview, { 'Afd.': 'department' })).toEqual({ name: 'Naam', department: 'Afd.' });
  expect(mappingOf(preview, { Naam: null, 'Afd.': 'name' })).toEqual({ name: 'Afd.' });
});
