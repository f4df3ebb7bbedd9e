import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { type HttpTarget, type Usage, usageBetween } from './http-usage.ts'

export interface SaturationOptions {
  /** Clients, each of which asks again as soon as it is answered. */
  clients?: number
  seconds?: number
  /** Services that each request asks. */
  fanOut?: number
  bytes?: number
}

export interface SaturationResult extends Usage {
  requestsPerS: number
  /** Answered with another status than 200. */
  refused: number
  /** Broken connections and missing answers. */
  errors: number
}

/** What autocannon prints, as far as it is needed. Its latencies are those of a closed loop, and are left alone. */
interface Report {
  requests: { average: number }
  non2xx: number
  errors: number
  timeouts: number
}

const outputBytesMax = 1 << 24
const warmupSeconds = 1

/** As many requests a second as go through: a closed loop of autocannon, in its own process. */
export async function saturate(
  target: HttpTarget,
  options: SaturationOptions = {},
): Promise<SaturationResult> {
  const { clients = 50, seconds = 5, fanOut = 6, bytes = 1_000 } = options
  if (!(clients >= 1 && clients <= 1_000))
    throw new RangeError(`Unexpected clients ${clients}, expected 1 to 1,000`)
  if (!(seconds >= 1 && seconds <= 60))
    throw new RangeError(`Unexpected seconds ${seconds}, expected 1 to 60`)
  const { host, port } = target.addresses
  const of = target.services.slice(0, fanOut).join(',')
  const url = `http://${host}:${port}/aggregate?of=${of}&bytes=${bytes}`
  await fire(url, clients, warmupSeconds)
  const [before, upstreamsBefore] = [await target.stats(), await target.upstreamStats()]
  const startMs = performance.now()
  const { requests, non2xx, errors, timeouts } = await fire(url, clients, seconds)
  const lookedS = (performance.now() - startMs) / 1000
  const [after, upstreamsAfter] = [await target.stats(), await target.upstreamStats()]
  return {
    ...usageBetween({ lookedS, before, after, upstreamsBefore, upstreamsAfter }),
    requestsPerS: requests.average,
    refused: non2xx,
    errors: errors + timeouts,
  }
}

async function fire(url: string, clients: number, seconds: number): Promise<Report> {
  const program = createRequire(import.meta.url).resolve('autocannon')
  const flags = ['--json', '--connections', String(clients), '--duration', String(seconds)]
  const settings = { maxBuffer: outputBytesMax, timeout: (seconds + 30) * 1000 }
  const run = promisify(execFile)(process.execPath, [program, ...flags, url], settings)
  return JSON.parse((await run).stdout) as Report
}
