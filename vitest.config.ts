import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const shown = ['default', './tests/house/left-out.ts']
/** Where a run of all tests leaves its counts. */
const report = process.env.HOLDFAST_TEST_REPORT

/** What counts requests or compares times, or looks at the whole machine or repository: a neighbour would be seen. */
const alone = [
  'tests/house.test.ts',
  'tests/{gateway,house}/**/*.test.ts',
  'tests/**/{against-bare,calm,crowd,durability,experiments,explore,idle-services,pace,service,type-speed}.test.ts',
]
const all = { include: ['tests/**/*.test.ts'], exclude: ['tests/specimens/*/**'] }

export default defineConfig({
  test: {
    // Real processes, sockets and files take their time on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: report ? [...shown, ['json', { outputFile: report }]] : shown,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: all.include,
          exclude: [...all.exclude, ...alone],
          // Half of the time they wait, for a process, a socket or a pause.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
