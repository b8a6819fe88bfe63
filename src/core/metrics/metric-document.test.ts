import { describe, expect, it } from 'vitest';
import { metricDocument } from './metric-document.ts';
import { metrics } from './registry.ts';
import { verdictText } from './verdict-text.ts';
import type { Day } from '../kernel/time.ts';

describe('the page of a metric', () => {
  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    '%s names its question, every measure with its filters, every gate reason and risk',
    (_id, metric) => {
      const page = metricDocument(metric);
      expect(page.startsWith(`# ${metric.id} ${metric.title.en}\n`)).toBe(true);
      expect(page).toContain(metric.question.nl);
      for (const measure of metric.measures) expect(page).toContain(`| ${measure.title.en} |`);
      for (const role of metric.leansOn) expect(page).toContain(`\`${role}-stale\``);
      for (const risk of metric.gamingRisks) expect(page).toContain(risk.signal.en);
      expect(page).not.toMatch(/undefined|\[object|\n\n\n/);
      expect(page.endsWith('\n') && !page.endsWith('\n\n')).toBe(true);
    },
  );
});

describe('a verdict in words', () => {
  it('says since when in both languages', () => {
    expect(verdictText({ kind: 'worsening', sinceOn: '2026-03-01' as Day, rules: [2] })).toEqual({
      en: 'worsening since March 2026',
      nl: 'verslechtert sinds maart 2026',
    });
    expect(verdictText({ kind: 'too-early', points: 3, needed: 12 }).nl).toBe('nog te vroeg: 3 van 12 perioden');
  });
});
