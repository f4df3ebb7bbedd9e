import { Agent, get } from 'node:http'
import { answerOwner } from '../parts/child.ts'
import { recorder } from './distribution.ts'
import type { ProbeResult } from './images-probe.ts'

const [tickMs, lagMsLimit, answerLimitMs] = [2, 20, 20_000]
// A connection for each question that waits: one behind the other they would measure themselves.
const agent = new Agent({ keepAlive: true, maxSockets: 500 })

let latency = recorder('ms')
let [asked, failed, lagMsMax, nextMs, tickedMs] = [0, 0, 0, 0, 0]
let waiting = new Set<Promise<void>>()
let timer: NodeJS.Timeout | undefined
answerOwner({ begin, end })

function begin({ url, perSecond }: { url: string; perSecond: number }): void {
  clearInterval(timer)
  latency = recorder('ms')
  waiting = new Set()
  ;[asked, failed, lagMsMax] = [0, 0, 0]
  nextMs = performance.now()
  tickedMs = nextMs
  timer = setInterval(() => {
    const now = performance.now()
    lagMsMax = Math.max(lagMsMax, now - tickedMs - tickMs)
    tickedMs = now
    for (; nextMs <= now; nextMs += 1000 / perSecond) askOnce(url, nextMs)
  }, tickMs)
}

function askOnce(url: string, intendedMs: number): void {
  asked++
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const request = get(url, { agent, timeout: answerLimitMs }, (response) => {
    response.resume()
    response.once('end', () => resolve(response.statusCode === 200))
    response.once('error', () => resolve(false))
  })
  request.once('timeout', () => request.destroy(new Error('no answer')))
  request.once('error', () => resolve(false))
  const ended: Promise<void> = promise.then((isGood) => {
    if (isGood) latency.record(performance.now() - intendedMs)
    else failed++
    waiting.delete(ended)
  })
  waiting.add(ended)
}

async function end(): Promise<ProbeResult> {
  clearInterval(timer)
  await Promise.all(waiting)
  return {
    ...{ latency: latency.finish(), asked, failed, lagMsMax },
    void: lagMsMax > lagMsLimit ? `driver lagged ${Math.round(lagMsMax)} ms` : null,
  }
}
