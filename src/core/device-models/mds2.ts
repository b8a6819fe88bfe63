/**
 * What is taken from a manufacturer's MDS2 form (ANSI/NEMA HN 1-2019): a handful of facts that change what a hospital does,
 * asked in our own words, each with the section of the form where its answer stands. The form itself is the vendor's
 * and is not kept here. An answer nobody read is unknown, which is not "no".
 */
import type { Localised } from '../kernel/text.ts';

export const mds2Answers = [
  { value: 'yes', label: { en: 'yes', nl: 'ja' } },
  { value: 'no', label: { en: 'no', nl: 'nee' } },
  { value: 'note', label: { en: 'see the note in the form', nl: 'zie de toelichting in het formulier' } },
  { value: 'not-applicable', label: { en: 'not applicable', nl: 'niet van toepassing' } },
] as const;
export type Mds2Answer = (typeof mds2Answers)[number]['value'];

export interface Mds2Question {
  readonly id: string;
  /** Section of HN 1-2019. */
  readonly section: string;
  readonly label: Localised;
}

export const mds2Questions = [
  {
    id: 'storesPatientData',
    section: 'MPII',
    label: { en: 'Keeps data of patients on the device', nl: 'Bewaart patiëntgegevens op het apparaat' },
  },
  {
    id: 'autoLogoff',
    section: 'ALOF',
    label: { en: 'Signs people out when left alone', nl: 'Meldt mensen af na een tijd zonder gebruik' },
  },
  { id: 'auditLog', section: 'AUDT', label: { en: 'Writes an audit log', nl: 'Houdt een auditlog bij' } },
  {
    id: 'auditLogExport',
    section: 'AUDT',
    label: { en: 'Sends its log to a central place', nl: 'Stuurt zijn log naar een centrale plek' },
  },
  {
    id: 'ownerPatchesSystem',
    section: 'CSUP',
    label: {
      en: 'The hospital may install patches of the operating system',
      nl: 'Het ziekenhuis mag patches van het besturingssysteem installeren',
    },
  },
  {
    id: 'vendorPatchesOnly',
    section: 'CSUP',
    label: { en: 'Patches come through the vendor only', nl: 'Patches komen alleen via de leverancier' },
  },
  {
    id: 'ownerMalwareProtection',
    section: 'MLDP',
    label: { en: 'The hospital may install malware protection', nl: 'Het ziekenhuis mag malwarebescherming installeren' },
  },
  {
    id: 'uniqueAccounts',
    section: 'PAUT',
    label: { en: 'Everybody can have an account of their own', nl: 'Iedereen kan een eigen account hebben' },
  },
  {
    id: 'defaultPasswordsChangeable',
    section: 'PAUT',
    label: { en: 'Passwords it came with can be changed', nl: 'Meegeleverde wachtwoorden zijn te wijzigen' },
  },
  {
    id: 'directorySignIn',
    section: 'PAUT',
    label: { en: 'Can sign people in with the directory of the hospital', nl: 'Kan aanmelden via de directory van het ziekenhuis' },
  },
  { id: 'networkServices', section: 'CONN', label: { en: 'Offers services on the network', nl: 'Biedt diensten aan op het netwerk' } },
  { id: 'wireless', section: 'CONN', label: { en: 'Uses wireless connections', nl: 'Gebruikt draadloze verbindingen' } },
  {
    id: 'unusedServicesOff',
    section: 'SAHD',
    label: { en: 'Services that are not needed are off', nl: 'Niet benodigde diensten staan uit' },
  },
  { id: 'encryptionAtRest', section: 'STCF', label: { en: 'Encrypts what it stores', nl: 'Versleutelt wat het opslaat' } },
  { id: 'encryptionInTransit', section: 'TXCF', label: { en: 'Encrypts what it sends', nl: 'Versleutelt wat het verzendt' } },
  {
    id: 'remoteService',
    section: 'RMOT',
    label: { en: 'The vendor can service it remotely', nl: 'De leverancier kan het op afstand onderhouden' },
  },
  { id: 'backupByOwner', section: 'DTBK', label: { en: 'The hospital can make backups', nl: 'Het ziekenhuis kan back-ups maken' } },
  {
    id: 'sbomAvailable',
    section: 'SBOM',
    label: { en: 'A software bill of materials is available', nl: 'Een softwarestuklijst is beschikbaar' },
  },
] as const satisfies readonly Mds2Question[];
export type Mds2QuestionId = (typeof mds2Questions)[number]['id'];

/** Only what was answered. */
export type Mds2Answers = { readonly [Id in Mds2QuestionId]?: Mds2Answer };
