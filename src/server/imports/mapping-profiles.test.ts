/** Mapping profiles from saving to the import that was read with one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import type { MappingProfileJson } from '#contract/endpoints/mapping-profiles.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const put = async (slug: string, profile: object) => {
  const response = await ask('PUT', `/mapping-profiles/${slug}`, profile);
  return { status: response.status, body: (await response.json()) as MappingProfileJson & { code: string; detail: string; data: unknown } };
};
const columns = [
  { header: 'Kenmerk', field: 'assetTag' },
  { header: 'Fase', field: 'lifecycle' },
];
let files = 0;
const bytes = (text: string) => Buffer.from(`${text}\nX-${(files += 1)};\n`);
const handIn = (text: string, query: string) => node.importFile({ name: 'lijst.csv', bytes: bytes(text) }, query);

describe('saving', () => {
  test('a changed profile is a new revision, the same settings or another name are none', async () => {
    expect((await put('eigen', { name: 'Eigen', columns })).body).toMatchObject({ slug: 'eigen', kind: 'saved', revision: 1 });
    expect((await put('eigen', { name: 'Eigen lijst', columns })).body).toMatchObject({ slug: 'eigen', name: 'Eigen lijst', revision: 1 });
    expect((await put('eigen', { name: 'Eigen lijst', columns, partial: true })).body).toMatchObject({ revision: 2 });
  });

  test('a name that differs in case or accents only is taken', async () => {
    await put('rontgen', { name: 'Röntgen', columns });
    await put('anders', { name: 'Anders', columns });
    const { status, body } = await put('anders', { name: 'RONTGEN', columns });
    expect([status, body.code]).toEqual([409, 'conflict']);
  });

  test('every fault is told with its place', async () => {
    const { status, body } = await put('fout', {
      name: 'Fout',
      columns: [...columns, { header: 'a', field: 'clas' }],
      fixed: { tier: '9' },
    });
    expect([status, body.code]).toEqual([400, 'request-invalid']);
    expect(body.detail).toMatch(/^columns\[2\]\.field: there is no field "clas".* \(and 1 more\)\.$/);
    expect(body.data).toMatchObject({
      wrong: [{ path: 'columns[2].field' }, { path: 'fixed.tier', message: '"9" is none of 1, 2, 3, 4' }],
    });
  });

  test('what one organisation exports another imports as it is', async () => {
    const { profile } = (await (await ask('GET', '/mapping-profiles/snipe-it')).json()) as MappingProfileJson;
    const saved = await put('snipe-it', { ...profile, fixed: { class: 'workstation' } });
    expect(saved.body).toMatchObject({ kind: 'saved', slug: 'snipe-it' });
    const { items } = (await (await ask('GET', '/mapping-profiles')).json()) as { items: MappingProfileJson[] };
    expect(items.filter(({ slug }) => slug === 'snipe-it').map(({ kind }) => kind)).toEqual(['saved']);
    expect(items.filter(({ kind }) => kind === 'ready').map(({ slug }) => slug)).toEqual(['topdesk', 'ultimo', 'glpi', 'netbox']);
    expect((await ask('DELETE', '/mapping-profiles/snipe-it')).status).toBe(204);
  });
});

describe('importing', () => {
  test('the settings, source and name of the profile are kept with the import, whatever becomes of it', async () => {
    await put('mt', { name: 'MT', columns, source: 'CMMS', translations: { lifecycle: { 'bij de MT': 'in-store' } } });
    const report = await handIn('Kenmerk;Fase\nA-1;bij de MT', '&profile=mt');
    expect(report).toMatchObject({ status: 'complete', stored: 2, source: 'CMMS', arrival: 'upload' });
    await put('mt', { name: 'MT', columns });
    expect((await ask('DELETE', '/mapping-profiles/mt')).status).toBe(204);
    const later = (await (await ask('GET', `/imports/${report.id}`)).json()) as ImportReport;
    expect(later.profile).toMatchObject({
      slug: 'mt',
      name: 'MT',
      revision: 1,
      settings: { translations: { lifecycle: { 'bij de MT': 'in-store' } } },
    });
    const { items } = (await (await ask('GET', '/imports?filter=eq(profile,MT)')).json()) as { items: ImportReport[] };
    expect(items.map(({ id }) => id)).toEqual([report.id]);
  });

  test('a file that waits is read with the profile as it was when it was handed in', async () => {
    const held = await startTestNode({ holdImports: true });
    const local = (method: string, path: string, body?: unknown) => held.ask(held.localToken, method, path, body);
    try {
      await local('PUT', '/mapping-profiles/mt', { name: 'MT', columns, fixed: { class: 'medical' } });
      const accepted = (await (await local('POST', '/imports?file=a.csv&profile=MT', bytes('Kenmerk\nA-1'))).json()) as ImportReport;
      await local('PUT', '/mapping-profiles/mt', { name: 'MT', columns, fixed: { class: 'other' } });
      await held.work();
      expect(await (await local('GET', `/imports/${accepted.id}`)).json()).toMatchObject({ status: 'complete', profile: { revision: 1 } });
      const { items } = (await (await local('GET', '/assets')).json()) as { items: { class: string }[] };
      expect(items.map((asset) => asset.class)).toEqual(['medical', 'medical']);
    } finally {
      await held.stop();
    }
  });

  test('the same bytes with other settings are another reading, with the same ones a repetition', async () => {
    const file = { name: 'lijst.csv', bytes: bytes('Kenmerk;Fase\nB-1;in gebruik') };
    const settings = encodeURIComponent(JSON.stringify({ columns }));
    const first = await node.importFile(file, `&settings=${settings}`);
    expect(first).toMatchObject({ status: 'complete', duplicateOf: null, profile: { slug: null, revision: null } });
    expect(await node.importFile(file, `&settings=${settings}`)).toMatchObject({ duplicateOf: first.id });
    const fixed = encodeURIComponent(JSON.stringify({ columns, fixed: { class: 'medical' } }));
    expect(await node.importFile(file, `&settings=${fixed}`)).toMatchObject({ status: 'complete', duplicateOf: null });
  });

  test('a list of what was seen makes assets seen, and none registered', async () => {
    const settings = encodeURIComponent(JSON.stringify({ role: 'discovery', columns: [{ header: 'Naam', field: 'name' }] }));
    const report = await node.importFile(
      { name: 'gezien.csv', bytes: Buffer.from('Naam;Plek\nGeziene pomp;K2\n') },
      `&settings=${settings}`,
    );
    expect(report).toMatchObject({ status: 'complete', stored: 1 });
    const { items } = (await (await ask('GET', '/assets?filter=contains(name,Geziene)')).json()) as { items: object[] };
    expect(items).toMatchObject([{ registered: false, seen: true }]);
  });

  test('a file that lacks a required column is refused with the columns it has', async () => {
    const settings = encodeURIComponent(JSON.stringify({ columns: [...columns, { header: 'Klasse', field: 'class', required: true }] }));
    const report = await handIn('Kenmerk;Fase\nC-1;', `&settings=${settings}`);
    expect(report).toMatchObject({ status: 'rejected', read: 0, problem: { code: 'file-unmapped' } });
    expect(report.problem?.detail).toContain('Klasse. Columns of the file: Kenmerk, Fase.');
  });

  test('a profile is for tables: a scanner’s own report is refused with it', async () => {
    const file = { name: 'scan.xml', bytes: Buffer.from('<?xml version="1.0"?><nmaprun scanner="nmap" start="1"><runstats/></nmaprun>') };
    expect(await node.importFile(file, '&profile=netbox')).toMatchObject({ status: 'rejected', problem: { code: 'file-format-mismatch' } });
  });

  test('a profile that nobody knows refuses the request', async () => {
    const response = await ask('POST', '/imports?file=a.csv&profile=nosuch', Buffer.from('Naam\na\n'));
    expect(response.status).toBe(404);
  });
});
