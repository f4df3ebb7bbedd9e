import { reachable } from './freshness.ts'
import { type JudgedValues, judgeValues } from './judge.ts'
import type { Results } from './seen.ts'

/**
 * Judges documents while others are calculated, which nothing else could be done in. Kept is only what holds: what is
 * said of a claim that fails may rest on what comes out for any document.
 */
export class EarlyJudge {
  readonly #results: Results
  readonly #asked: Set<string>
  readonly values = new Map<string, JudgedValues>()

  constructor(results: Results, asked: Iterable<string>) {
    this.#results = results
    this.#asked = new Set(asked)
  }

  /** Called when something has come out for a document. */
  judge(path: string): void {
    const { project, outcomes } = this.#results
    if (!this.#asked.has(path)) return
    if (!reachable(project, path).every((each) => outcomes.has(each))) return
    const judged = judgeValues(this.#results, path)
    if (judged.messages.length === 0) this.values.set(path, judged)
  }
}
