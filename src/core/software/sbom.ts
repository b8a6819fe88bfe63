/**
 * The record kind "sbom": what is known of the make-up of one product, by the newest bill of materials of it. Bills of
 * the same subject (supplier, name and version; else the serial number of the document) are one record.
 */
import { billFormats } from '../imports/imported-bill.ts';
import { defineRecordKind } from '../query/record-kind.ts';

export const sbom = defineRecordKind({
  name: 'sbom',
  plural: 'sboms',
  label: { en: 'bill of materials', nl: 'stuklijst' },
  labelPlural: { en: 'bills of materials', nl: 'stuklijsten' },
  defaultSort: 'name',
  personal: false,
  children: { components: { kind: 'component', label: { en: 'components', nl: 'onderdelen' } } },
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'latest', column: true, label: { en: 'product', nl: 'product' } },
    version: { type: 'text', history: 'latest', column: true, label: { en: 'product version', nl: 'productversie' } },
    supplier: { type: 'name', history: 'latest', column: true, label: { en: 'supplier', nl: 'leverancier' } },
    format: { type: 'choice', history: 'latest', column: true, choices: billFormats, label: { en: 'format', nl: 'formaat' } },
    specVersion: { type: 'text', history: 'latest', label: { en: 'format version', nl: 'formaatversie' } },
    serialNumber: { type: 'text', history: 'latest', label: { en: 'serial number of the bill', nl: 'serienummer van de stuklijst' } },
    createdAt: { type: 'instant', history: 'latest', column: true, label: { en: 'newest bill made', nl: 'nieuwste stuklijst gemaakt' } },
    componentCount: { type: 'integer', history: 'latest', unit: 'count', column: true, label: { en: 'components', nl: 'onderdelen' } },
    flawedComponents: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      column: true,
      label: { en: 'with known flaws', nl: 'met bekende kwetsbaarheden' },
      help: {
        en: 'components of the newest bill that a known flaw affects',
        nl: 'onderdelen van de nieuwste stuklijst die een bekende kwetsbaarheid treft',
      },
    },
    assetCount: {
      type: 'integer',
      history: 'latest',
      unit: 'count',
      column: true,
      label: { en: 'assets', nl: 'middelen' },
      help: { en: 'assets of this product today', nl: 'middelen van dit product vandaag' },
    },
    documentCount: { type: 'integer', history: 'latest', unit: 'count', label: { en: 'bills received', nl: 'ontvangen stuklijsten' } },
    purl: { type: 'text', history: 'latest', label: { en: 'package URL', nl: 'pakket-URL' } },
    source: { type: 'text', history: 'latest', label: { en: 'source', nl: 'bron' } },
  },
});
