import { describe, expect, test } from 'vitest'
import { mmck } from '../../calculations/models/limited-queue.ts'
import { little, md1, mm1, mmc } from '../../calculations/models/queue.ts'
import { allenCunneen, kingman } from '../../calculations/models/variable-queue.ts'
import { q, quantity } from '../../src/quantity/quantity.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'
import { factorial, fraction, type Rational, sum, upTo } from './rational.ts'

/** λ and the service time that give a utilisation, for the properties below. */
const traffics = fc
  .record({
    servers: fc.integer({ min: 1, max: 200 }),
    utilisation: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    seconds: fc.double({ min: 1e-4, max: 100, noNaN: true }),
  })
  .map(({ servers, utilisation, seconds }) => ({
    servers,
    service: quantity(seconds, 's'),
    arrivals: quantity((servers * utilisation) / seconds, 'jobs/s'),
  }))

/** The mean number that waits in M/M/c, by the textbook's sum. */
function exactWaiting(servers: number, load: Rational): Rational {
  const full = load.power(servers).per(factorial(servers))
  const spare = fraction(1).minus(load.per(fraction(servers)))
  const states = sum(upTo(servers - 1).map((n) => load.power(n).per(factorial(n))))
  const empty = fraction(1).per(states.plus(full.per(spare)))
  return empty
    .times(full)
    .times(load.per(fraction(servers)))
    .per(spare.times(spare))
}

describe('M/M/c', () => {
  test('waits as the textbook says, in exact fractions', () => {
    for (let servers = 1; servers <= 10; servers++) {
      for (let quarters = 1; quarters < servers * 4; quarters += 2) {
        const arrivals = quantity(quarters / 4, 'jobs/s')
        const { waiting } = mmc({ arrivals, service: q('1 s'), servers })
        expectNear(waiting.value, exactWaiting(servers, fraction(quarters, 4)).value, 1e-11)
      }
    }
  })

  test('units: counts are what arrives, waits are times, shares are plain', () => {
    const queue = mmc({
      arrivals: q('375 ops/s'),
      service: q('100 ms'),
      servers: q('45 connections'),
    })
    expect(queue.present.unit).toBe('op')
    expect(queue.waiting.unit).toBe('op')
    expect(queue.meanWait.unit).toBe('s')
    expect(queue.response.p99.unit).toBe('s')
    expect(queue.waitProbability.unit).toBe('1')
    expectNear(queue.utilisation.value, 37.5 / 45)
  })

  test("Little's law holds for who waits and for who is there", () => {
    fc.assert(
      fc.property(traffics, (traffic) => {
        const queue = mmc(traffic)
        expectNear(queue.waiting.value, little(traffic.arrivals, queue.meanWait).value)
        expectNear(queue.present.value, little(traffic.arrivals, queue.meanResponse).value)
        expectNear(
          queue.present.value - queue.waiting.value,
          queue.utilisation.value * traffic.servers,
          1e-6,
        )
      }),
    )
  })

  test('two crowds in one line for twice the servers wait less than in two lines', () => {
    fc.assert(
      fc.property(traffics, (traffic) => {
        const pooled = mmc({
          arrivals: traffic.arrivals.times(2),
          service: traffic.service,
          servers: traffic.servers * 2,
        })
        expect(pooled.meanWait.value).toBeLessThanOrEqual(mmc(traffic).meanWait.value)
      }),
    )
  })

  test('a count that arithmetic left beside a whole number is that number', () => {
    const servers = q('1 core').times(0.1).times(3).per(0.1).plus(q('1 core').times(1e-13))
    expect(servers.value).not.toBe(3)
    const many = mmc({ arrivals: q('1 job/s'), service: q('1 s'), servers: 10_000 * (1 + 5e-10) })
    expectNear(many.utilisation.value, 1 / 10_000)
    const traffic = { arrivals: q('2 jobs/s'), service: q('1 s') }
    expect(mmc({ ...traffic, servers }).meanWait.value).toBe(
      mmc({ ...traffic, servers: 3 }).meanWait.value,
    )
  })
})

