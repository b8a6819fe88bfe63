/** Dutch of why a file cannot be read, or no further (`file-…` and `import-…` problems). */
import type { Sentence } from './sentences.ts';

export const fileSentences: readonly Sentence[] = [
  ['The file holds no row: not even a row of headers.', 'Het bestand bevat geen rij: ook geen rij met koppen.'],
  [
    'The file is empty; export it again and look at its size first.',
    'Het bestand is leeg; exporteer het opnieuw en kijk eerst naar de grootte.',
  ],
  [
    'The workbook has no visible sheet with a filled cell. Save it again, with the table on a visible sheet.',
    'De werkmap heeft geen zichtbaar blad met een gevulde cel. Bewaar haar opnieuw, met de tabel op een zichtbaar blad.',
  ],
  ['The file has no bytes; export it again.', 'Het bestand heeft geen inhoud; exporteer het opnieuw.'],
  [
    'The file is in UTF-32; save it as UTF-8 and import it again.',
    'Het bestand is in UTF-32; bewaar het als UTF-8 en importeer het opnieuw.',
  ],
  [
    'The file declares the encoding "{}", which is not known; save it as UTF-8 and import it again.',
    'Het bestand noemt de tekstcodering ‘{1}’, die niet bekend is; bewaar het als UTF-8 en importeer het opnieuw.',
  ],
  [
    'The file declares XML entities, which no scanner writes and which can make a small file huge; it was not read.',
    'Het bestand declareert XML-entiteiten, die geen scanner schrijft en die een klein bestand enorm kunnen maken; het is niet gelezen.',
  ],
  [
    'The file declares XML entities (line {}); no scanner writes them, and they can make a small file huge. Export the report again.',
    'Het bestand declareert XML-entiteiten (regel {1}); geen scanner schrijft ze, en ze kunnen een klein bestand enorm maken. Exporteer het rapport opnieuw.',
  ],
  [
    'The gzip file unpacks to far more than a report does; it was not read further.',
    'Het gzip-bestand pakt uit tot veel meer dan een rapport; het is niet verder gelezen.',
  ],
  [
    'The workbook unpacks to far more than a table does; it was not read further.',
    'De werkmap pakt uit tot veel meer dan een tabel; zij is niet verder gelezen.',
  ],
  ['{}, so it is no CycloneDX document.', '{1}, dus het is geen CycloneDX-document.'],
  ['The file is not {}: it is {}. It looks like {}.', 'Het bestand is geen {1}: het is {2}. Het lijkt op {3}.'],
  ['The file is not {}: it is {}.{}', 'Het bestand is geen {1}: het is {2}.{3}'],
  ['The file is XML with <{}> at its root, not a report of masscan.', 'Het bestand is XML met <{1}> als wortel, geen rapport van masscan.'],
  ['The file is XML with <{}> at its root, not a Nessus report.', 'Het bestand is XML met <{1}> als wortel, geen rapport van Nessus.'],
  ['The file is XML with <{}> at its root, not a report of Nmap.', 'Het bestand is XML met <{1}> als wortel, geen rapport van Nmap.'],
  [
    'The file is XML with <{}> at its root, not a report of Greenbone or OpenVAS.',
    'Het bestand is XML met <{1}> als wortel, geen rapport van Greenbone of OpenVAS.',
  ],
  [
    'The file says no version of SPDX as the specification writes it ("SPDX-2.3"; found: {}), so it is no SPDX document.',
    'Het bestand noemt geen versie van SPDX zoals de specificatie die schrijft (‘SPDX-2.3’; er staat: {1}), dus het is geen SPDX-document.',
  ],
  [
    'The file is JSON-LD, but not in the form that SPDX 3.0 prescribes (an "@graph" of elements with their "type"). Export it as SPDX 3.0 JSON.',
    'Het bestand is JSON-LD, maar niet in de vorm die SPDX 3.0 voorschrijft (een ‘@graph’ van elementen met hun ‘type’). Exporteer het als SPDX 3.0 JSON.',
  ],
  [
    'The file is a binary workbook (XLSB), which is not read. Save it as an Excel workbook (.xlsx).',
    'Het bestand is een binaire werkmap (XLSB), die niet gelezen wordt. Bewaar het als Excel-werkmap (.xlsx).',
  ],
  [
    'The workbook holds macros, and files with programs in them are not taken. Save it as an Excel workbook without macros (.xlsx).',
    'De werkmap bevat macro’s, en bestanden met programma’s erin worden niet aangenomen. Bewaar haar als Excel-werkmap zonder macro’s (.xlsx).',
  ],
  [
    'A mapping profile says how a table is read, and this file is {} ({}). Hand it in without a profile.',
    'Een inleesprofiel zegt hoe een tabel gelezen wordt, en dit bestand is herkend als {1} ({2}). Lever het aan zonder profiel.',
  ],
  [
    'The format of the file is not known: it is {}. Known formats: {}.',
    'Het formaat van het bestand is niet bekend: het is {1}. Bekende formaten: {2}.',
  ],
  [
    'The file is SPDX written as {}, which is not read. Export it as SPDX JSON or tag-value.',
    'Het bestand is SPDX, geschreven als {1}, en dat wordt niet gelezen. Exporteer het als SPDX JSON of tag-value.',
  ],
  [
    'The row that begins on line {} {} within {} bytes. Correct that line and import the file again.',
    'De rij die op regel {1} begint, {2} binnen {3} bytes. Verbeter die regel en importeer het bestand opnieuw.',
  ],
  [
    'The row that begins on line {} cannot be read as a table row.',
    'De rij die op regel {1} begint, is niet als rij van een tabel te lezen.',
  ],
  ['The file is not well-formed JSON at line {}, in {}: {}.', 'Het bestand is op regel {1}, in {2}, geen welgevormde JSON: {3}.'],
  [
    'Line {} is no whole JSON object. masscan writes one object per line; hand in the file as masscan wrote it.',
    'Regel {1} is geen heel JSON-object. masscan schrijft één object per regel; lever het bestand aan zoals masscan het schreef.',
  ],
  ['The gzip file is damaged; copy or pack it again.', 'Het gzip-bestand is beschadigd; kopieer of pak het opnieuw in.'],
  [
    'The workbook is damaged. Its sheet "{}" is missing. Save or copy it again.',
    'De werkmap is beschadigd. Het blad ‘{1}’ ontbreekt. Bewaar of kopieer haar opnieuw.',
  ],
  [
    'The workbook is damaged. A cell refers to a text that is not there. Save or copy it again.',
    'De werkmap is beschadigd. Een cel verwijst naar een tekst die er niet is. Bewaar of kopieer haar opnieuw.',
  ],
  [
    'The file is a ZIP archive with parts of a workbook, but without the workbook itself. Save or copy it again.',
    'Het bestand is een ZIP-archief met delen van een werkmap, maar zonder de werkmap zelf. Bewaar of kopieer haar opnieuw.',
  ],
  [
    'The part {} of the workbook is encrypted or packed in a way no spreadsheet program uses. Save the workbook again, without a password.',
    'Het deel {1} van de werkmap is versleuteld, of ingepakt zoals geen rekenblad dat doet. Bewaar de werkmap opnieuw, zonder wachtwoord.',
  ],
  ['The workbook is damaged. {}. Save or copy it again.', 'De werkmap is beschadigd. {1}. Bewaar of kopieer haar opnieuw.'],
  ['The file is not well-formed XML at {}: {}', 'Het bestand is bij {1} geen welgevormde XML: {2}'],
  [
    'The stored bytes of this file cannot be read; hand the file in again.',
    'De bewaarde inhoud van dit bestand is niet te lezen; lever het opnieuw aan.',
  ],
  [
    '{} cannot be read ({}); give the user that the node runs as the right to read it.',
    '{1} is niet te lezen ({2}); geef de gebruiker waaronder het knooppunt draait het recht om het te lezen.',
  ],
  [
    '{} is a link or no plain file; put the file itself into the inbox.',
    '{1} is een koppeling of geen gewoon bestand; zet het bestand zelf in het postvak.',
  ],
  [
    'Values are nested deeper than {} levels, at line {}; no report of this format is.',
    'Waarden zijn op regel {2} dieper genest dan {1} niveaus; dat is geen rapport van dit formaat.',
  ],
  [
    'Elements in the part {} of the workbook are nested deeper than {} levels; no workbook is.',
    'Elementen in het deel {1} van de werkmap zijn dieper genest dan {2} niveaus; dat is geen werkmap.',
  ],
  [
    'Elements are nested deeper than {} levels, at {}; no report of this format is.',
    'Elementen zijn bij {2} dieper genest dan {1} niveaus; dat is geen rapport van dit formaat.',
  ],
  [
    'The bill has more than {} components; split it and import the parts.',
    'De lijst heeft meer dan {1} componenten; splits haar en importeer de delen.',
  ],
  ['The table has more than {} rows.', 'De tabel heeft meer dan {1} rijen.'],
  [
    'The report has more items than a report may; split it and import the parts.',
    'Het rapport heeft meer regels dan een rapport mag hebben; splits het en importeer de delen.',
  ],
  [
    'One value in the file is longer than {} bytes; it was not read further.',
    'Een waarde in het bestand is langer dan {1} bytes; er is niet verder gelezen.',
  ],
  [
    'One value in the file is longer than {} characters; it was not read further.',
    'Een waarde in het bestand is langer dan {1} tekens; er is niet verder gelezen.',
  ],
  [
    'One item of the file holds more than {} values or {} characters; it was not read further.',
    'Een regel van het bestand bevat meer dan {1} waarden of {2} tekens; er is niet verder gelezen.',
  ],
  [
    'The file has more ports than a report may; split it and import the parts.',
    'Het bestand heeft meer poorten dan een rapport mag hebben; splits het en importeer de delen.',
  ],
  [
    'The report has more ports than a report may; split it and import the parts.',
    'Het rapport heeft meer poorten dan een rapport mag hebben; splits het en importeer de delen.',
  ],
  [
    'The report has more results than a report may; split it and import the parts.',
    'Het rapport heeft meer resultaten dan een rapport mag hebben; splits het en importeer de delen.',
  ],
  [
    'The report has more items than a report may; split it by asset group and import the parts.',
    'Het rapport heeft meer regels dan een rapport mag hebben; splits het per groep en importeer de delen.',
  ],
  [
    'The scan has more items than a scan may; split it and import the parts.',
    'De scan heeft meer regels dan een scan mag hebben; splits hem en importeer de delen.',
  ],
  [
    'The file names more than {} addresses. Split it by network and import the parts.',
    'Het bestand noemt meer dan {1} adressen. Splits het per netwerk en importeer de delen.',
  ],
  ['Line {} is longer than {} characters; it was not read further.', 'Regel {1} is langer dan {2} tekens; er is niet verder gelezen.'],
  [
    'The report names more than {} hosts. Split it by network or site and import the parts.',
    'Het rapport noemt meer dan {1} hosts. Splits het per netwerk of locatie en importeer de delen.',
  ],
  [
    'The file names more than {} hosts. Split it by network or site and import the parts.',
    'Het bestand noemt meer dan {1} hosts. Splits het per netwerk of locatie en importeer de delen.',
  ],
  [
    'The file is larger than this format may be; split it and import the parts.',
    'Het bestand is groter dan dit formaat mag zijn; splits het en importeer de delen.',
  ],
  [
    'The file has more than {} rows. Split it and import the parts; rows up to line {} were read.',
    'Het bestand heeft meer dan {1} rijen. Splits het en importeer de delen; tot en met regel {2} is gelezen.',
  ],
  [
    'The workbook has more than {} sheets. Save the sheets with tables in a workbook of their own.',
    'De werkmap heeft meer dan {1} bladen. Bewaar de bladen met tabellen in een eigen werkmap.',
  ],
  [
    'The workbook has more than {} different texts, or {} characters of them. Split it, or save the sheet as CSV.',
    'De werkmap heeft meer dan {1} verschillende teksten, of {2} tekens daarvan. Splits haar, of bewaar het blad als CSV.',
  ],
  ['The part {} of the workbook has more than {} entries.', 'Het deel {1} van de werkmap heeft meer dan {2} regels.'],
  [
    'The file is over {} bytes; split it, or raise CYBERMETRICS_UPLOAD_BYTES_MAX.',
    'Het bestand is groter dan {1} bytes; splits het, of verhoog CYBERMETRICS_UPLOAD_BYTES_MAX.',
  ],
  [
    'The quote opened on line {} is never closed: the file was cut off there or later, or the quote is a mistake. Export the file again, or correct that line.',
    'Het aanhalingsteken op regel {1} wordt nergens gesloten: het bestand is daar of later afgebroken, of het teken is een vergissing. Exporteer het bestand opnieuw, of verbeter die regel.',
  ],
  [
    'The file ends {}, at line {}, before the report is complete; export or copy it again.',
    'Het bestand houdt op regel {2} op, {1}, voordat het rapport compleet is; exporteer of kopieer het opnieuw.',
  ],
  [
    'The file ends {}, at {}, before the report is complete; export or copy it again.',
    'Het bestand houdt bij {2} op, {1}, voordat het rapport compleet is; exporteer of kopieer het opnieuw.',
  ],
  [
    'The file ends at line {}, before masscan wrote that it was done; copy it again, or keep what was read.',
    'Het bestand houdt op regel {1} op, voordat masscan schreef dat het klaar was; kopieer het opnieuw, of houd wat gelezen is.',
  ],
  [
    'The report does not say that the scan came to its end (no <finished>); run it again, or keep what was read.',
    'Het rapport zegt niet dat de scan tot een einde kwam (geen <finished>); draai hem opnieuw, of houd wat gelezen is.',
  ],
  [
    'The report says that the scan did not finish (no successful <finished> at its end); run it again, or keep what was read.',
    'Het rapport zegt dat de scan niet is afgemaakt (geen geslaagde <finished> aan het eind); draai hem opnieuw, of houd wat gelezen is.',
  ],
  [
    'The gzip file ends before its end; copy it again, completely.',
    'Het gzip-bestand houdt te vroeg op; kopieer het opnieuw, in zijn geheel.',
  ],
  [
    'The file ends inside the text that begins at line {} ({}); copy it again.',
    'Het bestand houdt op midden in de tekst die op regel {1} begint ({2}); kopieer het opnieuw.',
  ],
  [
    'The workbook ends before the directory of its parts: it was not saved or copied completely. Save or copy it again.',
    'De werkmap houdt op vóór de lijst van haar delen: zij is niet helemaal bewaard of gekopieerd. Bewaar of kopieer haar opnieuw.',
  ],
  [
    'A table of dependencies needs the columns from, from_kind, to and to_kind (van, soort, naar, soort_naar).',
    'Een tabel van afhankelijkheden heeft de kolommen van, soort, naar en soort_naar nodig (from, from_kind, to, to_kind).',
  ],
  [
    'A table of MDS2 forms needs a column for the vendor, one for the model, and two questions or more.',
    'Een tabel van MDS2-formulieren heeft een kolom voor de leverancier, een voor het model, en minstens twee vragen nodig.',
  ],
  [
    'The file lacks columns that the profile requires: {}. Columns of the file: {}.',
    'Het bestand mist kolommen die het profiel vereist: {1}. Kolommen van het bestand: {2}.',
  ],
  [
    'None of the columns that the profile names gives {}. Named and not there: {}. Columns of the file: {}.',
    'Geen van de kolommen die het profiel noemt, geeft {1}. Genoemd en niet aanwezig: {2}. Kolommen van het bestand: {3}.',
  ],
  [
    'The mapping cannot be used. Fields that do not exist: {}. Headers that are not in the file: {}. Headers of the file: {}.',
    'De koppeling is niet te gebruiken. Velden die niet bestaan: {1}. Koppen die niet in het bestand staan: {2}. Koppen van het bestand: {3}.',
  ],
  [
    'The headers make neither an asset list (needs {}) nor a scanner export (needs {}). Headers of the file: {}. Rename them, or say which column is what when importing.',
    'De koppen maken geen lijst van middelen (nodig: {1}) en geen export van een scanner (nodig: {2}). Koppen van het bestand: {3}. Hernoem ze, of zeg bij het importeren welke kolom wat is.',
  ],
  [
    'The workbook has no sheet "{}", which the profile names. Its sheets: {}.',
    'De werkmap heeft geen blad ‘{1}’, dat het profiel noemt. Haar bladen: {2}.',
  ],
  [
    'Row {} stands where the headers should, and looks like data: {} of its {} cells, such as "{}" ({}). The file was not read, so that this row is not lost. Add a row of headers above it, or say in a mapping profile that the file has no row of headers and which column is what.',
    'Rij {1} staat waar de koppen horen en lijkt op gegevens: {2} van de {3} cellen, zoals ‘{4}’ ({5}). Het bestand is niet gelezen, zodat deze rij niet verloren gaat. Zet er een rij met koppen boven, of zeg in een inleesprofiel dat het bestand geen rij met koppen heeft en welke kolom wat is.',
  ],
  [
    'The file has no row of headers: say of its columns ({}) which is what, one of them {}.',
    'Het bestand heeft geen rij met koppen: zeg van de kolommen ({1}) welke wat is, waaronder {2}.',
  ],
  ['The file has no row that could be a header.', 'Het bestand heeft geen rij die de koppen kan bevatten.'],
  ['The workbook has no visible sheet with a filled row.', 'De werkmap heeft geen zichtbaar blad met een gevulde rij.'],
  ['The import was stopped and goes on at the next start.', 'De import is gestopt en gaat verder bij de volgende start.'],
  [
    'The node was updated while this file was being read, and now reads it otherwise. Hand the file in again.',
    'Het knooppunt is bijgewerkt terwijl dit bestand gelezen werd, en leest het nu anders. Lever het bestand opnieuw aan.',
  ],
  [
    'The part {} of the workbook was not read further: {}. Save the workbook again.',
    'Het deel {1} van de werkmap is niet verder gelezen: {2}. Bewaar de werkmap opnieuw.',
  ],
];
