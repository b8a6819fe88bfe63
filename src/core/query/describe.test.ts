import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryFilter } from '../../../test/support/arbitrary-filters.ts';
import { asset } from '../assets/asset.ts';
import { recordKinds } from '../records/registry.ts';
import { finding } from '../vulnerabilities/finding.ts';
import { columns, defaultColumns, describeKinds } from './columns.ts';
import { describeFilter } from './describe.ts';
import { and, filtersOf, not, or } from './filter-builder.ts';
import { fieldsOf, firstLatestField } from './filter-fields.ts';
import { parseFilter } from './rql-parse.ts';
import { printFilter } from './rql-print.ts';

const assets = filtersOf(asset);
const findings = filtersOf(finding);

it('a filter reads as a sentence in both languages', () => {
  const filter = and(
    assets.eq('class', 'medical'),
    assets.age('gt', 'supportEndOn', 'P30D'),
    or(assets.unknown('owner'), assets.eq('registered', false)),
    not(assets.exists('findings', findings.ge('severity', 'high'))),
  );
  expect(describeFilter(filter, asset, recordKinds, 'en')).toBe(
    'class is medical device and end of support is more than 30 days ago and (owner is unknown or registered is no) and not (has findings where (severity is at least high))',
  );
  expect(describeFilter(filter, asset, recordKinds, 'nl')).toBe(
    'klasse is medisch apparaat en einde ondersteuning is meer dan 30 dagen geleden en (eigenaar is onbekend of geregistreerd is nee) en niet (heeft bevindingen waarvan (ernst is minstens hoog))',
  );
  expect(describeFilter(findings.in('severity', ['high', 'critical']), finding, recordKinds, 'en')).toBe(
    'severity is one of high, critical',
  );
  expect(describeFilter(and(), asset, recordKinds, 'nl')).toBe('alles');
});

it('an age ahead reads as a time to come', () => {
  const said = (op: 'lt' | 'gt', language: 'en' | 'nl') =>
    describeFilter(assets.age(op, 'supportEndOn', '-P365D'), asset, recordKinds, language);
  expect(said('gt', 'en')).toBe('end of support is past or less than 365 days ahead');
  expect(said('gt', 'nl')).toBe('einde ondersteuning is voorbij of over minder dan 365 dagen');
  expect(said('lt', 'en')).toBe('end of support is more than 365 days ahead');
  expect(said('lt', 'nl')).toBe('einde ondersteuning is over meer dan 365 dagen');
});

it('every filter can be read in both languages', () => {
  fc.assert(
    fc.property(arbitraryFilter(asset, recordKinds), (filter) => {
      for (const language of ['en', 'nl'] as const) {
        const text = describeFilter(filter, asset, recordKinds, language);
        expect(text.length).toBeGreaterThan(0);
        expect(text).not.toContain('undefined');
      }
    }),
    { seed: 20_261_122, numRuns: 200 },
  );
});

it('the builder gives the tree the parser gives', () => {
  const filter = and(
    findings.age('gt', 'openedAt', 'P30D'),
    findings.known('dueOn'),
    findings.contains('title', 'a b'),
    findings.eq('tier', 1),
  );
  expect(parseFilter(printFilter(filter), finding, recordKinds)).toEqual(filter);
});

it('a filter tells which fields it asks, and whether any has no history', () => {
  const filter = and(assets.eq('class', 'medical'), assets.exists('findings', findings.eq('kev', true)));
  expect([...fieldsOf(filter)]).toEqual(['class']);
  expect(firstLatestField(filter, asset, recordKinds)).toBe('kev');
  expect(firstLatestField(assets.eq('class', 'medical'), asset, recordKinds)).toBeNull();
});

it('columns and descriptions follow the declaration of each kind', () => {
  expect(columns(asset)).toHaveLength(Object.keys(asset.fields).length);
  expect(defaultColumns(asset).map((column) => column.name)).toContain('department');
  const described = describeKinds(recordKinds);
  expect(described.map((kind) => kind.name)).toEqual(Object.keys(recordKinds));
  expect(Object.fromEntries(described.map((kind) => [kind.name, kind.asOf]))).toMatchObject({
    asset: true,
    finding: true,
    component: true,
    sbom: false,
    import: false,
    organisation: false,
    department: false,
  });
  expect(described[1]?.fields.find((field) => field.name === 'severity')?.operators).toContain('ge');
});
