/** The quarterly file of the personnel system: who works where, volunteers and agency staff among them. Names are not in it. */
import type { ContractKind } from '#core/awareness/population-row.ts';
import type { Day } from '#core/kernel/time.ts';
import { shareOf } from '../random.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';
import { unitOn, worksOn, type Employee } from './staff.ts';

const headers = 'personeelsnummer;e-mail;divisie;afdeling;team;functiegroep;contract;in_dienst;uit_dienst';

/** As the personnel system writes them. */
const contractWords: Readonly<Record<ContractKind, string>> = {
  permanent: 'onbepaalde tijd',
  temporary: 'bepaalde tijd',
  agency: 'uitzendkracht',
  'self-employed': 'zzp',
  intern: 'stagiair',
  volunteer: 'vrijwilliger',
  other: 'overig',
};

/** Somebody's kind of contract is written as nobody else's: it counts as "other", with a remark. */
const oddShare = 0.001;

export function* populationText(
  staff: readonly Employee[],
  day: number,
  { seed, lastDay }: { seed: number; lastDay: Day },
): Generator<string> {
  yield `${headers}\r\n`;
  for (const employee of staff) {
    if (!worksOn(employee, day)) continue;
    const { division, department, team } = unitOn(employee, day);
    const contract = shareOf(seed, 'odd-contract', employee.index) < oddShare ? 'meeloper' : contractWords[employee.contract];
    const cells = [
      employee.number,
      // Not everybody has an address from the first day.
      employee.startDay > day - 14 && shareOf(seed, 'no-mail', employee.index) < 0.2 ? '' : employee.mail,
      division,
      department,
      team ?? '',
      employee.roleGroup,
      contract,
      dutchDate(dayOfNumber(employee.startDay, lastDay)),
      // Who leaves is known to leave some weeks before.
      employee.endDay <= Math.min(day + 60, lastDayNumber) ? dutchDate(dayOfNumber(employee.endDay, lastDay)) : '',
    ];
    yield `${cells.join(';')}\r\n`;
  }
}

function dutchDate(day: Day): string {
  return day.split('-').toReversed().join('-');
}
