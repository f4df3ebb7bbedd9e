import { type Distribution, recorder } from './distribution.ts'

/** Keeps account of every message of a run by its number: meant to go when, expected by how many, seen by how many. */
export interface Ledger {
  sent(number: number, intendedMs: number, expectedCopies: number): void
  delivered(number: number): void
  acknowledged(number: number): void
  isComplete(): boolean
  lastSeenMs(): number
  finish(): LedgerResult
}

export interface LedgerResult {
  latency: Distribution
  acknowledgement: Distribution
  sent: number
  acknowledged: number
  delivered: number
  lost: number
  doubled: number
}

/** What is meant to go before `countFromMs` of the moments is delivered, and left out of every result. */
export function openLedger(moments: Float64Array, countFromMs: number): Ledger {
  const intended = new Float64Array(moments.length)
  const expected = new Uint32Array(moments.length)
  const copies = new Uint32Array(moments.length)
  const acks = new Uint8Array(moments.length)
  const firstCounted = moments.filter((at) => at < countFromMs).length
  const [latency, acknowledgement] = [recorder('ms'), recorder('ms')]
  let outstanding = 0
  let lastSeenMs = 0

  function see(number: number, into: typeof latency): void {
    lastSeenMs = performance.now()
    outstanding--
    if (number >= firstCounted) into.record(Math.max(0, lastSeenMs - (intended[number] ?? 0)))
  }

  return {
    sent(number, intendedMs, expectedCopies) {
      intended[number] = intendedMs
      expected[number] = expectedCopies
      outstanding += expectedCopies + 1
    },
    delivered(number) {
      copies[number] = (copies[number] ?? 0) + 1
      see(number, latency)
    },
    acknowledged(number) {
      acks[number] = 1
      see(number, acknowledgement)
    },
    isComplete: () => outstanding <= 0,
    lastSeenMs: () => lastSeenMs,
    finish() {
      const counts = { sent: 0, acknowledged: 0, delivered: 0, lost: 0, doubled: 0 }
      for (let number = firstCounted; number < moments.length; number++) {
        const missing = (expected[number] ?? 0) - (copies[number] ?? 0)
        counts.sent++
        counts.acknowledged += acks[number] ?? 0
        counts.delivered += copies[number] ?? 0
        counts.lost += Math.max(0, missing)
        counts.doubled += Math.max(0, -missing)
        // What never came was not quick: it counts from its moment until we stopped waiting.
        const waitedMs = Math.max(0, performance.now() - (intended[number] ?? 0))
        for (let copy = 0; copy < missing; copy++) latency.record(waitedMs)
        if (acks[number] === 0) acknowledgement.record(waitedMs)
      }
      return { latency: latency.finish(), acknowledgement: acknowledgement.finish(), ...counts }
    },
  }
}
