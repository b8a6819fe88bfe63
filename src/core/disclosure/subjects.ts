/** What figures about people are published of; a subject is one kind of period (`publish.ts`). Ids are never used for something else. */
export const publicationSubjects = ['phishing', 'training', 'ambassadors', 'questionnaire', 'reports', 'behaviour'] as const;
export type PublicationSubject = (typeof publicationSubjects)[number];
