/** Short Dutch texts of why a figure about people is marked or missing. */
import type { FigureReason } from '#core/metrics/figure-reasons.ts';

export const nlFigureReasons: Readonly<Record<FigureReason, string>> = {
  'figure-carried': 'cijfer dat het laatst is gepubliceerd',
  'figure-stale': 'het laatste cijfer is te oud',
  'total-hidden': 'minder dan tien mensen',
  'nothing-counted': 'er was niemand om te tellen',
  'nobody-clicked': 'niemand klikte: lees de twee aantallen',
  'nobody-reported': 'niemand meldde het',
  'effect-unknown': 'de tests zeggen het niet',
  'cell-hidden': 'een groep is te klein om te tonen',
  'campaigns-several': 'op deze dag eindigden er meer',
  'rounds-several': 'op deze dag eindigden er meer vragenlijsten',
  'times-unknown': 'van geen melding is de tijd bekend',
  'times-few': 'te weinig meldingen voor een tijd',
  'all-alike': 'minder dan dertig mensen die hetzelfde antwoordden',
  'response-low': 'te weinig genodigden antwoordden',
  'units-few': 'minder dan tien afdelingen',
  'deliveries-few': 'minder dan 30 mails van een moeilijkheid in twaalf maanden',
  'list-missing': 'er is geen lijst van bezorgde mails gelezen',
  'copies-few': 'kwam in minder dan tien postvakken',
  'known-in-part': 'deels alleen door meldingen bekend',
  'known-by-reports': 'nauwelijks anders bekend dan door meldingen',
  'nothing-decided': 'de desk heeft niets beoordeeld',
  'verdicts-few': 'te weinig oordelen voor een tijd',
};
