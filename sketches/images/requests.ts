import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { type Answer, answerError, json, say, send } from './answer.ts'
import type { Front } from './front.ts'
import { statusOf } from './job-status.ts'
import { queueName } from './jobs.ts'
import { Refusal } from './refusal.ts'
import { takeUpload } from './upload.ts'

const page = readFileSync(new URL('page.html', import.meta.url))
const idPattern = /^[0-9a-f]{40}$/
const oneYearS = 31_536_000

interface Asked {
  front: Front
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** The parts of the path behind the first. */
  rest: string[]
}

type Route = (asked: Asked) => Promise<Answer | null> | Answer

/** By method and path, whose parts in capitals are any. */
const routes: Record<string, Route> = {
  'GET ': () => ({ status: 200, type: 'text/html', body: page }),
  'GET about': ({ front: { options, killWorker } }) =>
    json(200, { killable: killWorker !== null, gpuProgram: options.gpuProgram !== null }),
  'GET health': () => say(200, 'ok\n'),
  'GET metrics': async ({ front }) => say(200, await front.metrics()),
  'POST images': upload,
  'GET images ID': status,
  'GET images ID NAME': result,
  'GET dead': async ({ front }) => json(200, await front.queues.dead(queueName)),
  'POST dead ID requeue': requeue,
  'POST kill': async ({ front }) => {
    if (front.killWorker === null) throw new Refusal(403, 'kill', 'Nobody may end workers here')
    return json(200, { pid: await front.killWorker() })
  },
}

const partsBelow = new Map([
  ['images', ['ID', 'NAME']],
  ['dead', ['ID']],
])

export function requestListener(front: Front): RequestListener {
  return async (request, response) => {
    try {
      const url = URL.parse(request.url ?? '', 'http://localhost')
      if (url === null) throw new Refusal(400, 'address', 'The address cannot be read')
      if (!isOwnPage(request))
        throw new Refusal(403, 'origin', 'Only pages of this service may ask')
      const [first = '', ...rest] = url.pathname.slice(1).split('/')
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const route = routes[routeOf(method, first, rest)]
      if (route === undefined) throw new Refusal(404, 'address', `There is no ${url.pathname} here`)
      const answer = await route({ front, request, response, url, rest })
      if (answer !== null) send(response, answer)
    } catch (error) {
      answerError(front, { request, response, error })
    }
  }
}

/** `GET images 1f… small` → `GET images ID NAME`; what lies below is known by how much there is of it. */
function routeOf(method = '', first: string, rest: string[]): string {
  const below = partsBelow.get(first)
  return [method, first, ...rest.map((part, index) => below?.[index] ?? part)].join(' ')
}

/** Any page can send a form to any address; only our own may. Programs name no origin. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host
}

async function upload({ front, request, url }: Asked): Promise<Answer> {
  const { counters } = front
  counters.uploading++
  try {
    await expectRoom(front)
    const { id, isNew } = await takeUpload(front, request, url)
    counters[isNew ? 'accepted' : 'repeated']++
    const place = `/images/${id}`
    const body = { id, status: place, isNew }
    return { ...json(isNew ? 202 : 200, body), headers: { location: place } }
  } finally {
    counters.uploading--
  }
}

/** Uploads that are on their way count as well, or a burst would find room for all of it. */
async function expectRoom({ options, jobs, counters, waitS }: Front): Promise<void> {
  const { depthMax } = options
  const before = counters.uploading - 1
  const depth = before + (await jobs.depth(depthMax + 1))
  if (depth < depthMax) return
  const refusal = new Refusal(429, 'busy', `${depth} images wait, expected under ${depthMax}`)
  throw Object.assign(refusal, { retryAfterS: waitS(depth) })
}

async function status({ front, rest: [id = ''] }: Asked): Promise<Answer> {
  const job = idPattern.test(id) ? await front.jobs.find(id) : null
  if (job === null) throw new Refusal(404, 'id', 'There is no such job')
  return json(200, statusOf(job))
}

/** Only what we have encoded ourselves is ever handed out, never an original. */
async function result({ front, response, rest: [id = '', name = ''] }: Asked): Promise<null> {
  const job = idPattern.test(id) ? await front.jobs.find(id) : null
  const found = job?.results.find((each) => each.name === name)
  const stream = found === undefined ? null : await front.blobs.get(found.key)
  if (found === undefined || stream === null)
    throw new Refusal(404, 'result', 'There is no such result')
  response.writeHead(200, {
    'content-type': `image/${found.format}`,
    'content-length': found.bytes,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': `public, max-age=${oneYearS}, immutable`,
  })
  await pipeline(stream, response)
  return null
}

/** First the row, since it is the truth: a process that ends between the two leaves a job that is buried again. */
async function requeue({ front, rest: [id = ''] }: Asked): Promise<Answer> {
  if (!idPattern.test(id) || !(await front.jobs.revive(id)))
    throw new Refusal(404, 'id', 'There is no such dead job')
  if (!(await front.queues.requeue(queueName, id)))
    await front.queues.publish(queueName, { id, body: '' })
  return json(202, { id, status: `/images/${id}` })
}
