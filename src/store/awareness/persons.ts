/**
 * Persons: an id of no meaning, and the pseudonyms that lead to it. Everything else that is kept of somebody refers to the id
 * with "on delete cascade", so a new key changes the pseudonyms only, and erasing somebody is one statement. Which tables those are
 * is asked of the database itself: none can be forgotten.
 */
import type { IdentifierKind, Pseudonym } from '#core/awareness/pseudonym.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export type PersonIdentifierKind = Extract<IdentifierKind, 'employee' | 'email'>;

export interface PersonReference {
  readonly kind: PersonIdentifierKind;
  readonly pseudonym: Pseudonym;
}

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

/** Somebody by one pseudonym, made where nobody was known by it: a recipient of a mail may come before the population. */
export async function resolvePersons(
  scope: Scope,
  references: Iterable<PersonReference>,
  ports: Ports,
): Promise<ReadonlyMap<Pseudonym, Id>> {
  const byPseudonym = new Map([...references].map((one) => [one.pseudonym, one] as const));
  const known = await findPersons(scope, [...byPseudonym.values()]);
  const found = new Map([...known].map(([pseudonym, one]) => [pseudonym, one.personId] as const));
  const missing = [...byPseudonym.values()]
    .filter(({ pseudonym }) => !found.has(pseudonym))
    .map((one) => ({ ...one, personId: ports.newId() }));
  await insertPersons(
    scope,
    missing.map(({ personId }) => personId),
    ports.now,
  );
  await pointIdentifiers(scope, missing);
  for (const { pseudonym, personId } of missing) found.set(pseudonym, personId);
  return found;
}

interface KnownPerson {
  readonly personId: Id;
  /** Some personnel number leads to the same person. */
  readonly hasEmployee: boolean;
}

/** By pseudonym; nobody is made. */
export async function findPersons(scope: Scope, references: readonly PersonReference[]): Promise<Map<Pseudonym, KnownPerson>> {
  const { rows } = await scope.client.query<{ pseudonym: Pseudonym; personId: Id; hasEmployee: boolean }>(
    `select known.pseudonym, known.person_id as "personId", exists (select from person_identifier number
       where number.organisation_id = $1 and number.person_id = known.person_id and number.kind = 'employee') as "hasEmployee"
     from unnest($2::text[], $3::text[]) as asked (kind, pseudonym)
     join person_identifier known on known.organisation_id = $1 and known.kind = asked.kind and known.pseudonym = asked.pseudonym`,
    [scope.organisationId, references.map(({ kind }) => kind), references.map(({ pseudonym }) => pseudonym)],
  );
  return new Map(rows.map(({ pseudonym, ...one }) => [pseudonym, one]));
}

async function insertPersons(scope: Scope, personIds: readonly Id[], now: Instant): Promise<void> {
  if (personIds.length === 0) return;
  await scope.client.query('insert into person (organisation_id, id, created_at) select $1, id, $3 from unnest($2::uuid[]) as given (id)', [
    scope.organisationId,
    personIds,
    now,
  ]);
}

/** One that led elsewhere leads here from now on: an address of mail that another employee got. */
async function pointIdentifiers(scope: Scope, identifiers: readonly (PersonReference & { readonly personId: Id })[]): Promise<void> {
  if (identifiers.length === 0) return;
  await scope.client.query(
    `insert into person_identifier (organisation_id, kind, pseudonym, person_id)
     select $1, kind, pseudonym, person_id from unnest($2::text[], $3::text[], $4::uuid[]) as given (kind, pseudonym, person_id)
     on conflict (organisation_id, kind, pseudonym) do update set person_id = excluded.person_id`,
    [
      scope.organisationId,
      identifiers.map(({ kind }) => kind),
      identifiers.map(({ pseudonym }) => pseudonym),
      identifiers.map(({ personId }) => personId),
    ],
  );
}

export interface NamedPerson {
  readonly employee: Pseudonym | null;
  readonly email: Pseudonym | null;
}

