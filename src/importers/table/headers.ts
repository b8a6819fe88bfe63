/**
 * Which column means what: from the headers of a table to a mapping target → header, in Dutch and English.
 * It compares whole headers after folding (case, accents, spaces, `_`, punctuation); it never guesses from parts of
 * words or from the cells. Two shapes: `register` (a list of assets) and `findings` (a scanner's export, one row per
 * host and check). Known headers are field names that inventory tools and scanners show or export, and plain words.
 */
import type { AssetFacts } from '#core/imports/imported-record.ts';
import { foldName } from '#core/kernel/text.ts';

export type RegisterTarget = keyof AssetFacts;
export type FindingTarget =
  | 'host'
  | 'hostName'
  | 'netbiosName'
  | 'ipAddresses'
  | 'macAddresses'
  | 'operatingSystem'
  | 'checkId'
  | 'title'
  | 'family'
  | 'severity'
  | 'riskFactor'
  | 'cveIds'
  | 'cvssScore'
  | 'cvssVector'
  | 'cvss2Score'
  | 'cvss2Vector'
  | 'epss'
  | 'kev'
  | 'protocol'
  | 'port'
  | 'solution'
  | 'state'
  | 'type'
  | 'observedAt';
export type TableShape = 'register' | 'findings';

/** Per target the headers it is known by, folded, the surest first: that order decides between two candidates. */
export const registerHeaders: Readonly<Record<RegisterTarget, readonly string[]>> = {
  name: words(
    'naam name assetname devicename objectnaam apparaatnaam middelnaam displayname configuratieitem ciname apparaat device ' +
      'asset benaming omschrijving',
  ),
  class: words(
    'class klasse assetclass apparaatklasse categorie category assetcategory assettype devicetype apparaattype soort ' +
      'apparaatsoort objectsoort soortmiddel typemiddel typeapparaat middelsoort itemtype devicerole deviceclass role ' +
      'productgroep kind types type',
  ),
  vendor: words(
    'fabrikant manufacturer merk brand vendor make producent manufacturers fabrikantnaam manufacturername vendorname oem ' +
      'leverancier supplier leveranciernaam',
  ),
  model: words('model modelnaam modelname devicemodel producttype typenummer modelnummer modelnumber modelno type'),
  version: words('version versie productversion productversie release'),
  department: words(
    'afdeling department dept afdelingsnaam departmentname organisatieeenheid organisatieonderdeel specialisme ' +
      'organizationalunit organisationalunit businessunit zorgafdeling unit',
  ),
  tier: words('tier clinicaltier klinischniveau klinischtier assettier niveau'),
  segment: words('segment netwerksegment networksegment vlan vlannaam vlanname vlanid netwerkzone networkzone zone subnet netwerk network'),
  exposure: words('exposure blootstelling netwerkblootstelling networkexposure bereikbaarheid netwerkkoppeling'),
  owner: words(
    'eigenaar owner assetowner systeemeigenaar systemowner objecteigenaar beheerder functioneelbeheerder technischbeheerder ' +
      'budgethouder verantwoordelijke managedby beheerdoor custodian',
  ),
  supportEndOn: words(
    'eindeondersteuning endofsupport supportend supportenddate supportendon endofsupportdate supporttot ondersteuningtot ' +
      'datumeindeondersteuning eos eosdate eol eoldate endoflife endoflifedate eindelevensduur',
  ),
  lifecycle: words(
    'levensfase lifecycle lifecyclestatus lifecyclestage assetstatus status statuslabel gebruiksstatus objectstatus ' +
      'levenscyclus installstatus state',
  ),
  scannable: words('scannable scanbaar tescannen scannen maggescandworden scanallowed scantoegestaan canbescanned'),
  serialNumber: words('serienummer serialnumber serial serialno serienr serialnr sn serie fabrieksnummer deviceserial'),
  assetTag: words(
    'assettag inventarisnummer inventorynumber assetnumber assetnummer assetno assetnr objectnummer objectid objectnr middelnummer ' +
      'inventarisnr apparaatnummer equipmentnumber equipmentnummer tagnumber registratienummer barcode instrumentnummer assetid ' +
      'tag',
  ),
  hostName: words('hostname hostnaam computernaam computername dnsname dnsnaam fqdn host netwerknaam netbiosname'),
  domain: words('domain domein dnsdomain dnsdomein addomain domainname domeinnaam'),
  ipAddresses: words(
    'ipaddress ipadres ip ipaddresses ipadressen ipv4 ipv4address ipv4adres primaryip primaryipv4 primaryip4 networkip ' +
      'ipnummer ipaddr ipv6 ipv6address',
  ),
  macAddresses: words(
    'macaddress macadres mac macaddresses macadressen ethernetmac networkmac macaddr physicaladdress fysiekadres wifimac ' +
      'wifimacaddress',
  ),
  udiDi: words('udidi udi udicode udinummer deviceidentifier gtin'),
  operatingSystem: words('besturingssysteem operatingsystem os osname osnaam operatingsystemname oscaption platform'),
  location: words(
    'locatie location lokatie ruimte room kamer locations locationname ruimtenummer roomnumber standplaats vestiging site ' +
      'gebouw building',
  ),
  modality: words(
    'modaliteit modality modaliteitcode modalitycode apparatuursoort apparaatgroep apparatuurgroep equipmentgroup equipmenttype ' +
      'devicegroup hulpmiddelgroep',
  ),
  safetyClass: words(
    'risicoklasse safetyclass riskclass mdrklasse mdrclass mdrrisicoklasse mdrriskclass ivdrklasse ivdrclass mdrivdrklasse ' +
      'mdrivdrclass mdd klassemdr veiligheidsklasse',
  ),
  softwareVersion: words(
    'softwareversie softwareversion swversie swversion softwarerelease softwareversienummer applicatieversie applicationversion',
  ),
  firmwareVersion: words('firmwareversie firmwareversion firmware fwversie fwversion firmwarerelease firmwareversienummer'),
  vendorAccess: words(
    'leverancierstoegang vendoraccess toegangleverancier remoteaccessvendor vendorremoteaccess remoteservice serviceopafstand ' +
      'remotesupport ondersteuningopafstand remotebeheer toegangopafstand remoteaccess',
  ),
  patchConstraint: words('patchbeperking patchconstraint patchbeleid patchpolicy patchen patchability patchbaar patchable patchdoor'),
  networked: words(
    'netwerkverbonden networked connected netwerkaansluiting networkconnected networkconnection aanhetnetwerk ophetnetwerk gekoppeld',
  ),
  endpointProtection: words(
    'edr endpointprotection eindpuntbeveiliging antivirus virusscanner antimalware endpointsecurity malwareprotection',
  ),
  logging: words('logging centralelogging centrallogging logcollection loggingcentraal siem syslog auditlogging'),
  compensatingControl: words(
    'compenserendemaatregel compensatingcontrol compenserendemaatregelen compensatingcontrols mitigatie mitigation maatregel maatregelen',
  ),
  baselineMet: words('baselinevoldaan baselinemet voldoetaanbaseline configuratiebaseline configurationbaseline hardening gehard hardened'),
  mds2: words('mds2 mds2aanwezig mds2available mds2form mds2formulier mds2ontvangen mds2received'),
};

