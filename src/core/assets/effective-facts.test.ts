import { describe, expect, it } from 'vitest';
import { discovers, fold, lines, on, registers, says, snapshots } from '../../../test/support/asset-evidence.ts';
import type { AssetFacts } from '../imports/imported-record.ts';

describe('the facts in force', () => {
  it('believes a register before a scan, and takes from the scan what no register says', () => {
    const { versions, latest } = fold({
      claims: [
        says('cmdb', '01-05', { name: 'Pump 1', vendor: 'B. Braun', department: 'IC' }),
        says('scan', '02-01', { vendor: 'Intel', hostName: 'pump-1', operatingSystem: 'Linux 5' }),
      ],
    });
    expect(lines(versions, 'vendor', 'department', 'scannable')).toEqual([
      '2026-01-05 2026-02-01 B. Braun IC false',
      '2026-02-01 … B. Braun IC true',
    ]);
    expect(latest).toMatchObject({
      hostName: 'pump-1',
      operatingSystem: 'Linux 5',
      sourceCount: 2,
      conflictCount: 1,
      firstSeenAt: on('01-05'),
    });
  });

  it('believes the scan for the IP address: a register does not know the address of the day', () => {
    const claims = [
      says('cmdb', '03-05', { name: 'A', ipAddresses: ['10.0.0.1'] }),
      says('scan', '02-01', { ipAddresses: ['10.0.0.9', '10.0.0.8'] }),
    ];
    expect(fold({ claims }).latest.ipAddress).toBe('10.0.0.9');
  });

  it('believes the register that spoke last, and does not swing when both only repeat themselves', () => {
    const { versions } = fold({
      claims: [says('cmdb', '01-01', { name: 'A', department: 'IC' }, '06-01'), says('ultimo', '01-15', { department: 'OK' }, '06-15')],
      sightings: [...registers('cmdb', '01-01', '02-01', '03-01', '06-01'), ...registers('ultimo', '01-15', '02-15', '06-15')],
    });
    expect(lines(versions, 'department')).toEqual(['2026-01-01 2026-01-15 IC', '2026-01-15 … OK']);
  });

  it('goes back to the register that still has the asset when the other drops it', () => {
    const { versions } = fold({
      claims: [says('cmdb', '01-01', { name: 'A', department: 'IC' }), says('ultimo', '01-15', { department: 'OK' })],
      sightings: [...registers('cmdb', '01-01'), ...registers('ultimo', '01-15')],
      snapshots: snapshots('ultimo', '01-15', '02-15'),
    });
    expect(lines(versions, 'department')).toEqual(['2026-01-01 2026-01-15 IC', '2026-01-15 2026-02-15 OK', '2026-02-15 … IC']);
  });

  it('stops believing a scanner that the others have outlived by 90 days, until it is back', () => {
    const { versions } = fold({
      claims: [
        says('scan-a', '01-01', { hostName: 'x', class: 'server' }, '07-01'),
        says('scan-b', '01-10', { class: 'printer' }, '09-01'),
      ],
      sightings: [...discovers('scan-a', '01-01', '03-01', '05-01', '07-01'), ...discovers('scan-b', '01-10', '09-01')],
    });
    // 10 January + 90 days = 10 April: the first look of scan-a after that is 1 May.
    const classes = lines(versions, 'class').filter((line, index, all) => line.split(' ')[2] !== all[index - 1]?.split(' ')[2]);
    expect(classes.map((line) => [line.split(' ')[0], line.split(' ')[2]])).toEqual([
      ['2026-01-01', 'server'],
      ['2026-01-10', 'printer'],
      ['2026-05-01', 'server'],
      ['2026-09-01', 'printer'],
    ]);
  });

  it('lets a source take back what it said', () => {
    const { versions } = fold({ claims: [says('cmdb', '01-01', { name: 'A', owner: 'Jansen' }), says('cmdb', '02-01', { name: 'A' })] });
    expect(lines(versions, 'owner')).toEqual(['2026-01-01 2026-02-01 Jansen', '2026-02-01 … null']);
  });

  it('takes N/A for nothing said', () => {
    const { versions, conflicts } = fold({
      claims: [says('cmdb', '01-01', { name: 'A', vendor: 'N/A', version: '1' }), says('scan', '01-01', { vendor: 'Philips' })],
    });
    expect(lines(versions, 'vendor', 'version')).toEqual(['2026-01-01 … Philips 1']);
    expect(conflicts).toEqual([]);
  });

  it('makes no version of what only moves at each sighting', () => {
    const claims = [
      says('scan', '01-01', { hostName: 'a', ipAddresses: ['10.0.0.1'] }),
      says('scan', '01-15', { hostName: 'a', ipAddresses: ['10.0.0.2'] }),
    ];
    const { versions, latest } = fold({ claims });
    expect(versions).toHaveLength(1);
    expect(latest.ipAddress).toBe('10.0.0.2');
  });

  it.each<[string, AssetFacts, string]>([
    ['its name', { name: 'Pump 1', hostName: 'pump-1' }, 'Pump 1'],
    ['its host name', { hostName: 'pump-1', vendor: 'B. Braun' }, 'pump-1'],
    ['vendor and model', { vendor: 'B. Braun', model: 'Infusomat', serialNumber: '123' }, 'B. Braun Infusomat'],
    ['its model alone', { model: 'Infusomat' }, 'Infusomat'],
    ['its serial number', { serialNumber: 'SN-1', ipAddresses: ['10.0.0.1'] }, 'SN-1'],
    ['its address', { ipAddresses: ['10.0.0.1', '10.0.0.2'] }, '10.0.0.1'],
    ['its asset number', { assetTag: 'MT-7' }, 'MT-7'],
    ['a question mark, where nobody says anything', { name: 'n.v.t.' }, '?'],
  ])('calls an asset by %s', (_case, facts, name) => {
    expect(fold({ claims: [says('scan', '01-01', facts)] }).versions[0]?.name).toBe(name);
  });

  it('can be told that an asset cannot be scanned', () => {
    const claims = [says('scan', '01-01', { hostName: 'a' }), says('cmdb', '02-01', { scannable: false })];
    expect(lines(fold({ claims }).versions, 'scannable')).toEqual(['2026-01-01 2026-02-01 true', '2026-02-01 … false']);
  });

  it('refuses to fold nothing', () => {
    expect(() => fold({})).toThrow('invariant');
  });
});