/**
 * The persons of rows that may name somebody by number and by mail. Whoever was known by mail alone becomes the person of that
 * number, with everything kept so far; a mail that was another number's leads to this one from now on.
 * @returns one id for each row, in their order.
 */
export async function resolveNamed(scope: Scope, rows: readonly NamedPerson[], ports: Ports): Promise<readonly Id[]> {
  const known = await findPersons(
    scope,
    rows.flatMap(({ employee, email }) => [
      ...(employee === null ? [] : [{ kind: 'employee', pseudonym: employee } as const]),
      ...(email === null ? [] : [{ kind: 'email', pseudonym: email } as const]),
    ]),
  );
  const made: Id[] = [];
  const pointed: (PersonReference & { personId: Id })[] = [];
  const merged: { readonly from: Id; readonly into: Id }[] = [];
  const answer = rows.map(({ employee, email }) => {
    const byNumber = employee === null ? undefined : known.get(employee);
    const byMail = email === null ? undefined : known.get(email);
    const taken = byNumber ?? (employee === null || byMail?.hasEmployee === false ? byMail : undefined);
    const personId = taken?.personId ?? ports.newId();
    if (taken === undefined) made.push(personId);
    const person = { personId, hasEmployee: employee !== null || taken?.hasEmployee === true };
    if (employee !== null && byNumber === undefined) pointed.push({ kind: 'employee', pseudonym: employee, personId });
    if (employee !== null) known.set(employee, person);
    if (email !== null && byMail?.personId !== personId) {
      pointed.push({ kind: 'email', pseudonym: email, personId });
      if (byMail?.hasEmployee === false) merged.push({ from: byMail.personId, into: personId });
    }
    if (email !== null) known.set(email, person);
    return personId;
  });
  await insertPersons(scope, made, ports.now);
  const last = new Map(pointed.map((one) => [`${one.kind} ${one.pseudonym}`, one]));
  await pointIdentifiers(scope, [...last.values()]);
  for (const { from, into } of merged) await mergePersons(scope, from, into);
  return answer;
}

interface PersonTable {
  readonly name: string;
  /** Of the primary key, besides organisation and person; null: the person is no part of it. */
  readonly keyColumns: readonly string[] | null;
}

/** Every table that keeps something of persons. */
export async function tablesOfPersons(scope: Scope): Promise<readonly PersonTable[]> {
  const { rows } = await scope.client.query<{ name: string; columns: string[] | null }>(
    `select con.conrelid::regclass::text as name,
       (select array_agg(a.attname::text) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = con.conrelid and i.indisprimary) as columns
     from pg_constraint con where con.contype = 'f' and con.confrelid = 'person'::regclass order by 1`,
  );
  return rows.map(({ name, columns }) => ({
    name,
    keyColumns: columns?.includes('person_id') === true ? columns.filter((one) => one !== 'organisation_id' && one !== 'person_id') : null,
  }));
}

/** What was kept of one moves to the other; where both have the same, the other's stays. */
async function mergePersons(scope: Scope, from: Id, into: Id): Promise<void> {
  const parameters = [scope.organisationId, from, into];
  for (const { name, keyColumns } of await tablesOfPersons(scope)) {
    const isSame = (keyColumns ?? []).map((column) => ` and other.${column} = moved.${column}`).join('');
    const unless =
      keyColumns === null
        ? ''
        : ` and not exists (select from ${name} other where other.organisation_id = $1 and other.person_id = $3${isSame})`;
    await scope.client.query(`update ${name} moved set person_id = $3 where organisation_id = $1 and person_id = $2${unless}`, parameters);
  }
  await scope.client.query('delete from person where organisation_id = $1 and id = $2', parameters.slice(0, 2));
}

