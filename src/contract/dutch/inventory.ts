/** Dutch of what is said of an inventory file that is matched with advisories. */
import type { Sentence } from './sentences.ts';

export const inventorySentences: readonly Sentence[] = [
  [
    'The row has no id, so nothing can be said of it. Give each device a number of its own.',
    'De rij heeft geen id, dus er is niets over te zeggen. Geef elk apparaat een eigen nummer.',
  ],
  [
    'The id is longer than {} characters, or holds a NUL or half a character. Give the device a shorter one.',
    'De id is langer dan {1} tekens, of bevat een NUL of een half teken. Geef het apparaat een kortere.',
  ],
  [
    'The id "{}" stands on several lines ({}) that differ. None of them is used; leave the right one.',
    'De id ‘{1}’ staat op meer regels ({2}) die verschillen. Geen daarvan is gebruikt; laat de juiste staan.',
  ],
  [
    'The line is longer than {} characters, which no line of an inventory is. Look at what wrote it.',
    'De regel is langer dan {1} tekens, wat geen regel van een inventaris is. Kijk na wat hem schreef.',
  ],
  [
    'The line is no JSON. Write one object per line, and look whether the file was cut off here.',
    'De regel is geen JSON. Schrijf één object per regel, en kijk of het bestand hier is afgebroken.',
  ],
  [
    'The line is JSON but no object. Write one object per line, with id, vendor, product, version.',
    'De regel is JSON maar geen object. Schrijf één object per regel, met id, vendor, product, version.',
  ],
  [
    'The field {} is neither text nor a number. Write it as text, or null where it is not known.',
    'Het veld {1} is geen tekst en geen getal. Schrijf het als tekst, of null waar het niet bekend is.',
  ],
  [
    'No row of headers names {} of each device. Seen: {}. Known for the number: {}; for the product: {}. Rename the headers.',
    'Geen rij met koppen noemt {1} van elk apparaat. Gezien: {2}. Bekend voor het nummer: {3}; voor het product: {4}. Hernoem de koppen.',
  ],
  ['the number', 'het nummer'],
  ['the product', 'het product'],
  ['the number and the product', 'het nummer en het product'],
  [
    'The table has headers and no rows below them, so there is no device in it.',
    'De tabel heeft koppen en geen rijen eronder, dus er staat geen apparaat in.',
  ],
  [
    'This is {}, not an inventory; an inventory is read as JSON lines, CSV or an Excel workbook (.xlsx).',
    'Dit is {1}, geen inventaris; een inventaris wordt gelezen als JSON-regels, CSV of een Excel-werkmap (.xlsx).',
  ],
  ['This is {}, not a JSON document.', 'Dit is {1}, geen JSON-document.'],
  ['a PDF', 'een PDF'],
  ['a ZIP archive or an Office document', 'een ZIP-archief of een Office-document'],
  ['an old Office document (.xls, .doc)', 'een oud Office-document (.xls, .doc)'],
  ['an image', 'een afbeelding'],
  ['a 7z archive', 'een 7z-archief'],
  ['a RAR archive', 'een RAR-archief'],
  [
    'This path was read as an advisory, and it is a table. Where it is an inventory, give it with --inventory.',
    'Dit pad is als advies gelezen, en het is een tabel. Is het een inventaris, geef het dan met --inventory.',
  ],
  ['No device of the inventory can be used.', 'Geen apparaat van de inventaris is te gebruiken.'],
  [
    'No advisory was found under {}; a path is a folder, a .json or an .ndjson file.',
    'Onder {1} is geen advies gevonden; een pad is een map, een .json- of een .ndjson-bestand.',
  ],
  ['The sheet has no row of known headers; it was not read.', 'Het blad heeft geen rij met bekende koppen; het is niet gelezen.'],
  [
    'The file is one JSON list. Write one object per line instead, without a comma after it (NDJSON).',
    'Het bestand is één JSON-lijst. Schrijf in plaats daarvan één object per regel, zonder komma erachter (NDJSON).',
  ],
  [
    'The format of the inventory is not known; it is read as JSON lines, CSV or an Excel workbook (.xlsx). Save it as one of these.',
    'Het formaat van de inventaris is niet bekend; gelezen worden JSON-regels, CSV of een Excel-werkmap (.xlsx). Bewaar haar als een daarvan.',
  ],
  ['The line is longer than a decision is.', 'De regel is langer dan een beslissing is.'],
  [
    'The line is no JSON. Write one decision per line, and look whether the file was cut off here.',
    'De regel is geen JSON. Schrijf één beslissing per regel, en kijk of het bestand hier is afgebroken.',
  ],
  [
    'The file is no file of decisions: no line of it is one. Write one decision per line, as JSON with kind, deviceKey, productKey and answer.',
    'Het bestand is geen bestand met beslissingen: geen regel ervan is er een. Schrijf één beslissing per regel, als JSON met kind, deviceKey, productKey en answer.',
  ],
  ['The line is no decision: {} should be {}.', 'De regel is geen beslissing: {1} hoort {2} te zijn.'],
];
