import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingHeaders, foldHeader, guessMapping, registerHeaders } from './headers.ts';

describe('guessMapping', () => {
  it('reads a Dutch asset list', () => {
    const guess = guessMapping([
      'Inventarisnummer',
      'Naam',
      'Soort',
      'Merk',
      'Type',
      'Softwareversie',
      'Afdeling',
      'Klinisch niveau',
      'VLAN',
      'Blootstelling',
      'Beheerder',
      'Einde ondersteuning',
      'Status',
      'Serienummer (SN)',
      'Computernaam',
      'Domein',
      'IP-adres',
      'MAC_adres',
      'UDI-DI',
      'Besturingssysteem',
      'Ruimte',
      'Aanschafwaarde',
    ]);
    expect(guess.shape).toBe('register');
    expect(guess.mapping).toEqual({
      assetTag: 'Inventarisnummer',
      name: 'Naam',
      class: 'Soort',
      vendor: 'Merk',
      model: 'Type',
      softwareVersion: 'Softwareversie',
      department: 'Afdeling',
      tier: 'Klinisch niveau',
      segment: 'VLAN',
      exposure: 'Blootstelling',
      owner: 'Beheerder',
      supportEndOn: 'Einde ondersteuning',
      lifecycle: 'Status',
      serialNumber: 'Serienummer (SN)',
      hostName: 'Computernaam',
      domain: 'Domein',
      ipAddresses: 'IP-adres',
      macAddresses: 'MAC_adres',
      udiDi: 'UDI-DI',
      operatingSystem: 'Besturingssysteem',
      location: 'Ruimte',
    });
    expect(guess.unmapped).toEqual(['Aanschafwaarde']);
    expect(guess.ambiguous).toEqual([]);
  });

  it('reads an English asset list in whatever way the words are joined', () => {
    const guess = guessMapping([
      'assetTag',
      'Device Name',
      'ASSET_TYPE',
      'Manufacturer',
      'Model No.',
      'Serial',
      'IPAddress',
      'EOL Date',
      'Can be scanned',
    ]);
    expect(guess.mapping).toEqual({
      assetTag: 'assetTag',
      name: 'Device Name',
      class: 'ASSET_TYPE',
      vendor: 'Manufacturer',
      model: 'Model No.',
      serialNumber: 'Serial',

      ipAddresses: 'IPAddress',
      supportEndOn: 'EOL Date',
      scannable: 'Can be scanned',
    });
  });

  it('prefers the manufacturer to the supplier, and says that both fitted', () => {
    const guess = guessMapping(['Leverancier', 'Naam', 'Fabrikant']);
    expect(guess.mapping['vendor']).toBe('Fabrikant');
    expect(guess.ambiguous).toEqual([{ target: 'vendor', headers: ['Fabrikant', 'Leverancier'] }]);
    expect(guessMapping(['Leverancier', 'Naam']).mapping['vendor']).toBe('Leverancier');
  });

  it('takes "Type" as the model, and as the class where a model stands beside it', () => {
    expect(guessMapping(['Naam', 'Type']).mapping).toEqual({ name: 'Naam', model: 'Type' });
    expect(guessMapping(['Naam', 'Type', 'Model']).mapping).toEqual({ name: 'Naam', class: 'Type', model: 'Model' });
  });

  it('knows a scanner export by host, check and severity, where "Name" is the title', () => {
    const guess = guessMapping([
      'Plugin ID',
      'CVE',
      'CVSS',
      'Risk',
      'Host',
      'Protocol',
      'Port',
      'Name',
      'Solution',
      'CVSS v3.0 Base Score',
    ]);
    expect(guess.shape).toBe('findings');
    expect(guess.mapping).toMatchObject({
      checkId: 'Plugin ID',
      title: 'Name',
      severity: 'Risk',
      cvssScore: 'CVSS v3.0 Base Score',
      cvss2Score: 'CVSS',
    });
  });

  it.each([
    [['Kleur', 'Prijs']],
    [['Title', 'Severity', 'Url', 'Name']],
    [['Omschrijving', 'Bedrag']],
    [['Fabrikant', 'Model', 'Afdeling']],
    [['']],
    [[]],
  ])('sees no assets in %j', (headers) => {
    expect(guessMapping(headers).shape).toBeNull();
  });

  it('takes a description as the name only beside something that tells assets apart', () => {
    expect(guessMapping(['Omschrijving', 'Objectnummer'])).toMatchObject({ shape: 'register', mapping: { name: 'Omschrijving' } });
  });
});

describe('the tables of headers', () => {
  it.each([
    ['register', registerHeaders],
    ['findings', findingHeaders],
  ])('hold only folded headers, each once per target (%s)', (_shape, table) => {
    for (const known of Object.values(table)) {
      expect(known).toEqual(known.map(foldHeader));
      expect(new Set(known).size).toBe(known.length);
    }
  });

  it('are explained in the README, every target and every header', () => {
    const readme = readFileSync(new URL('../csv/README.md', import.meta.url), 'utf8');
    const section = (title: string): string => readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const [title, table] of [
      ['Asset list', registerHeaders],
      ['Scanner export', findingHeaders],
    ] as const) {
      const rows = new Map(
        section(title)
          .split('\n')
          .map((line) => [/^\| `(\w+)`/.exec(line)?.[1], line] as const),
      );
      for (const [target, known] of Object.entries(table)) {
        const listed = (rows.get(target)?.split('|')[2] ?? '').split(',').map((header) => header.trim());
        expect([target, listed]).toEqual([target, [...known]]);
      }
    }
  });
});
