import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetFacts } from '../imports/imported-record.ts';
import { foldVendor, identifiersOf } from './identifiers.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

const usable = (facts: AssetFacts): string[] => identifiersOf(facts, 'cmdb').usable.map((one) => `${one.kind}|${one.scope}|${one.value}`);
const refusal = (facts: AssetFacts): string[] =>
  identifiersOf(facts, 'cmdb').refused.map((one) => `${one.kind}|${one.value}|${one.reason}`);

describe('identifiersOf', () => {
  it('reads every kind, strong to weak, in one spelling', () => {
    const facts: AssetFacts = {
      vendor: 'B. Braun Melsungen AG',
      serialNumber: 'SN 48 213',
      assetTag: 'MT-0042 ',
      hostName: 'PUMP-12',
      domain: 'Ziekenhuis.Example.',
      ipAddresses: ['10.1.2.3', '2001:DB8:0:0::1'],
      macAddresses: ['00-1B-21-AA-BB-CC', '001b.21aa.bbcd'],
    };
    expect(usable(facts)).toEqual([
      'tag|cmdb|mt-0042',
      'serial|b braun melsungen|sn48213',
      'mac||001b21aabbcc',
      'mac||001b21aabbcd',
      'host|ziekenhuis.example|pump-12',
      'ip|cmdb|10.1.2.3',
      'ip|cmdb|2001:db8::1',
    ]);
    expect(refusal(facts)).toEqual([]);
  });

  it('finds nothing in a UDI-DI: it names a model', () => {
    expect(identifiersOf({ udiDi: '04046963443210', model: 'Infusomat' }, 'cmdb')).toEqual({ usable: [], refused: [] });
  });

  it('says one identifier once', () => {
    expect(usable({ macAddresses: ['00:1b:21:aa:bb:cc', '001B21AABBCC'] })).toEqual(['mac||001b21aabbcc']);
  });

  it.each<[string, AssetFacts, string]>([
    ['a serial number without vendor', { serialNumber: 'SN48213' }, 'serial|SN48213|no-vendor'],
    ['a serial number whose vendor says nothing', { serialNumber: 'SN48213', vendor: 'Onbekend' }, 'serial|SN48213|no-vendor'],
    [
      'a filler for a serial number',
      { serialNumber: 'To be filled by O.E.M.', vendor: 'Dell' },
      'serial|To be filled by O.E.M.|placeholder',
    ],
    ['a serial number of two characters', { serialNumber: 'A1', vendor: 'Dell' }, 'serial|A1|too-short'],
    ['a locally administered MAC address', { macAddresses: ['02:42:ac:11:00:02'] }, 'mac|02:42:ac:11:00:02|locally-administered'],
    ['a multicast MAC address', { macAddresses: ['01:00:5e:00:00:fb'] }, 'mac|01:00:5e:00:00:fb|multicast'],
    ['a MAC address of zeros', { macAddresses: ['00:00:00:00:00:00'] }, 'mac|00:00:00:00:00:00|placeholder'],
    ['the broadcast MAC address', { macAddresses: ['ff-ff-ff-ff-ff-ff'] }, 'mac|ff-ff-ff-ff-ff-ff|placeholder'],
    ['a MAC address of a virtual router', { macAddresses: ['00:00:5e:00:01:0a'] }, 'mac|00:00:5e:00:01:0a|virtual-router'],
    ['half a MAC address', { macAddresses: ['00:1b:21'] }, 'mac|00:1b:21|malformed'],
    ['localhost', { hostName: 'localhost.localdomain' }, 'host|localhost.localdomain|generic-name'],
    ['a host name that came with the box', { hostName: 'RASPBERRYPI' }, 'host|RASPBERRYPI|generic-name'],
    ['an unknown host', { hostName: 'unknown' }, 'host|unknown|placeholder'],
    ['an address in the place of a host name', { hostName: '10.1.2.3' }, 'host|10.1.2.3|address-like'],
    ['a host name made from an address', { hostName: 'dhcp-10-1-2-3.example.org' }, 'host|dhcp-10-1-2-3.example.org|address-like'],
    ['a loopback address', { ipAddresses: ['127.0.0.1'] }, 'ip|127.0.0.1|loopback'],
    ['a link-local address', { ipAddresses: ['169.254.1.1'] }, 'ip|169.254.1.1|link-local'],
    ['0.0.0.0', { ipAddresses: ['0.0.0.0'] }, 'ip|0.0.0.0|unspecified'],
    ['something else in the place of an address', { ipAddresses: ['DHCP'] }, 'ip|DHCP|malformed'],
    ['an asset number that says nothing', { assetTag: 'n.v.t.' }, 'tag|n.v.t.|placeholder'],
  ])('refuses %s', (_case, facts, expected) => {
    expect(usable(facts)).toEqual([]);
    expect(refusal(facts)).toEqual([expected]);
  });

  it('refuses the addresses of a register: they are somebody else’s tomorrow', () => {
    expect(identifiersOf({ ipAddresses: ['10.1.2.3'] }, 'cmdb', 'register')).toEqual({
      usable: [],
      refused: [{ kind: 'ip', value: '10.1.2.3', reason: 'register-address' }],
    });
  });

  it.each<[string, AssetFacts, string]>([
    ['in its own column', { hostName: 'Pump12', domain: 'zh.example' }, 'host|zh.example|pump12'],
    ['that begins like the host name', { hostName: 'zh.zh.example' }, 'host|zh.example|zh'],
    ['in the host name', { hostName: 'Pump12.ZH.example' }, 'host|zh.example|pump12'],
    ['as a full name in the domain column', { hostName: 'PUMP12', domain: 'pump12.zh.example' }, 'host|zh.example|pump12'],
    ['as a work group, which counts as unknown', { hostName: 'PUMP12', domain: 'WORKGROUP' }, 'host||pump12'],
    ['as a NetBIOS domain, which counts as unknown', { hostName: 'PUMP12', domain: 'ZHNET' }, 'host||pump12'],
    ['as multicast DNS, which counts as unknown', { hostName: 'pump12.local' }, 'host||pump12'],
    ['nowhere', { hostName: 'pump12' }, 'host||pump12'],
  ])('reads a domain %s', (_case, facts, expected) => {
    expect(usable(facts)).toEqual([expected]);
  });

  it('reads its own output as the same again', () => {
    const mac = fc
      .uint8Array({ minLength: 6, maxLength: 6 })
      .map((bytes) => Buffer.from(bytes).toString('hex').match(/../g)?.join(':') ?? '');
    const facts = fc.record({
      hostName: fc.domain(),
      vendor: fc.string(),
      serialNumber: fc.string(),
      assetTag: fc.string(),
      macAddresses: fc.array(mac),
    });
    fc.assert(
      fc.property(facts, (written) => {
        const first = identifiersOf(written, 's').usable;
        const value = (kind: string): string[] => first.filter((one) => one.kind === kind).map((one) => one.value);
        const scope = (kind: string): string | undefined => first.find((one) => one.kind === kind)?.scope;
        const [serialNumber, assetTag, hostName] = [value('serial')[0], value('tag')[0], value('host')[0]];
        const again: AssetFacts = {
          ...(serialNumber === undefined ? {} : { serialNumber, vendor: scope('serial') ?? '' }),
          ...(assetTag === undefined ? {} : { assetTag }),
          ...(hostName === undefined ? {} : { hostName: `${hostName}.${scope('host') ?? ''}` }),
          macAddresses: value('mac'),
        };
        expect(identifiersOf(again, 's')).toEqual({ usable: first, refused: [] });
      }),
      { numRuns: 1000, seed },
    );
  });
});

describe('foldVendor', () => {
  it.each([
    ['Dell Inc.', 'dell'],
    ['DELL', 'dell'],
    ['Philips Medical Systems B.V.', 'philips medical systems'],
    ['Dräger', 'drager'],
    ['GE Healthcare', 'ge healthcare'],
    ['Drägerwerk AG & Co. KGaA', 'dragerwerk'],
    ['AG', 'ag'],
  ])('writes %s as %s', (vendor, expected) => {
    expect(foldVendor(vendor)).toBe(expected);
  });
});
