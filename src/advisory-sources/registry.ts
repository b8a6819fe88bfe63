/** The readers of advisories; one line each. */
import { isCompactVulnrichment, readCompactVulnrichment } from './cve/read-compact-row.ts';
import { isCveRecord, readCveRecord } from './cve/read-record.ts';
import { isCsafDocument, readCsafDocument } from './csaf/read-document.ts';
import { isCycloneDxDocument, readCycloneDxDocument } from './cyclonedx-vex/read-document.ts';
import type { AdvisoryReader } from './define-reader.ts';
import { isCompactRow, readCompactRow } from './nvd/read-compact-row.ts';
import { isNvdDocument, readNvdDocument } from './nvd/read-record.ts';
import { isOpenVexDocument, readOpenVexDocument } from './openvex/read-document.ts';
import { isOsvDocument, readOsvDocument } from './osv/read-record.ts';

export const advisoryReaders: readonly AdvisoryReader[] = [
  { kind: 'csaf', title: 'CSAF (JSON)', accepts: isCsafDocument, read: (json) => [readCsafDocument(json)] },
  { kind: 'cve', title: 'CVE record 5', accepts: isCveRecord, read: (json) => [readCveRecord(json)] },
  { kind: 'cve', title: 'CVE rows (compact)', accepts: isCompactVulnrichment, read: (json) => [readCompactVulnrichment(json)] },
  { kind: 'nvd', title: 'NVD 2.0', accepts: isNvdDocument, read: readNvdDocument },
  { kind: 'nvd', title: 'CPE rows (compact)', accepts: isCompactRow, read: (json) => [readCompactRow(json)] },
  { kind: 'osv', title: 'OSV 1.x', accepts: isOsvDocument, read: readOsvDocument },
  { kind: 'openvex', title: 'OpenVEX', accepts: isOpenVexDocument, read: (json) => [readOpenVexDocument(json)] },
  { kind: 'cyclonedx-vex', title: 'CycloneDX VEX (JSON)', accepts: isCycloneDxDocument, read: (json) => [readCycloneDxDocument(json)] },
];
