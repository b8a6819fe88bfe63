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

export default defineConfig({
  root: `${root}src/web`,
  plugins: [registryWithoutSchemas(), react(), tailwindcss()],
  resolve: { conditions },
  build: {
    outDir: `${root}dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows fonts and images from the node only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
  },
});
