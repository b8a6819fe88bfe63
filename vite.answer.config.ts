import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * The page of whoever is asked in a questionnaire: built by itself, so that it is small and loads nothing of the application. Runs after the
 * pages of the application, whose build empties the folder.
 */
export default defineConfig({
  root: `${root}src/web`,
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: `${root}dist/web`,
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: `${root}src/web/answer.html` },
  },
});
