/**
 * The record kind "asset": a thing in the hospital that can be attacked or can fail; medical devices above all.
 * An asset may be registered (some register names it), seen (some discovery saw it lately), or both;
 * both facts are fields with history, so unknown assets and ghosts are ordinary filters.
 */
import { agreements } from './agreement.ts';
import { defineRecordKind } from '../query/record-kind.ts';
import { compensatingControls, modalities, patchConstraints, safeguardStates, safetyClasses, vendorAccesses } from './device-facts.ts';

export const assetClasses = [
  { value: 'medical', label: { en: 'medical device', nl: 'medisch apparaat' } },
  { value: 'operational', label: { en: 'building or operational technology', nl: 'gebouw- of procestechniek' } },
  { value: 'server', label: { en: 'server', nl: 'server' } },
  { value: 'workstation', label: { en: 'workstation', nl: 'werkplek' } },
  { value: 'network', label: { en: 'network equipment', nl: 'netwerkapparatuur' } },
  { value: 'mobile', label: { en: 'mobile device', nl: 'mobiel apparaat' } },
  { value: 'printer', label: { en: 'printer', nl: 'printer' } },
  { value: 'other', label: { en: 'other', nl: 'overig' } },
] as const;
export type AssetClass = (typeof assetClasses)[number]['value'];

export const exposures = [
  { value: 'isolated', label: { en: 'isolated', nl: 'geïsoleerd' } },
  { value: 'segmented', label: { en: 'own segment', nl: 'eigen segment' } },
  { value: 'internal', label: { en: 'internal network', nl: 'intern netwerk' } },
  { value: 'internet', label: { en: 'reachable from the internet', nl: 'bereikbaar vanaf internet' } },
] as const;
export type Exposure = (typeof exposures)[number]['value'];

export const lifecycles = [
  { value: 'planned', label: { en: 'planned', nl: 'gepland' } },
  { value: 'in-use', label: { en: 'in use', nl: 'in gebruik' } },
  { value: 'in-store', label: { en: 'in store', nl: 'in opslag' } },
  { value: 'retired', label: { en: 'retired', nl: 'afgevoerd' } },
] as const;
export type Lifecycle = (typeof lifecycles)[number]['value'];

