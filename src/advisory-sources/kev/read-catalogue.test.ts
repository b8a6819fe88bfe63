import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { repositoryFolder } from '#test/support/repository.ts';
import { readKevCatalogue } from './read-catalogue.ts';

const entry = (cveID: string, more: object = {}) => ({
  cveID,
  vendorProject: 'Maker',
  product: 'Ward monitor',
  vulnerabilityName: 'Maker Ward monitor lets anybody in',
  dateAdded: '2026-08-07',
  dueDate: '2026-08-10',
  requiredAction: 'Update.',
  knownRansomwareCampaignUse: 'Known',
  ...more,
});
const catalogue = (vulnerabilities: readonly object[], more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      catalogVersion: '2026.08.07',
      dateReleased: '2026-08-07T16:45:47.0648Z',
      count: vulnerabilities.length,
      vulnerabilities,
      ...more,
    }),
  );

describe('readKevCatalogue', () => {
  test('gives the entries with the due dates of the catalogue and the flag of ransomware', () => {
    const read = readKevCatalogue(
      catalogue([entry('CVE-2026-0001'), entry('CVE-2026-0002', { knownRansomwareCampaignUse: 'Unknown', dueDate: '2026-08-28' })]),
    );
    expect(read).toMatchObject({ edition: '2026.08.07', releasedAt: '2026-08-07T16:45:47.064Z' });
    expect(read.entries.map(({ cveId, dueOn, ransomware }) => [cveId, dueOn, ransomware])).toEqual([
      ['CVE-2026-0001', '2026-08-10', true],
      ['CVE-2026-0002', '2026-08-28', false],
    ]);
  });

  test.each([
    ['that ends early', catalogue([entry('CVE-2026-0001')]).subarray(0, 120), 'file-truncated'],
    ['that counts other than it says', catalogue([entry('CVE-2026-0001')], { count: 2 }), 'file-truncated'],
    ['with an entry without a due date', catalogue([entry('CVE-2026-0001', { dueDate: undefined })]), 'file-malformed'],
    ['with a day that is none', catalogue([entry('CVE-2026-0001', { dueDate: '2026-02-30' })]), 'file-malformed'],
    ['with NUL in a name', catalogue([entry('CVE-2026-0001', { product: 'a\u0000b' })]), 'file-malformed'],
    ['without a date', catalogue([], { dateReleased: 'yesterday' }), 'file-malformed'],
    ['that is something else', Buffer.from('{"feed":[]}'), 'file-format-mismatch'],
  ])('a catalogue %s is refused whole', (_, bytes, code) => {
    expect(() => readKevCatalogue(bytes)).toThrow(expect.objectContaining({ code }));
  });

  const folder = `${repositoryFolder}../shared/data/kev/`;
  const file = (name: string) => gunzipSync(readFileSync(`${folder}${name}.json.gz`));
  test.skipIf(!existsSync(folder))(
    'the public catalogues read whole, and the one that was cut off not at all (skipped where ../shared is absent)',
    () => {
      const old = readKevCatalogue(file('known_exploited_vulnerabilities'));
      const newer = readKevCatalogue(file('known_exploited_vulnerabilities-2026.08.07-mirror'));
      const ransomware = (one: typeof old) => one.entries.filter((entry) => entry.ransomware).length;
      expect([old.edition, old.entries.length, ransomware(old)]).toEqual(['2025.08.25', 1_404, 293]);
      expect([newer.edition, newer.entries.length, ransomware(newer)]).toEqual(['2026.08.07', 1_662, 338]);
      const days = ({ addedOn, dueOn }: (typeof newer.entries)[number]) => (Date.parse(dueOn) - Date.parse(addedOn)) / 86_400_000;
      expect(newer.entries.filter((one) => days(one) === 3)).toHaveLength(71);
      expect(() => readKevCatalogue(file('upstream-broken-2025-02-25-15200f91'))).toThrow(
        expect.objectContaining({ code: 'file-truncated' }),
      );
    },
  );
});
