/** Files of several scanners that speak of one flaw under several names, for tests of names. */

interface CheckRow {
  readonly qid: number;
  readonly severity: 1 | 2 | 3 | 4 | 5;
  /** A CVE, or an advisory such as GHSA-…; empty: neither. */
  readonly name?: string;
  readonly title?: string;
}

/** A table of Qualys' checks of one host. @param host its name and address */
export function qualysTable(host: { readonly fqdn: string; readonly ip: string }, rows: readonly CheckRow[]): string {
  const lines = rows.map(
    ({ qid, severity, name = '', title }) => `${host.ip},${host.fqdn},${qid},${title ?? `Invented ${qid}`},${severity},${name}`,
  );
  return ['IP,DNS,QID,Title,Severity,CVE ID', ...lines].join('\n') + '\n';
}

interface GrypeMatch {
  readonly id: string;
  readonly related: readonly string[];
}

/** What Grype says of an image: each match with the ids that it relates. */
export function grypeFile(image: string, at: string, matches: readonly GrypeMatch[]): string {
  return JSON.stringify({
    matches: matches.map(({ id, related }) => ({
      vulnerability: { id, severity: 'High' },
      relatedVulnerabilities: related.map((one) => ({ id: one, namespace: 'nvd:cpe' })),
      artifact: { name: 'inventedlib', version: '1.0', type: 'python' },
    })),
    source: { type: 'image', target: { userInput: image } },
    distro: { name: 'debian', version: '12' },
    descriptor: { name: 'grype', version: '0.90.0', timestamp: at },
  });
}
