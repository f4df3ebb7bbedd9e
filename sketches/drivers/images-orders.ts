import { type Distribution, recorder } from './distribution.ts'

export interface OrderOptions {
  bodies: Uint8Array[]
  /** Orders that wait for an answer at the same time: a closed loop, fit for saturation only. */
  atOnce: number
  kind: 'library' | 'javascript'
  plan: string
}

export interface OrderResult {
  done: number
  failed: number
  seconds: number
  perSecond: number
  latency: Distribution
}

/** Sends each body to a workshop and waits for its answer. */
export async function orders(address: string, options: OrderOptions): Promise<OrderResult> {
  const { bodies, atOnce, kind, plan } = options
  const latency = recorder('ms')
  const start = performance.now()
  let [next, done, failed] = [0, 0, 0]

  async function orderOneByOne(): Promise<void> {
    for (let index = next++; index < bodies.length; index = next++) {
      const from = performance.now()
      if (await order(`${address}?kind=${kind}&plan=${plan}`, bodies[index])) {
        done++
        latency.record(performance.now() - from)
      } else failed++
    }
  }

  await Promise.all(Array.from({ length: atOnce }, orderOneByOne))
  const seconds = (performance.now() - start) / 1000
  return { done, failed, seconds, perSecond: done / seconds, latency: latency.finish() }
}

async function order(address: string, body: Uint8Array | undefined): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'POST', body: new Uint8Array(body ?? []) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
