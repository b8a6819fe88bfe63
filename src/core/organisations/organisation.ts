/** The record kinds "organisation" (the hospital) and "department" (a named part of it, as registers write it). */
import { defineRecordKind } from '../query/record-kind.ts';

export const organisation = defineRecordKind({
  name: 'organisation',
  plural: 'organisations',
  label: { en: 'organisation', nl: 'organisatie' },
  labelPlural: { en: 'organisations', nl: 'organisaties' },
  defaultSort: 'name',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'latest', column: true, label: { en: 'name', nl: 'naam' } },
    timeZone: { type: 'text', history: 'latest', column: true, label: { en: 'time zone', nl: 'tijdzone' } },
    createdAt: { type: 'instant', history: 'latest', label: { en: 'created', nl: 'aangemaakt' } },
  },
});

export const department = defineRecordKind({
  name: 'department',
  plural: 'departments',
  label: { en: 'department', nl: 'afdeling' },
  labelPlural: { en: 'departments', nl: 'afdelingen' },
  defaultSort: 'name',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    name: { type: 'name', history: 'latest', column: true, label: { en: 'name', nl: 'naam' } },
    createdAt: { type: 'instant', history: 'latest', label: { en: 'created', nl: 'aangemaakt' } },
  },
});
