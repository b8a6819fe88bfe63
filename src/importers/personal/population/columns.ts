/** What the columns of a population file are called, in Dutch and English, and which of them a table has. */
import { foldPersonalHeader } from '../personal-table.ts';

export type PopulationField = 'employee' | 'email' | 'division' | 'department' | 'team' | 'roleGroup' | 'contract' | 'startOn' | 'endOn';

const words: Readonly<Record<PopulationField, string>> = {
  employee:
    'employee_id, employee number, employee no, employee nr, personnel number, personnel no, staff number, staff id, person id, ' +
    'personeelsnummer, personeelsnr, personeels nr, persnr, pers nr, medewerkernummer, medewerkersnummer, medewerkernr, medewerker id, medewerker nr, ' +
    'werknemernummer, werknemersnummer, stamnummer, payroll number, salarisnummer',
  email:
    'email, e-mail, email address, e-mail address, mail address, mail, work email, user principal name, upn, e-mailadres, e-mail adres, mailadres, ' +
    'zakelijk e-mailadres, werkmail, e-mail werk, emailadres werk',
  division: 'division, divisie, sector, business unit, cluster, zorggroep, directorate, directie, resultaatverantwoordelijke eenheid, rve',
  department:
    'department, dept, afdeling, afdelingsnaam, department name, organisational unit, organizational unit, organisatie-eenheid, ' +
    'organisatie eenheid, org unit, oe, kostenplaats naam, kostenplaatsnaam, dienst, unit',
  team: 'team, teamnaam, subafdeling, sub-afdeling, sub department, subdepartment, team name',
  roleGroup:
    'role_group, role group, job group, job family, role, function group, functiegroep, functie groep, functiefamilie, rolgroep, rol, ' +
    'beroepsgroep, functiecategorie, job category',
  contract:
    'contract, contract type, contractsoort, contracttype, soort contract, employment type, dienstverband, soort dienstverband, ' +
    'type dienstverband, aanstelling, arbeidsrelatie, employment, worker type',
  startOn:
    'start_on, start, start date, startdate, date of hire, hire date, hired on, in service, in_dienst, in dienst, datum in dienst, ' +
    'indiensttreding, datum indiensttreding, in dienst vanaf, begindatum, ingangsdatum, startdatum, from',
  endOn:
    'end_on, end, end date, enddate, termination date, leaving date, out of service, uit_dienst, uit dienst, datum uit dienst, ' +
    'uitdiensttreding, datum uitdiensttreding, uit dienst per, einddatum, until',
};

const fieldOf = new Map(
  Object.entries(words).flatMap(([field, names]) =>
    names.split(',').map((name) => [foldPersonalHeader(name), field as PopulationField] as const),
  ),
);

/** What only somebody has, whatever else a table is about. */
const bornHeaders = foldedSet(
  'bsn, burgerservicenummer, sofinummer, citizen service number, geboortedatum, geb datum, geboren, date of birth, birth date, birthdate, dob, birthday, verjaardag',
);
/** Parts of a name. */
const nameHeaders = foldedSet(
  'voornaam, voornamen, roepnaam, voorletters, initialen, tussenvoegsel, achternaam, familienaam, geslachtsnaam, meisjesnaam, ' +
    'first name, firstname, given name, middle name, last name, lastname, surname, family name, initials, maiden name',
);

/** What only a list of devices has. */
const deviceHeaders = foldedSet(
  'serial, serial number, serial no, serienummer, serienr, sn, mac, mac address, mac-adres, host name, hostname, hostnaam, computernaam, ' +
    'computer name, asset tag, asset id, assetnummer, inventarisnummer, objectnummer, equipment number, vendor, manufacturer, fabrikant, merk, ' +
    'model, operating system, besturingssysteem, cve, plugin id, qid',
);

function foldedSet(names: string): ReadonlySet<string> {
  return new Set(names.split(',').map(foldPersonalHeader));
}

/** Field by place of the column, from 0; of two columns of one field the first counts. */
export function populationColumns(headers: readonly string[]): ReadonlyMap<number, PopulationField> {
  const columns = new Map<number, PopulationField>();
  const taken = new Set<PopulationField>();
  for (const [place, header] of headers.entries()) {
    const field = fieldOf.get(foldPersonalHeader(header));
    if (field === undefined || taken.has(field)) continue;
    taken.add(field);
    columns.set(place, field);
  }
  return columns;
}

export function namesDevices(headers: readonly string[]): boolean {
  return headers.some((header) => deviceHeaders.has(foldPersonalHeader(header)));
}

/** A day of birth or a citizen number. */
export function namesBorn(headers: readonly string[]): boolean {
  return headers.some((header) => bornHeaders.has(foldPersonalHeader(header)));
}

/** Headers that only tables about people have, in whatever format: parts of a name, a personnel number, what `namesBorn` knows. */
export function countPersonWords(headers: readonly string[]): number {
  const fields = populationColumns(headers);
  return headers.filter((header, place) => {
    const folded = foldPersonalHeader(header);
    return bornHeaders.has(folded) || nameHeaders.has(folded) || fields.get(place) === 'employee';
  }).length;
}

/** A column of addresses of mail, by its header. */
export function namesMail(headers: readonly string[]): boolean {
  return [...populationColumns(headers).values()].includes('email');
}

/** A column that says who somebody is. */
export function namesPeople(headers: readonly string[]): boolean {
  const fields = new Set(populationColumns(headers).values());
  return fields.has('employee') || fields.has('email');
}

/** Somebody, and something of what a hospital keeps of its people. What happened to a mail is another format's. */
export function isPopulationTable(headers: readonly string[]): boolean {
  if (namesDevices(headers) || !namesPeople(headers)) return false;
  const fields = new Set(populationColumns(headers).values());
  const placed = ['division', 'department', 'team', 'roleGroup', 'contract'].some((field) => fields.has(field as PopulationField));
  return placed && !headers.some((header) => eventHeaders.has(foldPersonalHeader(header)));
}

const eventHeaders = new Set(
  (
    'campaign, campagne, event, gebeurtenis, clicked, click, geklikt, reported, gemeld, submitted, opened, delivered, bounced, user agent, ' +
    'user_agent, simulation, template, email opened at, date clicked, clicked at, reported at, status, score, completed, completed on, course, cursus, training'
  )
    .split(',')
    .map(foldPersonalHeader),
);