describe('special cases agree with the general ones', () => {
  test('M/M/1 is M/M/c with one server, and waits ρ/(1 − ρ) of a service time', () => {
    const queue = mm1({ arrivals: q('0.75 jobs/s'), service: q('1 s') })
    expectNear(queue.meanWait.value, 3)
    expectNear(queue.waitProbability.value, 0.75)
  })

  test('M/M/c/K with much room is M/M/c', () => {
    const traffic = { arrivals: q('8 jobs/s'), service: q('1 s'), servers: 10 }
    const limited = mmck({ ...traffic, places: 2_000 })
    const open = mmc(traffic)
    expectNear(limited.meanWait.value, open.meanWait.value, 1e-9)
    expectNear(limited.waitProbability.value, open.waitProbability.value, 1e-9)
    expectNear(limited.utilisation.value, open.utilisation.value, 1e-9)
  })

  test('Kingman is exact for M/M/1 and M/D/1', () => {
    fc.assert(
      fc.property(traffics, ({ arrivals, service, servers }) => {
        const traffic = { arrivals: arrivals.per(servers), service }
        const random = kingman({ ...traffic, arrivalVariation: 1, serviceVariation: 1 })
        const constant = kingman({ ...traffic, arrivalVariation: 1, serviceVariation: q('0 %') })
        expectNear(random.meanWait.value, mm1(traffic).meanWait.value, 1e-9)
        expectNear(constant.meanWait.value, md1(traffic).meanWait.value, 1e-9)
      }),
    )
  })

  test('Allen and Cunneen give M/M/c for a variation of 1, and Kingman for one server', () => {
    fc.assert(
      fc.property(traffics, (traffic) => {
        const variation = { arrivalVariation: 1, serviceVariation: 1 }
        const many = allenCunneen({ ...traffic, ...variation })
        expectNear(many.meanWait.value, mmc(traffic).meanWait.value, 1e-9)
        const single = { arrivals: traffic.arrivals.per(traffic.servers), service: traffic.service }
        const uneven = { arrivalVariation: 0.7, serviceVariation: 2.5 }
        const one = allenCunneen({ ...single, ...uneven, servers: 1 })
        expectNear(one.meanWait.value, kingman({ ...single, ...uneven }).meanWait.value, 1e-9)
      }),
    )
  })
})

describe('M/M/c/K', () => {
  test('what is let in is served and obeys Little’s law, also under overload', () => {
    const queue = mmck({ arrivals: q('50 jobs/s'), service: q('1 s'), servers: 4, places: 12 })
    expectNear(queue.throughput.value, 50 * (1 - queue.lossProbability.value))
    expectNear(queue.present.value, little(queue.throughput, queue.meanResponse).value)
    expect(queue.throughput.unit).toBe('job/s')
    expect(queue.throughput.value).toBeLessThan(4)
    expect(queue.throughput.value).toBeGreaterThan(3.99)
  })
})

describe('what cannot be computed is refused', () => {
  const traffic = { arrivals: q('375 ops/s'), service: q('100 ms') }

  test.each([
    [
      'too few servers',
      () => mmc({ ...traffic, servers: 30 }),
      'utilisation is 125 % (a load of 37.5 on 30 servers): a utilisation below 100 % is needed',
    ],
    [
      'a busy single server',
      () => md1({ arrivals: q('2 jobs/s'), service: q('500 ms') }),
      'utilisation is 100 % (a load of 1 on 1 server): a utilisation below 100 % is needed',
    ],
    [
      'no servers',
      () => mmc({ ...traffic, servers: q('0 connections') }),
      'servers is 0: a whole number of at least 1 is needed',
    ],
    [
      'half a server',
      () => mmc({ ...traffic, servers: q('45.5 connections') }),
      'servers is 45.5: a whole number of at least 1 is needed',
    ],
    [
      'a negative rate',
      () => mmc({ arrivals: q('-5 ops/s'), service: q('1 s'), servers: 1 }),
      'arrivals is -5 op/s: a finite amount above 0 is needed',
    ],
    [
      'no service time',
      () => mm1({ arrivals: q('5 ops/s'), service: q('0 ms') }),
      'service is 0 s: a finite amount above 0 is needed',
    ],
    [
      'a negative variation',
      () =>
        kingman({
          arrivals: q('0.5 jobs/s'),
          service: q('1 s'),
          arrivalVariation: -1,
          serviceVariation: 0,
        }),
      'arrivalVariation is -1: a finite number of at least 0 is needed',
    ],
    [
      'fewer places than servers',
      () => mmck({ ...traffic, servers: 45, places: 40 }),
      'places is 40: at least one for each of the 45 servers is needed',
    ],
    [
      'the hundredth percentile',
      () => mmc({ ...traffic, servers: 45 }).wait.quantile(q('100 %')),
      'the percentile is 1: a share from 0 to below 1 is needed',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})
