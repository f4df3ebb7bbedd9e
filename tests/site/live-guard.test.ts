import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import { guard } from '../../src/site/live-guard.ts'

/** What the guarded body of a document comes to with one input. */
function namesWith(input: number, body: string): unknown {
  return compileFunction(guard(body), ['$'])([input])
}

const body = `
const load = $[0]
const most = 5, spare = 1
function stable(rate) { if (rate >= most) throw new Error('overloaded'); return 1 / (most - rate) }
const queue = { wait: stable(load) }
const { wait, ...others } = queue
const isShort = !(wait > 0.5)
const [µs, all] = [wait * 1e6, Object.keys(others)]
const later = () => wait + spare
const twice = load * 2
return { load, most, spare, queue, wait, others, isShort, µs, all, later, twice, L7: (queue.wait.toFixed(1)) }`

test('a formula with a value leaves everything as it is', () => {
  expect(namesWith(3, body)).toMatchObject({
    load: 3,
    queue: { wait: 0.5 },
    wait: 0.5,
    isShort: true,
    µs: 500_000,
    all: [],
    twice: 6,
  })
})

test('one without a value takes what rests on it along, a truth too, and nothing else', () => {
  expect(namesWith(7, body)).toEqual({ load: 7, most: 5, spare: 1, twice: 14 })
})

test('a loop that throws half way is no formula', () => {
  const loop =
    "const sums = []\nfor (const n of [1, 2, 3]) { if (n > $[0]) throw new Error('no'); sums.push(n) }\nreturn { sums }"
  expect(namesWith(3, loop)).toEqual({ sums: [1, 2, 3] })
  expect(() => namesWith(2, loop)).toThrow('no')
})
