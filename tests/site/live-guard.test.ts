import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import { guard } from '../../src/site/live-guard.ts'

/** What a body, as it is or guarded, comes to. */
const run = (code: string, ...given: unknown[]): Record<string, unknown> =>
  compileFunction(code, ['$', '$use'])(...given)

/** What the guarded body of a document comes to with one input. */
function namesWith(input: number, body: string): unknown {
  return run(guard(body), [input])
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

const fine: Record<string, string> = {
  'a function that calls itself':
    'const fact = (n) => n <= 1 ? 1 : n * fact(n - 1)\nconst all = fact(5)\nreturn { all }',
  'a parameter with the name of what is declared later':
    'const twice = [1, 2].map((rate) => rate * 2)\nconst rate = $[0]\nconst all = twice[1] * rate\nreturn { twice, rate, all }',
  'a local const with the name of what is declared later': `const waits = [0.5, 0.9].map((load) => {
  const arriving = { load, wait: load / (1 - load) }
  return { ...arriving, even: arriving.wait / 2 }
})
const arriving = $[0] * 3
return { waits, arriving }`,
  'a local with the name of its own const':
    'const wait = [1, 2].map((n) => { const wait = n * 2; return wait })\nreturn { wait }',
  'a function that calls a later one':
    'const a = (n) => b(n) + 1\nconst b = (n) => n * 2\nconst c = a($[0])\nreturn { c }',
  'a value that is undefined':
    "const best = [1, 2].find((n) => n > 5)\nconst cost = best ?? 0\nconst list = []\nif (best === undefined) list.push('none')\nreturn { best, cost, list }",
  'names of every object': 'const constructor = 1, toString = constructor + 1\nreturn { toString }',
  'what other documents give, and a list at the start of a line':
    'const { wait, rate: own } = $use(0)\n;[wait].map(String)\nconst all = wait + own\nreturn { own, all, wait }',
}

test.each(Object.entries(fine))('%s is what it is without a guard', (_, code) => {
  const given = [[3], () => ({ wait: 1, rate: 2 })] as const
  const plain = run(code, ...given)
  expect(Object.values(plain).length).toBeGreaterThan(0)
  expect(run(guard(code), ...given)).toEqual(plain)
})

test('a function that looks at a name without a value gives none, here and elsewhere', () => {
  const code = `const isFast = () => !(wait > 0.5)
const wait = (() => { throw new Error('overloaded') })()
const fast = isFast()
function isSlow() { return wait > 0.5 }
const half = (n) => n / 2
return { isFast, fast, isSlow, half }`
  expect(run(guard(code))).toEqual({ half: expect.any(Function) })
})

test('what another document leaves without a value is missed here', () => {
  const code =
    'const { wait, rate } = $use(0)\nconst isFast = !(wait > 0.5)\nreturn { isFast, rate }'
  expect(run(guard(code), [], () => ({ rate: 2 }))).toEqual({ rate: 2 })
})

test('a statement that rests on what has no value stops the whole', () => {
  const code = `const free = 5 - $[0]
const wait = (() => { if (free < 0) throw new Error('overloaded'); return 1 / free })()
const flags = []
if (!(wait > 0.5)) flags.push('fast')
const isFast = flags.length > 0
return { isFast }`
  expect(namesWith(2, code)).toEqual({ isFast: true })
  expect(() => namesWith(7, code)).toThrow()
})
