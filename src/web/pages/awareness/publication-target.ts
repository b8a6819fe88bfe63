/** The page of a publication, by its subject and key: where a figure about people ends. */
import type { PublicationSubject } from '#core/disclosure/subjects.ts';
import type { PageTarget } from '../../app/page-link.tsx';

const targets: Readonly<Partial<Record<PublicationSubject, (key: string) => PageTarget>>> = {
  questionnaire: (id) => ({ to: '/questionnaires/rounds/$id', params: { id } }),
  phishing: (id) => ({ to: '/awareness/$id', params: { id } }),
  training: () => ({ to: '/awareness/training' }),
  reports: (month) => ({ to: '/awareness/reports/$month', params: { month } }),
  behaviour: (id) => ({ to: '/awareness/behaviour/$id', params: { id } }),
  ambassadors: () => ({ to: '/awareness/training' }),
};

/** @returns null: the subject has no page for one of its publications */
export function publicationTarget(subject: PublicationSubject, key: string): PageTarget | null {
  return targets[subject]?.(key) ?? null;
}
