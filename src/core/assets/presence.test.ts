import { describe, expect, it } from 'vitest';
import { discovers, fold, lines, on, registers, says, scans, snapshots } from '../../../test/support/asset-evidence.ts';
import type { Instant } from '../kernel/time.ts';

describe('presence', () => {
  it('is registered until the first full snapshot of the same source that lacks it', () => {
    const { versions, presence } = fold({
      claims: [says('cmdb', '01-05', { name: 'Pump 1' })],
      sightings: registers('cmdb', '01-05', '02-05', '05-05'),
      snapshots: [
        ...snapshots('cmdb', '01-05', '02-05', '03-05', '04-05', '05-05'),
        ...snapshots('ultimo', '02-20'),
        { source: 'cmdb', observedAt: on('02-10'), partial: true },
      ],
    });
    expect(lines(versions, 'registered')).toEqual(['2026-01-05 2026-03-05 true', '2026-03-05 2026-05-05 false', '2026-05-05 … true']);
    expect(presence).toEqual([
      { kind: 'register', source: 'cmdb', fromAt: on('01-05'), lastAt: on('02-05'), toAt: on('03-05') },
      { kind: 'register', source: 'cmdb', fromAt: on('05-05'), lastAt: on('05-05'), toAt: null },
    ]);
  });

  it('stays registered while one register has it', () => {
    const { versions } = fold({
      claims: [says('cmdb', '01-05', { name: 'Pump 1' }), says('ultimo', '02-01', { name: 'Pump 1' })],
      sightings: [...registers('cmdb', '01-05'), ...registers('ultimo', '02-01')],
      snapshots: [...snapshots('cmdb', '01-05', '03-05'), ...snapshots('ultimo', '02-01', '04-01')],
    });
    expect(lines(versions, 'registered')).toEqual(['2026-01-05 2026-04-01 true', '2026-04-01 … false']);
  });

  it('is seen for 30 days, for 90 as a medical device; a scan that did not finish sees it and scans nothing', () => {
    const pc = fold({ claims: [says('scan', '03-01', { hostName: 'ws-1' })], sightings: discovers('scan', '03-01', '03-21') });
    expect(lines(pc.versions, 'seen', 'scanned')).toEqual(['2026-03-01 2026-04-20 true false', '2026-04-20 … false false']);
    const pump = fold({
      claims: [says('scan', '03-01', { hostName: 'pump-1', class: 'medical' })],
      sightings: [{ kind: 'scan', source: 'scan', observedAt: on('03-01'), depth: 'authenticated', complete: false }],
    });
    expect(lines(pump.versions, 'seen', 'scanned')).toEqual(['2026-03-01 2026-05-30 true false', '2026-05-30 … false false']);
    expect(pump.latest.lastScannedAt).toBeNull();
    expect(pump.latest.lastSeenAt).toBe(on('03-01'));
  });

  it('is seen within 30 days also as a medical device for no longer than that', () => {
    const { versions } = fold({
      claims: [says('scan', '03-01', { hostName: 'pump-1', class: 'medical' })],
      sightings: [...discovers('scan', '03-01', '05-01'), ...discovers('nmap', '03-21'), ...registers('cmdb', '06-20')],
    });
    expect(lines(versions, 'seen', 'seenWithin30Days')).toEqual([
      '2026-03-01 2026-04-20 true true',
      '2026-04-20 2026-05-01 true false',
      '2026-05-01 2026-05-31 true true',
      '2026-05-31 2026-07-30 true false',
      '2026-07-30 … false false',
    ]);
  });

  it('takes the window of the class the asset had at the sighting', () => {
    const { versions } = fold({
      claims: [says('scan', '01-01', { hostName: 'pump-1' }), says('cmdb', '01-20', { class: 'medical' })],
      sightings: [...discovers('scan', '01-01', '06-01'), ...registers('cmdb', '01-20')],
    });
    expect(lines(versions, 'class', 'seen')).toEqual([
      '2026-01-01 2026-01-20 null true',
      '2026-01-20 2026-01-31 medical true',
      '2026-01-31 2026-06-01 medical false',
      '2026-06-01 2026-08-30 medical true',
      '2026-08-30 … medical false',
    ]);
  });

  it('is scanned for 30 days after a complete scan, with credentials only where they worked', () => {
    const { versions, latest } = fold({
      claims: [says('scan', '03-01', { hostName: 'srv-1', class: 'server' })],
      sightings: [...scans('scan', 'authenticated', '03-01'), ...scans('scan', 'unauthenticated', '03-11')],
    });
    expect(lines(versions, 'scanned', 'scannedAuthenticated')).toEqual([
      '2026-03-01 2026-03-31 true true',
      '2026-03-31 2026-04-10 true false',
      '2026-04-10 … false false',
    ]);
    expect(latest.lastScannedAt).toBe(on('03-11'));
  });

  it('never lets an asset disappear: neither registered nor seen is a state like any other', () => {
    const { versions } = fold({
      claims: [says('cmdb', '01-05', { name: 'Pump 1' })],
      sightings: registers('cmdb', '01-05'),
      snapshots: snapshots('cmdb', '01-05', '02-05'),
    });
    expect(versions.at(-1)).toMatchObject({ name: 'Pump 1', registered: false, seen: false, validTo: null });
  });

  it('counts days in the organisation’s time zone', () => {
    const lateAt = '2026-03-01T23:30:00.000Z' as Instant;
    const { versions } = fold({ claims: [{ ...says('cmdb', '03-01', { name: 'A' }), observedAt: lateAt, lastObservedAt: lateAt }] });
    expect(versions[0]?.validFromOn).toBe('2026-03-02');
  });
});
