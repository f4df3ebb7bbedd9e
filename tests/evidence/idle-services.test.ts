import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readMeasured } from '../../src/evidence/store.ts'
import { repository, temporaryProject } from '../project/project.ts'
import { measureAll } from './documents.ts'

const path = 'calculations/idle.md'

/**
 * A chat that acknowledges every message and delivers none, one that delivers only the first, and a gateway that
 * answers 200 at once, with nothing in it: each as quick as can be, under the real drivers. That a
 * driver lags is left out here, since it would make these runs void on a busy machine.
 */
const text = `# Services that answer without doing the work

\`\`\`ts measured
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { crowd } from '../sketches/drivers/crowd.ts'
import { requests } from '../sketches/drivers/http-requests.ts'

const listen = async (onRequest?: RequestListener) => {
  const server = createServer(onRequest)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { address: host, port } = server.address() as AddressInfo
  return { server, addresses: { host, port } }
}
const chat = async (mostDeliveries: number) => {
  const { server, addresses } = await listen()
  const members: WebSocket[] = []
  let delivered = 0
  new WebSocketServer({ server }).on('connection', (socket) => {
    members.push(socket)
    socket.on('message', (data) => {
      const { type, id, room } = JSON.parse(String(data))
      if (type === 'join') return socket.send(JSON.stringify({ type: 'joined', room }))
      socket.send(JSON.stringify({ type: 'ack', id }))
      if (delivered++ >= mostDeliveries) return
      for (const member of members) member.send(JSON.stringify({ type: 'say', id, room }))
    })
  })
  const run = await crowd({ addresses }, { clients: 4, rooms: 1, rate: 80, seconds: 0.5, warmupSeconds: 0 })
  server.closeAllConnections()
  server.close()
  return run
}
const gateway = async () => {
  const answer: RequestListener = (_, response) => void response.writeHead(200, { 'content-length': 2 }).end('{}')
  const { server, addresses } = await listen(answer)
  const stats = async () => ({
    ...{ cpuS: 0, requests: 0, calls: 0, attempts: 0, connectionsOpened: 0, connectionsOpen: 0 },
    ...{ requestsInFlightSum: 0, callsInFlightSum: 0, callsOnWireSum: 0, samples: 1, residentBytesMax: 0 },
  })
  const services = ['stock', 'prices', 'users']
  const target = { addresses, services, stats, upstreamStats: async () => [] }
  const run = await requests(target, { rate: 80, seconds: 0.5, warmupSeconds: 0, fanOut: [1, 3] })
  server.closeAllConnections()
  server.close()
  return run
}
const run = async () => {
  const [mute, lazy, hollow] = await Promise.all([chat(0), chat(1), gateway()])
  return {
    acknowledged: mute.acknowledgement,
    delivery: { ofMute: mute.latency, ofLazy: lazy.latency },
    lost: { ofMute: mute.lost, ofLazy: lazy.lost },
    answer: hollow.latency,
    complete: hollow.complete,
    failed: hollow.failed,
  }
}
const { acknowledged, delivery, lost, answer, complete, failed } = await run()
\`\`\`

Acknowledged [within 1,000 ms](measured:acknowledged.p50). Delivered [within 1,000 ms](measured:delivery.ofMute.p50) and
[within 1,000 ms](measured:delivery.ofLazy.p50), [0](measured:lost.ofMute) and [0](measured:lost.ofLazy) lost; answered
[within 1,000 ms](measured:answer.p50), [at least 1](measured:complete) complete, [0](measured:failed) not.
`

it('a service that answers without doing the work is seen by what the drivers count', async () => {
  await using project = await temporaryProject({ [path]: text })
  await symlink(join(repository, 'sketches'), join(project.root, 'sketches'))
  const { messages } = await measureAll(project.root)
  expect(messages).toEqual([])
  const [found] = (await readMeasured(project.root, path))?.experiments ?? []
  expect(found?.runs).toHaveLength(3)
  const { verdicts } = await check({ root: project.root, paths: [], complete: false })
  const claims = verdicts.flatMap((each) => each.claims)
  expect(claims.map(({ name, verdict }) => `${verdict} ${name}`)).toEqual([
    'holds acknowledged.p50',
    ...['delivery.ofMute.p50', 'delivery.ofLazy.p50', 'lost.ofMute', 'lost.ofLazy'].map(
      (name) => `fails ${name}`,
    ),
    ...['answer.p50', 'complete', 'failed'].map((name) => `fails ${name}`),
  ])
}, 120_000)
