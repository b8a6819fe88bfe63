/**
 * IFS Ultimo: equipment of the technical service or of medical technology. The English names are the properties of its
 * published API template for technical assets; the columns of an export and their Dutch names are set by each customer.
 */
import { defineReadyProfile } from './define-ready-profile.ts';

export const ultimo = defineReadyProfile({
  slug: 'ultimo',
  product: 'Ultimo',
  verified: false,
  remark: {
    en: 'Column names not confirmed: the English ones are names of the API (Equipment), an export has those of the own screens. Check the preview and save it as an own profile, with class = medical for the equipment of medical technology.',
    nl: 'Kolomnamen niet bevestigd: de Engelse zijn namen van de API (Equipment), een export heeft die van de eigen schermen. Controleer de voorbeeldweergave en bewaar die als eigen profiel, met klasse = medisch voor apparatuur van de medische technologie.',
  },
  documentation: ['https://developer.ultimo.net/api-key-templates/assets/technical-service'],
  role: 'register',
  source: 'Ultimo',
  columns: [
    { field: 'assetTag', headers: ['Id', 'Equipment', 'Equipmentnummer', 'Objectnummer', 'Code'] },
    { field: 'name', headers: ['Description', 'Omschrijving'] },
    { field: 'class', headers: ['EquipmentType', 'Equipmentsoort', 'Objectsoort'] },
    { field: 'vendor', headers: ['Manufacturer', 'Fabrikant', 'Merk', 'Vendor', 'Leverancier'] },
    { field: 'model', headers: ['TypeNumber', 'Typenummer', 'Model', 'Type'] },
    { field: 'serialNumber', headers: ['Serialnumber', 'Serienummer'] },
    { field: 'department', headers: ['Department', 'Afdeling'] },
    { field: 'location', headers: ['Space', 'Ruimte', 'Site', 'Locatie'] },
    { field: 'lifecycle', headers: ['ProgressStatus', 'Voortgangsstatus', 'Status'] },
    { field: 'owner', headers: ['OwnerEmployee', 'Eigenaar', 'Beheerder'] },
  ],
  tellingHeaders: [
    'EquipmentType',
    'Equipmentnummer',
    'Equipmentsoort',
    'ProcessFunction',
    'Procesfunctie',
    'ProgressStatus',
    'Voortgangsstatus',
    'NextPmMaintenanceDate',
  ],
  otherHeaders: [
    'CostCenter',
    'Kostenplaats',
    'DataProvider',
    'ExternalId',
    'InstallDate',
    'Installatiedatum',
    'ManufacturerYear',
    'Bouwjaar',
    'NextPmMaintenanceDate',
    'ProcessFunction',
    'Procesfunctie',
    'PartOfEquipment',
    'ServiceContract',
    'Context',
    'Status',
    'Type',
    'Text1',
    'Site',
    'Vendor',
  ],
});
