/** Dutch of what is said of CSAF providers: what they are named by, what they list, and whether documents are theirs. */
import type { Sentence } from './sentences.ts';

export const providerSentences: readonly Sentence[] = [
  [
    'A provider is named by its domain, such as example.org, or by the address of its provider-metadata.json.',
    'Een aanbieder heet naar zijn domein, zoals example.org, of naar het adres van zijn provider-metadata.json.',
  ],
  [
    'The address of a provider begins with https:// and carries no user name; http:// is for this machine and the hosts in CYBERMETRICS_PLAIN_HTTP_HOSTS.',
    'Het adres van een aanbieder begint met https:// en bevat geen gebruikersnaam; http:// is voor deze machine en de hosts in CYBERMETRICS_PLAIN_HTTP_HOSTS.',
  ],
  ['The provider {} is there already; sync it, or remove it first.', 'De aanbieder {1} is er al; haal hem op, of verwijder hem eerst.'],
  [
    'Nothing was added, since the metadata of this provider cannot be read: {} To add it all the same, use --keep (keep: true).',
    'Er is niets toegevoegd, want de gegevens van deze aanbieder zijn niet te lezen: {1} Gebruik --keep (keep: true) om hem toch toe te voegen.',
  ],
  [
    'The node knows no such source; kev, epss and the providers that were added are there.',
    'Het knooppunt kent zo’n bron niet; kev, epss en de toegevoegde aanbieders zijn er.',
  ],
  ['The node knows no such provider; add it first.', 'Het knooppunt kent zo’n aanbieder niet; voeg hem eerst toe.'],
  [
    '{} gave no metadata of a CSAF provider, neither at its well-known address nor by security.txt or DNS; name the address of its provider-metadata.json.',
    '{1} gaf geen gegevens van een CSAF-aanbieder, niet op het vaste adres en niet via security.txt of DNS; noem het adres van zijn provider-metadata.json.',
  ],
  ['{} holds no metadata of a CSAF provider ({}).', '{1} bevat geen gegevens van een CSAF-aanbieder ({2}).'],
  ['no JSON object', 'geen JSON-object'],
  [
    'The metadata at {} name no distribution: no ROLIE feed and no directory.',
    'De gegevens op {1} noemen geen plek met documenten: geen ROLIE-feed en geen map.',
  ],
  [
    'The metadata at {} name no distribution that is open to everybody.',
    'De gegevens op {1} noemen geen plek met documenten die voor iedereen open is.',
  ],
  [
    'The listing at {} is cut off or damaged; what is held stays.',
    'De lijst op {1} is afgebroken of beschadigd; wat er was, blijft staan.',
  ],
  ['{} is no ROLIE feed: it has no feed with entries.', '{1} is geen ROLIE-feed: er is geen feed met regels.'],
  ['{} is no ROLIE service document.', '{1} is geen ROLIE-servicedocument.'],
  [
    '{} has neither index.txt nor changes.csv; what is held stays.',
    '{1} heeft geen index.txt en geen changes.csv; wat er was, blijft staan.',
  ],
  [
    '{} holds no SHA-512 and no SHA-256; the document was not taken.',
    '{1} bevat geen SHA-512 en geen SHA-256; het document is niet overgenomen.',
  ],
  [
    'The document has another hash than {} says: one of the two is damaged or changed. It was not taken.',
    'Het document heeft een andere hash dan {1} zegt: een van beide is beschadigd of veranderd. Het is niet overgenomen.',
  ],
  [
    '{} holds no OpenPGP key with the fingerprint {} that the metadata name.',
    '{1} bevat geen OpenPGP-sleutel met de vingerafdruk {2} die de gegevens noemen.',
  ],
  [
    'The signature {} does not hold: {}. The document was not taken.',
    'De handtekening {1} klopt niet: {2}. Het document is niet overgenomen.',
  ],
  ['it is no OpenPGP signature', 'het is geen OpenPGP-handtekening'],
  ['it holds no signature', 'er staat geen handtekening in'],
  ['it cannot be checked', 'zij is niet na te gaan'],
  [
    'The signature {} cannot be checked: no key of the metadata could be used. The document was not taken.',
    'De handtekening {1} is niet na te gaan: geen sleutel van de gegevens was bruikbaar. Het document is niet overgenomen.',
  ],
  [
    '{} has no file with its hash, which every document of a trusted provider has; it was not taken.',
    '{1} heeft geen bestand met de hash, dat elk document van een vertrouwde aanbieder heeft; het is niet overgenomen.',
  ],
  [
    '{} has no signature, which every document of a trusted provider has; it was not taken.',
    '{1} heeft geen handtekening, die elk document van een vertrouwde aanbieder heeft; het is niet overgenomen.',
  ],
  [
    'The listing names {}, which is not there; the document was not taken.',
    'De lijst noemt {1}, dat er niet is; het document is niet overgenomen.',
  ],
  ['{} is no JSON in UTF-8; the document was not taken.', '{1} is geen JSON in UTF-8; het document is niet overgenomen.'],
  ['{} is no CSAF document; it was not taken.', '{1} is geen CSAF-document; het is niet overgenomen.'],
  [
    'The document holds a value that cannot be stored ({}); it was not taken.',
    'Het document bevat een waarde die niet te bewaren is ({1}); het is niet overgenomen.',
  ],
  [
    '{} is by {}, which this provider is not, and is held from elsewhere; it was not taken. If it is right, hand the file in.',
    '{1} is van {2}, die deze aanbieder niet is, en is er al van elders; het is niet overgenomen. Klopt het wel, lever het bestand dan in.',
  ],
  ['nobody named', 'niemand met een naam'],
  ['its address does not begin with https://', 'het adres begint niet met https://'],
  [
    'it leads to an address that is not fetched: link-local, metadata, or within the house',
    'zij leidt naar een adres dat niet bevraagd wordt: link-local, metadata of binnen het huis',
  ],
];
