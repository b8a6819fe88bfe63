/** Where people work: the fourteen departments in four divisions, some with teams, of which several are too small to be shown alone. */
import type { DepartmentName } from '../hospital/departments.ts';

export const roleGroups = [
  'verpleging en verzorging',
  'medisch specialist',
  'arts in opleiding',
  'paramedisch',
  'analist en laborant',
  'administratie',
  'techniek en ICT',
  'facilitair',
  'vrijwilliger',
  'klinisch fysicus',
] as const;
export type RoleGroup = (typeof roleGroups)[number];

/** Parts of a hundred; what is missing is administration. */
type RoleMix = Readonly<Partial<Record<RoleGroup, number>>>;

export interface Unit {
  readonly division: string;
  readonly department: DepartmentName;
  /** Null: the department itself. */
  readonly team: string | null;
  readonly people: number;
  readonly roles: RoleMix;
}

const ward: RoleMix = { 'verpleging en verzorging': 76, 'medisch specialist': 5, 'arts in opleiding': 7, paramedisch: 4 };
const acute: RoleMix = { 'verpleging en verzorging': 70, 'medisch specialist': 12, 'arts in opleiding': 9 };
const clinic: RoleMix = { 'verpleging en verzorging': 30, 'medisch specialist': 22, 'arts in opleiding': 8, paramedisch: 12 };
const imaging: RoleMix = { 'analist en laborant': 68, 'medisch specialist': 15 };
const laboratory: RoleMix = { 'analist en laborant': 84, 'medisch specialist': 5 };
const technical: RoleMix = { 'techniek en ICT': 86 };
const facilities: RoleMix = { facilitair: 88 };
const volunteers: RoleMix = { vrijwilliger: 100 };

const unit = (division: string, department: DepartmentName, team: string | null, people: number, roles: RoleMix): Unit => ({
  division,
  department,
  team,
  people,
  roles,
});

const [urgent, wards, diagnostics, support] = ['Acute zorg', 'Klinische zorg', 'Diagnostiek en medicatie', 'Ondersteuning'] as const;

export const units: readonly Unit[] = [
  unit(urgent, 'Intensive care', null, 176, acute),
  unit(urgent, 'Intensive care', 'Acuut interventieteam', 7, acute),
  unit(urgent, 'Spoedeisende hulp', null, 158, acute),
  unit(urgent, 'Operatiekamers', null, 212, acute),
  unit(urgent, 'Operatiekamers', 'Pijnpolikliniek', 8, clinic),
  unit(wards, 'Verpleegafdelingen', 'Verpleging noord', 214, ward),
  unit(wards, 'Verpleegafdelingen', 'Verpleging zuid', 206, ward),
  unit(wards, 'Verpleegafdelingen', 'Kortverblijf', 128, ward),
  unit(wards, 'Verpleegafdelingen', 'Palliatief team', 6, ward),
  unit(wards, 'Verpleegafdelingen', 'Geestelijke verzorging', 5, { paramedisch: 100 }),
  unit(wards, 'Verpleegafdelingen', 'Gastvrijheid', 74, volunteers),
  unit(wards, 'Poliklinieken', null, 418, clinic),
  unit(wards, 'Cardiologie', null, 132, acute),
  unit(wards, 'Dialyse', null, 58, ward),
  unit(wards, 'Verloskunde', null, 104, acute),
  unit(diagnostics, 'Radiologie', null, 148, imaging),
  unit(diagnostics, 'Radiologie', 'Nucleaire geneeskunde', 9, imaging),
  unit(diagnostics, 'Laboratorium', null, 126, laboratory),
  unit(diagnostics, 'Laboratorium', 'Bloedafname', 34, laboratory),
  unit(diagnostics, 'Apotheek', null, 72, { 'analist en laborant': 55, paramedisch: 20 }),
  unit(support, 'Medische techniek', null, 41, technical),
  unit(support, 'Medische techniek', 'Klinische fysica', 6, { 'klinisch fysicus': 100 }),
  unit(support, 'ICT', null, 88, technical),
  unit(support, 'ICT', 'Informatiebeveiliging', 4, technical),
  unit(support, 'Facilitair bedrijf', null, 258, facilities),
  unit(support, 'Facilitair bedrijf', 'Receptie', 38, { administratie: 100 }),
  unit(support, 'Facilitair bedrijf', 'Vervoer', 70, facilities),
];

/** @param share in [0, 1). */
export function roleOf({ roles }: Unit, share: number): RoleGroup {
  let left = share * 100;
  return roleGroups.find((role) => (left -= roles[role] ?? 0) < 0) ?? 'administratie';
}
