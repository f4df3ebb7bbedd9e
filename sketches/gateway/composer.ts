import { Worker } from 'node:worker_threads'
import { type Composition, compose, type Part } from './compose.ts'

/** Puts answers together, here or on threads. */
export interface Composer {
  compose(parts: Part[]): Promise<Composition> | Composition
  close(): Promise<void>
}

interface Waiting {
  thread: number
  names: string[]
  resolve(composition: Composition): void
}

type Done = { id: number; composition: Composition }

export function openComposer(threads: number): Composer {
  if (threads === 0) return { compose, close: async () => {} }
  const waiting = new Map<number, Waiting>()
  const loads = new Array<number>(threads).fill(0)
  let asked = 0
  let isClosing = false

  const start = (thread: number): Worker => {
    const worker = new Worker(new URL('compose-thread.ts', import.meta.url))
    worker.on('message', ({ id, composition }: Done) => settle(id, composition))
    worker.on('error', () => {})
    // A thread that ends takes what it was given with it, and is replaced.
    worker.on('exit', () => {
      if (isClosing) return
      for (const [id, entry] of waiting)
        if (entry.thread === thread) settle(id, { members: '', broken: entry.names })
      workers[thread] = start(thread)
    })
    return worker
  }

  function settle(id: number, composition: Composition): void {
    const entry = waiting.get(id)
    if (entry === undefined) return
    waiting.delete(id)
    loads[entry.thread] = (loads[entry.thread] ?? 1) - 1
    entry.resolve(composition)
  }

  const workers = Array.from({ length: threads }, (_, thread) => start(thread))
  return {
    compose(parts) {
      const id = ++asked
      const thread = loads.indexOf(Math.min(...loads))
      loads[thread] = (loads[thread] ?? 0) + 1
      const { promise, resolve } = Promise.withResolvers<Composition>()
      waiting.set(id, { thread, names: parts.map(({ name }) => name), resolve })
      const copies = parts.map(({ name, body }) => ({ name, body: Uint8Array.from(body) }))
      workers[thread]?.postMessage(
        { id, parts: copies },
        copies.map(({ body }) => body.buffer),
      )
      return promise
    },
    async close() {
      isClosing = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
