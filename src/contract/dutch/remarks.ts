/** Dutch of remarks on places of a file (`ImportIssue`), by the codes that the importers' READMEs list. */
import type { Sentence } from './sentences.ts';

export const remarkSentences: readonly Sentence[] = [
  [
    'A host is named by something that is no IP address; it was left out of the addresses.',
    'Een host wordt genoemd met iets dat geen IP-adres is; het is uit de adressen weggelaten.',
  ],
  [
    'The row does not say which agent it is about and was refused; add agent_name or agent_ip to it, or export the index (4.8 and after).',
    'De rij zegt niet over welke agent zij gaat en is geweigerd; voeg agent_name of agent_ip toe, of exporteer de index (vanaf 4.8).',
  ],
  [
    'The file is a part of an export or the result of a query, and does not say that it holds all: nothing that is not in it is taken as gone.',
    'Het bestand is een deel van een export of de uitkomst van een vraag, en zegt niet dat het alles bevat: niets dat er niet in staat, geldt als verdwenen.',
  ],
  [
    'The answer says that more follows (@odata.nextLink): nothing that is not in it is taken as gone. Put all pages into one file.',
    'Het antwoord zegt dat er meer volgt (@odata.nextLink): niets dat er niet in staat, geldt als verdwenen. Zet alle pagina’s in één bestand.',
  ],
  [
    'The file holds {} vulnerabilities and {}: nothing that is not in it is taken as gone.',
    'Het bestand bevat {1} kwetsbaarheden en {2}: niets dat er niet in staat, geldt als verdwenen.',
  ],
  ['"{}" is not yes, no, see note or n/a; left out.', '‘{1}’ is geen ja, nee, zie toelichting of n.v.t.; weggelaten.'],
  [
    'The report does not name what it looked at (or only as "."), so its items cannot be known again; keep `source` in it.',
    'Het rapport noemt niet waar het naar keek (of alleen als ‘.’), dus zijn regels zijn niet te herkennen; laat `source` erin staan.',
  ],
  [
    'The report does not name what it looked at (or only as "."), so its items cannot be known again; scan it by its name.',
    'Het rapport noemt niet waar het naar keek (of alleen als ‘.’), dus zijn regels zijn niet te herkennen; scan het onder zijn naam.',
  ],
  [
    'Nothing is carried by an asset: put the asset in the first column, and what depends on it in the second.',
    'Een middel wordt door niets gedragen: zet het middel in de eerste kolom, en wat ervan afhangt in de tweede.',
  ],
  ['The row names an asset, and nothing that depends on it.', 'De rij noemt een middel, en niets dat ervan afhangt.'],
  ['The row names nothing in either column.', 'De rij noemt niets in beide kolommen.'],
  ['"{}" cannot depend on itself.', '‘{1}’ kan niet van zichzelf afhangen.'],
  ['Of "{}" the kind is not said; write {}.', 'Van ‘{1}’ is de soort niet gezegd; schrijf {2}.'],
  ['"{}" is no kind; write {}.', '‘{1}’ is geen soort; schrijf {2}.'],
  ['A name has at most {} characters.', 'Een naam heeft hoogstens {1} tekens.'],
  [
    '"{}" is no criticality; write essential, important or supporting. It counts as essential.',
    '‘{1}’ is geen belang; schrijf essentieel, belangrijk of ondersteunend. Het telt als essentieel.',
  ],
  [
    'Tier and owner are read only from a row that names one thing; left out.',
    'Niveau en eigenaar worden alleen gelezen uit een rij die één ding noemt; weggelaten.',
  ],
  ['"{}" is no tier; write 1 to 4. Left out.', '‘{1}’ is geen niveau; schrijf 1 tot en met 4. Weggelaten.'],
  [
    'Several columns fit the field {}: {}. The first of these was taken.',
    'Meer kolommen passen bij het veld {1}: {2}. De eerste is genomen.',
  ],
  [
    'The profile names this column, and the file does not have it; its field is left out.',
    'Het profiel noemt deze kolom, en het bestand heeft haar niet; het veld is weggelaten.',
  ],
  ['Not read, because {}: {}.', 'Niet gelezen, want {1}: {2}.'],
  [
    'Row {} is taken as the row of headers and is not imported, though {} of its {} cells look like data, such as "{}" ({}). If it is data, say in the mapping that the file has no row of headers.',
    'Rij {1} geldt als de rij met koppen en is niet ingelezen, hoewel {2} van de {3} cellen op gegevens lijken, zoals ‘{4}’ ({5}). Zijn het gegevens, zeg dan bij de kolommen dat het bestand geen rij met koppen heeft.',
  ],
  [
    'Not imported, because they stand above the row of headers (row {}) and have several cells: rows {}.',
    'Niet ingelezen, want boven de rij met koppen (rij {1}) en met meer dan één cel: rijen {2}.',
  ],
  [
    'The row has {} columns where most rows have {}, so it cannot be told which cell is what.',
    'De rij heeft {1} kolommen waar de meeste rijen er {2} hebben, dus is niet te zeggen welke cel wat is.',
  ],
  ['Several columns have this header; the first is read.', 'Meer kolommen hebben deze kop; de eerste wordt gelezen.'],
  [
    'The report holds results of configuration audits; they are no vulnerabilities and were not stored. This is said once.',
    'Het rapport bevat uitkomsten van configuratiecontroles; dat zijn geen kwetsbaarheden en ze zijn niet bewaard. Dit wordt één keer gezegd.',
  ],
  [
    'A component without a name was refused: there is nothing to know it by.',
    'Een component zonder naam is geweigerd: er is niets om het aan te herkennen.',
  ],
  ['A CVE identifier of the result is not one and was left out.', 'Een CVE-nummer van het resultaat is er geen en is weggelaten.'],
  [
    'The document was made at "{}", which is no date and time; the day of handing in is used.',
    'Het document is gemaakt op ‘{1}’, wat geen datum en tijd is; de dag van aanleveren is gebruikt.',
  ],
  [
    '"{}" is no date that can be read; write it as YYYY-MM-DD. Left out.',
    '‘{1}’ is geen datum die te lezen is; schrijf JJJJ-MM-DD. Weggelaten.',
  ],
  [
    'Some bytes are not valid UTF-8 and were read as U+FFFD; the first is on this line.',
    'Sommige bytes zijn geen geldige UTF-8 en zijn gelezen als U+FFFD; de eerste staat op deze regel.',
  ],
  ['The file declares {} but its bytes are not; read as UTF-8.', 'Het bestand noemt {1}, maar is dat niet; gelezen als UTF-8.'],
  ['The cell is longer than {} characters.', 'De cel is langer dan {1} tekens.'],
  ['A result that names no host was refused.', 'Een resultaat dat geen host noemt, is geweigerd.'],
  [
    'The scan of this host did not finish (no HOST_END): nothing of it is taken as gone.',
    'De scan van deze host is niet afgemaakt (geen HOST_END): niets ervan geldt als verdwenen.',
  ],
  [
    'The scan of this host did not finish, or not all of it is in the report: nothing of it is taken as gone.',
    'De scan van deze host is niet afgemaakt, of niet alles ervan staat in het rapport: niets ervan geldt als verdwenen.',
  ],
  [
    'A port whose host is no IP address was refused: there is nothing to know it by.',
    'Een poort waarvan de host geen IP-adres is, is geweigerd: er is niets om hem aan te herkennen.',
  ],
  [
    'A host without address or name cannot be known again; its items were refused.',
    'Een host zonder adres of naam is niet te herkennen; zijn regels zijn geweigerd.',
  ],
  [
    'The item belongs to a host without address or name and was refused.',
    'De regel hoort bij een host zonder adres of naam en is geweigerd.',
  ],
  [
    'A port of a host without address or name was refused: there is nothing to know it by.',
    'Een poort van een host zonder adres of naam is geweigerd: er is niets om hem aan te herkennen.',
  ],
  [
    'The result belongs to a host without a usable address or name and was refused.',
    'Het resultaat hoort bij een host zonder bruikbaar adres of bruikbare naam en is geweigerd.',
  ],
  ['A row that does not say which machine it is about was refused.', 'Een rij die niet zegt over welke machine zij gaat, is geweigerd.'],
  [
    'A match without vulnerability identifier or package was refused: there is nothing to know it by.',
    'Een treffer zonder kwetsbaarheidsnummer of pakket is geweigerd: er is niets om hem aan te herkennen.',
  ],
  [
    'The document lists no {}: it is no bill of materials, and nothing of it was stored.',
    'Het document noemt geen {1}: het is geen softwarelijst, en er is niets van bewaard.',
  ],
  ['A result without the number (OID) of its check was refused.', 'Een resultaat zonder het nummer (OID) van zijn controle is geweigerd.'],
  [
    'An item without a plugin number was refused: there is no check to know it by.',
    'Een regel zonder pluginnummer is geweigerd: er is geen controle om hem aan te herkennen.',
  ],
  ['A port without number, protocol or state was refused.', 'Een poort zonder nummer, protocol of toestand is geweigerd.'],
  ['A product was refused: {}.', 'Een product is geweigerd: {1}.'],
  ['{} stands in the file twice; its first place counts.', '{1} staat twee keer in het bestand; de eerste plaats telt.'],
  [
    '"{}" is no package URL; it was kept as written, and the ecosystem is not known.',
    '‘{1}’ is geen package-URL; het is bewaard zoals geschreven, en het ecosysteem is niet bekend.',
  ],
  [
    'An item without a QID was refused: there is no check to know it by.',
    'Een regel zonder QID is geweigerd: er is geen controle om hem aan te herkennen.',
  ],
  [
    'The scanner trusts this result to {} % only (quality of detection below {} %): look before acting on it.',
    'De scanner vertrouwt dit resultaat maar voor {1} % (kwaliteit van detectie onder {2} %): kijk eerst, voordat er iets mee gebeurt.',
  ],
  [
    'The file was handed in as complete and has {} rows, where {} assets stood registered by its source: {} of these are missing from it and no longer count as registered. If it is only a part, hand in the whole export again, and a part as a part (--partial, or the choice on the imports page).',
    'Het bestand is als volledig aangeleverd en heeft {1} rijen, terwijl er {2} middelen van deze bron geregistreerd stonden: {3} daarvan ontbreken erin en gelden niet meer als geregistreerd. Is het maar een deel, lever dan de hele export opnieuw aan, en een deel als deel (--partial, of de keuze op de pagina Importen).',
  ],
  [
    'The file has {} rows, and {} assets stand registered by its source ({}). Handed in as complete, those that are missing from it no longer count as registered. If it is only a part, say so.',
    'Het bestand heeft {1} rijen, en er staan {2} middelen van zijn bron ({3}) geregistreerd. Als volledig bestand aangeleverd gelden de middelen die erin ontbreken niet meer als geregistreerd. Is het maar een deel, zeg dat dan.',
  ],
  [
    'No asset was taken off the register, because {} refused and may be of an asset that then seems absent. Mend the file and hand it in again.',
    'Er is geen middel van het register gehaald: {1} geweigerd, misschien van een middel dat dan lijkt te ontbreken. Herstel het bestand en lever het opnieuw aan.',
  ],
  [
    'The report shows {} of {} results (a page of it was exported): nothing in it is taken as gone.',
    'Het rapport toont {1} van {2} resultaten (er is één pagina van geëxporteerd): niets ervan geldt als verdwenen.',
  ],
  [
    'The report shows only the checks that its template selects: nothing that is missing in it is taken as gone.',
    'Het rapport toont alleen de controles die zijn sjabloon kiest: niets dat erin ontbreekt, geldt als verdwenen.',
  ],
  ['The row has another number of columns than the header row.', 'De rij heeft een ander aantal kolommen dan de rij met koppen.'],
  [
    'The row has {} columns where the header row has {}, so its cells cannot be matched to headers.',
    'De rij heeft {1} kolommen en de rij met koppen {2}, dus de cellen zijn niet aan koppen te koppelen.',
  ],
  [
    'A row without vulnerability or product, and that is no machine, was refused: there is nothing to know it by.',
    'Een rij zonder kwetsbaarheid of product, die ook geen machine is, is geweigerd: er is niets om haar aan te herkennen.',
  ],
  [
    'A row without vulnerability identifier or package was refused: there is nothing to know it by.',
    'Een rij zonder kwetsbaarheidsnummer of pakket is geweigerd: er is niets om haar aan te herkennen.',
  ],
  [
    'A vulnerability without identifier or package was refused: there is nothing to know it by.',
    'Een kwetsbaarheid zonder nummer of pakket is geweigerd: er is niets om haar aan te herkennen.',
  ],
  ['The row names no check and no CVE.', 'De rij noemt geen controle en geen CVE.'],
  ['The row names no host: no name and no IP address.', 'De rij noemt geen host: geen naam en geen IP-adres.'],
  [
    'The row has no name, serial number, asset number, host name, IP or MAC address, so no asset can be told by it.',
    'De rij heeft geen naam, serienummer, middelnummer, hostnaam, IP- of MAC-adres, dus zij wijst geen middel aan.',
  ],
  [
    'The row names no vendor and model, so it is about no product.',
    'De rij noemt geen leverancier en model, dus zij gaat over geen product.',
  ],
  [
    'The row has no severity that is known, so it is neither a finding nor information.',
    'De rij heeft geen ernst die bekend is, dus zij is geen bevinding en geen informatie.',
  ],
  [
    'The file does not say that the scan finished: nothing of its hosts is taken as gone.',
    'Het bestand zegt niet dat de scan is afgemaakt: niets van zijn hosts geldt als verdwenen.',
  ],
  [
    'The output of the script "{}" names CVEs only as free text and was not read; use a newer version of the script.',
    'De uitvoer van het script ‘{1}’ noemt CVE’s alleen als vrije tekst en is niet gelezen; gebruik een nieuwere versie van het script.',
  ],
  [
    'The script "{}" states a vulnerability of a host without any port; it was not read.',
    'Het script ‘{1}’ noemt een kwetsbaarheid van een host zonder poort; het is niet gelezen.',
  ],
  [
    'Some matches carry neither severity nor score; they were read as medium. This is said once.',
    'Sommige treffers hebben geen ernst en geen score; ze zijn als midden gelezen. Dit wordt één keer gezegd.',
  ],
  [
    'Some vulnerabilities carry neither severity nor score; they were read as medium. This is said once.',
    'Sommige kwetsbaarheden hebben geen ernst en geen score; ze zijn als midden gelezen. Dit wordt één keer gezegd.',
  ],
  [
    'Some vulnerabilities carry neither score nor risk; they were read as medium. This is said once.',
    'Sommige kwetsbaarheden hebben geen score en geen risico; ze zijn als midden gelezen. Dit wordt één keer gezegd.',
  ],
  ['An item whose severity is not 0 to 4 was refused.', 'Een regel waarvan de ernst niet 0 tot en met 4 is, is geweigerd.'],
  [
    'An item was refused whose QID has no severity from 1 to 5 in the glossary.',
    'Een regel is geweigerd waarvan de QID in de lijst geen ernst van 1 tot en met 5 heeft.',
  ],
  ['An item whose severity is not 1 to 5 was refused.', 'Een regel waarvan de ernst niet 1 tot en met 5 is, is geweigerd.'],
  ['A result with neither threat nor severity was refused.', 'Een resultaat zonder dreiging en zonder ernst is geweigerd.'],
  [
    'Sheets that were not read, because their first row looks like data and not like headers: {}. Add a row of headers to each, or hand in the sheet with a mapping profile that says it has none.',
    'Bladen die niet gelezen zijn, omdat hun eerste rij op gegevens lijkt en niet op koppen: {1}. Zet in elk een rij met koppen, of lever het blad aan met een inleesprofiel dat zegt dat het die niet heeft.',
  ],
  [
    'Sheets that were not read, because of several without headers only the first is: {}.',
    'Bladen die niet gelezen zijn, omdat van meer bladen zonder koppen alleen het eerste gelezen wordt: {1}.',
  ],
  ['Sheets that were not read: {}.', 'Bladen die niet gelezen zijn: {1}.'],
  [
    'The result carries no threat; its severity was read from its score.',
    'Het resultaat noemt geen dreiging; de ernst is uit de score gelezen.',
  ],
  [
    'Scan times carry no time zone; they were read as {}. This is said once.',
    'Scantijden noemen geen tijdzone; ze zijn gelezen als {1}. Dit wordt één keer gezegd.',
  ],
  ['The time has no zone; read as {}, here and in later rows.', 'De tijd noemt geen zone; gelezen als {1}, hier en in latere rijen.'],
  [
    '"{}" has a wrong check digit for a GTIN; it is kept as written and supports no match.',
    '‘{1}’ heeft een verkeerd controlecijfer voor een GTIN; het is bewaard zoals geschreven en steunt geen koppeling.',
  ],
  [
    'A word of the component is longer than what is kept of it; it was cut.',
    'Een woord van het component is langer dan wat ervan bewaard wordt; het is ingekort.',
  ],
  ['A value of {} characters was cut to {}.', 'Een waarde van {1} tekens is ingekort tot {2}.'],
  [
    'A component with a NUL or half a character in one of its words was refused: such text cannot be stored.',
    'Een component met een NUL of een half teken in een van zijn woorden is geweigerd: zulke tekst is niet te bewaren.',
  ],
  [
    'A product with a NUL or half a character in one of its words was refused: such text cannot be stored.',
    'Een product met een NUL of een half teken in een van zijn woorden is geweigerd: zulke tekst is niet te bewaren.',
  ],
  [
    'A cell holds a NUL character or half a surrogate pair, which cannot be stored.',
    'Een cel bevat een NUL of een half teken, wat niet te bewaren is.',
  ],
  [
    'The cell holds a NUL character or half a surrogate pair, which cannot be stored.',
    'De cel bevat een NUL of een half teken, wat niet te bewaren is.',
  ],
  ['A name or version is longer than {} characters.', 'Een naam of versie is langer dan {1} tekens.'],
  [
    'CycloneDX "{}" is not one of the versions known here (1.0 to 1.7); it was read as far as it is alike.',
    'CycloneDX ‘{1}’ is geen van de versies die hier bekend zijn (1.0 tot en met 1.7); het is gelezen voor zover het overeenkomt.',
  ],
  [
    'SPDX "{}" is not one of the versions known here (2.0 to 2.3, 3.0); it was read as far as it is alike.',
    'SPDX ‘{1}’ is geen van de versies die hier bekend zijn (2.0 tot en met 2.3, 3.0); het is gelezen voor zover het overeenkomt.',
  ],
  ['1 vulnerability in the document was not kept.', '1 kwetsbaarheid in het document is niet bewaard.'],
  ['{} vulnerabilities in the document were not kept.', '{1} kwetsbaarheden in het document zijn niet bewaard.'],
  ['1 service in the document was not kept.', '1 dienst in het document is niet bewaard.'],
  ['{} services in the document were not kept.', '{1} diensten in het document zijn niet bewaard.'],
  ['1 {} in the document was not kept.', '1 keer {1} in het document is niet bewaard.'],
  ['{} {} in the document were not kept.', '{1} keer {2} in het document is niet bewaard.'],
  ['A CVE identifier of the item is not one and was left out.', 'Een CVE-nummer van de regel is er geen en is weggelaten.'],
  [
    'The report holds results that somebody marked as false positive in Greenbone; they are no findings here. This is said once.',
    'Het rapport bevat resultaten die iemand in Greenbone als onterecht heeft gemerkt; hier zijn het geen bevindingen. Dit wordt één keer gezegd.',
  ],
  [
    'The report holds errors of the scanner among its results; they are no findings. This is said once.',
    'Het rapport bevat fouten van de scanner tussen zijn resultaten; dat zijn geen bevindingen. Dit wordt één keer gezegd.',
  ],
  [
    'The file holds potential vulnerabilities, which Qualys could not confirm; they are findings like the others. This is said once.',
    'Het bestand bevat mogelijke kwetsbaarheden, die Qualys niet kon bevestigen; het zijn bevindingen zoals de andere. Dit wordt één keer gezegd.',
  ],
  [
    'The bytes are not valid UTF-8; read as Windows-1252. Check names with accents.',
    'De inhoud is geen geldige UTF-8; gelezen als Windows-1252. Controleer namen met accenten.',
  ],
  [
    'No byte-order mark; read as {} because every second byte is NUL.',
    'Geen kenmerk van de bytevolgorde; gelezen als {1}, omdat elke tweede byte NUL is.',
  ],
  [
    'The report holds items of the kind "{}"; they are no vulnerabilities of software and were not stored. This is said once.',
    'Het rapport bevat regels van de soort ‘{1}’; dat zijn geen kwetsbaarheden van software en ze zijn niet bewaard. Dit wordt één keer gezegd.',
  ],
  ['No asset goes by "{}" now; it is matched when one does.', 'Geen middel heet nu ‘{1}’; het wordt gekoppeld zodra er een zo heet.'],
  [
    '{} assets go by "{}", so none is taken. Name it by its asset number.',
    '{1} middelen heten ‘{2}’, dus er is geen genomen. Noem het met zijn middelnummer.',
  ],
];
