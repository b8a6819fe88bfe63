/**
 * The structure of the project as tests: which area may import which (held by the compiler, tried here), which packages
 * an area may use, which folders of the core may know each other, and that no registry forgets anything.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { endpoints } from '#contract/registry.ts';
import { metrics } from '#core/metrics/registry.ts';
import { importers } from '#importers/registry.ts';
import { projectFiles, readProjectFile, repositoryFolder } from './support/repository.ts';

/** design.md 2: what each area may import. */
const allowedAreas: Readonly<Record<string, readonly string[]>> = {
  core: [],
  importers: ['core'],
  contract: ['core'],
  store: ['core'],
  'advisory-sources': ['core', 'importers'],
  sdk: ['core', 'contract'],
  server: ['core', 'importers', 'advisory-sources', 'contract', 'store', 'demo'],
  cli: ['core', 'importers', 'advisory-sources', 'contract', 'sdk'],
  web: ['core', 'contract', 'sdk'],
  demo: ['core'],
};

const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  core: [
    'zod',
    'uuid',
    'temporal-polyfill',
    '@stdlib/stats-base-dists-binomial',
    '@stdlib/stats-base-dists-chisquare-quantile',
    '@stdlib/stats-base-dists-gamma-quantile',
    '@stdlib/stats-base-dists-normal-cdf',
    '@stdlib/stats-base-dists-normal-quantile',
    '@stdlib/stats-base-dists-poisson-cdf',
    '@stdlib/stats-base-dists-poisson-quantile',
    '@stdlib/stats-base-dists-t-quantile',
    // Orders of versions and the arithmetic of CVSS: pure, and kept by those who define or follow them.
    'semver',
    '@renovatebot/pep440',
    'ae-cvss-calculator',
  ],
  importers: ['node:', 'saxes', 'csv-parse', '@streamparser/json', 'zod'],
  'advisory-sources': ['node:', 'zod', '@secvisogram/csaf-validator-lib', 'openpgp'],
  contract: ['zod'],
  store: ['node:', 'kysely', 'pg', 'pg-copy-streams'],
  sdk: ['zod'],
  server: [
    'node:',
    'hono',
    '@hono/node-server',
    'graphile-worker',
    '@node-rs/argon2',
    'pino',
    'zod',
    'kysely',
    'pg',
    'hyparquet-writer',
    'pdfkit',
    'nodemailer',
    'undici',
  ],
  cli: ['node:'],
  web: ['react', 'react-dom', '@tanstack/', '@fontsource-variable/inter', '@cloudflare/blindrsa-ts'],
  demo: ['node:'],
};

/** Edges between folders of the core: a folder may import those named, and itself. The direction of the domain. */
const coreEdges: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  configuration: ['kernel', 'advisories'],
  query: ['kernel'],
  statistics: ['kernel'],
  disclosure: ['kernel', 'statistics'],
  awareness: ['kernel', 'statistics', 'disclosure'],
  questionnaires: ['kernel', 'query', 'statistics', 'disclosure', 'awareness'],
  // From what was published to figures of the catalogue: knows both sides, and neither knows it.
  'figure-readers': ['kernel', 'statistics', 'disclosure', 'awareness', 'questionnaires', 'metrics'],
  // What is stated of a model or of support is laid over the facts of an asset by its fold.
  assets: ['kernel', 'query', 'imports', 'device-models', 'support'],
  'device-models': ['kernel', 'query', 'assets', 'imports'],
  packages: [],
  // What a publisher wrote, before anything is made of it.
  advisories: ['kernel'],
  // One flaw has many names, whoever tells of it: a scanner, an advisory, a supplier.
  matching: ['kernel', 'advisories', 'assets', 'device-models', 'packages', 'vulnerabilities'],
  support: ['kernel', 'query', 'assets', 'metrics', 'packages'],
  vulnerabilities: ['kernel', 'query', 'assets', 'imports', 'statistics'],
  imports: ['kernel', 'query', 'assets', 'vulnerabilities', 'device-models', 'support', 'dependencies'],
  dependencies: ['kernel', 'query', 'assets'],
  organisations: ['kernel', 'query'],
  software: ['kernel', 'query', 'assets', 'imports', 'packages'],
  records: [
    'kernel',
    'query',
    'assets',
    'vulnerabilities',
    'imports',
    'organisations',
    'software',
    'device-models',
    'support',
    'dependencies',
  ],
  metrics: ['kernel', 'query', 'statistics', 'disclosure', 'assets', 'vulnerabilities', 'records', 'software', 'advisories'],
  alerts: ['kernel', 'query', 'records'],
  exports: ['kernel', 'query', 'vulnerabilities', 'records', 'metrics'],
  reports: ['kernel', 'metrics', 'statistics', 'vulnerabilities'],
};

