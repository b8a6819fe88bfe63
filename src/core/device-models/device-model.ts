/**
 * The record kind "device model": what a manufacturer sells under one name. Assets belong to it by vendor and model as
 * their sources write them (`model-key.ts`); what is stated of a model holds for its assets where their own sources say
 * nothing (`model-facts.ts`). Not a product catalogue: a model exists because an asset is one.
 */
import { assetClasses } from '../assets/asset.ts';
import { modalities, safetyClasses } from '../assets/device-facts.ts';
import { defineRecordKind } from '../query/record-kind.ts';

/** How the vendor numbers versions; says which comparisons of two versions mean anything. */
export const versionSchemes = [
  { value: 'semantic', label: { en: 'major.minor.patch', nl: 'major.minor.patch' } },
  { value: 'dotted-numbers', label: { en: 'numbers with dots', nl: 'getallen met punten' } },
  { value: 'letter-suffix', label: { en: 'number with a letter or service pack', nl: 'getal met letter of service pack' } },
  { value: 'revision-letter', label: { en: 'revision letters', nl: 'revisieletters' } },
  { value: 'date', label: { en: 'date', nl: 'datum' } },
  { value: 'free', label: { en: 'free text, not to be compared', nl: 'vrije tekst, niet te vergelijken' } },
] as const;
export type VersionScheme = (typeof versionSchemes)[number]['value'];

export const deviceModel = defineRecordKind({
  name: 'device-model',
  plural: 'device-models',
  label: { en: 'device model', nl: 'apparaatmodel' },
  labelPlural: { en: 'device models', nl: 'apparaatmodellen' },
  defaultSort: '-assetCount,vendor,model',
  personal: false,
  children: { assets: { kind: 'asset', label: { en: 'assets', nl: 'middelen' } } },
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    vendor: { type: 'name', history: 'latest', column: true, label: { en: 'vendor', nl: 'leverancier' } },
    model: { type: 'name', history: 'latest', column: true, label: { en: 'model', nl: 'model' } },
    family: { type: 'name', history: 'latest', column: true, label: { en: 'family', nl: 'familie' } },
    class: {
      type: 'choice',
      history: 'latest',
      column: true,
      choices: assetClasses,
      label: { en: 'class', nl: 'klasse' },
      help: { en: 'of most of its assets', nl: 'van de meeste van zijn middelen' },
    },
    modality: { type: 'choice', history: 'latest', column: true, choices: modalities, label: { en: 'modality', nl: 'modaliteit' } },
    safetyClass: {
      type: 'choice',
      history: 'latest',
      column: true,
      choices: safetyClasses,
      label: { en: 'safety class', nl: 'risicoklasse' },
    },
    versionScheme: {
      type: 'choice',
      history: 'latest',
      choices: versionSchemes,
      label: { en: 'version scheme', nl: 'versieopbouw' },
    },
    udiDi: { type: 'text', history: 'latest', label: { en: 'UDI-DI', nl: 'UDI-DI' } },
    mds2: { type: 'boolean', history: 'latest', column: true, label: { en: 'MDS2 at hand', nl: 'MDS2 aanwezig' } },
    assetCount: { type: 'integer', history: 'latest', column: true, unit: 'count', label: { en: 'assets', nl: 'middelen' } },
    versionCount: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'versions in use', nl: 'versies in gebruik' } },
    firstKnownAt: { type: 'instant', history: 'latest', label: { en: 'first known', nl: 'eerst bekend' } },
  },
});
