/** The three requests of the page. The link goes in the body: no list of addresses, of this node or of a proxy, holds it. */
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import type { Answers } from '#core/questionnaires/sheet.ts';

export interface Place {
  readonly organisationId: string;
  readonly roundId: string;
  readonly link: string;
}

export interface Shown {
  readonly organisation: string;
  readonly name: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly publicKey: string;
  readonly closesOn: string;
  readonly pack: QuestionnairePack;
}

export interface FinishedTicket {
  /** As it was prepared for signing, base64url. */
  readonly ticket: string;
  readonly signature: string;
}

/** The node said no. */
export class Refused extends Error {
  /** `closed`, `not-begun`, `used`, `spent`, `unsigned`; empty: something else. */
  readonly reason: string;
  readonly status: number;
  constructor(detail: string, reason: string, status: number) {
    super(detail);
    this.reason = reason;
    this.status = status;
  }
}

/** The address is `/answer/<organisation>/<round>#<link>`. Null: it is not whole. */
export function placeOf({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): Place | null {
  const [, , organisationId = '', roundId = ''] = pathname.split('/');
  const link = hash.slice(1);
  return /^[\w-]{43}$/.test(link) && organisationId !== '' && roundId !== '' ? { organisationId, roundId, link } : null;
}

/** @throws Refused, or what `fetch` throws: no connection */
async function ask({ organisationId, roundId }: Place, what: string, language: string, body: object): Promise<unknown> {
  const answer = await fetch(`/api/v1/answering/${encodeURIComponent(organisationId)}/${encodeURIComponent(roundId)}${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    credentials: 'omit',
    body: JSON.stringify(body),
  });
  if (answer.status === 204) return null;
  const json = (await answer.json()) as { readonly detail?: string; readonly data?: { readonly reason?: unknown } };
  if (answer.ok) return json;
  const reason = json.data?.reason;
  throw new Refused(json.detail ?? '', typeof reason === 'string' ? reason : '', answer.status);
}

export function show(place: Place, language: string): Promise<Shown> {
  return ask(place, '', language, { link: place.link }) as Promise<Shown>;
}

export async function draw(place: Place, language: string, blinded: string): Promise<string> {
  const { signature } = (await ask(place, '/ticket', language, { link: place.link, blinded })) as { readonly signature: string };
  return signature;
}

export async function handIn(
  place: Place,
  language: string,
  sheet: FinishedTicket & { readonly groupId: string; readonly answers: Answers },
): Promise<void> {
  await ask(place, '/sheet', language, sheet);
}
