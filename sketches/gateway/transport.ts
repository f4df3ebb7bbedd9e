/** Why a call brought no answer; clients are told the same words. */
export type Failure =
  | 'timeout'
  | 'deadline'
  | 'refused'
  | 'broken'
  | 'failing'
  | 'rejected'
  | 'too large'
  | 'not json'
  | 'busy'
  | 'breaker open'
  | 'no memory'

export interface Outgoing {
  upstream: number
  path: string
  headers: Record<string, string>
  answerBytesMax: number
  /** False where no more may be held. */
  hold(bytes: number): boolean
  /** The call left its queue and is on a connection. */
  sent(): void
  answered(body: Buffer[]): void
  failed(failure: Failure): void
}

/** Speaks to the upstreams in one of the modes. */
export interface Transport {
  /** Returns what breaks the call off, after which nothing is told any more. */
  send(call: Outgoing): () => void
  connections(): { opened: number; open: number }
  close(): Promise<void>
}

/** What is wrong with an answer as far as its head tells, or null. */
export function faultInHead(
  status: number,
  { type, length }: { type: unknown; length: unknown },
  answerBytesMax: number,
): Failure | null {
  if (status >= 500) return 'failing'
  if (status !== 200) return 'rejected'
  if (typeof type !== 'string' || !/^application\/json\s*(;|$)/i.test(type)) return 'not json'
  return Number(length) > answerBytesMax ? 'too large' : null
}
