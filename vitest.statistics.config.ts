import { defineConfig } from 'vitest/config';

// For `npm run mutate:statistics`: the tests of one folder, which need no database and no build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['src/core/statistics/*.test.ts'],
    // Simulations of thousands of charts say how often charts cry wolf; they are too slow, and too lenient, to catch a mutant.
    exclude: ['src/core/statistics/false-signals.test.ts'],
    testTimeout: 30_000,
  },
});
