export interface Policy {
  maxAttempts: number
  /** Before the second attempt; doubled before each further one. */
  backoffMs: number
  /** A consumer that gives no sign of life for so long loses its messages to others. */
  leaseMs: number
  /** Messages that one consumer handles at the same time. */
  concurrency: number
}

export const defaultPolicy: Policy = {
  maxAttempts: 5,
  backoffMs: 500,
  leaseMs: 10_000,
  concurrency: 4,
}

export function backoffMsAfter({ backoffMs }: Policy, attempt: number): number {
  return backoffMs * 2 ** (attempt - 1)
}
