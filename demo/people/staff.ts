/**
 * Everybody who works at the invented hospital in eighteen months: 2,800 places, most of them held by one person, some by two after each
 * other. Nobody has a name: a personnel number and an address of mail that is made of it are all that the files need. Addresses end in
 * `.example`, which nobody can have (RFC 2606).
 */
import type { ContractKind } from '#core/awareness/population-row.ts';
import { hospitalDomain } from '../hospital/generate-hospital.ts';
import { integerOf, normalOf, oneOf, shareOf } from '../random.ts';
import { lastDayNumber } from '../story.ts';
import { firstPeopleDay } from './people-story.ts';
import { roleOf, units, type RoleGroup, type Unit } from './units.ts';

export interface Employee {
  readonly index: number;
  /** `ZN-20417`: unlike anything else in the files of the hospital. */
  readonly number: string;
  readonly mail: string;
  readonly unit: Unit;
  /** Works elsewhere from this day on; null: never moves. */
  readonly move: { readonly day: number; readonly unit: Unit } | null;
  readonly roleGroup: RoleGroup;
  readonly contract: ContractKind;
  /** Day numbers; the last one that counts is `endDay`, beyond the last day: still here. */
  readonly startDay: number;
  readonly endDay: number;
  /** Standard normal: how easily this person falls for a mail, whichever. */
  readonly credulity: number;
}

/** In a year, of those with a contract. Chosen. */
const yearlyTurnover = 0.12;
const movers = 0.03;

export interface StaffOptions {
  /** Places; default 2,800. Departments keep their proportions. */
  readonly places?: number;
}

const allPlaces = units.reduce((sum, { people }) => sum + people, 0);

export function generateStaff(seed: number, { places = allPlaces }: StaffOptions = {}): readonly Employee[] {
  const staff: Employee[] = [];
  for (let place = 0; place < places; place += 1) {
    const unit = unitAt(((place + 0.5) / places) * allPlaces);
    let startDay = firstPeopleDay - integerOf(1, 5_000, seed, 'start', place);
    let isFirst = true;
    // Who leaves is followed by somebody else, within six weeks.
    while (startDay <= lastDayNumber) {
      const employee = employeeAt(seed, { index: staff.length, place, unit, startDay, isFirst });
      staff.push(employee);
      startDay = employee.endDay + integerOf(2, 42, seed, 'gap', place, staff.length);
      isFirst = false;
    }
  }
  return staff;
}

interface Start {
  readonly index: number;
  readonly place: number;
  readonly unit: Unit;
  readonly startDay: number;
  readonly isFirst: boolean;
}

function employeeAt(seed: number, { index, place, unit, startDay, isFirst }: Start): Employee {
  const roleGroup = roleOf(unit, shareOf(seed, 'role', place));
  const contract = contractOf(roleGroup, shareOf(seed, 'contract', place));
  const from = Math.max(startDay, firstPeopleDay);
  const years = -Math.log(1 - shareOf(seed, 'tenure', index)) / (contract === 'agency' || contract === 'intern' ? 2 : yearlyTurnover);
  const endDay = from + 20 + Math.floor(years * 365);
  const moveDay = integerOf(firstPeopleDay + 30, lastDayNumber - 30, seed, 'move-day', index);
  const isMoving = isFirst && contract === 'permanent' && moveDay < endDay && shareOf(seed, 'moves', index) < movers;
  const number = 20_000 + index;
  return {
    index,
    number: `ZN-${number}`,
    mail: `zn${number}@${hospitalDomain}`,
    unit,
    move: isMoving ? { day: moveDay, unit: oneOf(wardUnits, seed, 'move-to', index) } : null,
    roleGroup,
    contract,
    startDay,
    endDay,
    credulity: normalOf(seed, 'credulity', index),
  };
}

const wardUnits = ((): [Unit, ...Unit[]] => {
  const [first, ...rest] = units.filter(({ division, people }) => division === 'Klinische zorg' && people > 50);
  if (first === undefined) throw new Error('no unit is large enough to move to');
  return [first, ...rest];
})();

function unitAt(place: number): Unit {
  let left = place;
  const found = units.find(({ people }) => (left -= people) < 0) ?? units.at(-1);
  if (found === undefined) throw new Error('the list of units is empty');
  return found;
}

function contractOf(roleGroup: RoleGroup, share: number): ContractKind {
  if (roleGroup === 'vrijwilliger') return 'volunteer';
  if (roleGroup === 'arts in opleiding') return share < 0.8 ? 'temporary' : 'intern';
  if (share < 0.78) return 'permanent';
  if (share < 0.87) return 'temporary';
  if (share < 0.94) return 'agency';
  return share < 0.96 ? 'self-employed' : 'intern';
}

export function worksOn({ startDay, endDay }: Employee, day: number): boolean {
  return startDay <= day && day <= endDay;
}

export function unitOn({ unit, move }: Employee, day: number): Unit {
  return move !== null && move.day <= day ? move.unit : unit;
}
