import { expect, test } from 'vitest'
import { startBareChat } from '../../../sketches/chat/bare.ts'
import { compare, observe } from '../../../sketches/chat/experiments/compare.ts'
import { grow } from '../../../sketches/chat/experiments/grow.ts'
import { startThreadedChat } from '../../../sketches/chat/threads.ts'
import { isInstalled } from '../servers.ts'

const load = { clients: 20, rooms: 2, rate: 200, seconds: 0.3, warmupSeconds: 0.1 }
const free = { acknowledge: 'received', persistence: 'none' } as const

test('variants of the chat and the bare loop do the same under the same load', async () => {
  const found = await compare({ one: free, two: { ...free, processes: 2, bus: 'relay' } }, load)
  await using bareChat = await startBareChat()
  const bare = await observe(bareChat, load)
  expect(bare.run).toMatchObject({ delivered: bare.run.sent * 10, acknowledged: bare.run.sent })
  for (const each of [found.one, found.two, bare.outcome]) {
    expect(each).toMatchObject({ lost: 0, latency: { count: bare.run.delivered } })
    expect(each.cpuMsPerMessage).toBeCloseTo(each.cpuMsPerDelivery * 10, 6)
    expect(each.cpuMsPerMessage).toBeGreaterThan(0)
    expect(each.residentBytes).toBeGreaterThan(10e6)
  }
  expect(found.two.residentBytes).toBeGreaterThan(found.one.residentBytes)
})

test('the chat with a thread for each connection speaks the same protocol', async (context) => {
  if (!isInstalled('cc') && !isInstalled('gcc')) context.skip('no C compiler is installed')
  await using threaded = await startThreadedChat()
  const { steps, talk } = await grow(threaded, { ...load, steps: [10, 20] })
  expect(steps.map(({ threads }) => threads)).toEqual([12, 22])
  expect(talk).toMatchObject({ delivered: talk.sent * 10, acknowledged: talk.sent, lost: 0 })
  expect(steps[1]?.kernelStackBytes).toBeGreaterThan(0)
})
