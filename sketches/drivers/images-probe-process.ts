import { Agent, get } from 'node:http'
import { answerOwner } from '../parts/child.ts'
import { percentile, recorder } from './distribution.ts'
import { goFirst } from './first.ts'
import type { ProbeResult } from './images-probe.ts'

const [tickMs, lagMsLimit, answerLimitMs] = [2, 20, 20_000]
// A connection for each question that waits: one behind the other they would measure themselves.
const agent = new Agent({ keepAlive: true, maxSockets: 500 })

let [latency, lags] = [recorder('ms'), recorder('ms')]
let [asked, failed, nextMs, tickedMs] = [0, 0, 0, 0]
let waiting = new Set<Promise<void>>()
let timer: NodeJS.Timeout | undefined
goFirst()
answerOwner({ begin, end })

function begin({ url, perSecond }: { url: string; perSecond: number }): void {
  clearInterval(timer)
  ;[latency, lags] = [recorder('ms'), recorder('ms')]
  waiting = new Set()
  ;[asked, failed] = [0, 0]
  nextMs = performance.now()
  tickedMs = nextMs
  timer = setInterval(() => {
    const now = performance.now()
    lags.record(Math.max(0, now - tickedMs - tickMs))
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
  const lag = lags.finish()
  // Where all cores work, any process waits for one now and then: what matters is what most questions met.
  const lagMs = percentile(lag, 99)
  return {
    ...{ latency: latency.finish(), asked, failed, lagMsMax: lag.max },
    void: lagMs > lagMsLimit ? `driver lagged ${Math.round(lagMs)} ms at its p99` : null,
  }
}
