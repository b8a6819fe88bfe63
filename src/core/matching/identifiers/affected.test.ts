import { describe, expect, it } from 'vitest';
import type { AffectedStatus, AffectedVersion, AffectedVersions } from '../../advisories/advisory.ts';
import { readDeviceVersion } from '../versions/read-device.ts';
import { judgeAffected } from './affected.ts';

const said = (defaultStatus: AffectedStatus | null, ...versions: AffectedVersion[]): AffectedVersions => ({
  productId: 'P',
  defaultStatus,
  versions,
});
const below = (lessThan: string, more: Partial<AffectedVersion> = {}): AffectedVersion => ({
  version: '0',
  lessThan,
  status: 'affected',
  ...more,
});
const only = (version: string, status: AffectedStatus = 'affected'): AffectedVersion => ({ version, status });

const judge = (record: AffectedVersions, version: string | null, description: string | null = null) =>
  judgeAffected(record, readDeviceVersion({ version, product: '', description }));
const status = (record: AffectedVersions, ...versions: (string | null)[]) =>
  versions.map((version) => judge(record, version).judgement.status);

describe('affected versions of a CVE record', () => {
  it('are compared by number, never by letter', () => {
    expect(status(said('unaffected', below('10.2')), '9.1', '10.1', '10.2', '10.10')).toEqual(['affected', 'affected', 'fixed', 'fixed']);
    expect(status(said('unaffected', below('1.3.0', { versionType: 'semver' })), '1.3.0-beta.2', '1.2.9+build7', '1.3.0')).toEqual([
      'affected',
      'affected',
      'fixed',
    ]);
    expect(status(said('unaffected', below('2.14.0', { versionType: 'maven' })), '2.9.1', '2.14.1')).toEqual(['affected', 'fixed']);
  });

  it('are unknown where only the source of the software knows their order', () => {
    for (const versionType of ['git', 'rpm', 'deb']) {
      const { judgement, isSilent } = judge(said('unaffected', below('8a0f5ccfb33b', { versionType })), '3.2.1');
      expect([judgement.status, judgement.basis, isSilent]).toEqual(['undetermined', 'not-comparable', false]);
    }
  });

  it('leave a device without version open', () => {
    expect(judge(said('unaffected', below('2.0')), null).judgement).toMatchObject({ status: 'undetermined', basis: 'version-missing' });
    expect(judge(said('affected'), null).judgement).toMatchObject({ status: 'affected', basis: 'all-versions' });
    expect(judge(said('unaffected'), '1.0').judgement.status).toBe('fixed');
    expect(judge(said(null), '1.0')).toMatchObject({ judgement: { status: 'undetermined' }, isSilent: true });
  });

  it('have the default status where nothing covers them, and it may be affected', () => {
    expect(
      status(said('affected', only('3.0', 'unaffected'), below('9', { version: '8', status: 'unaffected' })), '2.0', '3.0', '8.5', null),
    ).toEqual(['affected', 'fixed', 'fixed', 'undetermined']);
    expect(status(said('unaffected', only('2.0')), '2.0', '2.1')).toEqual(['affected', 'fixed']);
    expect(status(said(null, only('2.0')), '2.0', '2.1')).toEqual(['affected', 'fixed']);
  });

  it('that are said to be unknown stay unknown beside a list, and are outside of a range', () => {
    expect(status(said('unknown', only('2.0')), '2.0', '2.1')).toEqual(['affected', 'undetermined']);
    expect(judge(said('unknown', only('2.0')), '2.1').isSilent).toBe(true);
    expect(status(said('unknown', below('2.0')), '1.0', '2.1')).toEqual(['affected', 'fixed']);
  });

  it('change their status within a range, as often as the record says', () => {
    const changes = [
      { at: '1.5', status: 'unaffected' as const },
      { at: '2.0', status: 'affected' as const },
      { at: '2.10', status: 'unaffected' as const },
    ];
    expect(status(said('unaffected', below('3.0', { version: '1.0', changes })), '1.4', '1.5', '2.9', '2.10', '3.1', '0.9')).toEqual([
      'affected',
      'fixed',
      'affected',
      'fixed',
      'fixed',
      'fixed',
    ]);
    expect(status(said('unaffected', below('3.0', { changes: changes.toReversed() })), '2.9', '2.11')).toEqual(['affected', 'fixed']);
    expect(status(said('unaffected', { version: '1.0', status: 'affected', changes: changes.slice(0, 1) }), '1.4', '1.6')).toEqual([
      'affected',
      'fixed',
    ]);
  });

  it('for one version speak before a range that holds it', () => {
    expect(status(said('unaffected', below('5.0'), only('3.2.1', 'unaffected')), '3.2.0', '3.2.1')).toEqual(['affected', 'fixed']);
    expect(judge(said('unaffected', only('3.2.1', 'unknown')), '3.2.1')).toMatchObject({
      judgement: { status: 'undetermined' },
      isSilent: true,
    });
  });

  it('that cannot be compared matter only where they could change the answer', () => {
    expect(status(said('unaffected', only('2.0'), below('8a0f5ccfb33b', { versionType: 'git', status: 'unaffected' })), '2.1')).toEqual([
      'fixed',
    ]);
    expect(status(said('affected', below('8a0f5ccfb33b', { versionType: 'git', status: 'unaffected' })), '2.1')).toEqual(['undetermined']);
  });

  it('of which the publisher tells nothing leave it to others', () => {
    expect(judge(said(null, only('n/a')), '2.1')).toMatchObject({ judgement: { status: 'undetermined' }, isSilent: true });
  });

  it('on one operating system ask for it; processors are passed over', () => {
    const windows = { ...said('unaffected', below('3.0')), platforms: ['Windows', 'Windows Server 2012 R2'] };
    expect(judge(windows, '2.0', 'pc met Windows 10').judgement.status).toBe('affected');
    expect(judge(windows, '2.0').judgement).toMatchObject({ status: 'undetermined', reason: 'condition-unknown' });
    expect(judge(windows, '3.1').judgement.status).toBe('fixed');
    expect(judge({ ...windows, platforms: ['x64-based Systems'] }, '2.0').judgement.status).toBe('affected');
  });
});
