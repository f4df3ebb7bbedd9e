import { tableIn, type Varying } from '../drivers/http-amount.ts'
import { startChild } from '../parts/child.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { type Fault, faultFrom } from './fault.ts'
import type { UpstreamPlan, UpstreamStats } from './upstream.ts'

export interface UpstreamsOptions {
  /** Services, each at an address of its own: 127.0.0.2, 127.0.0.3 and so on where the system has them. */
  upstreams: number
  upstreamProcesses: number
  /** How long a service takes, in ms. */
  latencyMs: Varying
  /** How much a service answers, in bytes, where a request does not ask for another size. */
  bytes: Varying
  protocol: 'h1' | 'h2'
  tls: boolean
  seed: number
}

export interface UpstreamAddress {
  name: string
  host: string
  port: number
}

export interface Upstreams extends AsyncDisposable {
  addresses: UpstreamAddress[]
  /** Who must be trusted to talk to them; null where they speak plainly. */
  authority: string | null
  setFault(name: string, fault: Fault): Promise<void>
  stats(): Promise<UpstreamStats[]>
}

/** The one name in the certificate of all. */
export const certifiedName = 'upstream.internal'

const answerLimitMs = 60_000
const stopLimitMs = 5_000

export async function startUpstreams(options: UpstreamsOptions): Promise<Upstreams> {
  const { upstreams, upstreamProcesses, protocol, tls } = options
  const certificate = tls ? makeCertificate(certifiedName) : null
  const plans = Array.from({ length: upstreams }, (_, index) => planOf(options, index, certificate))
  await using started = new AsyncDisposableStack()
  const children = await Promise.all(
    Array.from({ length: Math.min(upstreams, upstreamProcesses) }, async () => {
      const child = await startChild(new URL('upstream-process.ts', import.meta.url))
      started.defer(() => child.stop(stopLimitMs))
      return child
    }),
  )
  const ownerOf = (index: number) => children[index % children.length]
  const opened = await Promise.all(
    children.map(async (child, each) => {
      const own = plans.filter((_, index) => index % children.length === each)
      const places = await child.ask('open', own, answerLimitMs)
      return (places as { host: string; port: number }[]).map((place, index) => ({
        name: own[index]?.name ?? '',
        ...place,
      }))
    }),
  )
  const byName = new Map(opened.flat().map((address) => [address.name, address]))
  const running = started.move()
  return {
    addresses: plans.flatMap(({ name }) => byName.get(name) ?? []),
    authority: certificate?.certificate ?? null,
    async setFault(name, fault) {
      const index = plans.findIndex((plan) => plan.name === name)
      if (index < 0)
        throw new RangeError(`Unexpected upstream ${name}, expected ${plans[0]?.name} …`)
      const detail = { name, fault: faultFrom(fault, protocol) }
      await ownerOf(index)?.ask('fault', detail, answerLimitMs)
    },
    async stats() {
      const all = await Promise.all(
        children.map((child) => child.ask('stats', null, answerLimitMs)),
      )
      const found = new Map((all as UpstreamStats[][]).flat().map((each) => [each.name, each]))
      return plans.flatMap(({ name }) => found.get(name) ?? [])
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function planOf(
  options: UpstreamsOptions,
  index: number,
  certificate: Certificate | null,
): UpstreamPlan {
  return {
    name: `s${index + 1}`,
    host: `127.0.0.${index + 2}`,
    latencyMs: tableIn('ms', options.latencyMs),
    bytes: tableIn('B', options.bytes),
    protocol: options.protocol,
    certificate,
    seed: options.seed + index,
  }
}