export interface KeptOfPerson {
  /** Name of the table. */
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export async function findPerson(scope: Scope, { kind, pseudonym }: PersonReference): Promise<Id | null> {
  return (await findPersons(scope, [{ kind, pseudonym }])).get(pseudonym)?.personId ?? null;
}

/** Everything that is kept of somebody, whole. */
export async function readPerson(scope: Scope, personId: Id): Promise<readonly KeptOfPerson[]> {
  const kept: KeptOfPerson[] = [];
  for (const { name } of await tablesOfPersons(scope)) {
    const { rows } = await scope.client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(kept) - 'organisation_id' - 'person_id' as row from ${name} kept where organisation_id = $1 and person_id = $2`,
      [scope.organisationId, personId],
    );
    if (rows.length > 0) kept.push({ table: name, rows: rows.map(({ row }) => row) });
  }
  return kept;
}

/** @returns how many rows went. */
export async function erasePerson(scope: Scope, personId: Id): Promise<number> {
  const count = (await readPerson(scope, personId)).reduce((sum, { rows }) => sum + rows.length, 0);
  const { rowCount } = await scope.client.query('delete from person where organisation_id = $1 and id = $2', [
    scope.organisationId,
    personId,
  ]);
  invariant(rowCount === 1, 'somebody who was found is there');
  return count;
}

export async function countPersons(scope: Scope): Promise<number> {
  const { rows } = await scope.client.query<{ count: number }>('select count(*)::int as count from person where organisation_id = $1', [
    scope.organisationId,
  ]);
  return rows[0]?.count ?? 0;
}

/** Everybody, with all that is kept of them. */
export async function endPersons(scope: Scope): Promise<void> {
  // Table by table, because a cascade goes person by person.
  for (const { name } of await tablesOfPersons(scope))
    await scope.client.query(`delete from ${name} where organisation_id = $1`, [scope.organisationId]);
  await scope.client.query('delete from person where organisation_id = $1', [scope.organisationId]);
}

export interface Rekeyed {
  readonly kind: PersonIdentifierKind;
  readonly before: Pseudonym;
  readonly after: Pseudonym;
}

export interface RekeyedCounts {
  readonly known: number;
  /** Known by some identifier now, and by none afterwards. */
  readonly forgotten: number;
  /** Still known, and no longer by any address of mail. */
  readonly withoutMail: number;
}

/** What exchanging would come to. Whoever lost every identifier under an earlier key is counted no more. */
export async function countRekeyed(scope: Scope, exchanged: readonly Rekeyed[]): Promise<RekeyedCounts> {
  const { rows } = await scope.client.query<RekeyedCounts>(
    `select count(*) filter (where stays)::int as known, count(*) filter (where not stays)::int as forgotten,
       count(*) filter (where stays and had_mail and not keeps_mail)::int as "withoutMail"
     from (select bool_or(given.before is not null) as stays, bool_or(known.kind = 'email') as had_mail,
         bool_or(known.kind = 'email' and given.before is not null) as keeps_mail
       from person_identifier known
       left join (select distinct kind, before from unnest($2::text[], $3::text[]) as given (kind, before)) given
         on given.kind = known.kind and given.before = known.pseudonym
       where known.organisation_id = $1 group by known.person_id) as persons`,
    [scope.organisationId, exchanged.map(({ kind }) => kind), exchanged.map(({ before }) => before)],
  );
  return rows[0] ?? { known: 0, forgotten: 0, withoutMail: 0 };
}

/**
 * A new key: pseudonyms that the file gave under both keys are exchanged. Whoever is not in it has left, and is known by no
 * pseudonym any more: what is kept of them counts on, and nobody can tell of whom it is.
 */
export async function rekeyPersons(scope: Scope, exchanged: readonly Rekeyed[]): Promise<void> {
  const given = 'unnest($2::text[], $3::text[], $4::text[]) as given (kind, before, after)';
  const parameters = [
    scope.organisationId,
    exchanged.map(({ kind }) => kind),
    exchanged.map(({ before }) => before),
    exchanged.map(({ after }) => after),
  ];
  await scope.client.query(
    `delete from person_identifier known where organisation_id = $1
       and (kind, pseudonym) not in (select kind, before from ${given} where after is not null)`,
    parameters,
  );
  await scope.client.query(
    `update person_identifier known set pseudonym = given.after from ${given}
     where known.organisation_id = $1 and given.kind = known.kind and given.before = known.pseudonym`,
    parameters,
  );
}
