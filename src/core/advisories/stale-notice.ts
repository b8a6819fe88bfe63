/** What is said where something leans on a source that is too old: which one, how old, and what to do. From when: `sources.ts`. */
import type { Localised } from '../kernel/text.ts';
import type { LeanedSourceId } from './sources.ts';

/** @param ageDays of a stale source: two or more */
export function staleNotice(id: LeanedSourceId, ageDays: number): Localised {
  return notices[id](String(ageDays));
}

const notices: Readonly<Record<LeanedSourceId, (days: string) => Localised>> = {
  kev: (days) => ({
    en: `The KEV catalogue is ${days} days old: what was added since is missing. Fetch a newer one (cybermetrics sources sync kev), or hand it in as a file.`,
    nl: `De KEV-lijst is ${days} dagen oud: wat er sindsdien bij kwam, ontbreekt. Haal een nieuwere op (cybermetrics sources sync kev), of lever haar als bestand aan.`,
  }),
  epss: (days) => ({
    en: `The EPSS scores are ${days} days old: they may be others by now. Fetch newer ones (cybermetrics sources sync epss), or hand them in as a file.`,
    nl: `De EPSS-scores zijn ${days} dagen oud: ze kunnen intussen anders zijn. Haal nieuwere op (cybermetrics sources sync epss), of lever ze als bestand aan.`,
  }),
  csaf: (days) => ({
    en: `Advisories were last taken in ${days} days ago: later ones are missing. Take in newer ones (cybermetrics advisories sync).`,
    nl: `Er zijn ${days} dagen geleden voor het laatst adviezen ingelezen: latere ontbreken. Lees nieuwere in (cybermetrics advisories sync).`,
  }),
};
