/**
 * Records that say of versions in fields, not in words: `affected[]` of the CVE List, CPE configurations. What such a record
 * says of one of its products, for a device of which only the version is known. See `judge-line.ts` for one with CPE names.
 */
import type { Advisory } from '../../advisories/advisory.ts';
import type { ProductEntry } from '../advisory-index.ts';
import type { VersionJudgement } from '../versions/judge-version.ts';
import type { DeviceVersion } from '../versions/read-device.ts';
import { affectedVersionsOf, judgeAffected, type AffectedJudgement } from './affected.ts';
import { judgeApplicability } from './applicability.ts';
import { parseCpe, productKeyOfCpe } from './cpe.ts';

/** Null where the record says nothing of the product in fields: then its words are read. */
export function judgeStated({ advisory, product }: ProductEntry, version: DeviceVersion): AffectedJudgement | null {
  if (!isInFields(advisory)) return null;
  const said = affectedVersionsOf(advisory, product.productId);
  if (said !== null) return judgeAffected(said, version);
  const configured = advisory.flaws.filter(({ applicability }) => applicability !== undefined);
  if (configured.length === 0) return null;
  const software = product.identifiers.flatMap(({ kind, value }) => {
    const name = kind === 'cpe' ? parseCpe(value) : null;
    const key = name === null ? null : productKeyOfCpe(name);
    // What the register does not tell (edition, target system) stays open.
    return name === null || key === null ? [] : [{ name, key, isWritten: false, version }];
  });
  const judgement = gravest(configured.flatMap(({ applicability = [] }) => judgeApplicability(applicability, software) ?? []));
  return judgement === null ? null : { judgement, isSilent: false };
}

const fieldMemory = new WeakMap<Advisory, boolean>();

/** Whether any flaw of the record says of versions in fields. */
function isInFields(advisory: Advisory): boolean {
  const known =
    fieldMemory.get(advisory) ??
    advisory.flaws.some(({ affected = [], applicability }) => affected.length > 0 || applicability !== undefined);
  fieldMemory.set(advisory, known);
  return known;
}

export function gravest(judgements: readonly VersionJudgement[]): VersionJudgement | null {
  const of = (wanted: VersionJudgement['status']) => judgements.find(({ status }) => status === wanted);
  return of('affected') ?? of('undetermined') ?? of('fixed') ?? null;
}
