import type { Worker } from 'node:worker_threads'
import type { Compiled } from '../compile/compile.ts'
import { evaluate } from '../run/evaluate.ts'
import { type Evaluating, startEvaluating } from '../run/evaluating.ts'
import type { Job, Outcome } from '../run/job.ts'
import type { Finding } from './compiler.ts'
import type { FromCompiler, ToCompiler } from './compiler-thread.ts'
import { evaluationKeys, Memory, withImports } from './memory.ts'
import { type Started, start } from './started.ts'
import { typeForms } from './types.ts'

/**
 * What takes long to start, and is started before it is needed. Documents are read meanwhile. It serves several checks,
 * one after the other.
 */
export class Workshop implements AsyncDisposable {
  readonly memory = new Memory()
  readonly #root: string
  readonly #thread: Worker
  #waiting: Evaluating | undefined
  #ambient: string | null = null

  constructor(root: string, { compiler, evaluating }: Started = start(root)) {
    this.#root = root
    this.#thread = compiler
    this.#waiting = evaluating
  }

  /** Lets the compiler begin with what does not depend on any document. */
  open(ambient: string): void {
    if (ambient === this.#ambient) return
    this.#ambient = ambient
    this.memory.forget()
    this.#tell({ tell: 'open', root: this.#root, ambient })
  }

  /** What the compiler says of the documents. After the first time it is asked only about those that may differ. */
  async checkTypes(documents: Compiled[], reachOf: (path: string) => string[]): Promise<Finding[]> {
    const compiled = new Map(documents.map((each) => [each.document.path, each]))
    const last = this.memory.types
    const isSameSet =
      last?.compiled.size === compiled.size &&
      [...compiled.keys()].every((path) => last.compiled.has(path))
    const differs = (path: string): boolean => last?.compiled.get(path) !== compiled.get(path)
    const affected = new Set(
      typeForms(documents.filter(({ document }) => reachOf(document.path).some(differs))).map(
        ({ path }) => path,
      ),
    )
    const only = isSameSet ? [...affected] : null
    const fresh = await this.#ask({ tell: 'check', files: typeForms(documents), only })
    const kept = only ? (last?.findings ?? []).filter(({ file }) => !affected.has(file)) : []
    const findings = [...kept, ...fresh]
    this.memory.types = { compiled, findings }
    return findings
  }

  #ask(message: ToCompiler): Promise<Finding[]> {
    return new Promise((resolve, reject) => {
      const settle = (answer: FromCompiler): void => {
        this.#thread.off('error', reject)
        if ('findings' in answer) resolve(answer.findings)
        else reject(new Error(`the compiler failed: ${answer.error}`))
      }
      this.#thread.once('error', reject)
      this.#thread.once('message', settle)
      this.#tell(message)
    })
  }

  /** What came out for documents whose code, data and imports are as they were is not calculated again. */
  async evaluate(
    job: Job,
    onOutcome: (outcome: Outcome, isNew: boolean) => void,
  ): Promise<Outcome[]> {
    const keys = evaluationKeys(job.documents)
    const known = job.documents.flatMap(
      ({ path }) => this.memory.outcomeOf(path, keys.get(path) ?? '') ?? [],
    )
    const paths = new Set(known.map(({ path }) => path))
    const documents = withImports(job.documents, ({ path }) => !paths.has(path))
    if (documents.length === 0) return known
    const waiting = this.#waiting
    this.#waiting = undefined
    for (const each of known) onOutcome(each, false)
    const outcomes = await evaluate(
      this.#root,
      { ...job, documents },
      {
        waiting,
        onOutcome: (each) => {
          if (!paths.has(each.path)) onOutcome(each, true)
        },
      },
    )
    for (const outcome of outcomes)
      this.memory.keepOutcome(outcome.path, keys.get(outcome.path) ?? '', outcome)
    return [...known, ...outcomes.filter(({ path }) => !paths.has(path))]
  }

  /** Another check is to follow: its process may begin to wait. */
  prepare(): void {
    this.#waiting ??= startEvaluating(this.#root)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#waiting?.kill('SIGKILL')
    const ended = new Promise((resolve) => this.#thread.once('exit', resolve))
    this.#tell({ tell: 'close' })
    await ended
  }

  #tell(message: ToCompiler): void {
    this.#thread.postMessage(message)
  }
}
