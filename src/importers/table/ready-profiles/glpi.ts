/**
 * GLPI: the list of computers, exported as CSV in English. The names of columns are those of its search options
 * (`src/Computer.php`); columns of another group carry the name of that group before them, in a writing that differs
 * between its versions and that is not confirmed here. Dutch names are not confirmed.
 */
import { defineReadyProfile } from './define-ready-profile.ts';

export const glpi = defineReadyProfile({
  slug: 'glpi',
  product: 'GLPI',
  verified: false,
  remark: {
    en: 'Columns of the computer list in English. Serial number, inventory number, manufacturer, type, model, status, location and network are confirmed; the operating system, IP and MAC columns and every Dutch name are not: check the preview. Types are own names: translate them.',
    nl: 'Kolommen van de computerlijst in het Engels. Serienummer, inventarisnummer, fabrikant, type, model, status, locatie en netwerk zijn bevestigd; de kolommen voor besturingssysteem, IP en MAC en alle Nederlandse namen niet: controleer de voorbeeldweergave. Typen zijn eigen namen: vertaal ze.',
  },
  documentation: ['https://github.com/glpi-project/glpi/blob/main/src/Computer.php'],
  role: 'register',
  source: 'GLPI',
  columns: [
    // The name of a computer in GLPI is that of the machine.
    { field: 'name', headers: ['Name', 'Naam'] },
    { field: 'hostName', headers: ['Name', 'Naam'] },
    { field: 'serialNumber', headers: ['Serial number', 'Serienummer'] },
    { field: 'assetTag', headers: ['Inventory number', 'Inventarisnummer'] },
    { field: 'vendor', headers: ['Manufacturer', 'Fabrikant'] },
    { field: 'model', headers: ['Model'] },
    { field: 'class', headers: ['Type'] },
    { field: 'lifecycle', headers: ['Status'] },
    { field: 'location', headers: ['Location', 'Locatie'] },
    { field: 'department', headers: ['Group', 'Groep'] },
    { field: 'owner', headers: ['Technician in charge', 'Group in charge'] },
    { field: 'segment', headers: ['Network', 'Netwerk'] },
    { field: 'operatingSystem', headers: ['Operating system - Name', 'Operating system', 'Besturingssysteem'] },
    { field: 'ipAddresses', headers: ['Network port - IP', 'Networking - IP', 'IP'] },
    { field: 'macAddresses', headers: ['Network port - MAC address', 'Networking - MAC address', 'MAC address'] },
  ],
  tellingHeaders: [
    'Inventory number',
    'Alternate username',
    'Entity',
    'Last inventory date',
    'Technician in charge',
    'Update Source',
    'Components - Processor',
  ],
  otherHeaders: [
    'ID',
    'Entity',
    'UUID',
    'Last inventory date',
    'Last boot date',
    'Comments',
    'Alternate username',
    'Alternate username number',
    'User',
    'Last update',
    'Creation date',
    'Update Source',
    'Components - Processor',
    'Operating system - Version',
  ],
});
