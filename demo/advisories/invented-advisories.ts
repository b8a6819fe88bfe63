/**
 * What an invented sector CERT wrote about the invented devices: each advisory shows one way in which advisories name products and
 * versions, misspelt makers, families, near misses and fixed versions among them. They carry no identifiers, as those of real
 * medical devices (domain/medical-advisories.md 1). How they are written is `csaf-document.ts`.
 */

export interface InventedProduct {
  readonly name: string;
  /** As the branch of a version range has it; null: a plain version. */
  readonly range: string | null;
  readonly version?: string;
}

export type Gravity = 'critical' | 'high' | 'adjacent' | 'medium';

export interface InventedAdvisory {
  /** Days before the last day of the demonstration. */
  readonly daysAgo: number;
  readonly vendor: string;
  readonly family?: string;
  readonly title: string;
  readonly products: readonly InventedProduct[];
  readonly flaws: readonly { readonly cwe: readonly [id: string, name: string]; readonly what: string; readonly gravity: Gravity }[];
  readonly remedy: { readonly category: 'vendor_fix' | 'mitigation' | 'none_available'; readonly details: string };
}

const overflow = ['CWE-787', 'Out-of-bounds Write'] as const;
const password = ['CWE-798', 'Use of Hard-coded Credentials'] as const;
const clear = ['CWE-319', 'Cleartext Transmission of Sensitive Information'] as const;
const unchecked = ['CWE-306', 'Missing Authentication for Critical Function'] as const;
const path = ['CWE-22', "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')"] as const;
const exhausted = ['CWE-400', 'Uncontrolled Resource Consumption'] as const;

export const inventedAdvisories: readonly InventedAdvisory[] = [
  {
    daysAgo: 12,
    vendor: 'Aurelia Medical',
    family: 'A-Series',
    title: 'Aurelia Medical A-Series Infusion Pumps',
    products: [
      { name: 'A3 Infusion Pump', range: 'vers:generic/<=4.2.1' },
      { name: 'A5 Infusion Pump', range: 'vers:generic/<6.0.3' },
    ],
    flaws: [
      { cwe: unchecked, what: 'The port for maintenance answers without a sign-in.', gravity: 'critical' },
      { cwe: clear, what: 'Drug libraries are sent unencrypted.', gravity: 'medium' },
    ],
    remedy: { category: 'vendor_fix', details: 'Version 4.3.0 for the A3 and 6.0.3 for the A5, installed by the maker.' },
  },
  {
    daysAgo: 31,
    vendor: 'Velmora',
    title: 'Velmora Syringe Pump S2',
    products: [{ name: 'Syringe Pump S2', range: 'vers:all/*' }],
    flaws: [{ cwe: exhausted, what: 'A flood of packets stops the network module until it is restarted.', gravity: 'high' }],
    remedy: { category: 'mitigation', details: 'Keep the pumps in a segment of their own; the infusion itself goes on.' },
  },
  {
    daysAgo: 47,
    vendor: 'Kardeon GmbH',
    title: 'Kardeon Patient Monitors M50 and M70',
    products: [
      { name: 'M50 Patient Monitor', range: 'prior to 3.9' },
      { name: 'M70 Patient Monitor', range: 'vers:generic/<5.1' },
    ],
    flaws: [{ cwe: overflow, what: 'A crafted HL7 message writes beyond a buffer.', gravity: 'adjacent' }],
    remedy: { category: 'vendor_fix', details: 'Versions 3.9 and 5.1 check the length of a message.' },
  },
  {
    daysAgo: 58,
    vendor: 'Kardeon GmbH',
    title: 'Kardeon Central Station M500',
    products: [{ name: 'M500 Central Station', range: 'vers:generic/<=2.4' }],
    flaws: [{ cwe: password, what: 'A service account has the same password everywhere.', gravity: 'critical' }],
    remedy: { category: 'vendor_fix', details: 'Version 2.5 asks for a password of its own.' },
  },
  {
    daysAgo: 73,
    vendor: 'Spirovale',
    title: 'Spirovale V2 Ventilator',
    products: [{ name: 'V2 Ventilator', range: '1.9.x' }],
    flaws: [{ cwe: password, what: 'The service menu opens with a known code.', gravity: 'medium' }],
    remedy: { category: 'none_available', details: 'No update is planned; keep the service menu behind the key switch.' },
  },
  {
    daysAgo: 85,
    vendor: 'Nefro Lux',
    title: 'Nefro Lux D4 Hemodialysis System',
    products: [{ name: 'D4 Hemodialysis System', range: '7.30 and prior' }],
    flaws: [{ cwe: path, what: 'The web page for treatment records gives any file of the system.', gravity: 'high' }],
    remedy: { category: 'vendor_fix', details: 'Version 7.31, from January.' },
  },
  {
    daysAgo: 96,
    vendor: 'Imagora',
    title: 'Imagora View and Archive',
    products: [
      { name: 'View 4', range: 'vers:generic/<4.3.7' },
      { name: 'Archive', range: 'vers:generic/<=9.2' },
    ],
    flaws: [
      { cwe: path, what: 'A crafted DICOM name writes outside the folder of images.', gravity: 'critical' },
      { cwe: exhausted, what: 'An endless association holds a connection.', gravity: 'high' },
    ],
    remedy: { category: 'vendor_fix', details: 'View 4.3.7 and Archive 9.3.' },
  },
  {
    daysAgo: 118,
    vendor: 'Tomelle Imaging',
    title: 'Tomelle CT and MR Consoles',
    products: [
      { name: 'CT-64', range: 'vers:generic/<=12.1' },
      { name: 'MR-3', range: 'vers:generic/<12.0' },
    ],
    flaws: [{ cwe: unchecked, what: 'The viewer for support starts without a question.', gravity: 'adjacent' }],
    remedy: { category: 'vendor_fix', details: 'The maker switches the viewer off on request.' },
  },
  {
    daysAgo: 140,
    vendor: 'Echolumme',
    title: 'Echolumme U9 Ultrasound System',
    products: [{ name: 'U9 Ultrasound System', range: null, version: '8.4' }],
    flaws: [{ cwe: clear, what: 'Images are sent to the archive unencrypted.', gravity: 'medium' }],
    remedy: { category: 'mitigation', details: 'Switch DICOM over TLS on.' },
  },
  {
    daysAgo: 171,
    vendor: 'Hemolyne',
    title: 'Hemolyne 700 Analyzer',
    products: [{ name: '700 Analyzer', range: '6.4 | 6.5.0' }],
    flaws: [{ cwe: overflow, what: 'A long barcode stops the analyser or runs code on it.', gravity: 'adjacent' }],
    remedy: { category: 'vendor_fix', details: 'Version 6.5.1.' },
  },
  {
    daysAgo: 203,
    vendor: 'Deurwacht',
    title: 'Deurwacht C-Series Cameras',
    products: [{ name: 'C5 Camera', range: 'vers:generic/<5.6.0' }],
    flaws: [{ cwe: unchecked, what: 'Pictures can be had without a sign-in.', gravity: 'high' }],
    remedy: { category: 'vendor_fix', details: 'Version 5.6.0.' },
  },
  {
    daysAgo: 240,
    vendor: 'Klimora',
    title: 'Klimora K8 Controller',
    products: [{ name: 'K8 Controller', range: 'vers:all/*' }],
    flaws: [{ cwe: unchecked, what: 'Anybody on the network of the building can set temperatures.', gravity: 'high' }],
    remedy: { category: 'mitigation', details: 'Let only the building management system reach the controllers.' },
  },
];