const areaOf = (path: string): string | null => /^src\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('demo/') ? 'demo' : null);
const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && areaOf(path) !== null;
const importsOf = (text: string) =>
  [...text.matchAll(/^(?:import|export)\s(?:[^;'"()=]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

describe('direction between areas', () => {
  const sources = projectFiles().filter(isSource);

  test('imports across areas go by #area/ and only where they may', () => {
    const wrong: string[] = [];
    for (const path of sources) {
      const area = areaOf(path) ?? '';
      for (const specifier of importsOf(readProjectFile(path))) {
        const target = /^#([\w-]+)\//.exec(specifier)?.[1];
        if (target !== undefined && target !== area && !(allowedAreas[area] ?? []).includes(target)) wrong.push(`${path} → ${specifier}`);
        if (specifier.startsWith('.') && areaOf(join(path, '..', specifier)) !== area) wrong.push(`${path} → ${specifier} leaves its area`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('an area uses only the packages it may', () => {
    const wrong: string[] = [];
    for (const path of sources) {
      const area = areaOf(path) ?? '';
      for (const specifier of importsOf(readProjectFile(path))) {
        if (specifier.startsWith('.') || specifier.startsWith('#')) continue;
        const isAllowed = (allowedPackages[area] ?? []).some(
          (name) => specifier === name || specifier.startsWith(name.endsWith(':') || name.endsWith('/') ? name : `${name}/`),
        );
        if (!isAllowed) wrong.push(`${path} → ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('folders of the core know each other only along the permitted edges', () => {
    const wrong: string[] = [];
    for (const path of sources.filter((source) => source.startsWith('src/core/'))) {
      const folder = path.split('/')[2] ?? '';
      if (folder.endsWith('.ts')) continue;
      for (const specifier of importsOf(readProjectFile(path))) {
        const target = specifier.startsWith('#core/')
          ? specifier.split('/')[1]
          : specifier.startsWith('.')
            ? join(path, '..', specifier).split('/')[2]
            : undefined;
        if (target === undefined || target === folder) continue;
        if (!(coreEdges[folder] ?? []).includes(target)) wrong.push(`${path} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const forbidden = Object.entries(allowedAreas).flatMap(([from, allowed]) =>
    Object.keys(allowedAreas)
      .filter((to) => to !== from && to !== 'demo' && !allowed.includes(to))
      .map((to) => [from, to] as const),
  );

  test('the compiler refuses each forbidden import', { timeout: 300_000 }, async () => {
    const probes = await Promise.all(
      Object.keys(allowedAreas).map(async (from) => ({ from, targets: forbidden.filter(([area]) => area === from).map(([, to]) => to) })),
    );
    const accepted: string[] = [];
    for (const { from, targets } of probes) {
      const refused = await compileProbe(from, targets);
      accepted.push(...targets.filter((target) => !refused.has(target)).map((target) => `${from} → ${target}`));
    }
    expect(forbidden.length).toBeGreaterThan(40);
    expect(accepted).toEqual([]);
  });
});

/** Compiles one file under the settings of an area that imports the targets; gives those that the compiler refused (TS6307). */
async function compileProbe(area: string, targets: readonly string[]): Promise<ReadonlySet<string>> {
  const areaFolder = join(repositoryFolder, area === 'demo' ? 'demo' : `src/${area}`);
  const folder = await mkdtemp(join(areaFolder, 'probe-'));
  const probe = join(folder, 'probe.ts');
  const targetFile = new Map(targets.map((target) => [target, leafFileOf(target)]));
  const lines = [...targetFile].map(([target, file], index) => `import * as probe${index} from '#${target}/${file}';\nvoid probe${index};`);
  await writeFile(probe, `${lines.join('\n')}\n`);
  const config = join(folder, 'tsconfig.json');
  const inherited = JSON.parse(readProjectFile(`${area === 'demo' ? 'demo' : `src/${area}`}/tsconfig.json`)) as {
    references: { path: string }[];
  };
  await writeFile(
    config,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: {
        rootDir: '..',
        outDir: join(folder, 'out'),
        tsBuildInfoFile: join(folder, 'out', 'info'),
        noEmit: true,
      },
      files: ['probe.ts'],
      include: [],
      references: inherited.references.map((reference) => ({ path: join('..', reference.path) })),
    }),
  );
  try {
    const output = await promisify(execFile)(join(repositoryFolder, 'node_modules/.bin/tsc'), ['-p', config, '--pretty', 'false'], {
      cwd: repositoryFolder,
      maxBuffer: 50_000_000,
    }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    const refused = new Set<string>();
    for (const [target, file] of targetFile) {
      const source = target === 'demo' ? `demo/${file}` : `src/${target}/${file}`;
      if (new RegExp(`TS6307: File '[^']*${source.replaceAll('.', '\\.')}'`).test(output)) refused.add(target);
    }
    return refused;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file of the area that imports nothing, so that a probe compiles in no time. */
function leafFileOf(area: string): string {
  const prefix = area === 'demo' ? 'demo/' : `src/${area}/`;
  const candidates = projectFiles().filter((path) => path.startsWith(prefix) && path.endsWith('.ts') && !/\.(test|d)\.ts$/.test(path));
  const leaf = candidates.find((path) => importsOf(readProjectFile(path)).length === 0);
  return (leaf ?? candidates[0] ?? '').slice(prefix.length);
}

describe('the one door for figures about people', () => {
  const usersOf = (name: string) =>
    projectFiles()
      .filter(isSource)
      .filter((path) => new RegExp(`\\b${name}\\b`).test(readProjectFile(path)));

  test('nothing outside the door calls a value disclosed, and only the store reads one back', () => {
    expect(usersOf('disclose').filter((path) => !path.startsWith('src/core/disclosure/'))).toEqual([]);
    expect(usersOf('readPublished')).toEqual(['src/core/disclosure/publish.ts']);
    expect(usersOf('readStanding').toSorted()).toEqual(['src/core/disclosure/publish.ts', 'src/store/awareness/publications.ts']);
  });

  test('a figure of the catalogue about people is worked out of publications, in one place', () => {
    expect(usersOf('discloseDerived').toSorted()).toEqual(['src/core/disclosure/publish.ts', 'src/core/metrics/people-figure.ts']);
  });

  test('no module of the pages awaits at its top: files of pages import from the entry, and would wait until it has ended', () => {
    const atTop = /^(?![\s/*]|.*\basync\b).*\bawait\b/m;
    expect(projectFiles().filter((path) => path.startsWith('src/web/') && isSource(path) && atTop.test(readProjectFile(path)))).toEqual([]);
    expect(atTop.test('const a = 1;\nconst [spoken] = await first;')).toBe(true);
  });

  test('events of people and where they belong are read by the worker that counts them, and by nobody else', () => {
    const readers = ['src/server/awareness/publish-campaign.ts', 'src/store/awareness/campaigns.ts'];
    expect(usersOf('placementsOn').toSorted()).toEqual(readers);
    expect(usersOf('recipientOutcomes').toSorted()).toEqual([
      'src/core/awareness/recipient-outcomes.ts',
      'src/server/awareness/publish-campaign.ts',
    ]);
  });
});

describe('registries', () => {
  const folders = async (path: string) =>
    (await readdir(join(repositoryFolder, path), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);

  test('every importer folder is registered under its own name', async () => {
    const names = (await folders('src/importers')).filter((name) => projectFiles().includes(`src/importers/${name}/importer.ts`));
    expect(importers.map((importer) => importer.id).toSorted()).toEqual(names.toSorted());
  });

  test('every metric folder is registered', async () => {
    const ids = metrics.map((metric) => metric.id.toLowerCase());
    const named = (await folders('src/core/metrics')).filter((folder) => folder !== 'internal');
    expect(named.map((folder) => folder.split('-').slice(0, 2).join('-')).toSorted()).toEqual(ids.toSorted());
  });

  test('ids of endpoints are unique, and so are method and path', () => {
    expect(new Set(endpoints.map((endpoint) => endpoint.id)).size).toBe(endpoints.length);
    expect(new Set(endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`)).size).toBe(endpoints.length);
  });

  test('every command file is registered', () => {
    const files = projectFiles().filter((path) => /^src\/cli\/commands\/[\w-]+\.ts$/.test(path) && !path.endsWith('.test.ts'));
    const registry = readProjectFile('src/cli/registry.ts');
    expect(files.filter((path) => !registry.includes(`./commands/${path.split('/').at(-1)}`))).toEqual([]);
  });
});
