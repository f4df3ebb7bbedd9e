import { setImmediate } from 'node:timers/promises'
import type { Verdicts } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'
import { reachable } from './freshness.ts'
import { type JudgedValues, judgeValues } from './judge.ts'
import { type Judging, judgeOne } from './judge-all.ts'
import type { Results } from './seen.ts'

/** Takes verdicts that are whole, while others are still to come. */
export type Keep = (results: Results, verdicts: Verdicts) => void

/** What is known once the compiler has spoken. */
interface Known {
  refusals: Results['refusals']
  judging: Omit<Judging, 'early'>
  /** What is said of the documents besides what came out for them. */
  messages: Message[]
  keep: Keep
}

/**
 * Judges and keeps documents while others are calculated, which nothing else could be done in. It is done only with
 * what holds: what is said of a claim that fails may rest on what comes out for any document.
 */
export class EarlyJudge {
  #results: Results
  readonly #asked: Set<string>
  #known: (Known & { before: Map<string, Message[]> }) | null = null
  readonly values = new Map<string, JudgedValues>()

  constructor(results: Results, asked: Iterable<string>) {
    this.#results = results
    this.#asked = new Set(asked)
  }

  /** Called when something has come out for a document. */
  judge(path: string): void {
    const { project, outcomes } = this.#results
    if (!this.#asked.has(path)) return
    if (!reachable(project, path).every((each) => outcomes.get(each)?.failures.length === 0)) return
    const judged = judgeValues(this.#results, path)
    if (judged.messages.length > 0) return
    this.values.set(path, judged)
    this.#keep(path)
  }

  /** Called when the compiler has spoken. What has come out before is kept between what still comes out. */
  async know(known: Known): Promise<void> {
    this.#results = { ...this.#results, refusals: known.refusals }
    this.#known = { ...known, before: Map.groupBy(known.messages, ({ path }) => path) }
    for (const path of [...this.values.keys()]) {
      this.#keep(path)
      await setImmediate()
    }
  }

  /** A verdict that turns out another in the end, by what a later document says, is made and kept again. */
  #keep(path: string): void {
    if (!this.#known) return
    const { judging, before, keep } = this.#known
    const known = before.get(path) ?? []
    const all = { ...judging, early: this.values, known }
    const { verdicts, messages } = judgeOne(this.#results, path, all)
    if (messages.length === 0) keep(this.#results, verdicts)
  }
}
