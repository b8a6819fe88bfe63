/**
 * TOPdesk Asset Management: templates of assets, and so the columns of an export, are made by each customer. The names here
 * are the plain words that such templates use; none is confirmed.
 */
import { defineReadyProfile } from './define-ready-profile.ts';

export const topdesk = defineReadyProfile({
  slug: 'topdesk',
  product: 'TOPdesk',
  verified: false,
  remark: {
    en: 'Column names not confirmed: every organisation makes its own asset templates. Check the preview and save it as an own profile.',
    nl: 'Kolomnamen niet bevestigd: elke organisatie maakt eigen middelsjablonen. Controleer de voorbeeldweergave en bewaar die als eigen profiel.',
  },
  documentation: ['https://docs.topdesk.com/en/import-wizard.html'],
  role: 'register',
  source: 'TOPdesk',
  columns: [
    { field: 'assetTag', headers: ['Asset ID', 'Asset-ID', 'Middel-ID', 'Objectnummer', 'Object ID', 'Object-ID'] },
    { field: 'name', headers: ['Name', 'Naam', 'Asset name', 'Specification', 'Specificatie', 'Description', 'Omschrijving'] },
    {
      field: 'class',
      headers: ['Asset type', 'Middelsoort', 'Card type', 'Kaartsoort', 'Object type', 'Objectsoort', 'Template', 'Sjabloon'],
    },
    { field: 'vendor', headers: ['Make', 'Merk', 'Manufacturer', 'Fabrikant', 'Supplier', 'Leverancier'] },
    { field: 'model', headers: ['Model', 'Type'] },
    { field: 'serialNumber', headers: ['Serial number', 'Serienummer'] },
    { field: 'hostName', headers: ['Host name', 'Hostname', 'Hostnaam', 'Computer name', 'Computernaam'] },
    { field: 'ipAddresses', headers: ['IP address', 'IP-adres'] },
    { field: 'macAddresses', headers: ['MAC address', 'MAC-adres'] },
    { field: 'operatingSystem', headers: ['Operating system', 'Besturingssysteem'] },
    { field: 'lifecycle', headers: ['Status'] },
    { field: 'department', headers: ['Department', 'Afdeling', 'Budget holder', 'Budgethouder'] },
    { field: 'owner', headers: ['Owner', 'Eigenaar', 'Operator', 'Behandelaar'] },
    { field: 'location', headers: ['Location', 'Locatie', 'Branch', 'Vestiging'] },
  ],
  tellingHeaders: [
    'Asset-ID',
    'Middel-ID',
    'Object ID',
    'Middelsoort',
    'Card type',
    'Kaartsoort',
    'Budget holder',
    'Branch',
    'Behandelaar',
  ],
  otherHeaders: [
    'Person',
    'Persoon',
    'Purchase date',
    'Aanschafdatum',
    'Warranty',
    'Garantie',
    'Archived',
    'Gearchiveerd',
    'Modified',
    'Gewijzigd',
    'Vestiging',
    'Branch',
  ],
});
