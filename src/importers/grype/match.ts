/**
 * One element of `matches` in a Grype report → what the record says of the flaw. The description, the locations and the
 * details of the match are not kept: no record carries them.
 */
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import { aliasesIn, cveIdsIn } from '../host-facts.ts';
import type { Cvss } from '../json-facts.ts';
import {
  checkIdOf,
  cvssOf,
  gradeOf,
  listOf,
  objectOf,
  objectsOf,
  probabilityOf,
  solutionCharactersMax,
  textOf,
  textsOf,
  titleCharactersMax,
} from '../json-facts.ts';
import type { JsonObject, JsonValue } from '../json-stream.ts';
import { cutText } from '../xml-stream.ts';

export interface Match {
  readonly isSeverityAssumed: boolean;
  readonly facts: Pick<ImportedVulnerability, 'check' | 'severity' | 'cveIds' | 'aliases' | 'cvss' | 'epss' | 'kev'>;
}

/** Undefined without identifier or package. */
export function readMatch(value: JsonValue): Match | undefined {
  const entry = objectOf(value);
  const flaw = objectOf(entry?.['vulnerability']);
  const artifact = objectOf(entry?.['artifact']);
  const id = textOf(flaw?.['id']);
  const packageName = textOf(artifact?.['name']);
  if (flaw === undefined || id === undefined || packageName === undefined) return undefined;
  const related = objectsOf(entry?.['relatedVulnerabilities']);
  const cvss = bestCvss([flaw, ...related]);
  const { severity, isAssumed } = gradeOf(textOf(flaw['severity']), cvss?.score);
  const check = {
    scanner: 'grype',
    nativeId: checkIdOf(id, packageName),
    title: cutText(`${id} in ${packageName}`, titleCharactersMax),
    family: textOf(artifact?.['type']) ?? null,
    solution: solutionOf(objectOf(flaw['fix']), packageName),
  };
  const own = cveIdsIn([id]);
  const relatedIds = related.map((one) => textOf(one['id']) ?? '');
  const cveIds = own.length > 0 ? own : cveIdsIn(relatedIds);
  const sources = [flaw, ...related];
  // The report marks what is known to be exploited; older databases say nothing of it at all.
  const kev = sources.some((one) => listOf(one['knownExploited']).length > 0) ? true : null;
  return {
    isSeverityAssumed: isAssumed,
    facts: { check, severity, cveIds, ...aliasesIn([id, ...relatedIds], cveIds), cvss, epss: epssOf(sources), kev },
  };
}

function solutionOf(fix: JsonObject | undefined, packageName: string): string | null {
  const versions = textsOf(fix?.['versions']);
  return versions.length === 0 ? null : cutText(`Update ${packageName} to ${versions.join(' or ')}.`, solutionCharactersMax);
}

/** Of an advisory for several CVEs the highest: the finding is as likely to be exploited as its likeliest flaw. */
function epssOf(sources: readonly JsonObject[]): number | null {
  const stated = sources.flatMap((one) => objectsOf(one['epss'])).flatMap((one) => probabilityOf(one['epss']) ?? []);
  return stated.length === 0 ? null : Math.max(...stated);
}

/** Those of the NVD come before others, then the highest version, then the order of the file. */
function bestCvss(sources: readonly JsonObject[]): Cvss {
  const scores = sources.flatMap((source) =>
    objectsOf(source['cvss']).flatMap((entry) => {
      const cvss = cvssOf(objectOf(entry['metrics'])?.['baseScore'], entry['vector'], textOf(entry['version']));
      const isNvd = `${textOf(entry['source']) ?? ''} ${textOf(source['namespace']) ?? ''}`.includes('nvd');
      return cvss === null ? [] : [{ cvss, rank: (isNvd ? 10 : 0) + Number(cvss.version ?? 0) }];
    }),
  );
  return scores.toSorted((left, right) => right.rank - left.rank)[0]?.cvss ?? null;
}
