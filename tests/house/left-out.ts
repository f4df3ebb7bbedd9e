import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end which tests did not run and why. In CI everything has to run: there it is a failure. */
export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const left = modules.flatMap((module) => [...module.children.allTests('skipped')])
    // A name given with -t leaves out the rest on purpose.
    const wanted = left.filter((test) => !test.project.config.testNamePattern)
    if (wanted.length === 0) return
    const reasons = wanted.map((test) => {
      const result = test.result()
      const note = result.state === 'skipped' ? result.note : undefined
      return `  ${test.module.relativeModuleId} > ${test.fullName}: ${note ?? 'no reason given'}`
    })
    process.stdout.write(`Left out: ${wanted.length} tests\n${reasons.join('\n')}\n\n`)
    if (process.env.CI) process.exitCode = 1
  }
}
