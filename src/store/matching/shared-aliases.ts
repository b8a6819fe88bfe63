/** Lists of aliases that were taken over from others, and what of our own answers may be told to others (`core/matching/shared-aliases.ts`). */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { standingOf } from '#core/matching/decisions.ts';
import {
  isShareable,
  numbersIn,
  type AliasAnswer,
  type ListedAlias,
  type OwnWords,
  type SharedAlias,
} from '#core/matching/shared-aliases.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { decisionOf, standingIdentities } from './match-decisions.ts';

/** All that stand in lists, in one order. */
async function readSharedAliases({ client, organisationId }: Scope): Promise<ListedAlias[]> {
  const { rows } = await client.query<ListedAlias>(
    `select list, device_key as "deviceKey", product_key as "productKey", answer from shared_alias where organisation_id = $1
     order by device_key, product_key, list`,
    [organisationId],
  );
  return rows;
}

/** Those that hint at something: not of a device and product about which people here are sure, be it that they disagree. */
export async function hintingAliases(scope: Scope): Promise<ListedAlias[]> {
  const aliases = await readSharedAliases(scope);
  if (aliases.length === 0) return [];
  const answered = new Set(
    [...groupedBy(await standingIdentities(scope), pairKeyOf)].flatMap(([key, own]) => {
      const standing = standingOf(own.map(decisionOf));
      const isSure = standing.kind === 'conflict' || (standing.kind === 'decided' && standing.decision.answer !== 'unsure');
      return isSure ? [key] : [];
    }),
  );
  return aliases.filter((alias) => !answered.has(pairKeyOf(alias)));
}

function pairKeyOf({ deviceKey, productKey }: Pick<SharedAlias, 'deviceKey' | 'productKey'>): string {
  return `${deviceKey}\n${productKey}`;
}

/** A list of this name is replaced whole: what is left out of it is recalled. @returns what differed */
export async function writeAliasList(
  { client, organisationId }: Scope,
  list: string,
  aliases: readonly SharedAlias[],
  { now, by }: { readonly now: Instant; readonly by: string },
): Promise<{ readonly added: number; readonly removed: number }> {
  const values = [organisationId, list, JSON.stringify(aliases)];
  const given = `jsonb_to_recordset($3::jsonb) as given ("deviceKey" text, "productKey" text, answer text)`;
  const removed = await client.query(
    `delete from shared_alias known where organisation_id = $1 and list = $2 and not exists (select from ${given}
       where given."deviceKey" = known.device_key and given."productKey" = known.product_key and given.answer = known.answer)`,
    values,
  );
  const added = await client.query(
    `insert into shared_alias (organisation_id, list, device_key, product_key, answer, taken_at, taken_by)
     select $1, $2, "deviceKey", "productKey", answer, $4, $5 from ${given} on conflict do nothing`,
    [...values, now, by],
  );
  return { added: added.rowCount ?? 0, removed: removed.rowCount ?? 0 };
}

export interface ComparedAlias extends SharedAlias {
  readonly lists: readonly { readonly list: string; readonly answer: AliasAnswer }[];
  /** What people here said; null: nobody, or they are unsure or disagree. */
  readonly own: AliasAnswer | null;
  readonly questionId: Id | string | null;
}

const wordOf = { confirmed: 'same', denied: 'different' } as const;

interface OwnAnswer extends SharedAlias {
  readonly questionId: string;
}

/** Those on which people here are agreed and sure. @param origins whose answers */
async function ownAnswers(scope: Scope, origins: readonly string[]): Promise<OwnAnswer[]> {
  const stored = (await standingIdentities(scope)).filter(({ origin }) => origins.includes(origin));
  return [...groupedBy(stored, ({ questionId }) => questionId)].flatMap(([questionId, own]) => {
    const standing = standingOf(own.map(decisionOf));
    if (standing.kind !== 'decided') return [];
    const { answer, deviceKey, productKey } = standing.decision;
    return answer === 'confirmed' || answer === 'denied' ? [{ questionId, deviceKey, productKey, answer: wordOf[answer] }] : [];
  });
}

