import { expect, test } from 'vitest'
import { erlangB, erlangC } from '../../calculations/models/erlang.ts'
import { mmck } from '../../calculations/models/limited-queue.ts'
import { little, mmc } from '../../calculations/models/queue.ts'
import { q } from '../../src/quantity/quantity.ts'
import { expectNear } from './near.ts'

const traffic = { arrivals: q('375 ops/s'), service: q('100 ms'), servers: q('45 connections') }
const load = little(traffic.arrivals, traffic.service)

test('the probability to wait is that of M/M/c under the same load', () => {
  const waits = erlangC({ load, servers: traffic.servers })
  expectNear(waits.value, mmc(traffic).waitProbability.value)
  expect(waits.unit).toBe('1')
})

test('the probability to be lost is that of M/M/c/K without a waiting room', () => {
  const lost = erlangB({ load, servers: traffic.servers })
  expectNear(lost.value, mmck({ ...traffic, places: traffic.servers }).lossProbability.value)
})

test('an overload loses calls, and cannot wait', () => {
  expectNear(erlangB({ load: q('2 calls'), servers: 1 }).value, 2 / 3)
  expect(() => erlangC({ load: q('2 calls'), servers: 1 })).toThrow(
    new Error(
      'utilisation is 200 % (a load of 2 on 1 server): a utilisation below 100 % is needed',
    ),
  )
})