export const asset = defineRecordKind({
  name: 'asset',
  plural: 'assets',
  label: { en: 'asset', nl: 'middel' },
  labelPlural: { en: 'assets', nl: 'middelen' },
  defaultSort: 'name',
  personal: false,
  children: {
    findings: { kind: 'finding', label: { en: 'findings', nl: 'bevindingen' } },
    components: { kind: 'component', label: { en: 'components', nl: 'onderdelen' } },
    services: { kind: 'dependency-node', label: { en: 'services that rest on it', nl: 'diensten die erop rusten' } },
  },
  fields: {
    id: { type: 'id', history: 'kept', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'kept', column: true, label: { en: 'name', nl: 'naam' } },
    class: { type: 'choice', history: 'kept', column: true, choices: assetClasses, label: { en: 'class', nl: 'klasse' } },
    vendor: { type: 'name', history: 'kept', column: true, label: { en: 'vendor', nl: 'leverancier' } },
    model: { type: 'name', history: 'kept', column: true, label: { en: 'model', nl: 'model' } },
    version: { type: 'text', history: 'kept', label: { en: 'version as written', nl: 'versie zoals geschreven' } },
    department: { type: 'name', history: 'kept', column: true, label: { en: 'department', nl: 'afdeling' } },
    tier: {
      type: 'integer',
      history: 'kept',
      column: true,
      label: { en: 'clinical tier', nl: 'klinisch niveau' },
      help: { en: '1 is closest to the patient, 4 the farthest', nl: '1 staat het dichtst bij de patiënt, 4 het verst' },
    },
    segment: { type: 'text', history: 'kept', label: { en: 'network segment', nl: 'netwerksegment' } },
    exposure: { type: 'choice', history: 'kept', choices: exposures, ordered: true, label: { en: 'exposure', nl: 'blootstelling' } },
    owner: { type: 'name', history: 'kept', label: { en: 'owner', nl: 'eigenaar' } },
    supportEndOn: { type: 'day', history: 'kept', label: { en: 'end of support', nl: 'einde ondersteuning' } },
    lifecycle: { type: 'choice', history: 'kept', choices: lifecycles, label: { en: 'lifecycle', nl: 'levensfase' } },
    scannable: { type: 'boolean', history: 'kept', label: { en: 'can be scanned', nl: 'te scannen' } },
    modality: { type: 'choice', history: 'kept', choices: modalities, label: { en: 'modality', nl: 'modaliteit' } },
    safetyClass: { type: 'choice', history: 'kept', choices: safetyClasses, label: { en: 'safety class', nl: 'risicoklasse' } },
    softwareVersion: { type: 'text', history: 'kept', label: { en: 'software version as written', nl: 'softwareversie zoals geschreven' } },
    firmwareVersion: { type: 'text', history: 'kept', label: { en: 'firmware version as written', nl: 'firmwareversie zoals geschreven' } },
    networked: { type: 'boolean', history: 'kept', label: { en: 'on a network', nl: 'aan een netwerk' } },
    vendorAccess: {
      type: 'choice',
      history: 'kept',
      choices: vendorAccesses,
      label: { en: 'remote access of the vendor', nl: 'toegang op afstand door leverancier' },
    },
    patchConstraint: {
      type: 'choice',
      history: 'kept',
      choices: patchConstraints,
      label: { en: 'limit on patching', nl: 'beperking op patchen' },
    },
    endpointProtection: {
      type: 'choice',
      history: 'kept',
      choices: safeguardStates,
      label: { en: 'endpoint protection', nl: 'eindpuntbeveiliging' },
    },
    logging: { type: 'choice', history: 'kept', choices: safeguardStates, label: { en: 'central logging', nl: 'centrale logging' } },
    compensatingControl: {
      type: 'choice',
      history: 'kept',
      choices: compensatingControls,
      label: { en: 'compensating control', nl: 'compenserende maatregel' },
    },
    baselineMet: {
      type: 'boolean',
      history: 'kept',
      label: { en: 'meets its configuration baseline', nl: 'voldoet aan configuratienorm' },
    },
    mds2: { type: 'boolean', history: 'kept', label: { en: 'MDS2 at hand', nl: 'MDS2 aanwezig' } },
    modelId: { type: 'id', history: 'kept', label: { en: 'id of the device model', nl: 'id van het apparaatmodel' } },
    registered: { type: 'boolean', history: 'kept', column: true, label: { en: 'registered', nl: 'geregistreerd' } },
    seen: { type: 'boolean', history: 'kept', column: true, label: { en: 'seen lately', nl: 'onlangs gezien' } },
    scanned: { type: 'boolean', history: 'kept', label: { en: 'scanned lately', nl: 'onlangs gescand' } },
    scannedAuthenticated: {
      type: 'boolean',
      history: 'kept',
      label: { en: 'scanned lately with credentials', nl: 'onlangs ingelogd gescand' },
    },
    seenWithin30Days: {
      type: 'boolean',
      history: 'kept',
      label: { en: 'seen in the last 30 days', nl: 'de laatste 30 dagen gezien' },
      help: {
        en: 'whatever the class; "seen lately" gives a medical device 90 days',
        nl: 'van welke klasse ook; "onlangs gezien" geeft een medisch apparaat 90 dagen',
      },
    },
    agreement: {
      type: 'choice',
      history: 'kept',
      choices: agreements,
      label: { en: 'sources agree', nl: 'bronnen eens' },
      help: {
        en: 'on vendor, model, serial number, host name and department, as far as two sources name them',
        nl: 'over leverancier, model, serienummer, hostnaam en afdeling, voor zover twee bronnen ze noemen',
      },
    },
    serialNumber: { type: 'text', history: 'latest', label: { en: 'serial number', nl: 'serienummer' } },
    assetTag: { type: 'text', history: 'latest', label: { en: 'asset number', nl: 'middelnummer' } },
    hostName: { type: 'name', history: 'latest', label: { en: 'host name', nl: 'hostnaam' } },
    ipAddress: { type: 'text', history: 'latest', label: { en: 'IP address', nl: 'IP-adres' } },
    macAddress: { type: 'text', history: 'latest', label: { en: 'MAC address', nl: 'MAC-adres' } },
    udiDi: { type: 'text', history: 'latest', label: { en: 'UDI-DI (model)', nl: 'UDI-DI (model)' } },
    operatingSystem: { type: 'name', history: 'latest', label: { en: 'operating system', nl: 'besturingssysteem' } },
    location: { type: 'name', history: 'latest', label: { en: 'location', nl: 'locatie' } },
    firstSeenAt: { type: 'instant', history: 'latest', label: { en: 'first known', nl: 'eerst bekend' } },
    lastSeenAt: { type: 'instant', history: 'latest', column: true, label: { en: 'last seen', nl: 'laatst gezien' } },
    lastScannedAt: { type: 'instant', history: 'latest', label: { en: 'last scanned', nl: 'laatst gescand' } },
    sourceCount: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'sources', nl: 'bronnen' } },
    conflictCount: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      label: { en: 'conflicts between sources', nl: 'tegenspraken tussen bronnen' },
    },
  },
});

/** Days a sighting keeps an asset "seen", by class (design.md 1): medical devices are switched off more often. */
export function sightingWindowDays(assetClass: string | null): number {
  return assetClass === 'medical' ? 90 : 30;
}
