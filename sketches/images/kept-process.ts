import { type Child, startChild } from '../parts/child.ts'

/** A process that is replaced when it ends unasked. */
export interface Kept extends AsyncDisposable {
  ask(name: string, limitMs: number, detail?: unknown): Promise<unknown>
  pid(): number
  restarts(): number
}

const openLimitMs = 60_000
const stopLimitMs = 20_000
const againMs = 200

export async function keepProcess(file: URL, setup: unknown): Promise<Kept> {
  let [leaving, restarts] = [false, 0]

  async function launch(): Promise<Child> {
    const child = await startChild(file)
    try {
      await child.ask('open', setup, openLimitMs)
      return child
    } catch (error) {
      await child.stop(stopLimitMs)
      throw error
    }
  }

  let child = await launch()
  let replacing: Promise<void> = Promise.resolve()
  function watch(): void {
    void child.exited.then(() => {
      if (!leaving) replacing = replace()
    })
  }

  /** Again and again: what kept the last one from starting, such as a database that is away, may pass. */
  async function replace(): Promise<void> {
    while (!leaving) {
      restarts++
      await new Promise((go) => setTimeout(go, againMs))
      try {
        child = await launch()
        watch()
        return
      } catch {
        // The next round tries again.
      }
    }
  }

  watch()
  return {
    ask: (name, limitMs, detail = null) => child.ask(name, detail, limitMs),
    pid: () => child.pid,
    restarts: () => restarts,
    async [Symbol.asyncDispose]() {
      leaving = true
      await replacing
      await child.stop(stopLimitMs)
    },
  }
}
