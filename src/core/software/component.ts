/**
 * The record kind "component": one piece of software (or other part) in one product, as its bills of materials say.
 * Another version is another component: when a newer bill has it instead, the old one is no longer present.
 */
import { defineRecordKind } from '../query/record-kind.ts';

export const component = defineRecordKind({
  name: 'component',
  plural: 'components',
  label: { en: 'component', nl: 'onderdeel' },
  labelPlural: { en: 'components', nl: 'onderdelen' },
  defaultSort: 'name',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'kept', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'kept', column: true, label: { en: 'name', nl: 'naam' } },
    group: { type: 'text', history: 'kept', label: { en: 'group', nl: 'groep' } },
    version: { type: 'text', history: 'kept', column: true, label: { en: 'version as written', nl: 'versie zoals geschreven' } },
    purl: { type: 'text', history: 'kept', column: true, label: { en: 'package URL', nl: 'pakket-URL' } },
    purlType: {
      type: 'text',
      history: 'kept',
      column: true,
      label: { en: 'ecosystem', nl: 'ecosysteem' },
      help: { en: 'type of the package URL: maven, npm, deb, …', nl: 'type van de pakket-URL: maven, npm, deb, …' },
    },
    type: { type: 'text', history: 'kept', label: { en: 'type of component', nl: 'soort onderdeel' } },
    present: {
      type: 'boolean',
      history: 'kept',
      column: true,
      label: { en: 'in the newest bill', nl: 'in de nieuwste stuklijst' },
      help: { en: 'no: an older bill of the product had it', nl: 'nee: een oudere stuklijst van het product had het' },
    },
    knownFlaws: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      column: true,
      label: { en: 'known flaws', nl: 'bekende kwetsbaarheden' },
      help: {
        en: 'flaws that affect it, by advisories and its suppliers; unknown: it names no package, or is in no newest bill',
        nl: 'kwetsbaarheden die het treffen, volgens adviezen en leveranciers; onbekend: het noemt geen pakket, of staat in geen nieuwste stuklijst',
      },
    },
    unclearFlaws: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      label: { en: 'unclear flaws', nl: 'onduidelijke kwetsbaarheden' },
      help: {
        en: 'flaws of its package of which nobody can tell',
        nl: 'kwetsbaarheden in het pakket waarvan niet te zeggen is of ze het treffen',
      },
    },
    sbomId: { type: 'id', history: 'kept', label: { en: 'bill id', nl: 'stuklijst-id' } },
    sbomName: { type: 'name', history: 'latest', column: true, label: { en: 'product', nl: 'product' } },
    sbomVersion: { type: 'text', history: 'latest', column: true, label: { en: 'product version', nl: 'productversie' } },
    cpe: { type: 'text', history: 'latest', label: { en: 'CPE', nl: 'CPE' } },
    supplier: { type: 'name', history: 'latest', label: { en: 'supplier', nl: 'leverancier' } },
    licence: { type: 'text', history: 'latest', label: { en: 'licence', nl: 'licentie' } },
    supportCycle: {
      type: 'text',
      history: 'latest',
      label: { en: 'release, as its maker counts', nl: 'uitgave, zoals de maker telt' },
      help: { en: 'unknown: no list knows it', nl: 'onbekend: geen lijst kent het' },
    },
    supportEndOn: {
      type: 'day',
      history: 'latest',
      column: true,
      label: { en: 'end of support', nl: 'einde ondersteuning' },
      help: { en: 'of its maker, as the newest list says', nl: 'van de maker, zoals de nieuwste lijst zegt' },
    },
    firstSeenAt: { type: 'instant', history: 'latest', label: { en: 'first in a bill', nl: 'eerst in een stuklijst' } },
    lastSeenAt: { type: 'instant', history: 'latest', label: { en: 'last in a bill', nl: 'laatst in een stuklijst' } },
  },
});
