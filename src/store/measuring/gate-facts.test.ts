import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { withOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { firstMixedDay, gateFacts, newSourceDays, sourceSpans, type SourceSpan } from './gate-facts.ts';

let fresh: FreshDatabase;

interface Spoken {
  readonly source: string;
  readonly kind: 'register' | 'discovery' | 'scan';
  readonly at: string;
  readonly full?: boolean;
  /** The file mentions no asset at all. */
  readonly isEmpty?: boolean;
}

/** One import that gave one asset a sighting and presence. */
async function speak({ source, kind, at, full = kind === 'register', isEmpty = false }: Spoken): Promise<void> {
  await withOrganisation(fresh.database, fresh.organisationId, async ({ client, organisationId }) => {
    const [importId, assetId] = [fresh.newId(), fresh.newId()];
    await client.query(
      `insert into import_run (organisation_id, id, digest, file, size_bytes, source, status, outcome, observed_at, received_at, full_register)
       values ($1, $2, $3, 'file', 1, $4, 'complete', 'complete', $5, $5, $6)`,
      [organisationId, importId, importId, source, at, full],
    );
    if (isEmpty) return;
    await client.query('insert into asset (organisation_id, id, first_seen_at) values ($1, $2, $3)', [organisationId, assetId, at]);
    await client.query(
      'insert into sighting (organisation_id, asset_id, kind, source, observed_at, import_id) values ($1, $2, $3, $4, $5, $6)',
      [organisationId, assetId, kind, source, at, importId],
    );
    await client.query('insert into presence (organisation_id, asset_id, kind, source, from_at, last_at) values ($1, $2, $3, $4, $5, $5)', [
      organisationId,
      assetId,
      kind,
      source,
      at,
    ]);
  });
}

beforeAll(async () => {
  fresh = await freshDatabase();
  // Half past midnight on the third in Amsterdam is still the second in UTC.
  await speak({ source: 'cmdb', kind: 'register', at: '2025-11-02T23:30:00.000Z' });
  await speak({ source: 'extra list', kind: 'register', at: '2025-11-05T10:00:00.000Z', full: false });
  await speak({ source: 'nessus', kind: 'scan', at: '2025-11-04T10:00:00.000Z' });
  await speak({ source: 'nessus', kind: 'scan', at: '2025-11-06T10:00:00.000Z' });
  await speak({ source: 'nmap', kind: 'discovery', at: '2025-11-07T10:00:00.000Z' });
  await speak({ source: 'cmdb', kind: 'register', at: '2025-11-08T10:00:00.000Z', isEmpty: true });
  await speak({ source: 'nessus', kind: 'scan', at: '2025-11-08T10:00:00.000Z', isEmpty: true });
});
afterAll(() => fresh.drop());

describe('gate facts', () => {
  it('say per day which day each role spoke last, in the time zone of the organisation; a scan is a discovery too, an empty file nothing', async () => {
    const facts = await withOrganisation(fresh.database, fresh.organisationId, (scope) =>
      gateFacts(scope, '2025-11-02' as Day, '2025-11-08' as Day),
    );
    expect(
      [...facts].map(([day, { register, discovery, scan, scanBefore }]) =>
        [day, register, discovery, scan, scanBefore].map((on) => on?.slice(8) ?? null),
      ),
    ).toEqual([
      ['02', null, null, null, null],
      ['03', '03', null, null, null],
      ['04', '03', '04', '04', null],
      ['05', '03', '04', '04', null],
      ['06', '03', '06', '06', '04'],
      ['07', '03', '07', '06', '04'],
      ['08', '03', '07', '06', '04'],
    ]);
  });

  it('know from which day a source both keeps the register and looks at the network', () => {
    const span = (source: string, role: SourceSpan['role'], firstAt: string): SourceSpan => ({
      source,
      role,
      firstAt: firstAt as Instant,
      newestAt: '2025-12-01T10:00:00.000Z' as Instant,
    });
    const apart = [span('cmdb', 'register', '2025-11-02T23:30:00.000Z'), span('nessus', 'scan', '2025-11-04T10:00:00.000Z')];
    expect(firstMixedDay(apart, fresh.timeZone)).toBeNull();
    const agent = [span('agent', 'register', '2025-11-05T23:30:00.000Z'), span('agent', 'discovery', '2025-11-03T10:00:00.000Z')];
    expect(firstMixedDay([...apart, ...agent], fresh.timeZone)).toBe('2025-11-06');
  });

  it('know when each source began, so that a second source of a role starts a new chart phase', async () => {
    const spans = await withOrganisation(fresh.database, fresh.organisationId, sourceSpans);
    expect(spans).toContainEqual({
      source: 'nessus',
      role: 'scan',
      firstAt: '2025-11-04T10:00:00.000Z' as Instant,
      newestAt: '2025-11-06T10:00:00.000Z' as Instant,
    });
    expect(newSourceDays(spans, ['scan'], fresh.timeZone)).toEqual([]);
    expect(newSourceDays(spans, ['register', 'discovery'], fresh.timeZone)).toEqual([
      { on: '2025-11-05', source: 'extra list' },
      { on: '2025-11-07', source: 'nmap' },
    ]);
  });
});
