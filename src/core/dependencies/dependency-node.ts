/** The record kind "dependency node": a system, service, care process, base service or supplier of the graph (`graph.ts`). */
import { defineRecordKind } from '../query/record-kind.ts';
import { nodeKinds } from './graph.ts';

export const dependencyNode = defineRecordKind({
  name: 'dependency-node',
  plural: 'dependency-nodes',
  label: { en: 'part of the care chain', nl: 'schakel van de zorgketen' },
  labelPlural: { en: 'parts of the care chain', nl: 'schakels van de zorgketen' },
  defaultSort: 'name',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'kept', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'kept', column: true, label: { en: 'name', nl: 'naam' } },
    kind: { type: 'choice', history: 'kept', column: true, choices: nodeKinds, label: { en: 'kind', nl: 'soort' } },
    key: {
      type: 'text',
      history: 'kept',
      label: { en: 'key', nl: 'sleutel' },
      help: { en: 'kind and first name; stays when the name changes', nl: 'soort en eerste naam; blijft als de naam verandert' },
    },
    tier: {
      type: 'integer',
      history: 'kept',
      column: true,
      label: { en: 'clinical tier', nl: 'klinisch niveau' },
      help: { en: '1 is closest to the patient, 4 the farthest', nl: '1 staat het dichtst bij de patiënt, 4 het verst' },
    },
    owner: { type: 'name', history: 'kept', column: true, label: { en: 'owner', nl: 'eigenaar' } },
    carriedTier: {
      type: 'integer',
      history: 'latest',
      column: true,
      label: { en: 'tier it carries', nl: 'niveau dat erop rust' },
      help: {
        en: 'the tier closest to the patient among the care processes that fall with it',
        nl: 'het niveau het dichtst bij de patiënt van de zorgprocessen die ermee uitvallen',
      },
    },
    processCount: {
      type: 'integer',
      history: 'latest',
      column: true,
      unit: 'count',
      label: { en: 'care processes that fall with it', nl: 'zorgprocessen die ermee uitvallen' },
    },
    providerCount: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'rests on', nl: 'rust op' } },
    dependentCount: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'carries', nl: 'draagt' } },
    assetCount: {
      type: 'integer',
      history: 'latest',
      column: true,
      unit: 'count',
      label: { en: 'assets of its own', nl: 'eigen middelen' },
    },
  },
});
