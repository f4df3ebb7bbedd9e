import { type Images, start } from '../../sketches/images/index.ts'
import type { ShownStatus } from '../../sketches/images/job-status.ts'
import type { ImagesOptions } from '../../sketches/images/options.ts'
import { type Database, startDatabase } from '../../sketches/parts/database.ts'
import { until } from '../sketches/processes.ts'

/** A service with a database of its own on a server that tests share: a server for each takes longer than most tests. */
export async function startOn(server: Database, options: Partial<ImagesOptions>): Promise<Images> {
  await using started = new AsyncDisposableStack()
  const { url } = started.use(await startDatabase({ url: server.url }))
  const images = started.use(await start({ ...options, databaseUrl: url }))
  const running = started.move()
  return { ...images, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

export interface Sent {
  status: number
  retryAfter: string | null
  id: string
  isNew: boolean
  /** What was refused, and why. */
  refused: string
  because: string
}

export async function sendTo(
  { addresses }: Images,
  body: Buffer | string,
  query: Record<string, string> = {},
): Promise<Sent> {
  const address = `${addresses.upload}?${new URLSearchParams(query)}`
  const answer = await fetch(address, { method: 'POST', body: new Uint8Array(Buffer.from(body)) })
  const retryAfter = answer.headers.get('retry-after')
  return { ...(await answer.json()), status: answer.status, retryAfter }
}

export async function statusIn({ addresses }: Images, id: string): Promise<ShownStatus> {
  return (await fetch(`${addresses.upload}/${id}`)).json()
}

/** Waits for the end of a job, whatever it is. */
export async function ended(
  images: Images,
  id: string,
  ends = ['done', 'failed', 'dead'],
): Promise<ShownStatus> {
  let last: ShownStatus | null = null
  await until(async () => {
    // A database that is away is what some tests are about.
    last = await statusIn(images, id).catch(() => last)
    return last !== null && ends.includes(last.status)
  }, 45_000)
  if (last === null) throw new Error(`Nobody could tell of job ${id}`)
  return last
}
