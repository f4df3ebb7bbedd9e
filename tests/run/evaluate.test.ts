import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { defaultNouns } from '../../src/quantity/nouns.ts'
import { evaluate } from '../../src/run/evaluate.ts'
import { startEvaluating } from '../../src/run/evaluating.ts'
import type { JobDocument } from '../../src/run/job.ts'
import { temporaryProject } from '../project/project.ts'

const nothing: JobDocument = {
  path: 'calculations/nothing.md',
  calculation: 'return {}',
  whole: null,
  imports: { calculation: [], whole: [] },
  inputs: { calculation: [], whole: [] },
  recorded: {},
  throws: [],
  wants: [],
}

test('a process that ended while it waited for its job is replaced', async () => {
  await using project = await temporaryProject({})
  const waiting = startEvaluating(project.root)
  waiting.kill('SIGKILL')
  await once(waiting, 'close')
  await setImmediate()
  const job = { documents: [nothing], nouns: defaultNouns }
  const [outcome] = await evaluate(project.root, job, { waiting })
  expect(outcome).toEqual({ path: nothing.path, answers: [], names: {}, failures: [] })
})
