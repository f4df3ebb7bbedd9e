import { startChild } from '../parts/child.ts'
import type { Observable, Usage } from './experiments/compare.ts'

/** What the chat is compared with: the loop that everybody writes first, with the same JSON and nothing else. */
export async function startBareChat(): Promise<Observable & AsyncDisposable> {
  return startObservable(new URL('bare-process.ts', import.meta.url))
}

/** The same rooms on what somebody takes who takes the usual library. */
export async function startSocketIoChat(): Promise<Observable & AsyncDisposable> {
  return startObservable(new URL('socket-io-process.ts', import.meta.url))
}

/** A server in a process of its own that answers `open` and `stats`. */
async function startObservable(program: URL): Promise<Observable & AsyncDisposable> {
  const child = await startChild(program)
  const { address: host, port } = (await child.ask('open', null, 20_000)) as {
    address: string
    port: number
  }
  return {
    addresses: { host, port },
    stats: async () => (await child.ask('stats', null, 20_000)) as Usage,
    [Symbol.asyncDispose]: () => child.stop(5_000),
  }
}
