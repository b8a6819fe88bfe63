/** Dutch texts of the names of flaws: why what scanners report is one finding, and what people say of that. */
import type { enFlaws } from './en-flaws.ts';

const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const nlFlaws = {
  flaws: {
    title: 'Namen van kwetsbaarheden',
    lead: 'Wat mensen zeiden: twee namen zijn één kwetsbaarheid, of wat een scanner meldt is iets anders. Het geldt ook voor wat later wordt ingelezen. Zeggen kan op de pagina van een bevinding.',
    none: 'Niemand zei nog iets over namen van kwetsbaarheden.',
    seenBy: 'Gezien door',
    calledAlso: (names: string) => `Heet ook ${names}.`,
    disputed:
      'Bestanden geven deze kwetsbaarheid meer dan één CVE; wat ze over de namen zeggen telt daarom niet. Een mens kan het beslechten.',
    moved: 'De bevinding van deze link staat hier: het is dezelfde kwetsbaarheid onder een andere naam.',
    scanner: 'Scanner',
    check: 'Controle',
    seen: 'Gezien',
    ground: 'Waarom het hier staat',
    sameName: (name: string) => `gemeld als ${name}`,
    setApart: (name: string) => `gemeld als ${name}, door een mens apart gezet`,
    elsewhere: (check: string) => `Wat ${check} meldt is een eigen bevinding`,
    linkFile: (name: string, other: string) => `${name} is ${other}, zegt`,
    linkPerson: (name: string, other: string, by: string) => `${name} is ${other}, zegt ${by}`,
    linkBefore: (name: string, other: string) => `${name} is ${other}: de controle noemt het`,
    node: 'de eigenaar van de node',
    split: 'Iets anders…',
    splitOf: (scanner: string) => `Wat ${scanner} meldt is iets anders…`,
    splitTitle: (scanner: string) => `Wat ${scanner} meldt is iets anders`,
    splitLead: 'Het wordt een eigen bevinding, ook voor voorbije dagen en in wat later wordt ingelezen.',
    which: 'Welke meldingen',
    everyCheck: 'Alles wat deze scanner hier meldt',
    oneCheck: (check: string) => `Alleen controle ${check}`,
    extent: 'Waar',
    same: 'Dezelfde als…',
    sameTitle: 'Dezelfde kwetsbaarheid onder een andere naam',
    sameLead: (name: string) =>
      `${name} en de naam hieronder zijn één kwetsbaarheid, op alle middelen, ook voor voorbije dagen en in wat later wordt ingelezen.`,
    other: 'Andere naam',
    otherHelp: 'Een CVE, een advies zoals GHSA-…, of scanner:controle, zoals een andere bevinding die toont.',
    reason: 'Reden',
    reasonHelp: 'Voor wie het later leest: waarom dit klopt.',
    say: 'Vastleggen',
    all: 'Alle namen van kwetsbaarheden',
    what: 'Wat er gezegd is',
    by: 'Door',
    isSame: (name: string, other: string) => `${name} en ${other} zijn één kwetsbaarheid`,
    isApart: (scanner: string, name: string) => `Wat ${scanner} meldt als ${name} is iets anders`,
    withdraw: 'Intrekken',
    withdrawOf: (what: string) => `Intrekken: ${what}`,
    withdrawn: (name: string, day: string) => `Ingetrokken door ${name} op ${day}`,
    waiting: (n: string, count: number) => `${n} ${many(count, 'middel volgt', 'middelen volgen')} zo dadelijk.`,
  },
} satisfies typeof enFlaws;
