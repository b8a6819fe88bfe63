/** Who reads the figures of the catalogue from the publications of a subject. A subject without a reader has no metrics yet. */
import type { PublicationSubject } from '../disclosure/subjects.ts';
import { behaviourFigures } from './behaviour.ts';
import type { FigureReader } from './figure-reader.ts';
import { phishingFigures } from './phishing.ts';
import { questionnaireFigures } from './questionnaire.ts';
import { reportFigures } from './reports.ts';
import { ambassadorFigures, trainingFigures } from './training.ts';

export const figureReaders: Readonly<Partial<Record<PublicationSubject, FigureReader>>> = {
  phishing: phishingFigures,
  behaviour: behaviourFigures,
  questionnaire: questionnaireFigures,
  reports: reportFigures,
  training: trainingFigures,
  ambassadors: ambassadorFigures,
};