/** Each device and product of any list, with what the lists and people here say. */
export async function compareAliases(scope: Scope): Promise<ComparedAlias[]> {
  const own = new Map((await ownAnswers(scope, ['said', 'file'])).map((one) => [pairKeyOf(one), one]));
  return [...groupedBy(await readSharedAliases(scope), pairKeyOf)].flatMap(([key, rows]) => {
    const [first] = rows;
    const mine = own.get(key);
    return first === undefined
      ? []
      : [
          {
            ...{ deviceKey: first.deviceKey, productKey: first.productKey, answer: first.answer },
            lists: rows.map(({ list, answer }) => ({ list, answer })),
            own: mine?.answer ?? null,
            questionId: mine?.questionId ?? null,
          },
        ];
  });
}

/** Our own answers as others may have them. @returns those that hold words of this house only as a number */
export async function shareableAliases(scope: Scope): Promise<{ readonly aliases: readonly SharedAlias[]; readonly leftOut: number }> {
  const answers = await ownAnswers(scope, ['said']);
  if (answers.length === 0) return { aliases: [], leftOut: 0 };
  const words = await wordsOfDevices(
    scope,
    answers.map(({ deviceKey }) => deviceKey),
  );
  const own = { ...(await ownWords(scope)), numbers: await ownNumbers(scope) };
  const aliases = answers
    .filter(({ deviceKey, productKey }) => isShareable({ deviceKey, productKey, words: words.get(deviceKey) ?? [] }, own))
    .map(({ questionId: _questionId, ...alias }) => alias);
  return { aliases, leftOut: answers.length - aliases.length };
}

/** How the register writes the models; without a word where it has them no more. */
async function wordsOfDevices({ client, organisationId }: Scope, deviceKeys: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await client.query<{ deviceKey: string; text: string }>(
    `select device_key as "deviceKey", concat_ws(' ', vendor, product) as text from match_line where organisation_id = $1 and device_key = any($2::text[])`,
    [organisationId, deviceKeys],
  );
  return new Map([...groupedBy(rows, ({ deviceKey }) => deviceKey)].map(([key, own]) => [key, own.flatMap(({ text }) => wordsOf(text))]));
}

async function ownWords({ client, organisationId }: Scope): Promise<Omit<OwnWords, 'numbers'>> {
  const { rows } = await client.query<{ text: string; isHost: boolean }>(
    `select name as text, false as "isHost" from department where organisation_id = $1
     union select name, false from organisation where organisation_id = $1
     union select owner, false from asset_version where organisation_id = $1 and owner is not null
     union select segment, false from asset_version where organisation_id = $1 and segment is not null
     union select location, false from asset where organisation_id = $1 and location is not null
     union select host_name, true from asset where organisation_id = $1 and host_name is not null
     union select value, true from asset_identifier where organisation_id = $1 and kind = 'host'
     union select scope, true from asset_identifier where organisation_id = $1 and kind = 'host' and scope <> ''`,
    [organisationId],
  );
  return {
    words: new Set(rows.flatMap(({ text, isHost }) => (isHost ? [] : wordsOf(text)))),
    hostWords: new Set(rows.flatMap(({ text, isHost }) => (isHost ? wordsOfHost(text) : []))),
  };
}

/** Its parts, and its first label run together as keys are; what a name ends with (nl, local) is everybody's. */
function wordsOfHost(text: string): string[] {
  const labels = text.split('.').filter((label) => label !== '');
  const own = labels.length > 1 ? labels.slice(0, -1) : labels;
  return [wordsOf(own[0] ?? '').join(''), ...wordsOf(own.join(' '))].filter((word) => word !== '');
}

async function ownNumbers({ client, organisationId }: Scope): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ text: string }>(
    `select asset_tag as text from asset where organisation_id = $1 and asset_tag is not null
     union select serial_number from asset where organisation_id = $1 and serial_number is not null
     union select value from asset_identifier where organisation_id = $1 and kind in ('tag', 'serial')`,
    [organisationId],
  );
  return new Set(rows.flatMap(({ text }) => numbersIn(text)));
}

function wordsOf(text: string): string[] {
  return foldName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
