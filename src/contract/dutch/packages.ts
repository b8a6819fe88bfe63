/** Dutch of what is said of advisories about packages (OSV, OpenVEX, CycloneDX VEX) and of the CVSS vectors of all of them. */
import type { Sentence } from './sentences.ts';

export const packageSentences: readonly Sentence[] = [
  [
    'The CVSS score of {} is {} and its vector gives {}; the score was kept as it is written.',
    'De CVSS-score van {1} is {2} en de vector geeft {3}; de score is gebleven zoals hij er staat.',
  ],
  ['The CVSS vector of {} cannot be read at "{}": {}.', 'De CVSS-vector van {1} is niet te lezen bij ‘{2}’: {3}.'],
  ['The CVSS vector of {} cannot be read: {}.', 'De CVSS-vector van {1} is niet te lezen: {2}.'],
  // what is wrong in a vector
  ['the vector is longer than {} characters', 'de vector is langer dan {1} tekens'],
  ['this version of CVSS is not known', 'deze versie van CVSS is niet bekend'],
  ['"{}" is no metric of CVSS {}', '‘{1}’ is geen maat van CVSS {2}'],
  ['"{}" has one of the values {}', '‘{1}’ heeft een van de waarden {2}'],
  ['"{}" stands there twice', '‘{1}’ staat er twee keer'],
  ['"{}" is missing, which every vector of CVSS {} has', '‘{1}’ ontbreekt, en die heeft elke vector van CVSS {2}'],
  // CycloneDX
  [
    '"{}" is no state of an analysis that is known here; what it says counts as unknown.',
    '‘{1}’ is geen toestand van een analyse die hier bekend is; wat hij zegt telt als onbekend.',
  ],
  [
    '"{}" refers to no component of this document; what is said of it was left out.',
    '‘{1}’ verwijst naar geen onderdeel van dit document; wat erover gezegd wordt is weggelaten.',
  ],
  ['The document is no CycloneDX document.', 'Het document is geen CycloneDX-document.'],
  [
    'The document is CycloneDX {}, which says nothing of vulnerabilities; hand in CycloneDX 1.4 or later.',
    'Het document is CycloneDX {1}, dat niets over kwetsbaarheden zegt; lever CycloneDX 1.4 of later aan.',
  ],
  [
    'The document is a bill of materials that names no vulnerabilities (/vulnerabilities), so it is no advisory; import it as a bill of materials.',
    'Het document is een stuklijst die geen kwetsbaarheden noemt (/vulnerabilities), dus geen beveiligingsadvies; importeer het als stuklijst.',
  ],
  [
    'The document has no serial number, so it is known by its content: a changed copy is another document.',
    'Het document heeft geen serienummer en is dus aan zijn inhoud te herkennen: een gewijzigde kopie is een ander document.',
  ],
  // OpenVEX
  [
    'The document is OpenVEX {}, which is not known; hand in OpenVEX 0.2.',
    'Het document is OpenVEX {1}, dat niet bekend is; lever OpenVEX 0.2 aan.',
  ],
  [
    'The document has no id (/@id), so it cannot be known again; ask its publisher for a correct one.',
    'Het document heeft geen id (/@id) en is dus niet te herkennen; vraag de uitgever om een juist document.',
  ],
  ['A statement names no flaw; it was left out.', 'Een uitspraak noemt geen kwetsbaarheid; zij is weggelaten.'],
  ['"{}" is no status of OpenVEX; the statement was left out.', '‘{1}’ is geen status van OpenVEX; de uitspraak is weggelaten.'],
  [
    'A statement names no product, so nobody can tell whom it concerns; it was left out.',
    'Een uitspraak noemt geen product, zodat niemand weet wie zij aangaat; zij is weggelaten.',
  ],
  [
    'A statement says "not affected" and not why, as OpenVEX asks; it counts all the same.',
    'Een uitspraak zegt ‘niet geraakt’ en niet waarom, zoals OpenVEX vraagt; zij telt toch.',
  ],
  ['A product has neither an id nor an identifier; it was left out.', 'Een product heeft geen id en geen kenmerk; het is weggelaten.'],
  // OSV
  ['"{}" is no type of range; it was left out.', '‘{1}’ is geen soort bereik; het is weggelaten.'],
  [
    'The events of a range open and close nothing that could be asked for a version; it was left out.',
    'De gebeurtenissen van een bereik openen en sluiten niets waarin een versie kan vallen; het is weggelaten.',
  ],
  ['The document is no OSV record; hand in OSV 1.x.', 'Het document is geen OSV-record; lever OSV 1.x aan.'],
  ['The record is OSV {}, which is not known; hand in OSV 1.x.', 'Het record is OSV {1}, dat niet bekend is; lever OSV 1.x aan.'],
  [
    'The record has no readable /{}, without which nobody knows which one counts; ask its publisher for a correct one.',
    'Het record heeft geen leesbare /{1}, zonder welke niemand weet welk record telt; vraag de uitgever om een juist record.',
  ],
  [
    'An entry of "affected" names neither a package nor a repository; it was left out.',
    'Een vermelding onder ‘affected’ noemt geen pakket en geen opslagplaats; zij is weggelaten.',
  ],
  [
    '"{}" is no ecosystem that is known here, and the entry has no package URL; nothing is compared with it.',
    '‘{1}’ is geen ecosysteem dat hier bekend is, en de vermelding heeft geen pakket-URL; er wordt niets mee vergeleken.',
  ],
];
