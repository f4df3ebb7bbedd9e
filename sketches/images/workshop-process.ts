import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import type { WorkshopOptions, WorkshopStats } from './workshop.ts'
import { type Engine, openEngine } from './workshop-engines.ts'
import type { Kind } from './workshop-work.ts'

const watchMs = 10

// The least service that works on images at all, so that nothing but where it works makes a difference.
const loopDelay = monitorEventLoopDelay({ resolution: 1 })
let engine: Engine
let options: WorkshopOptions
answerOwner({ open, stats, reset: () => loopDelay.reset() }, () => engine?.close())

async function open(given: WorkshopOptions): Promise<number> {
  options = given
  engine = await openEngine(given)
  const { workerBytesMax, workers } = given
  // In one process, all that can be limited is all of it.
  if (workerBytesMax !== null && given.engine !== 'children')
    setInterval(() => {
      const isOver = process.memoryUsage.rss() > workerBytesMax * workers
      if (isOver) process.kill(process.pid, 'SIGKILL')
    }, watchMs)
  const { port } = await listenLocally(createServer(answer))
  loopDelay.enable()
  return port
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.end('ok\n')
    return
  }
  try {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const original = Buffer.concat(await request.toArray())
    const [kind, plan] = [query.get('kind') as Kind, query.get('plan') ?? '']
    const bytes = await engine.run({ original, kind, plan, pixelsMax: options.pixelsMax })
    response.end(`${bytes}\n`)
  } catch (error) {
    response.writeHead(500).end(`${error}\n`)
  }
}

async function stats(): Promise<WorkshopStats> {
  return {
    cpuS: await engine.cpuS(),
    loopDelayMsP99: loopDelay.percentile(99) / 1e6,
    loopDelayMsMax: loopDelay.max / 1e6,
    residentBytes: process.memoryUsage.rss(),
  }
}
