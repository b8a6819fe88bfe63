/** Says in a sentence why a statement was joined to an asset or became a new one. The facts come from `resolve-asset.ts`. */
import type { Language } from '../kernel/text.ts';
import type { Identifier, IdentifierKind } from './identifiers.ts';
import type { BlockedJoin, Explanation } from './resolve-asset.ts';
import type { StatedBy } from './stated-identity.ts';

/** One or more sentences in the reader's language; assets are named by `nameOf`, by default their id. */
export function explainJoin(
  explanation: Explanation,
  language: Language,
  nameOf: (assetId: string) => string = (assetId) => assetId,
): string {
  const words = texts[language];
  const sentences = [explanation.stated === undefined ? outcomeSentence(explanation, words, nameOf) : words.statedOne(explanation.stated)];
  if (explanation.outcome === 'joined' && explanation.rule === 'host-without-domain') sentences.push(words.looseDomain);
  if (explanation.alsoAgree.length > 0) {
    sentences.push(words.alsoAgree(explanation.alsoAgree.map((one) => nameIdentifier(one, words)).join(', ')));
  }
  for (const block of explanation.blocked) sentences.push(blockSentence(block, words, nameOf));
  return sentences.join(' ');
}

function outcomeSentence(
  { outcome, identifier, assetIds, blocked }: Explanation,
  words: Words,
  nameOf: (assetId: string) => string,
): string {
  const named = identifier === null ? '' : nameIdentifier(identifier, words);
  switch (outcome) {
    case 'joined':
      return words.joined(named);
    case 'ambiguous':
      return words.ambiguous(named, assetIds.map(nameOf).join(', '));
    case 'blocked':
      return blocked.every(({ by }) => 'statedOn' in by) ? words.blockedByPerson : words.blocked;
    case 'nothing-matched':
      return words.nothingMatched;
    case 'no-usable-identifier':
      return words.noIdentifier;
    default:
      return outcome satisfies never;
  }
}

function blockSentence({ assetId, identifier, by }: BlockedJoin, words: Words, nameOf: (assetId: string) => string): string {
  if ('statedOn' in by) return words.statedApart({ ...by, asset: nameOf(assetId), identifier: nameIdentifier(identifier, words) });
  return words.block({
    asset: nameOf(assetId),
    identifier: nameIdentifier(identifier, words),
    asked: nameIdentifier(by.asked, words),
    known: valueOf(by.known),
  });
}

function nameIdentifier(identifier: Identifier, words: Words): string {
  return `${words.kinds[identifier.kind]} ${valueOf(identifier)}`;
}

/** As a reader knows it: a full host name, a MAC address with colons, a serial number with its vendor. */
function valueOf({ kind, scope, value }: Identifier): string {
  switch (kind) {
    case 'host':
      return scope === '' ? value : `${value}.${scope}`;
    case 'mac':
      return value.match(/../g)?.join(':') ?? value;
    case 'serial':
    case 'tag':
      return `${value} (${scope})`;
    case 'ip':
      return value;
    default:
      return kind satisfies never;
  }
}

interface Words {
  readonly kinds: Readonly<Record<IdentifierKind, string>>;
  readonly joined: (identifier: string) => string;
  readonly looseDomain: string;
  readonly alsoAgree: (identifiers: string) => string;
  readonly ambiguous: (identifier: string, assets: string) => string;
  readonly blocked: string;
  readonly nothingMatched: string;
  readonly noIdentifier: string;
  readonly block: (facts: {
    readonly asset: string;
    readonly identifier: string;
    readonly asked: string;
    readonly known: string;
  }) => string;
  readonly blockedByPerson: string;
  readonly statedOne: (stated: StatedBy) => string;
  readonly statedApart: (facts: StatedBy & { readonly asset: string; readonly identifier: string }) => string;
}

const because = (reason: string): string => (reason === '' ? '.' : `: “${reason}”`);

const texts: Readonly<Record<Language, Words>> = {
  en: {
    kinds: { tag: 'asset number', serial: 'serial number', mac: 'MAC address', host: 'host name', ip: 'IP address' },
    joined: (identifier) => `Joined because both have ${identifier}.`,
    looseDomain: 'One of the two does not name its domain, and only one known asset fits.',
    alsoAgree: (identifiers) => `Also the same: ${identifiers}.`,
    ambiguous: (identifier, assets) => `Kept apart: several assets (${assets}) share ${identifier} and nothing stronger tells them apart.`,
    blocked: 'Kept apart: a stronger identifier disagrees.',
    nothingMatched: 'New: no known asset has any of its identifiers.',
    noIdentifier: 'New: it has no identifier that can be trusted to name one device.',
    block: ({ asset, identifier, asked, known }) =>
      `Not joined with ${asset}, which shares ${identifier}: this one has ${asked} and that one ${known}.`,
    blockedByPerson: 'Kept apart: a person stated that it is another.',
    statedOne: ({ statedOn, reason }) => `Joined because a person stated on ${statedOn} that they are one and the same${because(reason)}`,
    statedApart: ({ asset, identifier, statedOn, reason }) =>
      `Not joined with ${asset}, which shares ${identifier}: a person stated on ${statedOn} that they are not the same${because(reason)}`,
  },
  nl: {
    kinds: { tag: 'middelnummer', serial: 'serienummer', mac: 'MAC-adres', host: 'hostnaam', ip: 'IP-adres' },
    joined: (identifier) => `Samengevoegd omdat beide ${identifier} hebben.`,
    looseDomain: 'Een van de twee noemt zijn domein niet, en maar één bekend middel past.',
    alsoAgree: (identifiers) => `Ook gelijk: ${identifiers}.`,
    ambiguous: (identifier, assets) =>
      `Apart gehouden: meerdere middelen (${assets}) delen ${identifier} en niets sterkers onderscheidt ze.`,
    blocked: 'Apart gehouden: een sterker kenmerk spreekt het tegen.',
    nothingMatched: 'Nieuw: geen bekend middel heeft een van deze kenmerken.',
    noIdentifier: 'Nieuw: er is geen kenmerk dat met zekerheid één apparaat aanwijst.',
    block: ({ asset, identifier, asked, known }) =>
      `Niet samengevoegd met ${asset}, dat ${identifier} deelt: dit heeft ${asked} en dat heeft ${known}.`,
    blockedByPerson: 'Apart gehouden: een mens heeft gezegd dat het een ander is.',
    statedOne: ({ statedOn, reason }) =>
      `Samengevoegd omdat een mens op ${statedOn} heeft gezegd dat het een en hetzelfde is${because(reason)}`,
    statedApart: ({ asset, identifier, statedOn, reason }) =>
      `Niet samengevoegd met ${asset}, dat ${identifier} deelt: een mens heeft op ${statedOn} gezegd dat het een ander is${because(reason)}`,
  },
};
