import { expect, test } from 'vitest'
import { drain } from '../../calculations/models/batch.ts'
import { slowStartTime, transferTime } from '../../calculations/models/transfer.ts'
import { q, quantity } from '../../src/quantity/quantity.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'

const line = { bandwidth: q('100 Mbit/s'), roundTrip: q('50 ms') }

test('size and bandwidth may be written in bits or bytes', () => {
  const latency = q('0 s')
  const bits = transferTime({ size: q('8 Mbit'), bandwidth: q('1 Mbit/s'), latency })
  const bytes = transferTime({ size: q('1 MB'), bandwidth: q('125 KB/s'), latency })
  expectNear(bits.value, 8)
  expectNear(bytes.value, 8)
})

test('what fits into the first window takes a round trip and its own time on the line', () => {
  const time = slowStartTime({ ...line, size: q('14,600 B') })
  expectNear(time.value, 0.05 + 14_600 / 12.5e6)
})

test('one byte more than the first window waits for the first acknowledgement', () => {
  const time = slowStartTime({ ...line, size: q('14,601 B') })
  const stall = 1460 / 12.5e6 + 0.05 - 14_600 / 12.5e6
  expectNear(time.value, 0.05 + 14_601 / 12.5e6 + stall)
})

test('each round trip of setup adds itself', () => {
  const open = slowStartTime({ ...line, size: q('1 MB') })
  const fresh = slowStartTime({ ...line, size: q('1 MB'), setup: 2 })
  expectNear(fresh.value - open.value, 0.1, 1e-9)
})

test('slow start takes no less than the line alone, and the same on a line without delay to speak of', () => {
  const cases = fc.record({
    bytes: fc.integer({ min: 1, max: 100_000_000 }),
    bytesPerSecond: fc.integer({ min: 1_000, max: 1_000_000_000 }),
  })
  fc.assert(
    fc.property(cases, ({ bytes, bytesPerSecond }) => {
      const size = quantity(bytes, 'B')
      const bandwidth = quantity(bytesPerSecond, 'B/s')
      const alone = transferTime({ size, bandwidth, latency: q('80 ms') })
      const started = slowStartTime({ size, bandwidth, roundTrip: q('80 ms') })
      expect(started.value).toBeGreaterThanOrEqual(alone.value - 1e-12)
      const near = slowStartTime({ size, bandwidth, roundTrip: quantity(1e-12, 's') })
      expectNear(near.value, 1e-12 + bytes / bytesPerSecond)
    }),
  )
})

test('waves are whole, and the divisible time is never longer', () => {
  const cases = fc.record({
    jobs: fc.integer({ min: 1, max: 5_000 }),
    workers: fc.integer({ min: 1, max: 200 }),
  })
  fc.assert(
    fc.property(cases, ({ jobs, workers }) => {
      const batch = drain({ jobs: quantity(jobs, 'images'), workers, time: q('6 s') })
      expectNear(batch.inWaves.value, simulate(jobs, workers, 6), 1e-9)
      expectNear(batch.divisible.value, (jobs * 6) / workers, 1e-9)
      expect(batch.divisible.value).toBeLessThanOrEqual(batch.inWaves.value + 1e-9)
      expectNear(batch.throughput.value, workers / 6, 1e-9)
      expect(batch.waves.unit).toBe('wave')
      expect(batch.throughput.unit).toBe('image/s')
    }),
  )
})

/** Each job goes to the worker that is free first. */
function simulate(jobs: number, workers: number, seconds: number): number {
  const free = new Array<number>(workers).fill(0)
  for (let job = 0; job < jobs; job++) {
    const first = free.indexOf(Math.min(...free))
    free[first] = (free[first] ?? 0) + seconds
  }
  return Math.max(...free)
}

test.each([
  [
    'no bandwidth',
    () => transferTime({ size: q('1 MB'), bandwidth: q('0 B/s'), latency: q('1 ms') }),
    'bandwidth is 0 B/s: a finite amount above 0 is needed',
  ],
  [
    'a negative size',
    () => transferTime({ size: q('-1 B'), bandwidth: q('1 B/s'), latency: q('1 ms') }),
    'size is -1: a finite number of at least 0 is needed',
  ],
  [
    'half a segment',
    () => slowStartTime({ ...line, size: q('1 MB'), initialSegments: 0.5 }),
    'initialSegments is 0.5: a whole number of at least 1 is needed',
  ],
  [
    'no workers',
    () => drain({ jobs: q('50 images'), workers: 0, time: q('6 s') }),
    'workers is 0: a whole number of at least 1 is needed',
  ],
  [
    'no jobs',
    () => drain({ jobs: q('0 images'), workers: 16, time: q('6 s') }),
    'jobs is 0: a finite number above 0 is needed',
  ],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(new Error(message))
})
