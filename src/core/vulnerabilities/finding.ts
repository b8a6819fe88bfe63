/**
 * The record kind "finding": one flaw on one asset, with its history. A flaw is a CVE, or the scanner's own check
 * where it names none. Facts of the asset (class, department, …) and of the flaw (title, CVSS, …) are readable as
 * fields of the finding, so one filter can ask about all three. Informational scanner items are never findings.
 */
import { asset, assetClasses, exposures } from '../assets/asset.ts';
import { defineRecordKind } from '../query/record-kind.ts';
import { decisionKinds } from './decisions.ts';

/** From low to high: the scanner's own word, not CVSS. */
export const severities = [
  { value: 'low', label: { en: 'low', nl: 'laag' } },
  { value: 'medium', label: { en: 'medium', nl: 'middel' } },
  { value: 'high', label: { en: 'high', nl: 'hoog' } },
  { value: 'critical', label: { en: 'critical', nl: 'kritiek' } },
] as const;
export type Severity = (typeof severities)[number]['value'];

export const findingStates = [
  { value: 'open', label: { en: 'open', nl: 'open' } },
  { value: 'closed', label: { en: 'closed', nl: 'gesloten' } },
] as const;
export type FindingState = (typeof findingStates)[number]['value'];

/** Who a fact about a flaw is from: what the scanner's report says, or the public catalogue that the node holds. */
const wordsFrom = [
  { value: 'scanner', label: { en: 'scanner', nl: 'scanner' } },
  { value: 'catalogue', label: { en: 'catalogue', nl: 'catalogus' } },
] as const;

