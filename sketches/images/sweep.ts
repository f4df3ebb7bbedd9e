import type { Blobs } from '../parts/blobs.ts'
import type { Queues } from '../parts/queue.ts'
import { type Jobs, queueName } from './jobs.ts'

interface Swept {
  jobs: Jobs
  queues: Queues
  blobs: Blobs
}

const pauseMs = 1_000
const announcedWithinMs = 1_000
const ownedWithinMs = 3_600_000

/** Brings to its end what a process had begun that was killed between two steps. */
export function startSweep(swept: Swept): { stop(): Promise<void> } {
  let running = sweep(swept, true)
  const timer = setInterval(() => {
    running = running.then(() => sweep(swept, false))
  }, pauseMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

async function sweep(swept: Swept, isFirst: boolean): Promise<void> {
  try {
    await announceForgotten(swept)
    await buryDead(swept)
    if (isFirst) await removeOwnerless(swept)
  } catch {
    // The database or the broker is away: the next sweep comes soon.
  }
}

/** A row that was written while the queue was away, or by a process that did not live to announce it. */
async function announceForgotten({ jobs, queues }: Swept): Promise<void> {
  for (const id of await jobs.unannounced(announcedWithinMs)) {
    await queues.publish(queueName, { id, body: '' })
    await jobs.announced(id)
  }
}

/** A message whose last dispatcher ended with it: the queue has laid it aside, and the row does not know. */
async function buryDead({ jobs, queues }: Swept): Promise<void> {
  for (const { id, reason } of await queues.dead(queueName)) await jobs.bury(id, reason)
}

/** Originals whose upload ended before there was a row. Young ones may still get theirs. */
async function removeOwnerless({ jobs, blobs }: Swept): Promise<void> {
  for await (const key of blobs.keys()) {
    if (!key.startsWith('originals/')) continue
    const found = await blobs.stat(key)
    if (found === null || Date.now() - found.putMs < ownedWithinMs) continue
    if (!(await jobs.owns(key))) await blobs.delete(key)
  }
}
