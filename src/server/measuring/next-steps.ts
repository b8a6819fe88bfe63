/** What to do next: the few levers that the records themselves point at, each a link to the rows it means. */
import type { Overview } from '#contract/endpoints/metrics.ts';
import { asset } from '#core/assets/asset.ts';
import { handledWithinDays, type SourceRole } from '#core/metrics/gates.ts';
import { staleAfterDays } from '#core/metrics/source-age.ts';
import { unknownAssets } from '#core/metrics/ast-03-unknown-assets/metric.ts';
import { isInUse, isOverdue, isRegistered } from '#core/metrics/populations.ts';
import { and, filtersOf } from '#core/query/filter-builder.ts';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { countByDepartment, type DepartmentCount } from '#store/measuring/count-by-department.ts';
import type { SourceAge } from '#store/measuring/sources.ts';
import { listFindingsByCheck, parseGroupSort, type FindingGroupItem } from '#store/query/findings-by-check.ts';
import { countRecords } from '#store/query/list.ts';
import type { Scope } from '#store/scope.ts';

type NextStep = Overview['next'][number];

const findings = filtersOf(finding);
const assets = filtersOf(asset);

const hasNoOwner: Filter = and(isRegistered, assets.unknown('owner'), isInUse);

const checksShown = 3;
const departmentsShown = 2;

export interface NextStepsFound {
  readonly steps: NextStep[];
  readonly findingsOverdue: number;
}

export async function nextSteps(
  scope: Scope,
  { today, now, sources }: { readonly today: Day; readonly now: Instant; readonly sources: readonly SourceAge[] },
): Promise<NextStepsFound> {
  const moment = { today, now };
  const checks = await listFindingsByCheck(scope, {
    ...moment,
    filter: isOverdue,
    sort: parseGroupSort('-findingCount'),
    limit: checksShown,
  });
  const findingsOverdue = await countRecords(scope, 'finding', { ...moment, filter: isOverdue });
  const departments = await countByDepartment(scope, { ...moment, filter: hasNoOwner, limit: departmentsShown });
  const unknown = unknownAssets.measures[0].numerator.filter;
  const unknownCount = await countRecords(scope, 'asset', { ...moment, filter: unknown });
  const { first, later } = sourceSteps(sources);
  const steps = [
    ...first,
    ...checks.items.map((check) => checkStep(check, findingsOverdue)),
    ...(unknownCount === 0 ? [] : [unknownStep(unknownCount, unknown)]),
    ...departments.map((department) => departmentStep(department)),
    ...later,
  ];
  return { steps, findingsOverdue };
}

export function checkStep({ scanner, checkId, title, findingCount: count, assetCount: on }: FindingGroupItem, total: number): NextStep {
  const percent = Math.round((count / total) * 100);
  // What is there is not nothing.
  const share = percent > 0 ? { en: `${percent} %`, nl: `${percent} %` } : { en: 'less than 1 %', nl: 'minder dan 1 %' };
  return {
    code: `overdue-check:${scanner}:${checkId}`,
    title: { en: `Repair: ${title}`, nl: `Verhelp: ${title}` },
    detail: {
      en: `${count} overdue ${count === 1 ? 'finding' : 'findings'} on ${on} ${on === 1 ? 'asset' : 'assets'}, ${share.en} of all that is overdue`,
      nl: `${count} ${count === 1 ? 'bevinding' : 'bevindingen'} over de termijn op ${on} ${on === 1 ? 'middel' : 'middelen'}, ${share.nl} van alles over de termijn`,
    },
    kind: 'finding',
    filter: printFilter(and(isOverdue, findings.eq('scanner', scanner), findings.eq('checkId', checkId))),
  };
}

function unknownStep(count: number, filter: Filter): NextStep {
  return {
    code: 'unknown-assets',
    title: {
      en: `Find out what ${count === 1 ? 'one unknown asset is' : `${count} unknown assets are`}`,
      nl: `Zoek uit wat ${count === 1 ? 'één onbekend middel is' : `${count} onbekende middelen zijn`}`,
    },
    detail: { en: 'seen on the network lately, in no register', nl: 'onlangs op het netwerk gezien, in geen register' },
    kind: 'asset',
    filter: printFilter(filter),
  };
}

function departmentStep({ department, assets: count }: DepartmentCount): NextStep {
  return {
    code: `unowned:${department}`,
    title: {
      en: `Ask ${department} who owns ${count === 1 ? 'one asset' : `${count} assets`}`,
      nl: `Vraag ${department} wie eigenaar is van ${count === 1 ? 'één middel' : `${count} middelen`}`,
    },
    detail: { en: 'registered, in use, no owner', nl: 'geregistreerd, in gebruik, geen eigenaar' },
    kind: 'asset',
    filter: printFilter(and(isRegistered, assets.unknown('owner'), isInUse, assets.eq('department', department))),
  };
}

/**
 * While the newest source of a role is older than the gates allow, figures are marked or missing: a newer file of that
 * very source comes before everything else. A source that is old while another of its role is fresh can wait.
 */
export function sourceSteps(sources: readonly SourceAge[]): { readonly first: readonly NextStep[]; readonly later: readonly NextStep[] } {
  const first: NextStep[] = [];
  const later: NextStep[] = [];
  for (const source of sources) {
    const why = reasonToRenew(source);
    if (why === null) continue;
    if (isNewestOf(source, sources)) first.push(sourceStep(source, why));
    else if (source.stale) later.push(sourceStep(source, why));
  }
  return { first, later };
}

/** A scan is a look at the network as well. */
function isNewestOf({ source, role, ageDays }: SourceAge, sources: readonly SourceAge[]): boolean {
  const others = sources.filter(
    (other) => other.source !== source && (other.role === role || (role === 'discovery' && other.role === 'scan')),
  );
  return others.every((other) => other.ageDays >= ageDays);
}

const roles: Readonly<Record<SourceRole, Localised>> = {
  register: { en: 'register', nl: 'register' },
  discovery: { en: 'network scan', nl: 'netwerkscan' },
  scan: { en: 'vulnerability scan', nl: 'kwetsbaarheidsscan' },
};

/** Which gate is closed by the age of a source, if it is the newest of its role; null: none. */
function reasonToRenew({ role, ageDays, stale }: SourceAge): Localised | null {
  const days = staleAfterDays(role);
  if (stale) return { en: `after ${days} days its figures count as out of date`, nl: `na ${days} dagen gelden de cijfers als verouderd` };
  if (role !== 'register' || ageDays <= handledWithinDays) return null;
  return {
    en: `unknown assets are counted only by a register of at most ${handledWithinDays} days old`,
    nl: `onbekende middelen worden alleen geteld bij een register van hooguit ${handledWithinDays} dagen oud`,
  };
}

function sourceStep({ source: name, role, ageDays }: SourceAge, why: Localised): NextStep {
  return {
    code: `stale:${role}:${name}`,
    title: {
      en: `Hand in a newer file of ${name}: the last one is ${ageDays} days old`,
      nl: `Lever een nieuwer bestand van ${name} aan: het laatste is ${ageDays} dagen oud`,
    },
    detail: { en: `${roles[role].en}; ${why.en}`, nl: `${roles[role].nl}; ${why.nl}` },
    kind: 'import',
    filter: printFilter({ op: 'eq', field: 'source', value: name }),
  };
}
