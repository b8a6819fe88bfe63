/** The fourteen departments of the invented hospital, who looks after things there, and how well owners are kept. */

export interface Department {
  readonly name: string;
  /** In host names and rooms. */
  readonly short: string;
  /** Among workstations, printers and mobile devices. */
  readonly weight: number;
  /** Share of assets with an owner at the start. */
  readonly owned: number;
}

export const departments = [
  { name: 'Intensive care', short: 'ic', weight: 5, owned: 0.94 },
  { name: 'Spoedeisende hulp', short: 'seh', weight: 5, owned: 0.88 },
  { name: 'Radiologie', short: 'rad', weight: 5, owned: 0.76 },
  { name: 'Laboratorium', short: 'lab', weight: 6, owned: 0.9 },
  { name: 'Cardiologie', short: 'car', weight: 4, owned: 0.89 },
  { name: 'Operatiekamers', short: 'ok', weight: 6, owned: 0.91 },
  { name: 'Dialyse', short: 'dia', weight: 2, owned: 0.87 },
  { name: 'Apotheek', short: 'apo', weight: 3, owned: 0.92 },
  { name: 'Verloskunde', short: 'ver', weight: 3, owned: 0.84 },
  { name: 'Poliklinieken', short: 'pol', weight: 20, owned: 0.83 },
  { name: 'Verpleegafdelingen', short: 'vpa', weight: 22, owned: 0.86 },
  { name: 'Medische techniek', short: 'mt', weight: 3, owned: 0.96 },
  { name: 'ICT', short: 'ict', weight: 8, owned: 0.95 },
  { name: 'Facilitair bedrijf', short: 'fac', weight: 8, owned: 0.85 },
] as const satisfies readonly Department[];

export type DepartmentName = (typeof departments)[number]['name'];

export function departmentOf(name: DepartmentName): Department {
  return departments.find((department) => department.name === name) ?? departments[0];
}

const totalWeight = departments.reduce((sum, department) => sum + department.weight, 0);

/** @param share in [0, 1). */
export function departmentByWeight(share: number): Department {
  let left = share * totalWeight;
  return departments.find((department) => (left -= department.weight) < 0) ?? departments[0];
}

/** In Radiology this many assets still have no owner at the end, of 6,000 in the hospital. */
export const ownerlessInRadiology = 63;
