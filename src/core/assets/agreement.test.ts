import { describe, expect, it } from 'vitest';
import { discovers, fold, lines, registers, says, snapshots } from '../../../test/support/asset-evidence.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import { agreementOf } from './agreement.ts';

const speaking = (...said: (readonly [source: string, facts: AssetFacts])[]) =>
  said.map(([source, facts]) => ({ stream: { source }, facts }));

describe('whether sources agree', () => {
  it('is asked of one source only where no other speaks, also when it speaks in two roles', () => {
    expect(agreementOf([])).toBe('one-source');
    expect(agreementOf(speaking(['cmdb', { vendor: 'Voorbeeld' }]))).toBe('one-source');
    expect(agreementOf(speaking(['glpi', { vendor: 'Voorbeeld' }], ['glpi', { vendor: 'Anders' }]))).toBe('one-source');
  });

  it('takes what is spelt otherwise for the same', () => {
    const one: AssetFacts = { serialNumber: 'ab 12', hostName: 'CT-01.hospital.example', vendor: 'Voorbeeld B.V.' };
    const other: AssetFacts = { serialNumber: 'AB12', hostName: 'ct-01', vendor: 'voorbeeld' };
    expect(agreementOf(speaking(['cmdb', one], ['nmap', other]))).toBe('agrees');
  });

  it('differs as soon as one key field does, whichever source says it', () => {
    const same: AssetFacts = { model: 'PX800', department: 'IC' };
    expect(agreementOf(speaking(['cmdb', same], ['ultimo', same], ['glpi', { ...same, department: 'OK' }]))).toBe('differs');
  });

  it('says neither of sources that name no key field in common', () => {
    expect(agreementOf(speaking(['cmdb', { model: 'PX800' }], ['nmap', { hostName: 'pump-1', ipAddresses: ['10.0.0.1'] }]))).toBe(
      'nothing-in-common',
    );
  });

  it('compares no names, numbers of the register, addresses, classes and operating systems', () => {
    const one: AssetFacts = {
      hostName: 'a',
      name: 'Pomp 1',
      assetTag: '1',
      ipAddresses: ['10.0.0.1'],
      class: 'medical',
      operatingSystem: 'Linux',
    };
    const other: AssetFacts = {
      hostName: 'a',
      name: 'Pump',
      assetTag: '2',
      ipAddresses: ['10.0.0.9'],
      class: 'server',
      operatingSystem: 'Windows',
    };
    expect(agreementOf(speaking(['cmdb', one], ['nmap', other]))).toBe('agrees');
  });
});

describe('agreement over time', () => {
  it('changes when a source joins, corrects itself, and drops the asset', () => {
    const { versions } = fold({
      claims: [
        says('cmdb', '01-05', { name: 'Pump 1', department: 'IC' }),
        says('ultimo', '02-01', { name: 'Pump 1', department: 'OK' }),
        says('ultimo', '03-01', { name: 'Pump 1', department: 'ic' }),
      ],
      sightings: [...registers('cmdb', '01-05', '05-05'), ...registers('ultimo', '02-01', '03-01')],
      snapshots: [...snapshots('cmdb', '01-05', '05-05'), ...snapshots('ultimo', '02-01', '03-01', '04-01')],
    });
    expect(lines(versions, 'agreement')).toEqual([
      '2026-01-05 2026-02-01 one-source',
      '2026-02-01 2026-03-01 differs',
      '2026-03-01 2026-04-01 agrees',
      '2026-04-01 … one-source',
    ]);
  });

  it('leaves out a discovery source that others outlived by 90 days', () => {
    const { versions } = fold({
      claims: [says('scan-a', '01-01', { hostName: 'old-name' }), says('scan-b', '01-02', { hostName: 'new-name' })],
      sightings: [...discovers('scan-a', '01-01'), ...discovers('scan-b', '01-02', '03-01', '05-01')],
    });
    expect(lines(versions, 'agreement')).toEqual([
      '2026-01-01 2026-01-02 one-source',
      '2026-01-02 2026-05-01 differs',
      '2026-05-01 … one-source',
    ]);
  });

  it('is of what sources say, not of what a person stated instead', () => {
    const claims = [says('cmdb', '01-05', { department: 'IC' }), says('ultimo', '01-05', { department: 'OK' })];
    const sightings = [...registers('cmdb', '01-05'), ...registers('ultimo', '01-05')];
    const statements = [{ batchId: '1', statedAt: says('cmdb', '02-01', {}).observedAt, facts: { department: 'SEH' } }];
    const { versions } = fold({ claims, sightings, statements });
    expect(lines(versions, 'department', 'agreement')).toEqual(['2026-01-05 2026-02-01 IC differs', '2026-02-01 … SEH differs']);
  });
});
