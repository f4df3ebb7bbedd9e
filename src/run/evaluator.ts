import { readFileSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import { Graph } from '../graph/graph.ts'
import * as law from '../quantity/law.ts'
import { Scalar } from '../quantity/quantity.ts'
import { answerDocument } from './answer.ts'
import { failureOf } from './failure.ts'
import { formsOf } from './forms.ts'
import { freezeAll } from './freeze.ts'
import { groundOn, loadModules } from './ground.ts'
import type { FromChild, Job, JobDocument } from './job.ts'
import { seal } from './seal.ts'

/** The evaluating process: reads documents as functions from standard input, writes what comes out, line by line. */
async function main(): Promise<void> {
  loadNames()
  giveUpWriting()
  const { documents, nouns }: Job = JSON.parse(readFileSync(0, 'utf8'))
  const modules = await loadModules(documents.flatMap(urlsOf))
  seal()
  freezeAll([...modules.values(), Scalar, ...Object.values(law)])
  const ground = groundOn(modules, nouns)
  const calculation = new Graph(formsOf(documents, ground, false), ground)
  const whole = new Graph(formsOf(documents, ground, true), ground)
  for (const document of documents) {
    if (document.wants.length === 0 && document.throws.length === 0 && document.calculation === '')
      continue
    say({ starts: document.path })
    const outcome = answerDocument(document, { calculation, whole, ground, nouns })
    // A calculation is synchronous: what it left running ends here, and what of that fails is its failure.
    await setImmediate()
    const late = rejections.splice(0).map((error) => failureOf(error, document.path))
    say({ outcome: { ...outcome, failures: [...outcome.failures, ...late] } })
  }
}

/** Sealing and freezing touch every global name, behind some of which Node loads much: now, while nobody waits. */
function loadNames(): void {
  for (const name of Reflect.ownKeys(globalThis)) Object.getOwnPropertyDescriptor(globalThis, name)
}

/** Only our own code is loaded by now. What Node made of it is kept, then nothing can be written any more. */
function giveUpWriting(): void {
  flushCompileCache()
  process.permission.drop('fs.write')
}

/** Promises that nobody waits for, and that were rejected. */
const rejections: unknown[] = []
process.on('unhandledRejection', (error) => rejections.push(error))

const say = (line: FromChild): void => {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(1, bytes, sent)
}

function urlsOf({ imports, throws }: JobDocument): string[] {
  const targets = [
    ...imports.calculation,
    ...imports.whole,
    ...throws.flatMap((each) => each.imports),
  ]
  return targets.flatMap((target) => (target.kind === 'module' ? [target.url] : []))
}

await main()
