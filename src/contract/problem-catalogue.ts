/**
 * Every problem code with its HTTP status, exit code of the command line, title and help. One row a code:
 * a code without a row does not compile. Exit codes: 2 usage, 3 partial, 4 rejected, 5 not found, 6 not allowed,
 * 7 node not reachable or not ready, 1 a bug of ours.
 */
import type { Localised } from '#core/kernel/text.ts';
import type { ProblemCode } from '#core/kernel/problem.ts';

export interface ProblemRow {
  readonly status: number;
  readonly exitCode: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly title: Localised;
  readonly help: Localised;
}

const row = (status: number, exitCode: ProblemRow['exitCode'], en: string, nl: string, helpEn: string, helpNl: string): ProblemRow => ({
  status,
  exitCode,
  title: { en, nl },
  help: { en: helpEn, nl: helpNl },
});

export const problemCatalogue = {
  'usage-invalid': row(
    400,
    2,
    'The command was not understood',
    'De opdracht is niet begrepen',
    'Run the command with --help.',
    'Voer de opdracht uit met --help.',
  ),
  'request-invalid': row(
    400,
    2,
    'The request is not valid',
    'Het verzoek klopt niet',
    'The data names each wrong value and what is expected there.',
    'De gegevens noemen elke foute waarde en wat daar hoort.',
  ),
  'filter-invalid': row(
    400,
    2,
    'The filter cannot be read',
    'Het filter is niet te lezen',
    'The position and the list of what may stand there are in the data; docs/records.md lists every field.',
    'De plaats en wat daar mag staan staan in de gegevens; docs/records.md noemt elk veld.',
  ),
  'sort-invalid': row(
    400,
    2,
    'The sort order cannot be read',
    'De sortering is niet te lezen',
    'Write field names with commas, and - before a field for descending: -severity,name.',
    'Schrijf veldnamen met komma’s, en - voor een veld voor aflopend: -severity,name.',
  ),
  'cursor-invalid': row(
    400,
    2,
    'The cursor does not belong to this list',
    'De cursor hoort niet bij deze lijst',
    'Start again without `after`.',
    'Begin opnieuw zonder `after`.',
  ),
  'filter-too-broad': row(
    422,
    2,
    'The filter took too long',
    'Het filter duurde te lang',
    'Narrow it, for example by severity, class or department, and try again.',
    'Maak het smaller, bijvoorbeeld met ernst, klasse of afdeling, en probeer opnieuw.',
  ),
  'not-found': row(
    404,
    5,
    'Not found',
    'Niet gevonden',
    'Check the id; a list shows what is there.',
    'Controleer de id; een lijst toont wat er is.',
  ),
  'not-signed-in': row(
    401,
    6,
    'Sign-in is needed',
    'Aanmelden is nodig',
    'Sign in, or send a bearer token.',
    'Meld u aan, of stuur een token mee.',
  ),
  'not-allowed': row(
    403,
    6,
    'Not allowed',
    'Niet toegestaan',
    'Ask an owner of this node for a role or token that may.',
    'Vraag een eigenaar van dit knooppunt om een rol of token die dit mag.',
  ),
  'rate-limited': row(
    429,
    7,
    'Too many requests',
    'Te veel verzoeken',
    'Wait the number of seconds named, then try again.',
    'Wacht het genoemde aantal seconden en probeer opnieuw.',
  ),
  'sign-in-failed': row(
    401,
    6,
    'Sign-in failed',
    'Aanmelden mislukt',
    'Check the e-mail address and the password.',
    'Controleer het e-mailadres en het wachtwoord.',
  ),
  'link-invalid': row(
    404,
    5,
    'The link is not valid',
    'De link is niet geldig',
    'It was used or has expired; ask for a new one.',
    'Hij is gebruikt of verlopen; vraag een nieuwe.',
  ),
  conflict: row(
    409,
    2,
    'It does not fit what is there now',
    'Het past niet bij wat er nu is',
    'Read the record anew and try again.',
    'Lees het gegeven opnieuw en probeer nog eens.',
  ),
  'awareness-key-locked': row(
    423,
    6,
    'The key of pseudonyms is locked',
    'De sleutel van de pseudoniemen is op slot',
    'Unlock it with `cybermetrics awareness key unlock --passphrase-file FILE`, or on the works council page, and try again.',
    'Ontgrendel hem met `cybermetrics awareness key unlock --passphrase-file FILE`, of op de pagina voor de ondernemingsraad, en probeer het opnieuw.',
  ),
  'passphrase-wrong': row(
    403,
    6,
    'This is not the passphrase',
    'Dit is niet de wachtzin',
    'Try again. Without the passphrase the key cannot be had back.',
    'Probeer het opnieuw. Zonder de wachtzin is de sleutel niet terug te krijgen.',
  ),
  'guard-unmet': row(
    409,
    2,
    'A guard of this step is not met',
    'Aan een voorwaarde van deze stap is niet voldaan',
    'The data names each guard that is not met and what to do.',
    'De gegevens noemen elke voorwaarde waaraan niet is voldaan en wat te doen.',
  ),
  'file-empty': row(
    422,
    4,
    'The file is empty',
    'Het bestand is leeg',
    'Export it again; nothing was read.',
    'Exporteer het opnieuw; er is niets gelezen.',
  ),
  'file-format-unknown': row(
    422,
    4,
    'The format is not known',
    'Het formaat is onbekend',
    'docs/importers.md lists the formats that can be read.',
    'docs/importers.md noemt de formaten die gelezen worden.',
  ),
  'file-format-mismatch': row(
    422,
    4,
    'The file is not of the format asked for',
    'Het bestand heeft niet het gevraagde formaat',
    'Leave --format out, or name the right one.',
    'Laat --format weg, of noem het juiste.',
  ),
  'file-too-large': row(
    413,
    4,
    'The file is too large',
    'Het bestand is te groot',
    'Split it, or export fewer columns or hosts at a time.',
    'Splits het, of exporteer minder kolommen of hosts tegelijk.',
  ),
  'file-malformed': row(
    422,
    4,
    'The file is damaged',
    'Het bestand is beschadigd',
    'The place is in the data; export the file again.',
    'De plaats staat in de gegevens; exporteer het bestand opnieuw.',
  ),
  'file-truncated': row(
    422,
    4,
    'The file ends too early',
    'Het bestand houdt te vroeg op',
    'The export or the transfer was cut off; try again.',
    'De export of overdracht is afgebroken; probeer opnieuw.',
  ),
  'file-too-deep': row(
    422,
    4,
    'The file is nested too deeply',
    'Het bestand is te diep genest',
    'This is no ordinary export; check where it came from.',
    'Dit is geen gewone export; ga na waar hij vandaan komt.',
  ),
  'file-entities-refused': row(
    422,
    4,
    'The file declares entities',
    'Het bestand declareert entiteiten',
    'Entity declarations are refused; check where the file came from.',
    'Entiteitdeclaraties worden geweigerd; ga na waar het bestand vandaan komt.',
  ),
  'file-expands-too-far': row(
    422,
    4,
    'The file unpacks too far',
    'Het bestand pakt te ver uit',
    'Unpack it yourself and hand in the content.',
    'Pak het zelf uit en lever de inhoud aan.',
  ),
  'file-encoding-invalid': row(
    422,
    4,
    'The text encoding cannot be read',
    'De tekstcodering is niet te lezen',
    'Save the file as UTF-8 and try again.',
    'Bewaar het bestand als UTF-8 en probeer opnieuw.',
  ),
  'file-unmapped': row(
    422,
    4,
    'No column was recognised',
    'Geen kolom is herkend',
    'Give a mapping: at least one of name, serial number, asset number, host name, IP or MAC address.',
    'Geef een koppeling: ten minste een van naam, serienummer, middelnummer, hostnaam, IP- of MAC-adres.',
  ),
  'file-headerless': row(
    422,
    4,
    'The table has no row of headers',
    'De tabel heeft geen rij met koppen',
    'Add a row of headers above the first row, or say in a mapping profile that there is none and which column is what.',
    'Zet een rij met koppen boven de eerste rij, of zeg in een inleesprofiel dat die er niet is en welke kolom wat is.',
  ),
  'file-not-readable': row(
    422,
    2,
    'The file cannot be opened',
    'Het bestand kan niet worden geopend',
    'Check the path and your right to read it.',
    'Controleer het pad en uw leesrecht.',
  ),
  'import-interrupted': row(
    503,
    7,
    'The import was interrupted',
    'De import is onderbroken',
    'It goes on by itself when the node runs again; nothing accepted is lost.',
    'Hij gaat vanzelf verder als het knooppunt weer draait; wat aangenomen is gaat niet verloren.',
  ),
  'metric-not-found': row(
    404,
    5,
    'There is no such metric',
    'Deze metriek bestaat niet',
    '`cybermetrics metrics list` shows all.',
    '`cybermetrics metrics list` toont alle.',
  ),
  'node-unreachable': row(
    503,
    7,
    'The node does not answer',
    'Het knooppunt antwoordt niet',
    'Start it with `cybermetrics serve`, or check --home and CYBERMETRICS_URL.',
    'Start het met `cybermetrics serve`, of controleer --home en CYBERMETRICS_URL.',
  ),
  'source-unreachable': row(
    503,
    7,
    'A public source gave no answer',
    'Een openbare bron gaf geen antwoord',
    'What is held stays. Try again later, or hand in a mirrored file with `cybermetrics sources sync --from`.',
    'Wat er was, blijft staan. Probeer het later opnieuw, of lever een bestand aan met `cybermetrics sources sync --from`.',
  ),
  'proof-invalid': row(
    422,
    4,
    'A document is not proven to be its publisher’s',
    'Van een document staat niet vast dat het van de uitgever is',
    'It was not taken. It is tried again at the next sync; if it stays so, tell the publisher.',
    'Het is niet overgenomen. Bij de volgende keer wordt het opnieuw geprobeerd; blijft het zo, meld het dan aan de uitgever.',
  ),
  'node-not-ready': row(
    503,
    7,
    'The node is not ready yet',
    'Het knooppunt is nog niet klaar',
    'Wait until /readyz answers 200.',
    'Wacht tot /readyz 200 antwoordt.',
  ),
  'configuration-invalid': row(
    500,
    2,
    'The configuration is not valid',
    'De instellingen kloppen niet',
    'docs/configuration.md lists every value.',
    'docs/configuration.md noemt elke waarde.',
  ),
  'listen-refused': row(
    500,
    2,
    'This address may not be listened on',
    'Op dit adres mag niet worden geluisterd',
    'See docs/configuration.md: an address beyond this machine needs TLS or a trusted proxy.',
    'Zie docs/configuration.md: een adres buiten deze machine vraagt TLS of een vertrouwde proxy.',
  ),
  'database-unavailable': row(
    503,
    7,
    'The database does not answer',
    'De database antwoordt niet',
    'Look at the log of the node.',
    'Kijk in het logboek van het knooppunt.',
  ),
  'database-unsafe': row(
    500,
    7,
    'The database login may see too much',
    'De databaselogin mag te veel zien',
    'DATABASE_URL must be a login without ownership and without BYPASSRLS.',
    'DATABASE_URL moet een login zijn zonder eigendom en zonder BYPASSRLS.',
  ),
  'database-version-unknown': row(
    500,
    7,
    'The database is of another version',
    'De database is van een andere versie',
    'The data names the release to run first.',
    'De gegevens noemen de versie die eerst moet draaien.',
  ),
  internal: row(
    500,
    1,
    'Something went wrong on our side',
    'Er ging aan onze kant iets mis',
    'The log of the node has the details under the request id.',
    'Het logboek van het knooppunt heeft de bijzonderheden onder de verzoek-id.',
  ),
} as const satisfies Record<ProblemCode, ProblemRow>;

/** RFC 9457 members plus ours. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly help: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}
