/** Malicious mails known to have been delivered, merged by id and moment: with a number of mailboxes, or with who had them. */
import type { CountedMail, MonthSpan } from '#core/awareness/count-reports.ts';
import type { MaliciousDeliveryRow } from '#core/awareness/mail-report-row.ts';
import type { FoundWay } from '#core/disclosure/report-counts.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { generationOf } from './mail-reports.ts';
import { resolvePersons } from './persons.ts';

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

interface StoredMail {
  readonly id: Id;
  readonly mail: string;
  readonly message: string | null;
  readonly threat: string | null;
  readonly deliveredAt: Instant;
  readonly found: FoundWay;
  readonly copies: number | null;
}

/** @returns whether each row changed anything, in their order. */
export async function mergeDeliveryRows(
  scope: Scope,
  { importId }: { readonly importId: Id },
  rows: readonly MaliciousDeliveryRow[],
  ports: Ports,
): Promise<readonly boolean[]> {
  if (rows.length === 0) return [];
  const generation = await generationOf(scope, importId);
  const { known, earlier } = await findMails(scope, generation, rows);
  const written = new Map<Id, StoredMail>();
  const mails = rows.map((row) => {
    const key = placeOf(mailOf(row), row.deliveredAt);
    const held = known.get(key) ?? earlier.get(row.deliveredAt)?.shift();
    const next: StoredMail = {
      id: held?.id ?? ports.newId(),
      mail: mailOf(row),
      message: row.message ?? held?.message ?? null,
      threat: row.threat ?? held?.threat ?? null,
      deliveredAt: row.deliveredAt,
      found: row.found === 'unknown' ? (held?.found ?? 'unknown') : row.found,
      // A later list that counts anew corrects the number.
      copies: row.recipient === null ? row.copies : (held?.copies ?? null),
    };
    known.set(key, next);
    if (held === undefined || !isSameMail(held, next)) written.set(next.id, next);
    return { id: next.id, isChanged: held === undefined || held.found !== next.found || held.copies !== next.copies };
  });
  await writeMails(scope, generation, [...written.values()]);
  const isNewRecipient = await insertRecipients(scope, rows, { mailIds: mails.map(({ id }) => id), ports });
  return mails.map(({ isChanged }, place) => isChanged || isNewRecipient[place] === true);
}

function mailOf({ threat, message }: MaliciousDeliveryRow): string {
  const mail = threat ?? message;
  invariant(mail !== null, 'a delivered mail has an id of message or threat');
  return mail;
}

const placeOf = (mail: string, at: Instant) => `${mail} ${at}`;

function isSameMail(one: StoredMail, other: StoredMail): boolean {
  return (Object.keys(one) as (keyof StoredMail)[]).every((field) => one[field] === other[field]);
}

interface FoundMails {
  readonly known: Map<string, StoredMail>;
  /** Of an earlier key, under which ids read otherwise: by the moment, in the order of their ids. */
  readonly earlier: ReadonlyMap<string, StoredMail[]>;
}

async function findMails(scope: Scope, generation: number, rows: readonly MaliciousDeliveryRow[]): Promise<FoundMails> {
  const { rows: stored } = await scope.client.query<StoredMail & { isEarlier: boolean }>(
    `select id, mail, message, threat, delivered_at as "deliveredAt", found, copies, key_generation < $2 as "isEarlier"
     from malicious_mail where organisation_id = $1 and delivered_at = any ($3::timestamptz[]) order by id`,
    [scope.organisationId, generation, [...new Set(rows.map(({ deliveredAt }) => deliveredAt))]],
  );
  const asked = new Set(rows.map((row) => placeOf(mailOf(row), row.deliveredAt)));
  const known = new Map<string, StoredMail>();
  const earlier = new Map<string, StoredMail[]>();
  for (const { isEarlier, ...mail } of stored) {
    const place = placeOf(mail.mail, mail.deliveredAt);
    if (asked.has(place)) known.set(place, mail);
    else if (isEarlier) earlier.set(mail.deliveredAt, [...(earlier.get(mail.deliveredAt) ?? []), mail]);
  }
  return { known, earlier };
}

async function writeMails(scope: Scope, generation: number, mails: readonly StoredMail[]): Promise<void> {
  if (mails.length === 0) return;
  await scope.client.query(
    `insert into malicious_mail (organisation_id, id, mail, message, threat, key_generation, delivered_at, found, copies)
     select $1, id, mail, message, threat, $2, delivered_at, found, copies
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::int[])
       as given (id, mail, message, threat, delivered_at, found, copies)
     on conflict (organisation_id, id) do update set mail = excluded.mail, message = excluded.message, threat = excluded.threat,
       key_generation = excluded.key_generation, found = excluded.found, copies = excluded.copies`,
    [
      scope.organisationId,
      generation,
      mails.map(({ id }) => id),
      mails.map(({ mail }) => mail),
      mails.map(({ message }) => message),
      mails.map(({ threat }) => threat),
      mails.map(({ deliveredAt }) => deliveredAt),
      mails.map(({ found }) => found),
      mails.map(({ copies }) => copies),
    ],
  );
}

/** @returns for each row whether its recipient was not known of its mail before. */
async function insertRecipients(
  scope: Scope,
  rows: readonly MaliciousDeliveryRow[],
  { mailIds, ports }: { readonly mailIds: readonly Id[]; readonly ports: Ports },
): Promise<readonly boolean[]> {
  const named = rows.flatMap(({ recipient, recipientKind }, place) =>
    recipient === null || recipientKind === null
      ? []
      : [{ kind: recipientKind, pseudonym: recipient, mailId: mailIds[place] as Id, place }],
  );
  const isNew = rows.map(() => false);
  if (named.length === 0) return isNew;
  const persons = await resolvePersons(scope, named, ports);
  const { rows: inserted } = await scope.client.query<{ key: string }>(
    `insert into malicious_mail_recipient (organisation_id, mail_id, person_id)
     select $1, mail_id, person_id from unnest($2::uuid[], $3::uuid[]) as given (mail_id, person_id)
     on conflict do nothing returning mail_id::text || person_id::text as key`,
    [scope.organisationId, named.map(({ mailId }) => mailId), named.map(({ pseudonym }) => persons.get(pseudonym))],
  );
  const keys = new Set(inserted.map(({ key }) => key));
  for (const { mailId, pseudonym, place } of named) isNew[place] = keys.delete(`${mailId}${persons.get(pseudonym)}`);
  return isNew;
}

/** For counting a month, and nothing else. */
export async function readMails(scope: Scope, { fromAt, toAt }: MonthSpan): Promise<readonly CountedMail[]> {
  const { rows } = await scope.client.query<CountedMail>(
    `select message, threat, delivered_at as "deliveredAt", found, copies, array(select person_id::text from malicious_mail_recipient had
       where had.organisation_id = $1 and had.mail_id = mail.id) as recipients
     from malicious_mail mail where organisation_id = $1 and delivered_at >= $2 and delivered_at < $3 order by delivered_at, id`,
    [scope.organisationId, fromAt, toAt],
  );
  return rows;
}

/** All of them: their codes are of a key that nobody can open. */
export async function endMails(scope: Scope): Promise<void> {
  await scope.client.query('delete from malicious_mail where organisation_id = $1', [scope.organisationId]);
}