export const finding = defineRecordKind({
  name: 'finding',
  plural: 'findings',
  label: { en: 'finding', nl: 'bevinding' },
  labelPlural: { en: 'findings', nl: 'bevindingen' },
  defaultSort: '-severity',
  personal: false,
  children: {
    services: { kind: 'dependency-node', label: { en: 'services that rest on the asset', nl: 'diensten die op het middel rusten' } },
  },
  fields: {
    id: { type: 'id', history: 'kept', label: { en: 'id', nl: 'id' } },
    state: { type: 'choice', history: 'kept', column: true, choices: findingStates, label: { en: 'state', nl: 'staat' } },
    severity: { type: 'choice', history: 'kept', column: true, choices: severities, ordered: true, label: { en: 'severity', nl: 'ernst' } },
    openedAt: { type: 'instant', history: 'kept', column: true, label: { en: 'opened', nl: 'geopend' } },
    closedAt: { type: 'instant', history: 'kept', label: { en: 'first found gone', nl: 'voor het eerst weg' } },
    lastSeenBeforeCloseAt: {
      type: 'instant',
      history: 'kept',
      label: { en: 'last seen before it was gone', nl: 'laatst gezien voor het weg was' },
    },
    dueOn: { type: 'day', history: 'kept', column: true, label: { en: 'due', nl: 'uiterlijk' } },
    closedInTime: { type: 'boolean', history: 'kept', label: { en: 'closed in time', nl: 'op tijd gesloten' } },
    prevalent: { type: 'boolean', history: 'kept', label: { en: 'there at the first scan', nl: 'al bij de eerste scan' } },
    occurrence: {
      type: 'integer',
      history: 'kept',
      unit: 'count',
      label: { en: 'time round', nl: 'keer' },
      help: { en: '2 and above: reopened', nl: '2 en hoger: heropend' },
    },
    decision: {
      type: 'choice',
      history: 'kept',
      choices: decisionKinds,
      label: { en: 'decision', nl: 'besluit' },
      help: { en: 'unknown: nothing was decided', nl: 'onbekend: er is niets besloten' },
    },
    decisionUntil: { type: 'day', history: 'latest', label: { en: 'decided until', nl: 'besloten tot en met' } },
    assignee: { type: 'name', history: 'latest', label: { en: 'assigned to', nl: 'toegewezen aan' } },
    ticket: { type: 'text', history: 'latest', label: { en: 'ticket', nl: 'ticket' } },
    title: { type: 'name', history: 'latest', column: true, label: { en: 'title', nl: 'titel' } },
    cveId: { type: 'text', history: 'latest', column: true, label: { en: 'CVE', nl: 'CVE' } },
    aliases: {
      type: 'name',
      history: 'latest',
      label: { en: 'other names', nl: 'andere namen' },
      help: { en: 'GHSA and other ids of the same flaw', nl: 'GHSA en andere ids van dezelfde kwetsbaarheid' },
    },
    scanner: { type: 'text', history: 'latest', label: { en: 'scanner', nl: 'scanner' } },
    scannerCount: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      label: { en: 'scanners', nl: 'scanners' },
      help: { en: 'that saw it this time round, or the last', nl: 'die het deze keer zagen, of de laatste keer' },
    },
    checkId: { type: 'text', history: 'latest', label: { en: "scanner's check", nl: 'controle van de scanner' } },
    cvssScore: { type: 'number', history: 'latest', unit: 'score', label: { en: 'CVSS base score', nl: 'CVSS-basisscore' } },
    epss: { type: 'number', history: 'latest', unit: 'probability', label: { en: 'EPSS', nl: 'EPSS' } },
    epssFrom: {
      type: 'choice',
      history: 'latest',
      choices: wordsFrom,
      label: { en: 'EPSS according to', nl: 'EPSS volgens' },
      help: { en: 'whose word is the newest', nl: 'wiens gegeven het nieuwste is' },
    },
    epssListed: {
      type: 'number',
      history: 'latest',
      unit: 'probability',
      label: { en: 'EPSS of the edition held', nl: 'EPSS van de ingelezen editie' },
      help: { en: 'what EPSS itself says, also where a scanner spoke later', nl: 'wat EPSS zelf zegt, ook waar een scanner later sprak' },
    },
    kev: { type: 'boolean', history: 'latest', label: { en: 'known exploited', nl: 'bekend uitgebuit' } },
    kevFrom: {
      type: 'choice',
      history: 'latest',
      choices: wordsFrom,
      label: { en: 'known exploited according to', nl: 'bekend uitgebuit volgens' },
      help: { en: 'whose word is the newest', nl: 'wiens gegeven het nieuwste is' },
    },
    inKev: {
      type: 'boolean',
      history: 'kept',
      label: { en: 'in the KEV catalogue', nl: 'in de KEV-lijst' },
      help: {
        en: 'by the dates of the catalogue itself; unknown: not listed on that day, or no catalogue is held',
        nl: 'volgens de data van de lijst zelf; onbekend: die dag niet vermeld, of er is geen lijst',
      },
    },
    kevDueOn: {
      type: 'day',
      history: 'kept',
      label: { en: 'due by the KEV catalogue', nl: 'uiterlijk volgens de KEV-lijst' },
      help: { en: 'the date of the catalogue itself', nl: 'de datum van de lijst zelf' },
    },
    ransomware: { type: 'boolean', history: 'latest', label: { en: 'used in ransomware', nl: 'gebruikt bij ransomware' } },
    protocol: { type: 'text', history: 'latest', label: { en: 'protocol', nl: 'protocol' } },
    port: { type: 'integer', history: 'latest', label: { en: 'port', nl: 'poort' } },
    firstSeenAt: { type: 'instant', history: 'latest', label: { en: 'first seen', nl: 'eerst gezien' } },
    lastSeenAt: { type: 'instant', history: 'latest', label: { en: 'last seen', nl: 'laatst gezien' } },
    assetId: { type: 'id', history: 'kept', label: { en: 'asset id', nl: 'middel-id' } },
    assetName: { ...asset.fields.name, label: { en: 'asset', nl: 'middel' } },
    class: { type: 'choice', history: 'kept', choices: assetClasses, label: asset.fields.class.label },
    vendor: { type: 'name', history: 'kept', label: asset.fields.vendor.label },
    model: { type: 'name', history: 'kept', label: asset.fields.model.label },
    department: { type: 'name', history: 'kept', column: true, label: asset.fields.department.label },
    tier: { type: 'integer', history: 'kept', label: asset.fields.tier.label },
    segment: { type: 'text', history: 'kept', label: asset.fields.segment.label },
    exposure: { type: 'choice', history: 'kept', choices: exposures, ordered: true, label: asset.fields.exposure.label },
    owner: { type: 'name', history: 'kept', label: asset.fields.owner.label },
    registered: { type: 'boolean', history: 'kept', label: asset.fields.registered.label },
  },
});
