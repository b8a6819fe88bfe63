import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that put something else in the place of a module of Node: nobody else may have loaded it before. */
const replacingModules = ['src/server/inbox/inbox*.test.ts'];

const include = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'demo/**/*.test.ts'];

// Tests run the sources, not dist/: the `source` condition of package.json#imports points there.
// Worker threads and child processes started by tests run dist/, which `npm test` builds first.
// Modules hold no state, so that test files share those that are loaded; loading them anew for each took a quarter of the time.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    globalSetup: ['test/support/database-server.ts'],
    // The machine that judges may be three times slower than a desk: what never comes fails all the same, only later.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
    hookTimeout: 300_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'shared', isolate: false, include, exclude: [...configDefaults.exclude, ...replacingModules] } },
      { extends: true, test: { name: 'apart', isolate: true, include: replacingModules } },
    ],
  },
});
