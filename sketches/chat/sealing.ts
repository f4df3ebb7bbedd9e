import { Worker } from 'node:worker_threads'
import type { ChatOptions } from './options.ts'
import { sealText } from './seal.ts'

/** Turns a text into what is stored. Calls back in the order in which it was called. */
export interface Sealing {
  seal(text: string, sealed: (stored: string) => void): void
  close(): Promise<void>
}

export function openSealing({ sealing, sealingKey }: ChatOptions): Sealing {
  if (sealing === 'threads') return onThread(sealingKey)
  const key = Buffer.from(sealingKey, 'hex')
  return {
    seal: (text, sealed) => sealed(sealing === 'none' ? text : sealText(text, key)),
    async close() {},
  }
}

/**
 * On a thread: what one turn of the event loop brings travels as one batch. Threads are for work that would hold up
 * the loop; for texts of a few hundred bytes the way there and back costs more than the work.
 */
function onThread(sealingKey: string): Sealing {
  const thread = new Worker(new URL('sealing-thread.ts', import.meta.url), {
    workerData: sealingKey,
    execArgv: [],
  })
  const underWay: ((stored: string) => void)[][] = []
  let texts: string[] = []
  let callbacks: ((stored: string) => void)[] = []

  thread.on('message', (stored: string[]) => {
    const batch = underWay.shift() ?? []
    for (const [index, text] of stored.entries()) batch[index]?.(text)
  })

  function flush(): void {
    underWay.push(callbacks)
    thread.postMessage(texts)
    texts = []
    callbacks = []
  }

  return {
    seal(text, sealed) {
      if (texts.length === 0) setImmediate(flush)
      texts.push(text)
      callbacks.push(sealed)
    },
    async close() {
      await thread.terminate()
    },
  }
}
