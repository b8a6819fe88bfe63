import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, runnerImport, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const registry = `${root}src/contract/registry.ts`;
const conditions = ['source', 'module', 'browser', 'development|production'];

/**
 * The pages need the address of every endpoint, not its schemas (the node checks what it is sent): the registry is
 * evaluated here and handed to the browser without them, which leaves zod out of the bundle.
 */
function registryWithoutSchemas(): Plugin {
  return {
    name: 'registry-without-schemas',
    apply: 'build',
    async load(id) {
      if (id !== registry) return null;
      const { module } = await runnerImport<typeof import('./src/contract/registry.ts')>(registry, {
        root,
        configFile: false,
        resolve: { conditions: ['source'] },
      });
      const routes = module.endpoints.map((endpoint) => {
        const { id: name, method, path } = endpoint;
        return {
          id: name,
          method,
          path,
          ...('bodyKind' in endpoint ? { bodyKind: endpoint.bodyKind } : {}),
          ...('responseKind' in endpoint ? { responseKind: endpoint.responseKind } : {}),
        };
      });
      return `export const apiPrefix = ${JSON.stringify(module.apiPrefix)};\nexport const endpoints = ${JSON.stringify(routes)};\n`;
    },
  };
}

/** The one typeface of both languages is asked for with the page, so that text is laid out once and in its own letters. */
function earlyTypeface(): Plugin {
  return {
    name: 'early-typeface',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => name.includes('inter-latin-wght-normal'));
        if (file === undefined) throw new Error('the typeface is not among the built files');
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: true };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/**
 * Few files on the way to the first paint: a slow browser needs longer to begin with a file than to read it. What most pages
 * share is one file each of the domain, of the tables and of the small parts; the rest stays with its page.
 */
const chunks = [
  { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 4 },
  { name: 'first', tags: ['$initial' as const], priority: 3 },
  { name: 'tables', test: /src\/web\/components\/list\/|@tanstack\/(?:react-)?virtual/, minShareCount: 2, priority: 2 },
  { name: 'work', test: /src\/web\/components\/finding-work\//, minShareCount: 2, priority: 2 },
  { name: 'domain', test: /src\/core\//, minShareCount: 4, priority: 1 },
  { name: 'parts', test: /src\/web\/(?:components|ui|app)\/|@tanstack\/(?:react-)?query/, minShareCount: 4, priority: 1 },
];

export default defineConfig({
  root: `${root}src/web`,
  plugins: [registryWithoutSchemas(), react(), tailwindcss(), earlyTypeface()],
  resolve: { conditions },
  build: {
    outDir: `${root}dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows fonts and images from the node only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: chunks, includeDependenciesRecursively: false } } },
  },
});