describe('conflicts', () => {
  it('keeps what each source says, the value in force first', () => {
    const { conflicts, latest } = fold({
      claims: [
        says('scan', '02-01', { vendor: 'Intel', hostName: 'PUMP-1.zh.example', macAddresses: ['00:1b:21:00:00:0a'] }),
        says('ultimo', '01-01', { vendor: 'B Braun', department: 'IC', hostName: 'pump-1' }, '03-01'),
        says('cmdb', '01-05', { vendor: 'B. Braun AG', department: 'OK', macAddresses: ['001B.2100.000A', '00:1b:21:00:00:0b'] }),
      ],
    });
    const statement = (source: string, role: string, day: string, lastDay = day): object => ({
      source,
      role,
      observedAt: on(day),
      lastObservedAt: on(lastDay),
    });
    expect(conflicts).toEqual([
      {
        field: 'vendor',
        values: [
          { value: 'B. Braun AG', statements: [statement('cmdb', 'register', '01-05'), statement('ultimo', 'register', '01-01', '03-01')] },
          { value: 'Intel', statements: [statement('scan', 'discovery', '02-01')] },
        ],
      },
      {
        field: 'department',
        values: [
          { value: 'OK', statements: [statement('cmdb', 'register', '01-05')] },
          { value: 'IC', statements: [statement('ultimo', 'register', '01-01', '03-01')] },
        ],
      },
    ]);
    expect(latest.conflictCount).toBe(2);
  });

  it.each<[string, AssetFacts, AssetFacts, string[]]>([
    ['spelling', { vendor: 'DELL', model: 'Latitude  5400' }, { vendor: 'Dell Inc.', model: 'latitude 5400' }, []],
    ['a system named less precisely', { operatingSystem: 'Windows 10' }, { operatingSystem: 'Microsoft Windows 10 Pro' }, []],
    ['another system', { operatingSystem: 'Windows 10' }, { operatingSystem: 'Windows 7' }, ['operatingSystem']],
    ['no MAC address in common', { macAddresses: ['00:1b:21:00:00:0a'] }, { macAddresses: ['00:1b:21:00:00:0b'] }, ['macAddresses']],
    ['IP addresses, which move', { ipAddresses: ['10.0.0.1'] }, { ipAddresses: ['10.0.0.2'] }, []],
    ['asset numbers of two registers', { assetTag: '1' }, { assetTag: '2' }, []],
    ['a tier', { tier: 1 }, { tier: 2 }, ['tier']],
    ['silence', { model: 'X' }, {}, []],
  ])('judges %s', (_case, left, right, expected) => {
    const claims = [says('cmdb', '01-01', left), says('ultimo', '01-02', right)];
    expect(fold({ claims }).conflicts.map((conflict) => conflict.field)).toEqual(expected);
  });

  it('forgets the quarrel with a register that dropped the asset', () => {
    const { conflicts } = fold({
      claims: [says('cmdb', '01-01', { model: 'X' }), says('ultimo', '01-02', { model: 'Y' })],
      sightings: [...registers('cmdb', '01-01'), ...registers('ultimo', '01-02')],
      snapshots: snapshots('ultimo', '01-02', '02-02'),
    });
    expect(conflicts).toEqual([]);
  });
});