export const findingHeaders: Readonly<Record<FindingTarget, readonly string[]>> = {
  host: words('host asset assetname target doel'),
  hostName: words('dnsname hostname fqdn hostnaam computername computernaam dns assetdisplayfqdn assethostname'),
  netbiosName: words('netbiosname netbios assetnetbiosname'),
  ipAddresses: words('ipaddress ip ipadres hostip ipv4 ipv4address assetdisplayipv4address assetipv4address assetipv4'),
  macAddresses: words('macaddress mac macadres assetdisplaymacaddress'),
  operatingSystem: words('operatingsystem os besturingssysteem assetoperatingsystem'),
  checkId: words('pluginid plugin nvtoid qid checkid vulnerabilityid kwetsbaarheidid vulnid definitionid'),
  title: words('pluginname nvtname vulntitle definitionname title titel vulnerability kwetsbaarheid vulnerabilityname name naam'),
  family: words('family pluginfamily definitionfamily familie'),
  severity: words('severity risk ernst risico threat riskfactor'),
  riskFactor: words('riskfactor risk'),
  cveIds: words('cve cves cveid cveids definitioncve'),
  cvssScore: words(
    'cvssv4basescore cvssv40basescore cvssv4 cvssv3basescore cvssv30basescore cvssv31basescore cvssv3 cvss3 cvss3basescore ' +
      'cvssv31basenvd definitioncvss4basescore definitioncvss3basescore cvssscore cvssbasescore cvss cvssbase',
  ),
  cvssVector: words(
    'cvssv4vector cvssv40vector cvssv3vector cvssv30vector cvssv31vector cvss3vector definitioncvss4basevector definitioncvss3basevector cvssvector',
  ),
  cvss2Score: words('cvssv2basescore cvssv20basescore cvssv2 cvss2 cvss2basescore cvssv2basenvd definitioncvss2basescore cvss'),
  cvss2Vector: words('cvssv2vector cvssv20vector cvss2vector definitioncvss2basevector'),
  epss: words('epss epssscore definitionepssscore'),
  kev: words('kev cisakev knownexploited cisaknownexploited bekenduitgebuit'),
  protocol: words('protocol portprotocol'),
  port: words('port poort'),
  solution: words('solution oplossing stepstoremediate remediation resolution definitionsolution'),
  state: words('state status findingstate findingstatus vulnerabilitystate vulnerabilitystatus'),
  type: words('typedetected'),
  observedAt: words('lastobserved lastseen lastfound lastdetected timestamp laatstgezien lastscanned lastscan'),
};

/** A row is told apart by at least one of these. */
export const identityTargets = ['name', 'serialNumber', 'assetTag', 'hostName', 'ipAddresses', 'macAddresses'] as const;

export interface AmbiguousTarget {
  readonly target: string;
  /** The chosen header first, then the others that fit as well. */
  readonly headers: readonly string[];
}

