/** Why a match has its status, in words: what a person answered, else what the version says. The rules are those of `core/matching`. */
import type { Language } from '#core/kernel/text.ts';
import type { MatchReason } from '#core/matching/reasons.ts';

interface ReasonWords {
  /** By rule of a reason about the version: `version` is what the register says, `clause` what the advisory says. */
  readonly versions: Readonly<Record<string, (version: string, clause: string) => string>>;
  /** By rule of what a person answered. */
  readonly answers: Readonly<Record<string, string>>;
  /** By rule of what the supplier of a package says, or of what its name leaves open. */
  readonly statements: Readonly<Record<string, string>>;
  readonly cleared: string;
  readonly unsaid: string;
  readonly silent: string;
  /** Nothing but CPE names lead there. */
  readonly cpeOnly: string;
}

const english: ReasonWords = {
  versions: {
    'version-every-version': () => 'every version is named',
    'version-inside': (version, clause) => `${version || 'the device'} is inside ${clause}`,
    'version-outside': (version, clause) => `${version || 'the device'} is outside ${clause}`,
    'version-device-version-missing': (_, clause) => `the register gives no version; named is ${clause}`,
    'version-other-kind': (version, clause) => `${version || 'what the register gives'} is no version of the kind of ${clause}`,
    'version-other-scheme': (version, clause) => `${version || 'the version'} is numbered in another way than ${clause}`,
    'version-too-coarse': (version, clause) => `${version || 'the version'} is not exact enough for ${clause}`,
    'version-condition-unknown': (_, clause) => `the register does not tell what is asked for: ${clause}`,
    'version-date-incomplete': (version, clause) => `${version || 'the register'} gives no whole date for ${clause}`,
    'version-clause-unreadable': (_, clause) => `a person has to read it: ${clause}`,
  },
  answers: {
    'decided-denied': 'denied',
    'decided-affected': 'answered: affected',
    'decided-not-affected': 'answered: not affected',
    'decided-conflict': 'two persons disagree',
    'decision-reopened': 'to be answered again',
  },
  statements: {
    'release-unknown': 'the bill does not tell of which release it is; named is',
    'stated-known-not-affected': 'not affected, says the supplier',
    'stated-known-affected': 'affected, says the supplier',
    'stated-fixed': 'fixed, says the supplier',
    'stated-under-investigation': 'the supplier is looking into it',
  },
  cleared: 'which the advisory calls fixed or not affected',
  unsaid: 'and the advisory does not say that it is affected',
  silent: 'the advisory says nothing of its versions',
  cpeOnly: 'found by CPE alone, which is never the whole list',
};

const dutch: ReasonWords = {
  versions: {
    'version-every-version': () => 'elke versie is genoemd',
    'version-inside': (version, clause) => `${version || 'het apparaat'} valt binnen ${clause}`,
    'version-outside': (version, clause) => `${version || 'het apparaat'} valt buiten ${clause}`,
    'version-device-version-missing': (_, clause) => `het register geeft geen versie; genoemd is ${clause}`,
    'version-other-kind': (version, clause) => `${version || 'wat het register geeft'} is geen versie van het soort van ${clause}`,
    'version-other-scheme': (version, clause) => `${version || 'de versie'} is anders genummerd dan ${clause}`,
    'version-too-coarse': (version, clause) => `${version || 'de versie'} is niet precies genoeg voor ${clause}`,
    'version-condition-unknown': (_, clause) => `het register zegt niet wat gevraagd wordt: ${clause}`,
    'version-date-incomplete': (version, clause) => `${version || 'het register'} geeft geen hele datum voor ${clause}`,
    'version-clause-unreadable': (_, clause) => `een mens moet het lezen: ${clause}`,
  },
  answers: {
    'decided-denied': 'ontkend',
    'decided-affected': 'beantwoord: geraakt',
    'decided-not-affected': 'beantwoord: niet geraakt',
    'decided-conflict': 'twee personen verschillen van mening',
    'decision-reopened': 'opnieuw te beantwoorden',
  },
  statements: {
    'release-unknown': 'de stuklijst zegt niet van welke uitgave het is; genoemd is',
    'stated-known-not-affected': 'niet geraakt, zegt de leverancier',
    'stated-known-affected': 'geraakt, zegt de leverancier',
    'stated-fixed': 'verholpen, zegt de leverancier',
    'stated-under-investigation': 'de leverancier zoekt het uit',
  },
  cleared: 'wat het advies verholpen of niet geraakt noemt',
  unsaid: 'en het advies zegt niet dat dat geraakt is',
  silent: 'het advies zegt niets van zijn versies',
  cpeOnly: 'alleen gevonden via CPE, wat nooit de hele lijst is',
};

interface Told {
  readonly reasons: readonly MatchReason[];
  readonly status: 'affected' | 'fixed' | 'undetermined';
}

export function matchReason(candidate: Told, language: Language): string {
  const said = statusReason(candidate, language);
  const isCpeOnly = candidate.reasons.some(({ rule }) => rule === 'cpe-only');
  return isCpeOnly ? `${said}; ${(language === 'nl' ? dutch : english).cpeOnly}` : said;
}

function statusReason({ reasons, status }: Told, language: Language): string {
  const words = language === 'nl' ? dutch : english;
  const answered = reasons.find(({ rule }) => Object.hasOwn(words.answers, rule));
  if (answered !== undefined) return `${words.answers[answered.rule] ?? ''}: ${answered.detail}`;
  const stated = reasons.find(({ rule }) => Object.hasOwn(words.statements, rule));
  if (stated !== undefined) return `${words.statements[stated.rule] ?? ''}: ${stated.detail}`;
  const reason = reasons.find(({ rule }) => Object.hasOwn(words.versions, rule));
  const say = words.versions[reason?.rule ?? ''];
  if (reason === undefined || say === undefined) return words.silent;
  const [version, clause] = sidesOf(reason.detail);
  const said = say(version, language === 'nl' && clause === 'all versions' ? 'alle versies' : clause);
  const isNamed = reason.rule === 'version-inside' || reason.rule === 'version-every-version';
  if (isNamed && status === 'fixed') return `${said}, ${words.cleared}`;
  return (isNamed || reason.rule === 'version-outside') && status === 'undetermined' ? `${said}, ${words.unsaid}` : said;
}

/** `3.2 against <3.4`, or the clause alone. */
function sidesOf(detail: string): readonly [version: string, clause: string] {
  const at = detail.indexOf(' against ');
  return at < 0 ? ['', detail] : [detail.slice(0, at), detail.slice(at + ' against '.length)];
}
