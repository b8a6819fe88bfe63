/** The record kind "import": one file handed in, what came of it, and every row refused. */
import { defineRecordKind } from '../query/record-kind.ts';

export const importStatuses = [
  { value: 'accepted', label: { en: 'accepted, waiting', nl: 'aangenomen, wacht' } },
  { value: 'running', label: { en: 'running', nl: 'bezig' } },
  { value: 'complete', label: { en: 'complete', nl: 'volledig' } },
  { value: 'partial', label: { en: 'partial', nl: 'gedeeltelijk' } },
  { value: 'rejected', label: { en: 'rejected', nl: 'geweigerd' } },
] as const;
export type ImportStatus = (typeof importStatuses)[number]['value'];

export const importArrivals = [
  { value: 'upload', label: { en: 'handed in', nl: 'aangeleverd' } },
  { value: 'inbox', label: { en: 'inbox', nl: 'postvak' } },
] as const;
export type ImportArrival = (typeof importArrivals)[number]['value'];

export const importRun = defineRecordKind({
  name: 'import',
  plural: 'imports',
  label: { en: 'import', nl: 'import' },
  labelPlural: { en: 'imports', nl: 'importen' },
  defaultSort: '-receivedAt',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    file: { type: 'text', history: 'latest', column: true, label: { en: 'file', nl: 'bestand' } },
    digest: { type: 'text', history: 'latest', label: { en: 'SHA-256', nl: 'SHA-256' } },
    source: { type: 'text', history: 'latest', column: true, label: { en: 'source', nl: 'bron' } },
    importer: { type: 'text', history: 'latest', column: true, label: { en: 'importer', nl: 'inlezer' } },
    importerVersion: { type: 'integer', history: 'latest', label: { en: 'importer version', nl: 'versie inlezer' } },
    arrival: { type: 'choice', history: 'latest', choices: importArrivals, label: { en: 'arrived by', nl: 'aangekomen via' } },
    profile: { type: 'text', history: 'latest', label: { en: 'mapping profile', nl: 'inleesprofiel' } },
    status: { type: 'choice', history: 'latest', column: true, choices: importStatuses, label: { en: 'status', nl: 'status' } },
    observedAt: { type: 'instant', history: 'latest', column: true, label: { en: 'observed', nl: 'waargenomen' } },
    receivedAt: { type: 'instant', history: 'latest', column: true, label: { en: 'received', nl: 'ontvangen' } },
    finishedAt: { type: 'instant', history: 'latest', label: { en: 'finished', nl: 'klaar' } },
    sizeBytes: { type: 'integer', history: 'latest', unit: 'bytes', label: { en: 'size', nl: 'omvang' } },
    partialFile: { type: 'boolean', history: 'latest', label: { en: 'not a full snapshot', nl: 'geen volledige opname' } },
    read: { type: 'integer', history: 'latest', unit: 'count', column: true, label: { en: 'read', nl: 'gelezen' } },
    stored: { type: 'integer', history: 'latest', unit: 'count', column: true, label: { en: 'stored', nl: 'opgeslagen' } },
    merged: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'merged', nl: 'samengevoegd' } },
    unchanged: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'unchanged', nl: 'ongewijzigd' } },
    refused: { type: 'integer', history: 'latest', unit: 'count', column: true, label: { en: 'refused', nl: 'geweigerd' } },
    issuesTotal: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'remarks', nl: 'opmerkingen' } },
    duplicateOf: { type: 'id', history: 'latest', label: { en: 'repeats import', nl: 'herhaalt import' } },
  },
});
