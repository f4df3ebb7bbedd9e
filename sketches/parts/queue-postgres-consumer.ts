import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError } from 'pg'
import type { Consumer, Delivery, Message } from './queue.ts'
import { backoffMsAfter, type Policy } from './queue-policy.ts'

export interface Claims {
  claim(count: number): Promise<Claim[]>
  /** These answer whether the claim was still theirs. */
  extend(claim: Claim): Promise<boolean>
  finish(claim: Claim): Promise<boolean>
  fail(claim: Claim, reason: string, againMs: number | null): Promise<boolean>
}

export interface Claim extends Message {
  attempt: number
}

interface Work {
  policy: Policy
  claims: Claims
  handle(delivery: Delivery): Promise<void>
}

/** How long a message waits at most whose announcement was lost, or whose lease or backoff has ended. */
const pollMs = 200
const jitter = 0.2

/** Takes as many messages as it has hands free, and waits for news or the next poll. */
export function startConsumer(work: Work): Consumer & { wake(): void } {
  const running = new Set<Promise<void>>()
  let stopping = false
  let wake = (): void => {}

  async function loop(): Promise<void> {
    while (!stopping) {
      const { promise: news, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const free = work.policy.concurrency - running.size
      // A database that is away for a while is no reason to give up: the next poll asks again.
      const claimed = free > 0 ? await work.claims.claim(free).catch(() => []) : []
      for (const claim of claimed) {
        const run = handleOne(work, claim).finally(() => {
          running.delete(run)
          wake()
        })
        running.add(run)
      }
      if (claimed.length < free || free === 0) await firstOf(news, pollMs)
    }
    await Promise.all(running)
  }

  const ended = loop()
  return {
    wake: () => wake(),
    async stop() {
      stopping = true
      wake()
      await ended
    },
  }
}

async function handleOne({ policy, claims, handle }: Work, claim: Claim): Promise<void> {
  const lost = new AbortController()
  const heartbeat = setInterval(async () => {
    const isOurs = await claims.extend(claim).catch(() => true)
    if (!isOurs) lost.abort(new Error(`Attempt ${claim.attempt} at ${claim.id} took too long`))
  }, policy.leaseMs / 3)
  try {
    await handle({ ...claim, signal: lost.signal })
    await insist(() => claims.finish(claim))
  } catch (error) {
    const isLast = claim.attempt >= policy.maxAttempts
    // Spread, so that what failed together is not tried again together.
    const againMs = backoffMsAfter(policy, claim.attempt) * (1 + jitter * Math.random())
    await insist(() => claims.fail(claim, String(error), isLast ? null : againMs)).catch(giveUp)
  } finally {
    clearInterval(heartbeat)
  }
}

/** Tries for a while; after that the lease ends, and the message is delivered again. */
async function insist(change: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await change()
      return
    } catch (error) {
      if (attempt === 5 || isOurMistake(error)) throw error
      await pause(50 * 2 ** attempt)
    }
  }
}

/** The message comes again when its lease has ended; a statement that can never work is no reason to hide. */
function giveUp(error: unknown): void {
  if (isOurMistake(error)) throw error
}

/** A wrong statement or value, by the class of the server's code. */
function isOurMistake(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22|42)/.test(error.code ?? '')
}

async function firstOf(news: Promise<void>, limitMs: number): Promise<void> {
  const timer = new AbortController()
  const time = pause(limitMs, undefined, { signal: timer.signal }).catch(() => {})
  await Promise.race([news, time])
  timer.abort()
}
