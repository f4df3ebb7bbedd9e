import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Front } from './front.ts'
import { type Found, startInspection } from './inspection.ts'
import { queueName } from './jobs.ts'
import { planFrom } from './plan.ts'
import { Refusal } from './refusal.ts'

export interface Taken {
  id: string
  /** False where the same image with the same plan had been taken before. */
  isNew: boolean
}

const nameLengthMax = 100

/**
 * Looks at an upload while it is written under a name of our own, then writes the row, and only then tells the
 * queue. What is refused leaves nothing behind; what was answered with an id outlives any process.
 */
export async function takeUpload(front: Front, request: IncomingMessage, url: URL): Promise<Taken> {
  const { options, jobs, blobs } = front
  const plan = url.searchParams.get('plan') ?? options.plan
  planFrom(plan)
  expectLength(request, options.uploadBytesMax)
  const original = `originals/${randomUUID()}`
  const passed: { found: Found | null } = { found: null }
  const put = await blobs.put(original, inspected(front, request, passed), {
    bytesMax: options.uploadBytesMax,
  })
  if (passed.found === null) throw new Error('An upload was stored that nobody has looked at')
  const id = createHash('sha256').update(`${put.sha256} ${plan}`).digest('hex').slice(0, 40)
  const name = shownName(url.searchParams.get('name') ?? '')
  const isNew = await jobs.insert({ id, name, original, plan, bytes: put.bytes, ...passed.found })
  if (isNew) void announce(front, id)
  else await blobs.delete(original)
  return { id, isNew }
}

/** Passes on what belongs to the image, and stops at the first thing that is wrong with it. */
async function* inspected(
  { options }: Front,
  request: IncomingMessage,
  passed: { found: Found | null },
): AsyncGenerator<Uint8Array> {
  const inspection = startInspection(options)
  let received = 0
  // A request that is left early stays open, so that the refusal can be said.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    received += piece.length
    if (received > options.uploadBytesMax) throw tooLong(options.uploadBytesMax)
    const belonging = inspection.push(piece)
    if (belonging > 0) yield piece.subarray(0, belonging)
  }
  passed.found = inspection.finish()
}

function expectLength(request: IncomingMessage, bytesMax: number): void {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLong(bytesMax)
}

function tooLong(bytesMax: number): Refusal {
  return new Refusal(413, 'bytes', `The upload is longer than ${bytesMax} bytes`)
}

/** The row is safe already: where the queue is away, a sweep announces it later. */
async function announce({ queues, jobs }: Front, id: string): Promise<void> {
  await queues
    .publish(queueName, { id, body: '' })
    .then(() => jobs.announced(id))
    .catch(() => {})
}

/** For people to read, and never a path: `../../etc/passwd` → `passwd`. */
export function shownName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[^\p{L}\p{N} ._()-]/gu, '').trim()
  return [...plain].slice(0, nameLengthMax).join('').replace(/^\.+/, '') || 'unnamed'
}
