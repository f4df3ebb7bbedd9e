import { compileFunction } from 'node:vm'
import { harness } from '../compile/run-form.ts'
import type { Ground } from '../graph/graph.ts'
import { failureOf } from './failure.ts'
import { strictly } from './ground.ts'
import type { JobThrows, Outcome } from './job.ts'

interface Scope {
  path: string
  names: Record<string, unknown>
  ground: Ground
  outcome: Outcome
}

/** Runs a fence that must throw; that it does not, or throws something else, is a failure at the fence. */
export function runThrows(fence: JobThrows, { path, names, ground, outcome }: Scope): void {
  const use = (index: number): unknown => {
    const target = fence.imports[index]
    return target?.kind === 'module' ? ground.module(target.url) : undefined
  }
  const values = fence.parameters.slice(harness.length).map((name) => names[name])
  try {
    const inputs = fence.inputs.map((input) => ground.bind(input).mid)
    compileFunction(strictly(fence.body), fence.parameters, { filename: path })(
      inputs,
      use,
      null,
      ...values,
    )
  } catch (error) {
    const failure = failureOf(error, path)
    if (failure.text.includes(fence.part)) return
    outcome.failures.push({
      ...failure,
      kind: 'not-thrown',
      line: fence.line,
      column: 1,
      text: `threw ${failure.text}`,
    })
    return
  }
  outcome.failures.push({
    path,
    line: fence.line,
    column: 1,
    kind: 'not-thrown',
    text: 'threw nothing',
  })
}
