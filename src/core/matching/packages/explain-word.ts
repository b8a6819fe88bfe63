/**
 * What one document says of a flaw in a component, as a sentence in two languages: who says it, of which version, and why. Texts of
 * publishers stand as written. Not here: what stands of several documents (`judge-component.ts`).
 */
import type { Language, Localised } from '../../kernel/text.ts';
import type { ComponentWord } from './judge-component.ts';

export interface ExplainedWord extends Pick<ComponentWord, 'by' | 'status' | 'isOfProduct' | 'justification' | 'statement' | 'reasons'> {
  readonly documentId: string;
  readonly publisher: string | null;
}

/** Labels of OpenVEX 0.2, CSAF 2.0 (3.2.3.5) and CycloneDX 1.4 (`impactAnalysisJustification`). */
const justifications: Readonly<Record<string, Localised>> = {
  component_not_present: { en: 'the component is not in it', nl: 'het onderdeel zit er niet in' },
  vulnerable_code_not_present: { en: 'the vulnerable code is not in it', nl: 'de kwetsbare code zit er niet in' },
  code_not_present: { en: 'the vulnerable code is not in it', nl: 'de kwetsbare code zit er niet in' },
  vulnerable_code_not_in_execute_path: { en: 'the vulnerable code is never run', nl: 'de kwetsbare code wordt nooit uitgevoerd' },
  code_not_reachable: { en: 'the vulnerable code is never reached', nl: 'de kwetsbare code wordt nooit bereikt' },
  vulnerable_code_cannot_be_controlled_by_adversary: {
    en: 'no attacker can control the vulnerable code',
    nl: 'geen aanvaller kan de kwetsbare code sturen',
  },
  inline_mitigations_already_exist: { en: 'what is built in prevents it', nl: 'wat is ingebouwd voorkomt het' },
  requires_configuration: { en: 'it takes a setting that is not made', nl: 'het vraagt een instelling die niet is gemaakt' },
  requires_dependency: { en: 'it takes another component that is not there', nl: 'het vraagt een ander onderdeel dat er niet is' },
  requires_environment: { en: 'it takes surroundings that are not there', nl: 'het vraagt een omgeving die er niet is' },
  protected_by_compiler: { en: 'the way it was compiled prevents it', nl: 'de manier van compileren voorkomt het' },
  protected_at_runtime: { en: 'it is prevented while it runs', nl: 'tijdens het draaien wordt het voorkomen' },
  protected_at_perimeter: { en: 'it is prevented at the edge of the network', nl: 'aan de rand van het netwerk wordt het voorkomen' },
  protected_by_mitigating_control: { en: 'another measure prevents it', nl: 'een andere maatregel voorkomt het' },
};

export function explainWord(word: ExplainedWord): Localised {
  return { en: sentence(word, 'en'), nl: sentence(word, 'nl') };
}

function sentence(word: ExplainedWord, language: Language): string {
  const parts = word.by === 'supplier' ? spoken(word, language) : listed(word, language);
  return `${parts.filter((part) => part !== '').join(' ')} (${word.documentId})`;
}

const said: Readonly<Record<string, (who: string, what: Localised) => Localised>> = {
  'stated-known-not-affected': (who, what) => ({
    en: `${who} says that ${what.en} is not affected`,
    nl: `${who} zegt dat ${what.nl} niet getroffen is`,
  }),
  'stated-known-affected': (who, what) => ({
    en: `${who} says that ${what.en} is affected`,
    nl: `${who} zegt dat ${what.nl} getroffen is`,
  }),
  'stated-fixed': (who, what) => ({
    en: `${who} says that it is fixed in ${what.en}`,
    nl: `${who} zegt dat het in ${what.nl} verholpen is`,
  }),
  'stated-under-investigation': (who) => ({ en: `${who} is still looking into it`, nl: `${who} zoekt het nog uit` }),
};
const aliases: Readonly<Record<string, string>> = {
  'stated-first-affected': 'stated-known-affected',
  'stated-last-affected': 'stated-known-affected',
  'stated-first-fixed': 'stated-fixed',
  'stated-recommended': 'stated-fixed',
};

