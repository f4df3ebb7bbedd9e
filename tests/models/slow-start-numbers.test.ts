import { expect, test } from 'vitest'
import { type SlowStart, stallSeconds } from '../../calculations/models/numeric/slow-start.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'

/** An object of fifteen segments, sent in windows of 1, 2, 4 and 8, where S/R is one second. */
const fifteenSegments = { size: 15, bandwidth: 1, window: 1, segment: 1 }

// Kurose and Ross, Computer Networking, problems of chapter 3: from the setup of the connection
// to the last byte, in round trips and S/R. Of these, 2 RTT + 15 S/R pass without standing still.
test.each([
  { when: '4 S/R > S/R + RTT > 2 S/R', roundTrip: 2, published: 4 * 2 + 14 },
  { when: 'S/R + RTT > 4 S/R', roundTrip: 5, published: 5 * 5 + 11 },
  { when: 'S/R > RTT', roundTrip: 0.5, published: 3 * 0.5 + 15 },
])('published: fifteen segments, $when', ({ roundTrip, published }) => {
  const stalls = stallSeconds({ ...fifteenSegments, roundTrip })
  expectNear(2 * roundTrip + 15 + stalls, published)
})

test('equals the closed form of the same book, which starts with one segment', () => {
  const line = fc.record({
    segments: fc.integer({ min: 1, max: 10_000 }),
    roundTrip: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  })
  fc.assert(
    fc.property(line, ({ segments, roundTrip }) => {
      const covering = Math.ceil(Math.log2(segments + 1))
      const endless = Math.floor(Math.log2(1 + roundTrip)) + 1
      const stalls = Math.min(endless, covering - 1)
      const closed = stalls * (roundTrip + 1) - (2 ** stalls - 1)
      const given = { size: segments, bandwidth: 1, roundTrip, window: 1, segment: 1 }
      expectNear(stallSeconds(given), closed, 1e-9)
    }),
  )
})

test('what fits into the first window never waits, and a larger window never waits longer', () => {
  const line = fc.record<SlowStart>({
    size: fc.double({ min: 1, max: 1e9, noNaN: true }),
    bandwidth: fc.double({ min: 1e3, max: 1e10, noNaN: true }),
    roundTrip: fc.double({ min: 1e-4, max: 1, noNaN: true }),
    window: fc.double({ min: 1460, max: 1e6, noNaN: true }),
    segment: fc.constant(1460),
  })
  fc.assert(
    fc.property(line, (given) => {
      expect(stallSeconds({ ...given, size: given.window })).toBe(0)
      const stalls = stallSeconds(given)
      expect(stallSeconds({ ...given, window: given.window * 2 })).toBeLessThanOrEqual(stalls)
      const windows = Math.ceil(Math.log2(given.size / given.window + 1))
      expect(stalls).toBeLessThanOrEqual(windows * (given.roundTrip + 1460 / given.bandwidth))
    }),
  )
})
