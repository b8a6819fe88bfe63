/** Which files about people the hospital hands in over eighteen months, in order of their days, each with its text. Nothing is written here. */
import type { Day } from '#core/kernel/time.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';
import { mailEvents } from './mail-events.ts';
import { populationDays } from './people-story.ts';
import { phishingFile, textOf } from './phishing-files.ts';
import { phishingTests } from './phishing-tests.ts';
import { populationText } from './population-file.ts';
import { deliveriesText, realMails, reportsText } from './real-mails.ts';
import { generateStaff, type StaffOptions } from './staff.ts';
import { ambassadorText, trainingText } from './trainings.ts';

export interface PeopleFile {
  readonly name: string;
  /** Null: the file tells itself. */
  readonly observedOn: Day | null;
  readonly kind: 'population' | 'phishing' | 'real-mail' | 'training' | 'questionnaire';
}

export interface PlannedPeopleFile {
  readonly file: PeopleFile;
  readonly text: () => Iterable<string>;
}

export interface PeopleOptions extends StaffOptions {
  readonly seed: number;
  readonly lastDay: Day;
}

/** Population files first: a test counts people where they were on its day. */
export function planPeople({ seed, lastDay, ...size }: PeopleOptions): readonly PlannedPeopleFile[] {
  const staff = generateStaff(seed, size);
  const newest = dayOfNumber(populationDays.at(-1) ?? lastDayNumber, lastDay);
  const populations = populationDays.map((day): PlannedPeopleFile => {
    const observedOn = dayOfNumber(day, lastDay);
    return {
      file: { name: `personeel-${observedOn}.csv`, observedOn, kind: 'population' },
      text: () => populationText(staff, day, { seed, lastDay }),
    };
  });
  const tests = phishingTests.map((test): PlannedPeopleFile => {
    const dayText = dayOfNumber(test.day, lastDay);
    const fileOf = () => phishingFile(test, mailEvents({ seed, lastDay, staff }, test), dayText);
    return { file: { name: phishingFile(test, [], dayText).name, observedOn: null, kind: 'phishing' }, text: () => textOf(fileOf()) };
  });
  const real = realMails({ seed, lastDay, staff });
  const desk = (name: string, text: () => Iterable<string>): PlannedPeopleFile => ({
    file: { name: `${name}-${lastDay}.csv`, observedOn: null, kind: 'real-mail' },
    text,
  });
  const learned = (name: string, text: () => Iterable<string>): PlannedPeopleFile => ({
    file: { name: `${name}-${newest}.csv`, observedOn: newest, kind: 'training' },
    text,
  });
  const learning = [
    learned('opleidingen', () => trainingText(seed, staff, lastDay)),
    learned('ambassadeurs', () => ambassadorText(seed, staff, lastDay)),
  ];
  return [
    ...populations,
    ...tests,
    desk('kwaadaardige-mails', () => deliveriesText(real)),
    desk('meldingen', () => reportsText(real)),
    ...learning,
  ];
}
