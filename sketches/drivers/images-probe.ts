import { startChild } from '../parts/child.ts'
import type { Distribution } from './distribution.ts'

export interface Probe extends AsyncDisposable {
  /** Begins anew, from the first request after this. */
  begin(): Promise<void>
  end(): Promise<ProbeResult>
}

export interface ProbeResult {
  /** From the moment at which a question was to be asked until its answer was there. */
  latency: Distribution
  asked: number
  /** Not answered, or not well. */
  failed: number
  lagMsMax: number
  void: string | null
}

const askLimitMs = 60_000

/** Asks an address at a fixed pace from a process of its own, while something else is going on. */
export async function startProbe(url: string, perSecond: number): Promise<Probe> {
  const child = await startChild(new URL('images-probe-process.ts', import.meta.url))
  return {
    begin: async () => void (await child.ask('begin', { url, perSecond }, askLimitMs)),
    end: async () => (await child.ask('end', null, askLimitMs)) as ProbeResult,
    [Symbol.asyncDispose]: () => child.stop(5_000),
  }
}
