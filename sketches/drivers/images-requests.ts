import { setTimeout as pause } from 'node:timers/promises'

/** As much of the service as a driver needs to know. */
export interface Target {
  addresses: { page: string; upload: string; databaseUrl: string }
}

export interface Upload {
  status: number
  id: string
}

export async function upload(target: Target, body: Buffer, plan: string): Promise<Upload> {
  const address = `${target.addresses.upload}?plan=${plan}`
  const answer = await fetch(address, { method: 'POST', body: new Uint8Array(body) })
  const { id = '' } = await answer.json()
  return { status: answer.status, id }
}

export interface JobSeen {
  status: string
  attempt: number
  createdMs: number
  startedMs: number
  finishedMs: number
  results: { address: string }[]
}

/** Asked at growing distances: times come from the rows, and every question costs the service CPU. */
const [pollMsLeast, pollMsMost, pollGrowth] = [10, 200, 1.5]

/** Asks until the job has ended; a service that is away for a while is asked again. */
export async function untilEnded(target: Target, id: string, limitMs: number): Promise<JobSeen> {
  const end = Date.now() + limitMs
  for (
    let pollMs = pollMsLeast;
    Date.now() < end;
    pollMs = Math.min(pollMsMost, pollMs * pollGrowth)
  ) {
    const answer = await fetch(`${target.addresses.upload}/${id}`).catch(() => null)
    const job = answer?.ok ? ((await answer.json()) as JobSeen) : null
    if (job !== null && !['queued', 'running'].includes(job.status)) return job
    await pause(pollMs)
  }
  throw new Error(`Job ${id} has not ended within ${limitMs} ms`)
}

/** Does all of them, a limited number at a time, and keeps their order. */
export async function inTurns<Item, Result>(
  items: Item[],
  atOnce: number,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length)
  let next = 0
  async function turn(): Promise<void> {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await act(items[index] as Item)
  }
  await Promise.all(Array.from({ length: atOnce }, turn))
  return results
}
