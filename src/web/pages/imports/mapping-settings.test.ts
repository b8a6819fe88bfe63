import { expect, test } from 'vitest';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import {
  guessedReading,
  readingQuery,
  settingsShown,
  withField,
  withFixed,
  withHeaders,
  withoutHeaders,
  withTranslation,
} from './mapping-settings.ts';

const settings = MappingSettings.parse({
  columns: [
    { header: 'Naam', field: 'name' },
    { header: 'SN', field: 'serialNumber', required: true },
  ],
});
const pairs = (changed: MappingSettings) => changed.columns.map(({ header, field }) => [header, field]);

test('a field is read from one column: choosing it here takes it away there, and keeps the place', () => {
  expect(pairs(withField(settings, 'Naam', 'serialNumber'))).toEqual([['Naam', 'serialNumber']]);
  expect(pairs(withField(settings, 'naam', 'assetTag'))).toEqual([
    ['naam', 'assetTag'],
    ['SN', 'serialNumber'],
  ]);
  expect(pairs(withField(settings, 'Plek', 'location'))).toEqual([...pairs(settings), ['Plek', 'location']]);
  expect(pairs(withField(settings, 'SN', null))).toEqual([['Naam', 'name']]);
});

test('a column that is required stays so when its field changes', () => {
  expect(withField(settings, 'SN', 'assetTag').columns[1]).toEqual({ header: 'SN', field: 'assetTag', required: true });
});

test('a word has one translation, whatever its case, and none when it is taken away', () => {
  const once = withTranslation(settings, { field: 'lifecycle', word: 'In gebruik MT' }, 'in-use');
  const twice = withTranslation(once, { field: 'lifecycle', word: 'in gebruik mt' }, null);
  expect(twice.translations).toEqual({ lifecycle: { 'in gebruik mt': null } });
  expect(withTranslation(twice, { field: 'lifecycle', word: 'IN GEBRUIK MT' }, undefined).translations).toEqual({});
});

test('a fixed value is set, changed and taken away', () => {
  const fixed = withFixed(settings, 'class', 'medical');
  expect(withFixed(fixed, 'class', 'other').fixed).toEqual({ class: 'other' });
  expect(withFixed(fixed, 'class', '').fixed).toEqual({});
});

test('an address carries nothing for a guess, the name of a profile, or only what was changed', () => {
  expect(readingQuery(guessedReading)).toEqual({});
  expect(readingQuery({ profile: 'netbox', settings: null })).toEqual({ profile: 'netbox' });
  const { settings: text } = readingQuery({ profile: 'netbox', settings: withFixed(settings, 'class', 'medical') });
  expect(JSON.parse(text ?? '')).toEqual({
    role: 'register',
    columns: [
      { header: 'Naam', field: 'name' },
      { header: 'SN', field: 'serialNumber', required: true },
    ],
    fixed: { class: 'medical' },
  });
  expect(MappingSettings.parse(JSON.parse(text ?? ''))).toEqual(withFixed(settings, 'class', 'medical'));
});

test('a table of which nothing is known begins with no column', () => {
  expect(settingsShown({ settings: null, shape: null })).toMatchObject({ role: 'register', columns: [] });
});

test('without a row of headers the columns are told by their number, and with it they are asked anew', () => {
  const headerless = withoutHeaders({ ...settings, headerRow: 3 }, ['Kleur', 'SN', 'Naam']);
  expect(headerless).toMatchObject({ headerless: true, headerRow: null });
  expect(pairs(headerless)).toEqual([
    ['Column 3', 'name'],
    ['Column 2', 'serialNumber'],
  ]);
  expect(pairs(withoutHeaders(settings, ['10.0.0.1']))).toEqual([]);
  const { settings: text } = readingQuery({ profile: null, settings: withoutHeaders(settings, []) });
  expect(JSON.parse(text ?? '')).toEqual({ role: 'register', columns: [], headerless: true });
  expect(withHeaders(headerless)).toEqual({ ...settings, columns: [] });
});