export interface GuessedMapping {
  /** Target field → header as written. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Headers that no field uses: those columns are not read. */
  readonly unmapped: readonly string[];
  readonly ambiguous: readonly AmbiguousTarget[];
  /** Null = neither a list of assets nor a scanner's export can be recognised. */
  readonly shape: TableShape | null;
}

/** Reads only headers, so a preview can show it before anything is imported. */
export function guessMapping(headers: readonly string[]): GuessedMapping {
  const findings = assignHeaders(headers, findingHeaders);
  if (isFindingsMapping(findings.mapping)) return { ...findings, shape: 'findings' };
  const register = assignHeaders(headers, registerHeaders);
  const isRegister = isRegisterMapping(register.mapping) && !headers.some(isFlawHeader);
  return { ...register, shape: isRegister && !isNamedByDescriptionOnly(register.mapping) ? 'register' : null };
}

/** A list of flaws whose hosts cannot be found is not a list of assets, though it has names. */
function isFlawHeader(header: string): boolean {
  return /^(severity|ernst|(definition)?cves?|cveids?|(definition)?cvss.*|cweid?)$/.test(foldHeader(header));
}

/** Any table may have a description; it names an asset only beside something that tells assets apart. */
function isNamedByDescriptionOnly(mapping: Readonly<Record<string, string>>): boolean {
  const isDescription = ['benaming', 'omschrijving'].includes(foldHeader(mapping['name'] ?? ''));
  return isDescription && !identityTargets.some((target) => target !== 'name' && mapping[target] !== undefined);
}

export function isRegisterMapping(mapping: Readonly<Record<string, string>>): boolean {
  return identityTargets.some((target) => mapping[target] !== undefined);
}

/** A host, something to know the check by, and how bad it is. */
export function isFindingsMapping(mapping: Readonly<Record<string, string>>): boolean {
  const hasHost = ['host', 'hostName', 'ipAddresses', 'netbiosName'].some((target) => mapping[target] !== undefined);
  const hasCheck = mapping['checkId'] !== undefined || mapping['cveIds'] !== undefined;
  const hasSeverity = ['severity', 'riskFactor'].some((target) => mapping[target] !== undefined);
  return hasHost && hasCheck && hasSeverity;
}

export function isRegisterTarget(target: string): target is RegisterTarget {
  return Object.hasOwn(registerHeaders, target);
}

export function isFindingTarget(target: string): target is FindingTarget {
  return Object.hasOwn(findingHeaders, target);
}

/** Letters and digits only, folded: `IP-adres`, `ip_adres` and `IP Adres` are one header. */
export function foldHeader(header: string): string {
  return foldName(header).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Headers that some table knows: the measure by which a header row and its separator are recognised. */
export function countKnownHeaders(headers: readonly string[]): number {
  return headers.filter((header) => headerKeys(header).some((key) => knownKeys.has(key))).length;
}

/** As a whole, without what stands in brackets (`Serienummer (SN)`), and without a number at the end (`MAC 1`). */
function headerKeys(header: string): readonly string[] {
  const whole = foldHeader(header);
  const keys = [whole, foldHeader(header.replace(/[([].*$/u, '')), whole.replace(/1$/u, '')];
  return [...new Set(keys)].filter((key) => key !== '');
}

interface Candidate {
  readonly target: string;
  readonly header: string;
  readonly index: number;
  readonly rank: number;
}

/** The surest pair first; a header serves one target, a target takes one header. @param table target → headers it is known by, folded. */
export function assignHeaders(
  headers: readonly string[],
  table: Readonly<Record<string, readonly string[]>>,
): Omit<GuessedMapping, 'shape'> {
  const candidates = candidatesOf(headers, table);
  const mapping: Record<string, string> = {};
  const takenBy = new Map<number, string>();
  for (const candidate of candidates) {
    if (takenBy.has(candidate.index) || Object.hasOwn(mapping, candidate.target)) continue;
    mapping[candidate.target] = candidate.header;
    takenBy.set(candidate.index, candidate.target);
  }
  const ambiguous = Object.entries(mapping).flatMap(([target, header]) => {
    const others = candidates.filter((candidate) => candidate.target === target && !takenBy.has(candidate.index));
    return others.length === 0 ? [] : [{ target, headers: [header, ...others.map((candidate) => candidate.header)] }];
  });
  return { mapping, unmapped: headers.filter((header, index) => header.trim() !== '' && !takenBy.has(index)), ambiguous };
}

function candidatesOf(headers: readonly string[], table: Readonly<Record<string, readonly string[]>>): Candidate[] {
  const candidates: Candidate[] = [];
  headers.forEach((header, index) => {
    const keys = headerKeys(header);
    for (const [target, known] of Object.entries(table)) {
      const ranks = keys.map((key) => known.indexOf(key)).filter((rank) => rank >= 0);
      if (ranks.length > 0) candidates.push({ target, header, index, rank: Math.min(...ranks) });
    }
  });
  return candidates.toSorted((left, right) => left.rank - right.rank || left.index - right.index);
}

const knownKeys = new Set([...Object.values(registerHeaders), ...Object.values(findingHeaders)].flat());

function words(text: string): readonly string[] {
  return text.split(' ');
}
