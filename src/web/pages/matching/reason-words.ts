/**
 * The reasons of a match as sentences, rule by rule, in two languages. A rule that has no sentence is shown by its id with what
 * it found, so that a new rule is never silent. Not in `messages/`: only these pages need them, and they are many.
 */
import type { Language } from '#core/kernel/text.ts';
import { clauseWords } from './clause-words.ts';
import type { Reason } from './mark-words.ts';

type Sentences = Readonly<Record<Language, (detail: string) => string>>;

/** Texts that do not change with what was found. */
const plain = (en: string, nl: string): Sentences => ({ en: () => en, nl: () => nl });

const allVersions = { en: '“all versions”', nl: '“alle versies”' };
const none = { en: 'no version', nl: 'geen versie' };

interface Held {
  readonly version: string | null;
  readonly clause: string;
}

/** `3.1 against < 3.2`: what the register writes, and the clause it was held against. */
function heldOf(detail: string, language: Language): Held {
  const at = detail.indexOf(' against ');
  const clause = at < 0 ? detail : detail.slice(at + ' against '.length);
  const version = at < 0 ? null : detail.slice(0, at);
  return {
    version: version === 'no version' ? none[language] : version,
    clause: clause === 'all versions' || clause === '' ? allVersions[language] : `“${clauseWords(clause, language)}”`,
  };
}

/** @param say of the version as it is called in a sentence, and the clause in quotation marks */
function held(say: Readonly<Record<Language, (version: string, clause: string) => string>>): Sentences {
  const saying = (language: Language, otherwise: string) => (detail: string) => {
    const { version, clause } = heldOf(detail, language);
    return say[language](version ?? otherwise, clause);
  };
  return { en: saying('en', 'the version'), nl: saying('nl', 'de versie') };
}

const identity: Readonly<Record<string, Sentences>> = {
  'shared-same': {
    en: (lists) => `Others say that it is this product: ${lists}.`,
    nl: (lists) => `Volgens anderen is het dit product: ${lists}.`,
  },
  'shared-different': {
    en: (lists) => `Others say that it is another product: ${lists}.`,
    nl: (lists) => `Volgens anderen is het een ander product: ${lists}.`,
  },
  'shared-conflict': {
    en: (lists) => `Others disagree on whether it is this product: ${lists}.`,
    nl: (lists) => `Anderen zijn het er niet over eens of het dit product is: ${lists}.`,
  },
  'vendor-same': plain('The same firm.', 'Dezelfde firma.'),
  'vendor-group': plain('One firm became part of the other.', 'De ene firma is in de andere opgegaan.'),
  'vendor-sister': plain('Both firms became part of a third.', 'Beide firma’s zijn in een derde opgegaan.'),
  'vendor-alike': plain('The names of the firms are a letter or a word apart.', 'De namen van de firma’s schelen een letter of een woord.'),
  'vendor-mentioned': plain(
    'The firm is named in the product, the title or the description.',
    'De firma wordt genoemd in product, titel of omschrijving.',
  ),
  'vendor-absent': plain('The register names no vendor.', 'Het register noemt geen leverancier.'),
  'vendor-other': plain('Another firm, or one that is not known.', 'Een andere firma, of een die niet bekend is.'),
  'words-of-name': {
    en: (detail) => `Found in both names: ${detail}.`,
    nl: (detail) => `In beide namen gevonden: ${detail}.`,
  },
  'words-of-title': {
    en: (detail) => `Found in the title of the advisory and in the name of the device: ${detail}.`,
    nl: (detail) => `In de titel van het advies en in de naam van het apparaat gevonden: ${detail}.`,
  },
  'words-missed': {
    en: (detail) => `In the advisory, and not in the name of the device: ${detail}.`,
    nl: (detail) => `In het advies, en niet in de naam van het apparaat: ${detail}.`,
  },
  'words-read-as': {
    en: (detail) => `Written otherwise: ${likened(detail, 'en')}.`,
    nl: (detail) => `Anders geschreven: ${likened(detail, 'nl')}.`,
  },
  'number-agrees': plain('The numbers in the names agree.', 'De getallen in de namen kloppen.'),
  'number-conflicts': plain('The numbers in the names differ.', 'De getallen in de namen verschillen.'),
  'number-missing': plain(
    'The advisory names a number that the register does not have.',
    'Het advies noemt een getal dat het register niet heeft.',
  ),
  'number-extra': plain(
    'The register has a number that the advisory does not name.',
    'Het register heeft een getal dat het advies niet noemt.',
  ),
  'code-conflicts': plain('Both have a type code, and they differ.', 'Beide hebben een typecode, en die verschillen.'),
  'function-conflicts': plain('They are named for different functions.', 'Ze heten naar verschillende functies.'),
  'class-named': plain(
    'Only the kind of device agrees; no word tells this product from others.',
    'Alleen de soort apparaat klopt; geen woord onderscheidt dit product van andere.',
  ),
  'model-number': {
    en: (detail) => `The very model number: ${detail}.`,
    nl: (detail) => `Precies dit modelnummer: ${detail}.`,
  },
  'serial-number': {
    en: (detail) => `The advisory names this serial number: ${detail}.`,
    nl: (detail) => `Het advies noemt dit serienummer: ${detail}.`,
  },
  gtin: { en: (detail) => `The very GTIN: ${detail}.`, nl: (detail) => `Precies deze GTIN: ${detail}.` },
  'udi-di': { en: (detail) => `The very UDI-DI: ${detail}.`, nl: (detail) => `Precies deze UDI-DI: ${detail}.` },
  cpe: { en: (detail) => `The same CPE name: ${detail}.`, nl: (detail) => `Dezelfde CPE-naam: ${detail}.` },
  'cpe-only': {
    en: (detail) => `Only the CPE name leads here, as ${detail} gives it.`,
    nl: (detail) => `Alleen de CPE-naam leidt hierheen, zoals ${detail} die geeft.`,
  },
  document: { en: (detail) => `Document ${detail}.`, nl: (detail) => `Document ${detail.replace(' revision ', ' revisie ')}.` },
};

