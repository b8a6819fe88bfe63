/** An annotation in the shape of the contract; who said it is still the name of a principal. */
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import type { StoredAnnotation } from '#store/annotations/annotations.ts';

/** How parts of the hospital are called, by what they are stored under. */
export interface PartNames {
  readonly departments: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
}

export function wireAnnotation({ scope, specialCause, ...one }: StoredAnnotation, { departments, services }: PartNames): AnnotationJson {
  const names = scope?.kind === 'department' ? departments : services;
  return {
    ...one,
    scope: scope === null ? null : { kind: scope.kind, id: scope.id, label: names.get(scope.id) ?? scope.id },
    specialCause: specialCause === null ? null : { ...specialCause },
  };
}
