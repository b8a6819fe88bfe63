/** What parts of the organisation are called outside the node: the id that the API takes and the name people know. */
import { readOrganisation } from '#store/organisations.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import { departmentNames, serviceNames } from '#store/measuring/scope-names.ts';
import type { Scope } from '#store/scope.ts';

export interface ScopeLabel {
  readonly id: string;
  readonly name: string;
}

export async function scopeLabels(scope: Scope): Promise<(of: MetricScope) => ScopeLabel> {
  const organisation = await readOrganisation(scope);
  const departments = await departmentNames(scope);
  const services = await serviceNames(scope);
  return ({ kind, id }) => {
    if (kind === 'organisation') return { id: scope.organisationId, name: organisation.name };
    const name = (kind === 'department' ? departments.get(id) : kind === 'service' ? services.get(id) : undefined) ?? id;
    return { id: kind === 'department' ? name : id, name };
  };
}
