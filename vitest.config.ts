import { defineConfig } from 'vitest/config'

const shown = ['default', './tests/house/left-out.ts']
/** Where a run of all tests leaves its counts. */
const report = process.env.HOLDFAST_TEST_REPORT

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/specimens/*/**'],
    // Real processes, sockets and files take their time on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: report ? [...shown, ['json', { outputFile: report }]] : shown,
  },
})
