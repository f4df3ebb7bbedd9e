import { type Dispatcher, Pool } from 'undici'
import { type ConnectionCounts, countingConnector } from './connector.ts'
import type { GatewayOptions } from './options.ts'
import { type Failure, faultInHead, type Outgoing, type Transport } from './transport.ts'
import type { UpstreamAddress } from './upstreams.ts'

/** One HTTP/2 connection carries all; without this, the hundred of the default would be the pool's limit. */
const streamsMax = 10_000

export interface Reach {
  addresses: UpstreamAddress[]
  authority: string | null
}

/** A pool of connections for each upstream: keep-alive, used once, or one with streams. */
export function openPools(reach: Reach, options: GatewayOptions): Transport {
  const counts: ConnectionCounts = { opened: 0, open: 0 }
  const pools = poolsFor(reach, options, counts)
  const origins = reach.addresses.map((address) => originOf(address, reach.authority))
  return {
    send(call) {
      const pool = pools[call.upstream]
      const request: Dispatcher.DispatchOptions = {
        origin: origins[call.upstream] ?? '',
        path: call.path,
        method: 'GET',
        headers: call.headers,
      }
      const exchange = new Exchange(call)
      pool?.dispatch(request, exchange)
      return () => exchange.cancel()
    },
    connections: () => ({ ...counts }),
    async close() {
      await Promise.all(pools.map((pool) => pool.destroy()))
    },
  }
}

export function poolsFor(
  { addresses, authority }: Reach,
  { mode, resumeTls, connectionsPerUpstream }: GatewayOptions,
  counts: ConnectionCounts,
): Pool[] {
  const h2 = mode === 'h2'
  return addresses.map((address) => {
    const settings = {
      connect: countingConnector(counts, { authority, h2, resumeTls }),
      connections: h2 ? 1 : connectionsPerUpstream,
      allowH2: h2,
      ...(h2
        ? { useH2c: authority === null, h2Options: { maxConcurrentStreams: streamsMax } }
        : {}),
      // 0 closes the connection after each answer.
      pipelining: mode === 'h1-fresh' ? 0 : 1,
      // Timers of the call, which end earlier, do for both.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
      maxHeaderSize: 16 * 1024,
    }
    return new Pool(originOf(address, authority), settings)
  })
}

export function originOf({ host, port }: UpstreamAddress, authority: string | null): string {
  return `${authority === null ? 'http' : 'https'}://${host}:${port}`
}

/** So much of an answer that is of no use is read to its end, since breaking off would cost the connection. */
const dullBytesMax = 4 * 1024

/** One call on a connection of undici. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #call: Outgoing
  readonly #body: Buffer[] = []
  #bytes = 0
  #fault: Failure | null = null
  #controller: Dispatcher.DispatchController | null = null
  #isOver = false

  constructor(call: Outgoing) {
    this.#call = call
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#controller?.abort(new Error('The gateway does not wait any longer'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) controller.abort(new Error('The gateway did not wait for a connection'))
    else this.#call.sent()
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // Hints come before the answer, and say nothing that a gateway needs.
    if (status < 200) return
    const { answerBytesMax } = this.#call
    const [type, length] = [headers['content-type'], headers['content-length']]
    this.#fault = faultInHead(status, { type, length }, answerBytesMax)
    if (this.#fault !== null && !(Number(length) <= dullBytesMax)) this.#fail(this.#fault)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer) {
    if (this.#isOver) return
    this.#bytes += chunk.length
    if (this.#fault !== null) return
    if (this.#bytes > this.#call.answerBytesMax) return this.#fail('too large')
    if (!this.#call.hold(chunk.length)) return this.#fail('no memory')
    this.#body.push(chunk)
  }

  onResponseEnd() {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#fault === null) this.#call.answered(this.#body)
    else this.#call.failed(this.#fault)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(failureOf(error))
  }

  #fail(failure: Failure): void {
    if (this.#isOver) return
    this.cancel()
    this.#call.failed(failure)
  }
}

export function failureOf(error: Error & { code?: string }): Failure {
  const refusals = ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'EADDRNOTAVAIL', 'EMFILE']
  return refusals.includes(error.code ?? '') ? 'refused' : 'broken'
}
