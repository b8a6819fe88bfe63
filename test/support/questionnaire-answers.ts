/** Somebody who is asked, as their browser would go about it: a ticket blinded by the library, and a sheet handed in with it. */
import { webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import type { Answer, QuestionnairePack } from '#core/questionnaires/pack.ts';
import { visibleItems } from '#core/questionnaires/sheet.ts';

const suite = RSABSSA.SHA384.PSS.Randomized();
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const fromText = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

/** One request below `/api/v1`. */
export type Post = (path: string, body: unknown) => Promise<Response>;

export interface LinkParts {
  /** Below `/api/v1`. */
  readonly path: string;
  readonly secret: string;
}

/** `…/answer/<organisation>/<round>#<secret>` */
export function partsOf(link: string): LinkParts {
  const { pathname, hash } = new URL(link);
  return { path: pathname.replace('/answer/', '/answering/'), secret: hash.slice(1) };
}

interface Blinded {
  readonly ticket: string;
  readonly blinded: string;
  finish(blindSignature: string): Promise<string>;
}

export async function blindTicket(publicKey: string): Promise<Blinded> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const key = await webcrypto.subtle.importKey('spki', fromText(publicKey), algorithm, true, ['verify']);
  const prepared = suite.prepare(webcrypto.getRandomValues(new Uint8Array(32)));
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  return {
    ticket: toText(prepared),
    blinded: toText(blindedMsg),
    finish: async (blindSignature) => toText(await suite.finalize(key, prepared, fromText(blindSignature), inv)),
  };
}

export interface HeldTicket {
  readonly groupId: string;
  readonly ticket: string;
  readonly signature: string;
  /** What the node saw when it signed. */
  readonly blinded: string;
  readonly pack: QuestionnairePack;
}

export async function takeTicket(post: Post, link: string): Promise<HeldTicket> {
  const { path, secret } = partsOf(link);
  const shown = (await (await post(path, { link: secret })).json()) as { groupId: string; publicKey: string; pack: QuestionnairePack };
  const own = await blindTicket(shown.publicKey);
  const { signature } = (await (await post(`${path}/ticket`, { link: secret, blinded: own.blinded })).json()) as { signature: string };
  return { groupId: shown.groupId, ticket: own.ticket, signature: await own.finish(signature), blinded: own.blinded, pack: shown.pack };
}

/** Everything that is asked: a step of every scale, and of every choice the right option, or the first. */
export function fillIn(pack: QuestionnairePack, step: number | ((place: number) => number)): Record<string, Answer> {
  const stepOf = typeof step === 'number' ? () => step : step;
  const answers: Record<string, Answer> = {};
  // An answer may bring more questions.
  for (let known = -1; known < Object.keys(answers).length;) {
    known = Object.keys(answers).length;
    for (const [place, item] of visibleItems(pack, answers).entries())
      answers[item.id] = item.kind === 'scale' ? stepOf(place) : (item.rightAnswer ?? item.options[0]?.id ?? '');
  }
  return answers;
}

/** From the link to the sheet. */
export async function answerBy(post: Post, link: string, step: number | ((place: number) => number)): Promise<Response> {
  const { groupId, ticket, signature, pack } = await takeTicket(post, link);
  return post(`${partsOf(link).path}/sheet`, { groupId, ticket, signature, answers: fillIn(pack, step) });
}
