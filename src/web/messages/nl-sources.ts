/** Dutch texts of the public sources. */
import type { enSources } from './en-sources.ts';

export const nlSources: typeof enSources = {
  sources: {
    title: 'Bronnen',
    lead: 'Openbare lijsten waarvan het knooppunt een kopie heeft. Zij zeggen van een bevinding of de kwetsbaarheid bekend uitgebuit wordt, wanneer die uiterlijk verholpen moet zijn, en hoe groot de kans op uitbuiting is. Keek een scanner later dan de lijst, dan telt de scanner.',
    edition: { kev: 'Lijst', epss: 'Model' },
    datedAt: 'Datum',
    entries: 'Regels',
    asOf: 'Zeker juist tot',
    origin: 'Afkomstig van',
    never: 'Er is nog niets overgenomen. Voor bevindingen geldt wat scanners zeggen.',
    daysOld: (count, isOne) => `${count} ${isOne ? 'dag' : 'dagen'} oud`,
    stale: (days) => `te oud: meer dan ${days} dagen. Wat erop rust, kan sindsdien veranderd zijn.`,
    staleNote: 'Oude bronnen',
    openSources: 'Open de bronnen',
    asOfAge: (day: string, age: string) => `stand van ${day}, ${age}`,
    coverage: 'Wat zij zeggen van de bevindingen hier',
    covered: (cves) => `van ${cves} CVE’s die hier gevonden zijn`,
    scored: 'met een EPSS-score',
    exploited: 'op de KEV-lijst',
    unknown: 'onbekend, nog niets overgenomen',
    openExploited: 'Open de bevindingen die bekend uitgebuit worden',
    problem: (when) => `De laatste poging, ${when}, gaf niets:`,
    sync: 'Nu ophalen',
    syncOf: (name) => `Nu ophalen: ${name}`,
    handIn: 'Bestand aanleveren',
    handInOf: (name) => `Bestand aanleveren: ${name}`,
    working: 'Wordt overgenomen…',
    by: (who) => `Uitgegeven door ${who}`,
  },
};
