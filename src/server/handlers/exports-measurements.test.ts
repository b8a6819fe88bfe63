/** Measurements as files and as text for scrapers: what they say is what the pages say. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricView, SeriesPoint } from '#contract/endpoints/metrics.ts';
import { measurementTable } from '#core/exports/measurement-table.ts';
import { originOf } from '#core/metrics/define-metric.ts';
import { metrics } from '#core/metrics/registry.ts';
import { readExposition, type ReadFamily } from '../../../test/support/exposition-text.ts';
import { readCsv, readParquet, readXlsx } from '../../../test/support/read-table.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { exposedSeriesMax } from '../exports/expose-metrics.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
  await node.importFile('nessus/authenticated-host.nessus');
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(() => node.stop());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await node.fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${node.localToken}`, ...headers } });
  expect(response.status, path).toBe(200);
  return response;
};
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
const viewOf = async (id: string, query = '') => (await (await get(`/metrics/${id}?${query}`)).json()) as MetricView;
const text = (value: number | string | boolean | null) => (value === null ? '' : String(value));
const told = ({ day, state, value, atLeast, numerator, denominator, lower, upper, reasons }: SeriesPoint) =>
  [
    day,
    state,
    value,
    value === null ? null : atLeast === true,
    numerator,
    denominator,
    lower,
    upper,
    reasons.length === 0 ? null : reasons.join(' '),
  ].map(text);

describe('measurements as a file', () => {
  test.each(['organisation', 'department'] as const)('say day by day what the page of a metric says: %s', async (scopeKind) => {
    const whole = await viewOf('AST-11');
    const scopes = scopeKind === 'organisation' ? [null] : whole.breakdown.filter(({ scope }) => scope.kind === 'department');
    expect(scopes.length).toBeGreaterThan(0);
    const expected: string[][] = [];
    for (const part of scopes) {
      const query = part === null ? '' : `scopeKind=department&scopeId=${encodeURIComponent(part.scope.id)}`;
      const view = await viewOf('AST-11', `${query}&from=2026-03-05&to=2026-03-20`);
      for (const { measure, unit, scope, series } of view.measures) {
        const name = part === null ? 'Ziekenhuis Oost' : part.label;
        expected.push(...series.map((point) => [view.id, view.version, measure, unit, scopeKind, scope.id, name, ...told(point)]));
      }
    }
    const { headers, rows } = readCsv(
      await bytesOf(`/exports/measurements?format=csv&metric=AST-11&scopeKind=${scopeKind}&from=2026-03-05&to=2026-03-20`),
    );
    expect(headers).toEqual(measurementTable.columns.map(({ label }) => label.en));
    const inOrder = (table: readonly (readonly string[])[]) => table.map((row) => JSON.stringify(row)).toSorted();
    expect(inOrder(rows)).toEqual(inOrder(expected));
    expect(rows.length).toBeGreaterThan(15);
  });

  test('what was not measured is empty and never 0, in every format', async () => {
    const question = 'metric=VUL-12&scopeKind=organisation';
    const parquet = (await readParquet(await bytesOf(`/exports/measurements?format=parquet&${question}`))).rows;
    const without = parquet.filter(({ state }) => state !== 'measured' && state !== 'stale' && state !== 'warned');
    expect(without.length).toBeGreaterThan(0);
    expect(new Set(without.flatMap(({ value, numerator, lower }) => [value, numerator, lower]))).toEqual(new Set([null]));
    const sheet = await readXlsx(await bytesOf(`/exports/measurements?format=xlsx&${question}`));
    expect(sheet.rows.length).toBe(parquet.length);
    expect(sheet.rows.filter((row) => row[8] === 'no-data' || row[8] === 'gated').every((row) => row[9] === '')).toBe(true);
  });

  test('of every metric are all there, each day of a series once', async () => {
    const response = await get('/exports/measurements?format=parquet');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="measurements-2026-04-01.parquet"');
    const { columns, rows } = await readParquet(new Uint8Array(await response.arrayBuffer()));
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toContain('day DATE');
    expect([...new Set(rows.map(({ metric }) => String(metric)))].toSorted()).toEqual(
      // Nobody has entered or published anything here.
      metrics.flatMap((metric) => (originOf(metric) === 'records' ? [metric.id] : [])).toSorted(),
    );
    const keys = rows.map(({ metric, version, measure, scopeKind, scope, day }) =>
      JSON.stringify([metric, version, measure, scopeKind, scope, day]),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the text for scrapers', () => {
  const familiesOf = async (query = '', accept?: string): Promise<ReadonlyMap<string, ReadFamily>> => {
    const response = await get(`/openmetrics${query}`, accept === undefined ? {} : { accept });
    const dialect = accept === undefined ? 'openmetrics' : 'prometheus';
    return new Map(readExposition(await response.text(), dialect).map((family) => [family.name, family]));
  };

  test('has the newest figure of every measure, as the pages show it', async () => {
    const families = await familiesOf();
    const values = families.get('cybermetrics_measurement')?.samples ?? [];
    const states = families.get('cybermetrics_measurement_state')?.samples.filter(({ value }) => value === 1) ?? [];
    for (const { id } of metrics) {
      for (const { measure, series } of (await viewOf(id)).measures) {
        const isThis = ({ labels }: { labels: Readonly<Record<string, string>> }) =>
          labels['metric'] === id && labels['measure'] === measure;
        const newest = series.at(-1);
        expect(
          values.filter(isThis).map(({ value }) => value),
          `${id} ${measure}`,
        ).toEqual(newest === undefined || newest.value === null ? [] : [newest.value]);
        expect(states.filter(isThis).map(({ labels }) => labels['cybermetrics_measurement_state'])).toEqual([newest?.state ?? 'no-data']);
      }
    }
    expect(values.length).toBeGreaterThan(10);
    expect(states.some(({ labels }) => labels['cybermetrics_measurement_state'] !== 'measured')).toBe(true);
  });

  test('tells the whole organisation alone unless parts are asked for', async () => {
    const kinds = async (query: string) => {
      const samples = (await familiesOf(query)).get('cybermetrics_measurement_state')?.samples ?? [];
      return [...new Set(samples.map(({ labels }) => labels['scope_kind']))].toSorted();
    };
    expect(await kinds('')).toEqual(['organisation']);
    expect(await kinds('?scopes=department,class')).toEqual(['class', 'department']);
    const departments = (await familiesOf('?scopes=department')).get('cybermetrics_measurement')?.samples ?? [];
    expect(departments.map(({ labels }) => labels['scope'])).toContain('Chirurgie');
  });

  test('is of the kind that was asked for', async () => {
    expect((await get('/openmetrics')).headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const plain = await get('/openmetrics', { accept: 'text/plain;version=0.0.4' });
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await familiesOf('', 'text/plain')).get('cybermetrics_measurement')?.samples.length).toBe(
      (await familiesOf()).get('cybermetrics_measurement')?.samples.length,
    );
  });

  test('is worked out anew when something was measured or named otherwise', async () => {
    const before = await (await get('/openmetrics')).text();
    expect(await (await get('/openmetrics')).text()).toBe(before);
    const register = 'Inventarisnummer,Naam,Klasse,Afdeling,Eigenaar\nZ-1,Nieuw,Werkplek,Nieuwbouw,Zorg';
    await node.importFile({ name: 'more.csv', bytes: Buffer.from(register) }, '&observedAt=2026-03-31');
    await node.context.jobs.measure(node.fresh.organisationId, null);
    const after = await (await get('/openmetrics')).text();
    expect(after).not.toBe(before);
    expect(await (await get('/openmetrics?scopes=department')).text()).toContain('scope_name="Nieuwbouw"');
  });

  test('a token that may only read is enough', async () => {
    const token = await node.token({ role: 'auditor', scopes: ['read'] });
    expect((await node.ask(token, 'GET', '/openmetrics')).status).toBe(200);
    expect((await node.fetch('/api/v1/openmetrics')).status).toBe(401);
  });
});

describe('more than can be told', () => {
  beforeAll(async () => {
    const owner = new Client({ connectionString: node.fresh.ownerUrl });
    await owner.connect();
    const { rowCount } = await owner.query(
      `insert into measurement select (jsonb_populate_record(null::measurement, to_jsonb(m) || jsonb_build_object('scope_kind', 'department', 'scope_id', 'd' || n))).*
        from (select * from measurement where organisation_id = $1 and metric_id = 'AST-11' and scope_kind = 'organisation'
          and to_on - from_on >= 25 limit 1) m, generate_series(1, $2) n`,
      [node.fresh.organisationId, exposedSeriesMax + 1],
    );
    await owner.end();
    expect(rowCount).toBe(exposedSeriesMax + 1);
  });
  const codeOf = async (path: string) => ((await (await node.ask(node.localToken, 'GET', path)).json()) as { code: string }).code;

  test('a scraper is refused parts that are too many, and still told the organisation', async () => {
    expect(await codeOf('/openmetrics?scopes=tier,department')).toBe('filter-too-broad');
    await get('/openmetrics?scopes=organisation,tier');
  });

  test('a workbook of too many days is refused; other formats and fewer days are not', async () => {
    expect(await codeOf('/exports/measurements?format=xlsx&metric=AST-11')).toBe('filter-too-broad');
    const oneDay = await readXlsx(await bytesOf('/exports/measurements?format=xlsx&metric=AST-11&from=2026-03-20&to=2026-03-20'));
    expect(oneDay.rows.length).toBeGreaterThan(exposedSeriesMax);
    const all = Buffer.from(await bytesOf('/exports/measurements?format=csv&metric=AST-11')).toString('utf8');
    expect(all.split('\r\n').length).toBeGreaterThan(200_000);
  });
});
