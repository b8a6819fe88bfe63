import { describe, expect, test } from 'vitest';
import {
  checkMappingSettings,
  MappingProfile,
  mappingProfileSchemaId,
  settingsOf,
  slugOfName,
  type MappingField,
} from './mapping-profile.ts';

const field = (name: string, rest: Partial<MappingField> = {}): MappingField => ({
  field: name,
  label: { en: name, nl: name },
  kind: 'text',
  choices: [],
  isIdentity: false,
  ...rest,
});
const fields = [
  field('serialNumber', { isIdentity: true }),
  field('class', { kind: 'choice', choices: [{ value: 'medical', label: { en: 'medical', nl: 'medisch' } }] }),
  field('scannable', { kind: 'boolean' }),
  field('tier', { kind: 'tier' }),
  field('supportEndOn', { kind: 'day' }),
];
const profile = (rest: object) => MappingProfile.parse({ name: 'CMMS', columns: [{ header: 'SN', field: 'serialNumber' }], ...rest });
const faults = (rest: object) => checkMappingSettings(settingsOf(profile(rest)), fields).map(({ path, message }) => `${path}: ${message}`);

describe('a profile as a file', () => {
  test('fills in what is left out, and says which form it has', () => {
    expect(profile({})).toEqual({
      $schema: mappingProfileSchemaId,
      name: 'CMMS',
      role: 'register',
      sheet: null,
      headerRow: null,
      columns: [{ header: 'SN', field: 'serialNumber', required: false }],
      fixed: {},
      translations: {},
      dayOrder: null,
      source: null,
      partial: false,
    });
  });

  test('of another version, or with a member that nobody knows, is refused at that member', () => {
    const refused = MappingProfile.safeParse({ $schema: 'urn:cybermetrics:mapping-profile:2', name: 'a', columns: 'all', colour: 'red' });
    expect(refused.error?.issues.map(({ path, code }) => [path.join('.'), code])).toEqual(
      expect.arrayContaining([
        ['$schema', 'invalid_value'],
        ['columns', 'invalid_type'],
        ['', 'unrecognized_keys'],
      ]),
    );
  });

  test('written and read again is the same', () => {
    const written = profile({ fixed: { class: 'medical' }, translations: { tier: { 'Klasse A': '1', nvt: null } }, dayOrder: 'day-first' });
    expect(MappingProfile.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
  });
});

describe('faults of settings', () => {
  test('none where every field exists and every value may stand there', () => {
    expect(
      faults({
        fixed: { class: 'medical', tier: '2', scannable: 'false', supportEndOn: '2030-01-01' },
        translations: { class: { 'Klasse IIb': 'medical', Kast: null } },
      }),
    ).toEqual([]);
  });

  test('name the place and what may stand there', () => {
    expect(
      faults({
        columns: [
          { header: 'SN', field: 'serialNumber' },
          { header: ' sn ', field: 'serialNumber' },
          { header: 'Soort', field: 'clas' },
        ],
        fixed: { class: 'medisch', serialNumber: 'X1', colour: 'red', tier: '5', supportEndOn: '2030' },
        translations: { class: { kast: 'furniture' }, smell: { a: 'b' } },
      }),
    ).toEqual([
      'columns[1]: "sn" is read as serialNumber at columns[0] already',
      expect.stringMatching(/^columns\[2\]\.field: there is no field "clas" in a table of this role; the nearest are class,/),
      'fixed.class: "medisch" is none of medical',
      'fixed.serialNumber: serialNumber tells one asset from another, so it cannot be the same for every row',
      expect.stringMatching(/^fixed\.colour: there is no field "colour"/),
      'fixed.tier: "5" is none of 1, 2, 3, 4',
      'fixed.supportEndOn: "2030" is no day; write YYYY-MM-DD',
      'translations.class.kast: "furniture" is none of medical',
      expect.stringMatching(/^translations\.smell: there is no field "smell"/),
    ]);
  });

  test('a table without a row of headers has no number of it', () => {
    const columns = [{ header: 'Kolom 1', field: 'serialNumber' }];
    expect(faults({ columns, headerless: true, headerRow: 2 })).toEqual([expect.stringMatching(/^headerRow: a table without/)]);
    expect(faults({ columns, headerless: true })).toEqual([]);
  });

  test('one column must tell one asset from another', () => {
    expect(faults({ columns: [], headerless: true })).toEqual([expect.stringMatching(/^columns: no column tells one asset/)]);
    expect(faults({ columns: [{ header: 'Soort', field: 'class' }] })).toEqual([
      'columns: no column tells one asset from another; map one of serialNumber',
    ]);
  });
});

test.each([
  ['CMDB Medische Techniek', 'cmdb-medische-techniek'],
  ['  Röntgen & Écho (2026) ', 'rontgen-echo-2026'],
  ['../../etc', 'etc'],
  ['漢字', ''],
  ['a'.repeat(59) + ' b', 'a'.repeat(59)],
])('the profile %s is called %s in addresses and folders', (name, slug) => {
  expect(slugOfName(name)).toBe(slug);
});
