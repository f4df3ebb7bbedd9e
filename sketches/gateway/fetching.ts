import { fetch } from 'undici'
import type { ConnectionCounts } from './connector.ts'
import type { GatewayOptions } from './options.ts'
import { failureOf, originOf, poolsFor, type Reach } from './pools.ts'
import { type Failure, faultInHead, type Outgoing, type Transport } from './transport.ts'

/** The same pools behind `fetch`: what its comfort costs. */
export function openFetching(reach: Reach, options: GatewayOptions): Transport {
  const counts: ConnectionCounts = { opened: 0, open: 0 }
  const pools = poolsFor(reach, options, counts)
  const origins = reach.addresses.map((address) => originOf(address, reach.authority))

  async function run(call: Outgoing, breaking: AbortController): Promise<Failure | Buffer[]> {
    const pool = pools[call.upstream]
    if (pool === undefined) return 'refused'
    const response = await fetch(`${origins[call.upstream]}${call.path}`, {
      headers: call.headers,
      signal: breaking.signal,
      redirect: 'manual',
      dispatcher: pool,
    })
    const { status, headers, body } = response
    const [type, length] = [headers.get('content-type'), headers.get('content-length')]
    const failure = faultInHead(status, { type, length }, call.answerBytesMax)
    if (failure !== null) return failure
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes > call.answerBytesMax) return 'too large'
      if (!call.hold(chunk.length)) return 'no memory'
      chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))
    }
    return chunks
  }

  return {
    send(call) {
      const breaking = new AbortController()
      let isOver = false
      // That it waits for a connection first is hidden behind `fetch`.
      call.sent()
      run(call, breaking)
        .catch((error) => failureOf(error.cause ?? error))
        .then((result) => {
          if (isOver) return
          isOver = true
          if (typeof result !== 'string') return call.answered(result)
          breaking.abort()
          call.failed(result)
        })
      return () => {
        if (isOver) return
        isOver = true
        breaking.abort()
      }
    },
    connections: () => ({ ...counts }),
    async close() {
      await Promise.all(pools.map((pool) => pool.destroy()))
    },
  }
}