function spoken({ publisher, isOfProduct, justification, statement, reasons, status }: ExplainedWord, language: Language): string[] {
  const rule = reasons.find((one) => one.rule.startsWith('stated-'))?.rule ?? '';
  const who = publisher ?? { en: 'The document', nl: 'Het document' }[language];
  const what = isOfProduct ? { en: 'this product', nl: 'dit product' } : { en: 'this component', nl: 'dit onderdeel' };
  const say = said[aliases[rule] ?? rule];
  const why = [justification === null ? '' : (justifications[justification]?.[language] ?? justification), statement ?? ''];
  const reason = why.filter((text) => text !== '').join('. ');
  if (say === undefined) return [{ en: `${who} names it and does not say more`, nl: `${who} noemt het en zegt niet meer` }[language]];
  const told = `${say(who, what)[language]}${reason === '' ? '.' : `: ${reason.replace(/\.$/, '')}.`}`;
  // What it says is of other versions, or of versions that cannot be compared.
  const isAboutIt = rule !== 'stated-known-affected' || status === 'affected';
  return isAboutIt ? [told] : [told, versionSentence(reasons, language)];
}

function listed({ by, reasons, status }: ExplainedWord, language: Language): string[] {
  const only = {
    en: 'Found by a CPE name alone, which is never the whole list.',
    nl: 'Alleen via een CPE-naam gevonden, wat nooit de hele lijst is.',
  };
  const release = {
    en: 'The bill does not tell of which release the package is.',
    nl: 'De stuklijst zegt niet van welke uitgave het pakket is.',
  };
  const unsaid = {
    en: 'The bill leaves out something that tells packages apart',
    nl: 'De stuklijst laat iets weg wat pakketten onderscheidt',
  };
  const missing = reasons.find(({ rule }) => rule === 'qualifier-unsaid');
  return [
    versionSentence(reasons, language),
    status === 'undetermined' && reasons.some(({ rule }) => rule === 'release-unknown') ? release[language] : '',
    missing === undefined ? '' : `${unsaid[language]}: ${missing.detail}.`,
    by === 'cpe' ? only[language] : '',
  ];
}

const versions: Readonly<Record<string, (version: string, clause: string) => Localised>> = {
  'version-every-version': () => ({ en: 'Every version is named.', nl: 'Elke versie is genoemd.' }),
  'version-inside': (version, clause) => ({
    en: `Version ${version} lies within ${clause}.`,
    nl: `Versie ${version} valt binnen ${clause}.`,
  }),
  'version-outside': (version, clause) => ({
    en: `Version ${version} lies outside ${clause}.`,
    nl: `Versie ${version} valt buiten ${clause}.`,
  }),
  'version-device-version-missing': (_, clause) => ({
    en: `The bill gives no version to hold against ${clause}.`,
    nl: `De stuklijst geeft geen versie om naast ${clause} te leggen.`,
  }),
  'version-other-scheme': (version, clause) => ({
    en: `Version ${version} is numbered in another way than ${clause}.`,
    nl: `Versie ${version} is anders genummerd dan ${clause}.`,
  }),
  'version-clause-unreadable': (_, clause) => ({
    en: clause === '' ? 'The versions that are meant are not told.' : `${clause} cannot be held against a version.`,
    nl: clause === '' ? 'Welke versies bedoeld zijn, wordt niet gezegd.' : `${clause} is niet naast een versie te leggen.`,
  }),
};

function versionSentence(reasons: ExplainedWord['reasons'], language: Language): string {
  const reason = reasons.find(({ rule }) => rule.startsWith('version-'));
  if (reason === undefined) return '';
  const at = reason.detail.indexOf(' against ');
  const [version, clause] = at < 0 ? ['', reason.detail] : [reason.detail.slice(0, at), reason.detail.slice(at + ' against '.length)];
  const plain = clauseWords(clause);
  const say =
    versions[reason.rule] ??
    (() => ({
      en: `Version ${version} and ${plain} cannot be compared.`,
      nl: `Versie ${version} en ${plain} zijn niet te vergelijken.`,
    }));
  return say(version, plain)[language].replaceAll('  ', ' ');
}

/** `vers:npm/>=1.0.0|<1.2.3` is `>=1.0.0, <1.2.3`; several ranges stay apart. */
function clauseWords(clause: string): string {
  if (clause === 'all versions') return clause;
  return clause
    .split(' | ')
    .map((one) => decoded(one.replace(/^vers:[a-z0-9.-]+\//, '')).replaceAll('|', ', '))
    .join('; ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
