/**
 * What was published of people, of every subject: written once, never changed (the database refuses it). The only place that gives a
 * publication back.
 */
import type { KeptCell, KeptPublication, Publication, StandingPublication } from '#core/disclosure/publish.ts';
import { readStanding } from '#core/disclosure/publish.ts';
import type { PublicationSubject } from '#core/disclosure/subjects.ts';
import type { Scope } from '../scope.ts';

/** Figures of the catalogue are made of publications by one transaction at a time. */
export async function beginFigures(scope: Scope): Promise<void> {
  await scope.client.query(`select pg_advisory_xact_lock(hashtextextended('figures ' || $1::text, 0))`, [scope.organisationId]);
}

/** @param facts what is said of the whole beside its cells: made in `core/disclosure`, or about no person */
export async function savePublication(scope: Scope, publication: Publication, facts: object): Promise<void> {
  const { period, publishedAt, groupYear, groups, roleGroups, measures, cells } = publication;
  const of = [scope.organisationId, period.subject, period.key];
  await scope.client.query(
    `insert into publication (organisation_id, subject, key, published_at, group_year, groups, role_groups, measures, facts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...of, publishedAt, groupYear, ...[groups, roleGroups, measures, facts].map((value) => JSON.stringify(value))],
  );
  await scope.client.query(
    `insert into publication_cell (organisation_id, subject, key, group_id, role_group_id, hidden, people, counts)
     select $1, $2, $3, group_id, role_group_id, hidden, people, counts
     from unnest($4::text[], $5::text[], $6::text[], $7::int[], $8::jsonb[]) as given (group_id, role_group_id, hidden, people, counts)`,
    [
      ...of,
      cells.map(({ groupId }) => groupId ?? ''),
      cells.map(({ roleGroupId }) => roleGroupId ?? ''),
      cells.map((cell) => (cell.kind === 'hidden' ? cell.reason : null)),
      cells.map((cell) => (cell.kind === 'shown' ? cell.people : null)),
      cells.map((cell) => (cell.kind === 'shown' ? JSON.stringify(cell.counts) : null)),
    ],
  );
}

type StoredPublication = Omit<KeptPublication, 'cells' | 'period'> & { readonly key: string; readonly facts: unknown };

interface StoredCell {
  readonly key: string;
  readonly groupId: string;
  readonly roleGroupId: string;
  readonly hidden: Extract<KeptCell, { kind: 'hidden' }>['reason'] | null;
  readonly people: number;
  readonly counts: Readonly<Record<string, number>>;
}

export interface PublicationsAsked {
  readonly subject: PublicationSubject;
  /** One period; left out: all of them. */
  readonly key?: string;
  /** Every cell, or the total of each alone. With a key: all cells, else totals, unless said. */
  readonly cells?: 'all' | 'totals';
}

/** By key, the earliest published first. */
export async function listPublications(scope: Scope, asked: PublicationsAsked): Promise<ReadonlyMap<string, StandingPublication>> {
  const { subject, key = null, cells = key === null ? 'totals' : 'all' } = asked;
  const { rows } = await scope.client.query<StoredPublication>(
    `select key, published_at as "publishedAt", group_year as "groupYear", groups, role_groups as "roleGroups", measures, facts
     from publication where organisation_id = $1 and subject = $2 and ($3::text is null or key = $3) order by published_at, key`,
    [scope.organisationId, subject, key],
  );
  const stored = await scope.client.query<StoredCell>(
    `select key, group_id as "groupId", role_group_id as "roleGroupId", hidden, people, counts from publication_cell
     where organisation_id = $1 and subject = $2 and ($3::text is null or key = $3)
       and ($4 or (group_id = '' and role_group_id = ''))`,
    [scope.organisationId, subject, key, cells === 'all'],
  );
  const kept = new Map<string, KeptCell[]>();
  for (const cell of stored.rows) {
    const own = kept.get(cell.key);
    if (own === undefined) kept.set(cell.key, [keptOf(cell)]);
    else own.push(keptOf(cell));
  }
  return new Map(
    rows.map(({ key: of, facts, ...rest }) => {
      return [of, readStanding({ ...rest, period: { subject, key: of }, cells: kept.get(of) ?? [] }, facts)];
    }),
  );
}

function keptOf({ groupId, roleGroupId, hidden, people, counts }: StoredCell): KeptCell {
  const address = { groupId: groupId === '' ? null : groupId, roleGroupId: roleGroupId === '' ? null : roleGroupId };
  return hidden === null ? { ...address, kind: 'shown', people, counts } : { ...address, kind: 'hidden', reason: hidden };
}
