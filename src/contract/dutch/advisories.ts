/** Dutch of what is said of advisories and of the sources they come from. */
import type { Sentence } from './sentences.ts';

export const advisorySentences: readonly Sentence[] = [
  ['No known format of advisories; known are: {}.', 'Geen bekend formaat van beveiligingsadviezen; bekend zijn: {1}.'],
  [
    'The document is not in UTF-8, as JSON has to be; save it as UTF-8.',
    'Het document is niet in UTF-8, zoals JSON hoort te zijn; bewaar het als UTF-8.',
  ],
  [
    'The document ends before it is complete; copy it again, completely.',
    'Het document houdt op voordat het compleet is; kopieer het opnieuw, helemaal.',
  ],
  [
    'The document is no JSON; copy it again, or look at what wrote it.',
    'Het document is geen JSON; kopieer het opnieuw, of kijk na wat het schreef.',
  ],
  [
    'A document is larger than {} MB, which no advisory is; it was not read.',
    'Een document is groter dan {1} MB, wat geen enkel beveiligingsadvies is; het is niet gelezen.',
  ],
  [
    'The record at {} has no CVE id but "{}"; it cannot be known again.',
    'Het record op {1} heeft geen CVE-nummer maar ‘{2}’; het is niet te herkennen.',
  ],
  [
    'The page says that it holds {} records and holds {}; the rest is missing. Fetch it again.',
    'De pagina zegt {1} records te bevatten en bevat er {2}; de rest ontbreekt. Haal haar opnieuw op.',
  ],
  [
    'The CVE record {} is of format "{}", which is not known; hand in records of format 5.',
    'Het CVE-record {1} heeft formaat ‘{2}’, dat niet bekend is; lever records van formaat 5 aan.',
  ],
  [
    'The CVE record {} is in the state "{}", in which it says nothing of products.',
    'Het CVE-record {1} heeft de toestand ‘{2}’, waarin het niets over producten zegt.',
  ],
  [
    'The CVE record {} has no container of its numbering authority (/containers/cna).',
    'Het CVE-record {1} heeft geen deel van de uitgever van het nummer (/containers/cna).',
  ],
  ['An entry of "versions" names no version; it was left out.', 'Een onderdeel van ‘versions’ noemt geen versie; het is weggelaten.'],
  ['"{}" is no CPE name; it was left out.', '‘{1}’ is geen CPE-naam; zij is weggelaten.'],
  ['"{}" is no CPE name; the criterion was left out.', '‘{1}’ is geen CPE-naam; het criterium is weggelaten.'],
  ['"{}" is neither AND nor OR; it is read as AND.', '‘{1}’ is AND noch OR; het is gelezen als AND.'],
  ['The day of listing is no date; it was left out.', 'De dag van vermelding is geen datum; zij is weggelaten.'],
  ['"{}" is no text; it was left out.', '‘{1}’ is geen tekst; het is weggelaten.'],
  ['"{}" is no date with a time and a zone; it was left out.', '‘{1}’ is geen datum met tijd en tijdzone; zij is weggelaten.'],
  ['"{}" is no list; it was left out.', '‘{1}’ is geen lijst; het is weggelaten.'],
  ['An entry of "{}" is no object; it was left out.', 'Een onderdeel van ‘{1}’ is geen object; het is weggelaten.'],
  [
    'The document nests more than {} levels deep; ask its publisher for a correct one.',
    'Het document is meer dan {1} niveaus diep genest; vraag de uitgever om een goed document.',
  ],
  [
    'The document has a NUL or half a character in a text at {}, which cannot be stored; ask its publisher for a correct one.',
    'Het document heeft in een tekst op {1} een NUL of een half teken, wat niet te bewaren is; vraag de uitgever om een goed document.',
  ],
  ['"{}" is no CVE id; the flaw is kept without one.', '‘{1}’ is geen CVE-nummer; de kwetsbaarheid is zonder nummer bewaard.'],
  ['"{}" is no product status of CSAF; it was left out.', '‘{1}’ is geen productstatus van CSAF; zij is weggelaten.'],
  [
    'A score has no vector, so it cannot be checked; it was left out.',
    'Een score heeft geen vector en is dus niet na te gaan; zij is weggelaten.',
  ],
  [
    'A remediation names the product group {}, which the product tree does not define.',
    'Een maatregel noemt de productgroep {1}, die niet in de productboom staat.',
  ],
  [
    '{} of the products that are named here are not defined by the product tree, the first is {}; they were left out.',
    'Van de producten die hier genoemd worden, staan er {1} niet in de productboom, als eerste {2}; zij zijn weggelaten.',
  ],
  ['The product tree is no object; it was left out.', 'De productboom is geen object; hij is weggelaten.'],
  [
    'A branch of the product tree has no name or no category; what stands below it is read without it.',
    'Een tak van de productboom heeft geen naam of geen soort; wat eronder staat, is zonder die tak gelezen.',
  ],
  [
    'A product has no product id, so nothing can be said of it; it was left out.',
    'Een product heeft geen productnummer, dus er is niets over te zeggen; het is weggelaten.',
  ],
  [
    'The product id {} is defined more than once; its first name counts, and every path.',
    'Het productnummer {1} is meer dan eens vastgelegd; de eerste naam telt, en elk pad.',
  ],
  [
    'A relationship does not name both products and itself; it was left out.',
    'Een relatie noemt niet beide producten en zichzelf; zij is weggelaten.',
  ],
  ['A product group has no group id; it was left out.', 'Een productgroep heeft geen nummer; zij is weggelaten.'],
  ['{} names the product {}, which the product tree does not define.', '{1} noemt het product {2}, dat niet in de productboom staat.'],
  [
    'The document is no CSAF document: it has no document/csaf_version. Hand in CSAF 2.0 or 2.1.',
    'Het document is geen CSAF-document: document/csaf_version ontbreekt. Lever CSAF 2.0 of 2.1 aan.',
  ],
  [
    'The document is CSAF {}, which is not known; hand in CSAF 2.0 or 2.1.',
    'Het document is CSAF {1}, dat niet bekend is; lever CSAF 2.0 of 2.1 aan.',
  ],
  [
    'The document has no id (document/tracking/id), so it cannot be known again; ask its publisher for a correct one.',
    'Het document heeft geen nummer (document/tracking/id) en is dus niet te herkennen; vraag de uitgever om een goed document.',
  ],
  ['The document has no title; its id stands for it.', 'Het document heeft geen titel; het nummer staat ervoor in de plaats.'],
  ['{} cannot be read; check the path and who may read it.', '{1} is niet te lezen; controleer het pad en wie het mag lezen.'],
  [
    'The file is no KEV catalogue: it needs catalogVersion, dateReleased, count and vulnerabilities.',
    'Het bestand is geen KEV-lijst: catalogVersion, dateReleased, count en vulnerabilities horen erin te staan.',
  ],
  [
    'The KEV catalogue has no readable date (dateReleased); fetch it again.',
    'De KEV-lijst heeft geen leesbare datum (dateReleased); haal haar opnieuw op.',
  ],
  [
    'The KEV catalogue says it has {} entries and holds {}; fetch it again.',
    'De KEV-lijst zegt {1} regels te hebben en bevat er {2}; haal haar opnieuw op.',
  ],
  [
    'Entry {} of the KEV catalogue cannot be read ({}); fetch it again.',
    'Regel {1} van de KEV-lijst is niet te lezen ({2}); haal haar opnieuw op.',
  ],
  [
    'The KEV catalogue is cut off or damaged; what is held stays. Fetch it again.',
    'De KEV-lijst is afgebroken of beschadigd; wat er was, blijft staan. Haal haar opnieuw op.',
  ],
  [
    'The file of EPSS has other columns than cve, epss and percentile; take the file of all scores.',
    'Het bestand van EPSS heeft andere kolommen dan cve, epss en percentile; neem het bestand met alle scores.',
  ],
  [
    'The file of EPSS ends within a line; what is held stays. Fetch it again.',
    'Het bestand van EPSS houdt midden in een regel op; wat er was, blijft staan. Haal het opnieuw op.',
  ],
  [
    'The file of EPSS holds no scores; what is held stays. Fetch it again.',
    'Het bestand van EPSS bevat geen scores; wat er was, blijft staan. Haal het opnieuw op.',
  ],
  [
    'Line {} of the file of EPSS is no score, or the second of its CVE; fetch it again.',
    'Regel {1} van het bestand van EPSS is geen score, of de tweede van dezelfde CVE; haal het opnieuw op.',
  ],
  [
    'The file of EPSS does not name its model and date in its first line; take the file of all scores.',
    'Het bestand van EPSS noemt in de eerste regel geen model en datum; neem het bestand met alle scores.',
  ],
  ['it answered 304 to a question without a condition', 'zij antwoordde 304 op een vraag zonder voorwaarde'],
  ['it answered {}', 'zij antwoordde {1}'],
  ['it asks to wait {} seconds', 'zij vraagt {1} seconden te wachten'],
  ['it redirects more than {} times', 'zij verwijst meer dan {1} keer door'],
  ['it redirects to an address that is not fetched', 'zij verwijst door naar een adres waar niets gehaald wordt'],
  [
    '{} gave no file: {}. What is held stays; try again later, or hand in the file itself.',
    '{1} gaf geen bestand: {2}. Wat er was, blijft staan; probeer het later opnieuw, of lever het bestand zelf aan.',
  ],
  [
    '{} broke off after {} bytes. What is held stays; try again later.',
    '{1} brak af na {2} bytes. Wat er was, blijft staan; probeer het later opnieuw.',
  ],
  [
    '{} sends more than {} MB, which this source never has. What is held stays.',
    '{1} stuurt meer dan {2} MB, wat deze bron nooit heeft. Wat er was, blijft staan.',
  ],
  [
    'Taking this source failed by an error of ours; the log of the node has it.',
    'Het overnemen van deze bron mislukte door een fout van ons; het staat in het logboek van het knooppunt.',
  ],
  [
    'This copy is of {}, and what is held is of {}: the newer one stays. Hand in a later copy; if what is held is wrong, the owner of the node replaces it with --replace (replace: true).',
    'Deze kopie is van {1}, en wat er staat is van {2}: de nieuwste blijft. Lever een latere kopie aan; klopt niet wat er staat, dan vervangt de eigenaar van het knooppunt het met --replace (replace: true).',
  ],
  [
    'This copy is of {}, which is yet to come: what is held stays. Set the clock of this machine right, or take a copy of today.',
    'Deze kopie is van {1}, en dat moet nog komen: wat er was, blijft staan. Zet de klok van deze machine goed, of neem een kopie van vandaag.',
  ],
  [
    'This copy has no entries, which no edition is: what is held stays. Fetch it again.',
    'Deze kopie heeft geen regels, wat geen enkele uitgave is: wat er was, blijft staan. Haal het opnieuw op.',
  ],
  [
    'This is of all organisations of the node: the owner of the node does it, with the token in its folder.',
    'Dit is van alle organisaties van het knooppunt: de eigenaar van het knooppunt doet het, met het token in zijn map.',
  ],
  [
    'This copy has {} entries where what is held has {}: it looks like a part. What is held stays; fetch it again. If what is held is wrong, the owner of the node replaces it with --replace (replace: true).',
    'Deze kopie heeft {1} regels waar er {2} staan: het lijkt een deel. Wat er was, blijft staan; haal het opnieuw op. Klopt niet wat er staat, dan vervangt de eigenaar van het knooppunt het met --replace (replace: true).',
  ],
  [
    'The file is over {} bytes, which no source is; what is held stays.',
    'Het bestand is groter dan {1} bytes, wat geen enkele bron is; wat er was, blijft staan.',
  ],
  [
    'The body holds no advisory; write one JSON object per line.',
    'De inhoud bevat geen beveiligingsadvies; schrijf één JSON-object per regel.',
  ],
  ['The node holds no such advisory.', 'Het knooppunt heeft zo’n beveiligingsadvies niet.'],
  ['Line {} is no JSON; write one advisory per line.', 'Regel {1} is geen JSON; schrijf één beveiligingsadvies per regel.'],
  ['Line {} is no advisory as it was read ({}).', 'Regel {1} is geen beveiligingsadvies zoals het gelezen wordt ({2}).'],
  [
    'The body is over {} bytes; hand in fewer advisories at a time.',
    'De inhoud is groter dan {1} bytes; lever minder beveiligingsadviezen tegelijk aan.',
  ],
];