const version: Readonly<Record<string, Sentences>> = {
  'version-every-version': plain('The advisory says: all versions.', 'Het advies zegt: alle versies.'),
  'version-inside': held({ en: (own, clause) => `${own} lies within ${clause}.`, nl: (own, clause) => `${own} valt binnen ${clause}.` }),
  'version-outside': held({ en: (own, clause) => `${own} lies outside ${clause}.`, nl: (own, clause) => `${own} valt buiten ${clause}.` }),
  'version-device-version-missing': held({
    en: (_, clause) => `The register writes no version to hold against ${clause}.`,
    nl: (_, clause) => `Het register noemt geen versie om naast ${clause} te leggen.`,
  }),
  'version-other-kind': held({
    en: (own, clause) => `${own} is of another kind than ${clause}, so they cannot be compared.`,
    nl: (own, clause) => `${own} is van een andere soort dan ${clause}, dus ze zijn niet te vergelijken.`,
  }),
  'version-other-scheme': held({
    en: (own, clause) => `${own} is numbered in another way than ${clause}.`,
    nl: (own, clause) => `${own} is anders genummerd dan ${clause}.`,
  }),
  'version-too-coarse': held({
    en: (own, clause) => `${own} is not exact enough for ${clause}.`,
    nl: (own, clause) => `${own} is niet nauwkeurig genoeg voor ${clause}.`,
  }),
  'version-condition-unknown': held({
    en: (_, clause) => `${clause} asks for something that the register does not tell.`,
    nl: (_, clause) => `${clause} vraagt iets wat het register niet zegt.`,
  }),
  'version-date-incomplete': held({
    en: (_, clause) => `The date in ${clause} is not whole.`,
    nl: (_, clause) => `De datum in ${clause} is niet volledig.`,
  }),
  'version-clause-unreadable': held({
    en: (_, clause) => `${clause} cannot be read as versions.`,
    nl: (_, clause) => `${clause} is niet als versies te lezen.`,
  }),
  'serial-range': held({
    en: (own, clause) => `Serial number ${own}, held against ${clause}.`,
    nl: (own, clause) => `Serienummer ${own}, gelegd naast ${clause}.`,
  }),
};

const decided: Readonly<Record<string, Sentences>> = {
  'decided-confirmed': said('it is ours', 'het is van ons'),
  'decided-denied': said('it is not ours', 'het is niet van ons'),
  'decided-unsure': said('unsure', 'onzeker'),
  'decided-affected': said('affected', 'getroffen'),
  'decided-not-affected': said('not affected', 'niet getroffen'),
  'decided-conflict': plain('People gave answers that contradict each other.', 'Mensen gaven antwoorden die elkaar tegenspreken.'),
  'decided-for-other-version': {
    en: (detail) => reopened(detail, (then) => `Nobody answered for this version; the last answer was for ${then}.`),
    nl: (detail) =>
      reopened(detail, (then) => `Voor deze versie is nog niets beantwoord; het laatste antwoord ging over ${then}.`).replaceAll(
        ' against ',
        ' naast ',
      ),
  },
  'decision-reopened': {
    en: (detail) => reopened(detail, (then, now) => `An earlier answer no longer holds: it was given for ${then}, and now it is ${now}.`),
    nl: (detail) =>
      reopened(detail, (then, now) => `Een eerder antwoord geldt niet meer: het ging over ${then}, en nu is het ${now}.`).replaceAll(
        ' against ',
        ' naast ',
      ),
  },
};

/** `what: person, instant: reason`; who and why matter here, when stands in the history. */
function said(en: string, nl: string): Sentences {
  const saying = (sentence: (person: string, reason: string) => string) => (detail: string) => {
    const [, person = '', reason = ''] = /^.*: (.*?), \d{4}-\d\d-\d\dT[\d:.]+Z(?:: (.*))?$/su.exec(detail) ?? [undefined, detail];
    return sentence(person, reason === '' ? '.' : `: ${reason}`);
  };
  return { en: saying((person, end) => `${person} said: ${en}${end}`), nl: saying((person, end) => `${person} zei: ${nl}${end}`) };
}

function reopened(detail: string, say: (then: string, now: string) => string): string {
  const [, then, now] = /^answered for (.*); now (.*)$/su.exec(detail) ?? [];
  return then === undefined || now === undefined ? detail : say(then, now);
}

const likenesses: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  form: { en: 'another form', nl: 'een andere vorm' },
  spelling: { en: 'another spelling', nl: 'een andere spelling' },
  shortened: { en: 'shortened', nl: 'ingekort' },
  initials: { en: 'initials', nl: 'beginletters' },
};

/** `monitor = monitr (spelling), system = sys (shortened)` */
function likened(detail: string, language: Language): string {
  return detail.replace(/\((\w+)\)/gu, (whole, kind: string) => {
    const word = likenesses[kind]?.[language];
    return word === undefined ? whole : `(${word})`;
  });
}

const sentences: ReadonlyMap<string, Sentences> = new Map(Object.entries({ ...identity, ...version, ...decided }));

export function reasonText({ rule, detail }: Reason, language: Language): string {
  const sentence = sentences.get(rule);
  if (sentence !== undefined) return sentence[language](detail);
  return detail === '' ? rule : `${rule}: ${detail}`;
}
